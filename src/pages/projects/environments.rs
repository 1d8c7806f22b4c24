//! How a project's environments stand: production by itself, then those that matter most.

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::environment::Environment;

use crate::components::{
    Column, Item, Loaded, Rows, data_of, environment_status, facts, facts_of, or_unknown, sorted, table_of, time_or,
};
use crate::data::Read;
use crate::layouts::Place;
use crate::reactive::memo;
use crate::routes::Route;
use crate::ui::{Badge, ButtonLink, Copyable, Notice, NoticeTone, Section, Status, el, live, nothing, view};

/// How many environments the overview lists.
const SHOWN: usize = 5;

/// How production stands, out of the list of environments; nothing while there is none.
pub(super) fn production(list: Read<Items<Environment>>) -> AnyView {
    let place = Place::expect();
    let production = memo(move || {
        let list = list.data()?;
        let is_production = |environment: &&Environment| environment.kind() == Some("production");
        list.items().iter().find(is_production).cloned()
    });
    live(move || match production.get() {
        Some(environment) => standing(place, &environment),
        None => nothing(),
    })
}

fn standing(place: Place, environment: &Environment) -> AnyView {
    let href = href(place, environment);
    let (status, tone) = environment_status(environment);
    let branch = el("a").attr("href", href).text(or_unknown(environment.title().or(environment.name())));
    let failed = (environment.last_deployment_successful() == Some(false)).then(|| {
        view! {
            <Notice tone=NoticeTone::Danger title="The last deployment of production failed">
                "The activity says why. Production runs as it did before."
            </Notice>
        }
    });
    let deployed = time_or("Never", environment.last_deployment_at());
    let host = environment.default_domain().or(environment.edge_hostname());
    let host = match host {
        Some(name) => view! { <Copyable text=name.to_owned() label="Copy host name" /> },
        None => "None".into_any(),
    };
    let facts = facts_of(facts![
        ("State", view! { <Status text=status tone=tone /> }),
        ("Environment", branch),
        ("Last deployed", deployed),
        ("Last backup", time_or("Never", environment.last_backup_at())),
        ("Host name", host),
    ]);
    let parts: Vec<_> = failed.into_iter().chain([facts]).collect();
    view! { <Section title="Production">{parts}</Section> }
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

const COLUMNS: &[Column<Environment>] = &[
    Column::text("name", "Name", |environment: &Environment| or_unknown(environment.title().or(environment.name()))),
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
