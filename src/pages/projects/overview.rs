//! A project at a glance: what it is, and how its environments stand.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::{Environment, GetListOfProjectEnvironments};
use wheelhouse_contract::sections::project::Project;

use crate::components::{
    Loaded, data_of, environment_status, facts_of, or_unknown, region_name, set_title, sorted, time_or,
};
use crate::data::read;
use crate::layouts::{Place, ProjectPage};
use crate::reactive::memo;
use crate::routes::Route;
use crate::ui::{Badge, ButtonLink, Column, Copyable, Row, Section, Status, Table, TableRow, each, el, live};

/// How many environments the overview lists.
const SHOWN: usize = 5;

/// The overview of the project in the address.
#[component]
pub fn ProjectOverviewPage() -> impl IntoView {
    let place = Place::expect();
    set_title(move || vec![place.project_title(), place.organization_label()]);
    let facts = move || place.project.data().map_or_else(|| ().into_any(), |project| facts(place, &project));
    let content = move || vec![live(facts), view! { <EnvironmentsSection /> }.into_any()].into_any();
    view! { <ProjectPage>{content()}</ProjectPage> }
}

fn facts(place: Place, project: &Project) -> AnyView {
    let mib = |mib: i64| if mib % 1024 == 0 { format!("{} GiB", mib / 1024) } else { format!("{mib} MiB") };
    let unknown = || "Unknown".to_owned();
    let organization = place.organization_id.get().map(|organization| {
        let href = Route::Organization { organization }.path();
        let label = Signal::derive(move || place.organization_label());
        el("a").attr("href", href).show(label).into_any()
    });
    let repository = project
        .repository_url()
        .map(|url| view! { <Copyable text=url.to_owned() label="Copy repository address" /> }.into_any());
    let or_nothing = |view: Option<AnyView>| view.unwrap_or_else(|| ().into_any());
    facts_of(vec![
        ("Organization", or_nothing(organization)),
        ("Region", region_name(project.region()).into_any()),
        ("Plan", or_unknown(project.plan()).into_any()),
        ("Environments allowed", project.environment_limit().map_or_else(unknown, |n| n.to_string()).into_any()),
        ("Storage for each environment", project.storage().map_or_else(unknown, mib).into_any()),
        ("Default branch", el("span").class("mono").text(or_unknown(project.default_branch())).into_any()),
        ("Time zone", or_unknown(project.timezone()).into_any()),
        ("Repository", or_nothing(repository)),
        ("Created", time_or("", project.created_at())),
    ])
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
        // The latest first, without turning round those of one moment.
        items.reverse();
        items = sorted(items, |e| e.last_active_at().or(e.updated_at()).unwrap_or_default().to_owned());
        items.reverse();
        items = sorted(items, |e| {
            let rank = u8::from(e.kind() != Some("production")) * 2 + u8::from(e.status() == Some("inactive"));
            rank.to_string()
        });
        items.truncate(SHOWN);
        items
    });
    let all = move || {
        let href = Route::Environments { project: place.project_id.get().unwrap_or_default() }.path();
        view! { <ButtonLink href=href>"All environments"</ButtonLink> }
    };
    let rows = move || {
        let row = |e: Environment| {
            let key = format!("{}\n{}", e.id().unwrap_or_default(), e.status().unwrap_or_default());
            Row::new(key, move || view! { <TableRow cells=cells(place, &e) /> }.into_any())
        };
        shown.get().into_iter().map(row).collect()
    };
    let table = move || {
        let columns = vec![
            Column::new("name", "Name"),
            Column::new("type", "Type"),
            Column::new("status", "Status"),
            Column::new("active", "Last deployed"),
        ];
        view! {
            <Table caption="Environments" columns=columns>
                {each(rows)}
            </Table>
        }
        .into_any()
    };
    view! {
        <Section title="Environments" actions=all>
            <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading environments">
                {table()}
            </Loaded>
        </Section>
    }
}

fn cells(place: Place, environment: &Environment) -> Vec<AnyView> {
    let id = environment.id().unwrap_or_default().to_owned();
    let project = place.project_id.get_untracked().unwrap_or_default();
    let href = Route::Environment { project, environment: id }.path();
    let (status, tone) = environment_status(environment);
    let name = or_unknown(environment.title().or(environment.name()));
    vec![
        el("a").attr("href", href).text(name).into_any(),
        view! { <Badge text=or_unknown(environment.kind()) /> }.into_any(),
        view! { <Status text=status tone=tone /> }.into_any(),
        time_or("Never", environment.last_deployment_at()),
    ]
}
