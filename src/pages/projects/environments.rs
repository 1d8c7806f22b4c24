//! How a project's environments stand: production by itself, then those that matter most.

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::domains::Domain;
use wheelhouse_contract::sections::environment::Environment;
use wheelhouse_contract::sections::repository::{Commit, GetACommitObject};

use super::serving::{all_domains, domain_list, domains};
use crate::components::{
    Column, Item, Loaded, Rows, commit_link, commit_subject, data_of, environment_status, environment_title, exact_or,
    facts, facts_of, or_unknown, short_commit, sorted, table_of, time_or,
};
use crate::data::{Read, read};
use crate::layouts::Place;
use crate::reactive::memo;
use crate::routes::{AtRead, Route};
use crate::ui::{Badge, ButtonLink, Notice, NoticeTone, Section, Status, el, live, nothing, view};

/// How many environments the overview lists.
const SHOWN: usize = 5;

/// How production stands, out of the list of environments; nothing while there is none.
pub(super) fn production(list: Read<Items<Environment>>) -> AnyView {
    let place = Place::expect();
    let domains = domains();
    let production = memo(move || {
        let list = list.data()?;
        let is_production = |environment: &&Environment| environment.kind() == Some("production");
        list.items().iter().find(is_production).cloned()
    });
    let commit = read::<GetACommitObject>(move || {
        let commit = production.with(|production| production.as_ref()?.head_commit().map(str::to_owned))?;
        Some(GetACommitObject::path(&place.project_id.get()?, &commit))
    });
    let content = move || match production.get() {
        Some(environment) => standing(place, domains, commit, &environment),
        None => nothing(),
    };
    let is_there = memo(move || production.with(Option::is_some));
    live(move || match is_there.get() {
        true => view! { <Section title="Production" actions=all_domains>{live(content)}</Section> },
        false => nothing(),
    })
}

fn standing(place: Place, domains: Read<Items<Domain>>, commit: Read<Commit>, environment: &Environment) -> AnyView {
    let href = href(place, environment);
    let (status, tone) = environment_status(environment);
    let branch = el("a").attr("href", href).text(environment_title(environment).to_owned());
    let failed = (environment.last_deployment_successful() == Some(false)).then(|| {
        let more = el("a").attr("href", failures(place, environment)).text("See what failed");
        view! {
            <Notice tone=NoticeTone::Danger title="The last deployment of production failed">
                "Production still runs the previous deployment. "
                {more}
            </Notice>
        }
    });
    let deployed = time_or("Never", environment.last_deployment_at());
    let host = environment.default_domain().or(environment.edge_hostname()).map(str::to_owned);
    let project = place.project_id.get_untracked().unwrap_or_default();
    let (id, of) = (environment.head_commit().map(str::to_owned), project);
    let last = move || deployed_commit(&of, id.as_deref(), commit.data().as_ref());
    let facts = facts_of(facts![
        ("Status", view! { <Status text=status tone=tone /> }),
        ("Environment", branch),
        ("Domains", live(move || domain_list(place, domains, host.as_deref()))),
        ("Last deployed", deployed),
        ("Commit", live(last)),
        ("Last backup", exact_or("Never", environment.last_backup_at())),
    ]);
    failed.into_iter().chain([facts]).collect::<Vec<_>>().into_any()
}

/// What was deployed: its message, which leads to it, and who wrote it.
fn deployed_commit(project: &str, id: Option<&str>, commit: Option<&Commit>) -> AnyView {
    let Some((id, commit)) = id.zip(commit) else { return commit_link(project, id) };
    let route = Route::RepositoryCommit { project: project.to_owned(), commit: id.to_owned() };
    let message = el("a").attr("href", route.path()).text(or_unknown(Some(&commit_subject(commit))));
    let by = format!(" {} · {}", or_unknown(commit.author_name()), short_commit(id));
    el("span").child(message).child(el("span").class("muted").text(by)).into_any()
}

/// The environments that matter most: production first, then what changed last.
pub(super) fn environments(list: Read<Items<Environment>>) -> AnyView {
    let place = Place::expect();
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
    let items = move || {
        let item = |environment: Environment| {
            Item::new(environment.id().unwrap_or_default().to_owned(), environment.clone())
                .leading_to(href(place, &environment))
        };
        Some(shown.get().into_iter().map(item).collect())
    };
    let table = move || table_of("Environments", Rows::new(COLUMNS, items));
    view! {
        <Section title="Environments" actions=all>
            <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading environments">
                {table()}
            </Loaded>
        </Section>
    }
}

fn href(place: Place, environment: &Environment) -> String {
    let project = place.project_id.get_untracked().unwrap_or_default();
    Route::Environment { project, environment: environment.id().unwrap_or_default().to_owned() }.path()
}

/// What failed there, the newest first.
fn failures(place: Place, environment: &Environment) -> String {
    let (project, environment) = (place.project_id.get_untracked().unwrap_or_default(), environment.id());
    let environment = environment.unwrap_or_default().to_owned();
    format!("{}?state=failed", Route::EnvironmentActivities { project, environment, at: AtRead::List }.path())
}

const COLUMNS: &[Column<Environment>] = &[
    Column::text("name", "Name", |environment: &Environment| environment_title(environment).to_owned()),
    Column::text("type", "Type", |environment: &Environment| or_unknown(environment.kind()))
        .cell(|environment| view! { <Badge text=or_unknown(environment.kind()) /> }),
    Column::text("status", "Status", |environment: &Environment| environment_status(environment).0).cell(
        |environment| {
            let (status, tone) = environment_status(environment);
            view! { <Status text=status tone=tone /> }
        },
    ),
    Column::time("active", "Last deployed", |environment: &Environment| environment.last_deployment_at()).or("Never"),
];
