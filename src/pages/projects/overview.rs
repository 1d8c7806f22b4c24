//! A project at a glance: what it is, and how its environments stand.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::{Environment, GetListOfProjectEnvironments};
use wheelhouse_contract::sections::project::Project;

use crate::components::{Loaded, data_of, environment_status, or_unknown, region_name, set_title};
use crate::data::read;
use crate::layouts::{Place, ProjectPage};
use crate::routes::Route;
use crate::ui::{
    Badge, ButtonLink, Column, Copyable, Fact, Facts, Section, Status, Table, TableRow, Time, memo, shown,
};

/// How many environments the overview lists.
const SHOWN: usize = 5;

/// The overview of the project in the address.
#[component]
pub fn ProjectOverviewPage() -> impl IntoView {
    let place = Place::expect();
    set_title(move || vec![place.project_title(), place.organization_label()]);
    view! {
        <ProjectPage>
            {shown(move || place.project.data().map(|project| facts(place, &project)))}
            <EnvironmentsSection />
        </ProjectPage>
    }
}

fn facts(place: Place, project: &Project) -> AnyView {
    let mib = |mib: i64| if mib % 1024 == 0 { format!("{} GiB", mib / 1024) } else { format!("{mib} MiB") };
    let organization = place.organization_id.get().map(|organization| {
        let href = Route::Organization { organization }.path();
        view! { <a href=href>{shown(move || place.organization_label())}</a> }
    });
    let created = project.created_at().map(|at| view! { <Time at=at.to_owned() /> });
    let repository = project.repository_url().map(|url| {
        view! { <Copyable text=url.to_owned() label="Copy repository address" /> }
    });
    let count = |number: Option<i64>| number.map_or_else(|| "Unknown".to_owned(), |number| number.to_string());
    let region = region_name(project.region());
    let plan = or_unknown(project.plan());
    let limit = count(project.environment_limit());
    let storage = project.storage().map_or_else(|| "Unknown".to_owned(), mib);
    let branch = or_unknown(project.default_branch());
    let timezone = or_unknown(project.timezone());
    view! {
        <Facts>
            <Fact label="Organization">{organization}</Fact>
            <Fact label="Region">{region}</Fact>
            <Fact label="Plan">{plan}</Fact>
            <Fact label="Environments allowed">{limit}</Fact>
            <Fact label="Storage for each environment">{storage}</Fact>
            <Fact label="Default branch">
                <span class="mono">{branch}</span>
            </Fact>
            <Fact label="Time zone">{timezone}</Fact>
            <Fact label="Repository">{repository}</Fact>
            <Fact label="Created">{created}</Fact>
        </Facts>
    }
    .into_any()
}

/// The environments that matter most: production first, then what changed last.
#[component]
fn EnvironmentsSection() -> impl IntoView {
    let place = Place::expect();
    let list = read::<GetListOfProjectEnvironments>(move || {
        place.project_id.get().map(|id| GetListOfProjectEnvironments::path(&id))
    });
    let (ready, error, loading, retry) = data_of(list);
    let shown = memo(move || {
        let mut items = list.data().map(|list| list.items().to_vec()).unwrap_or_default();
        items.sort_by_key(|e| {
            let last = e.last_active_at().or(e.updated_at()).unwrap_or_default().to_owned();
            (e.kind() != Some("production"), e.status() == Some("inactive"), std::cmp::Reverse(last))
        });
        items.truncate(SHOWN);
        items
    });
    let all = move || {
        let href = Route::Environments { project: place.project_id.get().unwrap_or_default() }.path();
        view! { <ButtonLink href=href>"All environments"</ButtonLink> }
    };
    view! {
        <Section title="Environments" actions=all>
            <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading environments">
                <Table
                    caption="Environments"
                    columns=vec![
                        Column::new("name", "Name"),
                        Column::new("type", "Type"),
                        Column::new("status", "Status"),
                        Column::new("active", "Last deployed"),
                    ]
                >
                    <For
                        each=move || shown.get()
                        key=|environment| (environment.id().map(str::to_owned), environment.status().map(str::to_owned))
                        let:environment
                    >
                        <TableRow cells=cells(place, &environment) />
                    </For>
                </Table>
            </Loaded>
        </Section>
    }
}

fn cells(place: Place, environment: &Environment) -> Vec<AnyView> {
    let id = environment.id().unwrap_or_default().to_owned();
    let project = place.project_id.get_untracked().unwrap_or_default();
    let href = Route::Environment { project, environment: id }.path();
    let (status, tone) = environment_status(environment);
    let deployed = environment.last_deployment_at().map(|at| view! { <Time at=at.to_owned() /> });
    vec![
        view! { <a href=href>{or_unknown(environment.title().or(environment.name()))}</a> }.into_any(),
        view! { <Badge text=or_unknown(environment.kind()) /> }.into_any(),
        view! { <Status text=status tone=tone /> }.into_any(),
        deployed.map_or_else(|| "Never".into_any(), IntoAny::into_any),
    ]
}
