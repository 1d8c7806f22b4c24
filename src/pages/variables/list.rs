//! The variables of a project or an environment.

use std::sync::Arc;

use leptos::prelude::*;
use wheelhouse_contract::sections::environment_variables::EnvironmentVariable;
use wheelhouse_contract::{Items, Links, Resource};

use super::Scope;
use super::env_line::line_of;
use super::layers::{Layer, Layers, Lists, Source};
use super::settings::exported;
use crate::components::{
    Bulk, BulkAction, Choosing, Column, Item, Listing, Rows, Thing, Titles, one_line, or_unknown, use_selection,
};
use crate::data::{Read, read_as};
use crate::layouts::Place;
use crate::reactive::{Derived, memo};
use crate::routes::{AtKept, Route};
use crate::text::{marked, part};
use crate::ui::{
    Badge, Button, ButtonKind, ButtonLink, EmptyState, IconName, SecretDots, Tone, breakable, el, live, view, views,
};

/// How much of a value a row shows.
const PREVIEW: usize = 80;

/// The list of a scope's variables.
pub fn page(scope: Scope) -> AnyView {
    let scope = StoredValue::new(scope);
    let place = Place::expect();
    let lists = scope.with_value(Lists::read);
    let forbidden = memo(move || scope.with_value(|scope| scope.cannot_manage(place)));
    let add = move || match forbidden.get() {
        None => views![
            view! { <ButtonLink href=scope.with_value(|scope| scope.import().path())>"Import"</ButtonLink> },
            view! {
                <ButtonLink
                    kind=ButtonKind::Primary
                    href=scope.with_value(|scope| scope.at(AtKept::New).path())
                    icon=IconName::PLUS
                >
                    "Add variable"
                </ButtonLink>
            }
        ],
        reason => view! {
            <Button kind=ButtonKind::Primary icon=IconName::PLUS disabled_because=reason>
                "Add variable"
            </Button>
        },
    };
    let empty = move || {
        view! {
            <EmptyState
                icon=IconName::VARIABLE
                title="No variables yet"
                text="Variables carry configuration and secrets to builds and running applications."
                actions=move || live(add)
            />
        }
    };
    let columns = if scope.with_value(Scope::is_environment) { IN_ENVIRONMENT } else { IN_PROJECT };
    let items = move || {
        let scope = scope.get_value();
        lists.layers(&scope).map(|all| all.iter().filter_map(|layers| item(&scope, lists.titles, layers)).collect())
    };
    view! {
        <Listing
            caption="Variables"
            rows=Rows::new(columns, items).with_actions()
            error=Derived::new(move || lists.error())
            loading=Signal::derive(move || lists.is_loading())
            on_retry=move || lists.refresh()
            actions=move || {
                let across = Route::VariablesMatrix { project: scope.with_value(|scope| scope.project_id().to_owned()) };
                let across = view! {
                    <ButtonLink kind=ButtonKind::Quiet href=across.path()>
                        "Across environments"
                    </ButtonLink>
                };
                views![across, live(add)]
            }
            choosing=choosing(scope, lists.own)
            empty=empty
        />
    }
}

/// A variable, where it is set, and what sets it apart.
struct Row {
    variable: EnvironmentVariable,
    is_own: bool,
    /// Where it is set, in words.
    source: String,
    marks: Vec<(String, Tone)>,
}

const NAME: Column<Row> =
    Column::text("name", "Name", |row: &Row| or_unknown(row.variable.name())).mono().beside(|row| {
        let badge = |(text, tone): &(String, Tone)| view! { <Badge text=text.clone() tone=*tone /> };
        row.marks.iter().map(badge).collect::<Vec<_>>().into_any()
    });
const VALUE: Column<Row> =
    Column::text("value", "Value", |row: &Row| value(row).unwrap_or_default()).unsorted().cell(|row| {
        match value(row) {
            None => view! { <SecretDots /> },
            // Blanks between the parts of JSON mean nothing.
            Some(value) if row.variable.is_json() == Some(true) => {
                el("code").children(breakable(&part(&one_line(&value), 0, PREVIEW))).into_any()
            }
            Some(value) => el("code").children(breakable(&preview(&value, 0))).into_any(),
        }
    });
const SOURCE: Column<Row> = Column::text("source", "Source", |row: &Row| row.source.clone())
    .cell(|row| el("span").attr("class", (!row.is_own).then_some("muted")).text(row.source.clone()).into_any());
