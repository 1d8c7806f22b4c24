//! The variables of a project or an environment.

use std::sync::Arc;

use leptos::prelude::*;
use wheelhouse_contract::sections::environment_variables::EnvironmentVariable;
use wheelhouse_contract::{Items, Resource};

use super::Scope;
use super::layers::{Layer, Layers, Lists, Source};
use crate::components::{Bulk, BulkAction, Choosing, Item, Listing, Thing, or_unknown, time_or, use_selection};
use crate::data::{Read, read_as};
use crate::layouts::Place;
use crate::reactive::{Derived, memo};
use crate::routes::{AtKept, Route};
use crate::ui::{Badge, Button, ButtonKind, ButtonLink, Column, EmptyState, IconName, SecretDots, Tone, el, live};

stylance::import_style!(style, "list.module.css");

/// Where the column stands that says where a variable is set.
const AT_SOURCE: usize = 2;
/// How much of a value a row shows.
const PREVIEW: usize = 80;

/// The list of a scope's variables.
pub(super) fn page(scope: Scope) -> AnyView {
    let scope = StoredValue::new(scope);
    let place = Place::expect();
    let lists = scope.with_value(Lists::read);
    let forbidden = memo(move || scope.with_value(|scope| scope.forbidden(place)));
    let add = move || match forbidden.get() {
        None => vec![
            view! { <ButtonLink href=scope.with_value(|scope| scope.import().path())>"Add many"</ButtonLink> }
                .into_any(),
            view! {
                <ButtonLink
                    kind=ButtonKind::Primary
                    href=scope.with_value(|scope| scope.at(AtKept::New).path())
                    icon=IconName::PLUS
                >
                    "Add variable"
                </ButtonLink>
            }
            .into_any(),
        ]
        .into_any(),
        reason => view! {
            <Button kind=ButtonKind::Primary icon=IconName::PLUS disabled_because=reason>
                "Add variable"
            </Button>
        }
        .into_any(),
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
    let mut columns = vec![
        Column::new("name", "Name").sortable(),
        Column::new("value", "Value"),
        Column::new("visibility", "Visibility").sortable(),
        Column::new("updated", "Updated").sortable(),
    ];
    if scope.with_value(Scope::is_environment) {
        columns.insert(AT_SOURCE, Column::new("source", "Source").sortable());
    }
    view! {
        <Listing
            caption="Variables"
            columns=columns
            items=Derived::new(move || {
                let scope = scope.get_value();
                lists.layers(&scope).map(|all| all.iter().filter_map(|layers| row(&scope, layers)).collect())
            })
            error=Derived::new(move || lists.error())
            loading=Signal::derive(move || lists.is_loading())
            on_retry=move || lists.refresh()
            filters=move || {
                let across = Route::VariablesMatrix { project: scope.with_value(|scope| scope.project_id().to_owned()) };
                let across = view! {
                    <ButtonLink kind=ButtonKind::Quiet href=across.path()>
                        "Across environments"
                    </ButtonLink>
                };
                vec![live(add), across.into_any()].into_any()
            }
            choosing=choosing(scope, lists.own)
            empty=empty
        />
    }
    .into_any()
}

fn row(scope: &Scope, layers: &Layers) -> Option<Item> {
    let Layer { source, variable } = layers.nearest()?;
    let id = variable.id().or(variable.name()).unwrap_or_default().to_owned();
    let name = or_unknown(variable.name());
    let sensitive = variable.is_sensitive() == Some(true);
    let value = (!sensitive).then(|| or_unknown_value(variable.value()));
    let visibility = visibility(variable);
    let updated = variable.updated_at().unwrap_or_default().to_owned();
    let marks = marks(variable, layers.overrides());
    let href = scope.at(AtKept::One(id.clone())).path();
    let from = scope.is_environment().then(|| source.words());
    let own = *source == Source::Here;
    let key = format!("{id} {}", source.name());
    let mut texts = vec![name.clone(), value.clone().unwrap_or_default()];
    texts.extend(from.clone().into_iter().chain([visibility.clone(), updated.clone()]));
    texts.extend(marks.iter().map(|(text, _)| text.clone()));
    let item = Item::new(key, texts, move || {
        let badge = |(text, tone): &(String, Tone)| view! { <Badge text=text.clone() tone=*tone /> }.into_any();
        let link = el("a").class("mono").attr("href", href.clone()).text(name.clone());
        let shown = match &value {
            None => view! { <SecretDots /> }.into_any(),
            Some(value) => el("code").class(style::value).text(preview(value)).into_any(),
        };
        let updated = Some(updated.as_str()).filter(|updated| !updated.is_empty());
        let mut cells = vec![
            el("span").class(style::name).el(link).children(marks.iter().map(badge)).into_any(),
            shown,
            visibility.clone().into_any(),
            time_or("Unknown", updated),
        ];
        if let Some(from) = from.clone() {
            cells.insert(AT_SOURCE, el("span").attr("class", (!own).then_some("muted")).text(from).into_any());
        }
        cells
    });
    // What comes from above is deleted where it is.
    Some(if own { item.chosen_by(id) } else { item })
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
        relation: "#delete",
        follows: "The values are lost. Each deletion redeploys what the variable was set for.",
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

/// An empty value is a value.
fn or_unknown_value(value: Option<&str>) -> String {
    value.map_or_else(|| "Unknown".to_owned(), str::to_owned)
}

/// The beginning of a value on one line.
pub(super) fn preview(value: &str) -> String {
    let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(PREVIEW) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(&line)),
        None => line,
    }
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
fn marks(variable: &EnvironmentVariable, overrides: Option<&Source>) -> Vec<(String, Tone)> {
    let mut marks = Vec::new();
    if variable.is_json() == Some(true) {
        marks.push(("JSON".to_owned(), Tone::Neutral));
    }
    if variable.is_enabled() == Some(false) {
        marks.push(("Off".to_owned(), Tone::Warning));
    }
    if let Some(source) = overrides {
        marks.push((format!("Overrides {}", source.name()), Tone::Neutral));
    }
    marks
}