const VISIBILITY: Column<Row> = Column::text("visibility", "Visibility", |row: &Row| visibility(&row.variable));
const UPDATED: Column<Row> = Column::time("updated", "Updated", |row: &Row| row.variable.updated_at());

const IN_PROJECT: &[Column<Row>] = &[NAME, VALUE, VISIBILITY, UPDATED];
const IN_ENVIRONMENT: &[Column<Row>] = &[NAME, VALUE, SOURCE, VISIBILITY, UPDATED];

fn item(scope: &Scope, titles: Titles, layers: &Layers) -> Option<Item<Row>> {
    let Layer { source, variable } = layers.nearest()?;
    let id = variable.id().or(variable.name()).unwrap_or_default().to_owned();
    let marks = marks(variable, layers.overrides().map(|source| source.name(titles)));
    let is_own = *source == Source::Here;
    let texts: Vec<_> = marks.iter().map(|(text, _)| text.clone()).collect();
    let row = Row { variable: variable.clone(), is_own, source: source.words(titles), marks };
    let item = Item::new(format!("{id} {}", source.key()), row)
        .leading_to(scope.at(AtKept::One(id.clone())).path())
        .found_by(texts)
        .exported_as(exported(variable, is_own))
        .exported_as_line(line_of(variable));
    // What comes from above is deleted where it is.
    Some(if is_own { item.doing(actions(scope, variable, &id)).chosen_by(id) } else { item })
}

/// What its links let the person do with it.
fn actions(scope: &Scope, variable: &EnvironmentVariable, id: &str) -> Vec<(&'static str, String)> {
    let links = Links::of(variable.raw());
    let edit = links.allows(EnvironmentVariable::EDIT).then(|| ("Edit", AtKept::One(id.to_owned())));
    let delete = links.allows(EnvironmentVariable::DELETE).then(|| ("Delete", AtKept::Delete(id.to_owned())));
    edit.into_iter().chain(delete).map(|(verb, at)| (verb, scope.at(at).path())).collect()
}

/// The value where it may be shown. An empty one is a value.
fn value(row: &Row) -> Option<String> {
    let is_sensitive = row.variable.is_sensitive() == Some(true);
    (!is_sensitive).then(|| row.variable.value().unwrap_or("Unknown").to_owned())
}

/// Several of the scope's own are deleted at once.
fn choosing(scope: StoredValue<Scope>, list: Read<Items<EnvironmentVariable>>) -> Choosing {
    let things = move || {
        let variables = list.data();
        let thing = |variable: &EnvironmentVariable| {
            let id = variable.id().or(variable.name())?.to_owned();
            Some(Thing { id, name: or_unknown(variable.name()), raw: variable.raw().clone() })
        };
        variables.iter().flat_map(Items::items).filter_map(thing).collect()
    };
    let delete = BulkAction {
        verb: "Delete",
        busy: "Deleting",
        done: "Deleted",
        relation: EnvironmentVariable::DELETE,
        follows: "Their values are lost. Affected environments redeploy.",
        danger: true,
        change: Arc::new(move |id| scope.with_value(|scope| scope.remove(id))),
    };
    let open = move |id: &str| {
        let path = scope.with_value(|scope| scope.item_path(id));
        *read_as::<EnvironmentVariable>(move || Some(path.clone()))
    };
    Bulk {
        one: "variable",
        many: "variables",
        selection: use_selection(),
        things: Derived::new(things),
        open: Arc::new(open),
        actions: vec![delete],
    }
    .choosing()
}

/// A value on one line, as it is: its beginning, or what stands at the character `from`.
pub(super) fn preview(value: &str, from: usize) -> String {
    marked(&part(value, from, PREVIEW))
}

fn visibility(variable: &EnvironmentVariable) -> String {
    match (variable.visible_build(), variable.visible_runtime()) {
        (Some(true), Some(true)) => "Build, runtime",
        (Some(true), Some(false)) => "Build",
        (Some(false), Some(true)) => "Runtime",
        (Some(false), Some(false)) => "Nowhere",
        _ => "Unknown",
    }
    .to_owned()
}

/// What sets a variable apart.
fn marks(variable: &EnvironmentVariable, overrides: Option<String>) -> Vec<(String, Tone)> {
    let mut marks = Vec::new();
    if variable.is_json() == Some(true) {
        marks.push(("JSON".to_owned(), Tone::Neutral));
    }
    if variable.is_enabled() == Some(false) {
        marks.push(("Off".to_owned(), Tone::Warning));
    }
    if let Some(source) = overrides {
        marks.push((format!("Overrides {source}"), Tone::Neutral));
    }
    marks
}
