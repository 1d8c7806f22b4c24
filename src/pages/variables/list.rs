//! The variables of a project or an environment.

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::environment_variables::EnvironmentVariable;

use super::Scope;
use crate::components::{Item, Listing, data_of, or_unknown, set_title};
use crate::data::read_as;
use crate::layouts::{EnvironmentPage, Place, ProjectPage};
use crate::ui::{Badge, Button, ButtonKind, ButtonLink, Column, EmptyState, IconName, SecretDots, Time, Tone, memo};

stylance::import_style!(style, "list.module.css");

/// How much of a value a row shows.
const PREVIEW: usize = 80;

/// The list of a scope's variables.
#[component]
pub fn VariablesPage(scope: Scope) -> impl IntoView {
    let place = Place::expect();
    let scope = StoredValue::new(scope);
    set_title(move || vec!["Variables".to_owned(), scope.with_value(|scope| scope.title(place))]);
    let content = move || view! { <Variables scope=scope.get_value() /> };
    if scope.with_value(Scope::is_environment) {
        view! { <EnvironmentPage>{content}</EnvironmentPage> }.into_any()
    } else {
        view! { <ProjectPage>{content}</ProjectPage> }.into_any()
    }
}

#[component]
fn Variables(scope: Scope) -> impl IntoView {
    let place = Place::expect();
    let path = scope.list_path();
    let list = read_as::<Items<EnvironmentVariable>>(move || Some(path.clone()));
    let (_, error, loading, retry) = data_of(list);
    let scope = StoredValue::new(scope);
    let add = move || {
        let forbidden = memo(move || scope.with_value(|scope| scope.forbidden(place)));
        let href = scope.with_value(|scope| scope.new_one().path());
        move || match forbidden.get() {
            None => view! {
                <ButtonLink kind=ButtonKind::Primary href=href.clone() icon=IconName::PLUS>
                    "Add variable"
                </ButtonLink>
            }
            .into_any(),
            reason => view! {
                <Button kind=ButtonKind::Primary icon=IconName::PLUS disabled_because=reason>
                    "Add variable"
                </Button>
            }
            .into_any(),
        }
    };
    let (beside, instead) = (add, add);
    let empty = move || {
        view! {
            <EmptyState
                icon=IconName::VARIABLE
                title="No variables yet"
                text="Variables carry configuration and secrets to builds and running applications."
                actions=move || instead().into_any()
            />
        }
    };
    view! {
        <Listing
            caption="Variables"
            columns=vec![
                Column::new("name", "Name").sortable(),
                Column::new("value", "Value"),
                Column::new("visibility", "Visibility").sortable(),
                Column::new("updated", "Updated").sortable(),
            ]
            keys=vec!["name", "value", "visibility", "updated"]
            items=Signal::derive(move || {
                let scope = scope.get_value();
                list.data().map(|list| list.items().iter().map(|variable| row(&scope, variable)).collect())
            })
            error=error
            loading=loading
            on_retry=retry
            filters=move || beside().into_any()
            empty=empty
        />
    }
}

fn row(scope: &Scope, variable: &EnvironmentVariable) -> Item {
    let id = variable.id().or(variable.name()).unwrap_or_default().to_owned();
    let name = or_unknown(variable.name());
    let sensitive = variable.is_sensitive() == Some(true);
    let value = match (sensitive, variable.value()) {
        (true, _) => None,
        (false, value) => Some(or_unknown_value(value)),
    };
    let visibility = visibility(variable);
    let updated = variable.updated_at().unwrap_or_default().to_owned();
    let marks = marks(scope, variable);
    let href = scope.item(&id).path();
    let mut texts = vec![name.clone(), value.clone().unwrap_or_default(), visibility.clone(), updated.clone()];
    texts.extend(marks.iter().map(|(text, _)| text.clone()));
    let key = format!("{id} {}", variable.environment().unwrap_or_default());
    Item::new(key, texts, move || {
        let badges = marks.iter().cloned().map(|(text, tone)| view! { <Badge text=text tone=tone /> }).collect_view();
        let shown = match &value {
            None => view! { <SecretDots /> }.into_any(),
            Some(value) => view! { <code class=style::value>{preview(value)}</code> }.into_any(),
        };
        vec![
            view! {
                <span class=style::name>
                    <a class="mono" href=href.clone()>
                        {name.clone()}
                    </a>
                    {badges}
                </span>
            }
            .into_any(),
            shown,
            visibility.clone().into_any(),
            if updated.is_empty() { "Unknown".into_any() } else { view! { <Time at=updated.clone() /> }.into_any() },
        ]
    })
}

/// An empty value is a value.
fn or_unknown_value(value: Option<&str>) -> String {
    value.map_or_else(|| "Unknown".to_owned(), str::to_owned)
}

/// The first line of a value, shortened.
fn preview(value: &str) -> String {
    let line = value.lines().next().unwrap_or_default();
    let short: String = line.chars().take(PREVIEW).collect();
    if short.len() < value.len() { format!("{short}…") } else { short }
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
fn marks(scope: &Scope, variable: &EnvironmentVariable) -> Vec<(String, Tone)> {
    let mut marks = Vec::new();
    if variable.is_json() == Some(true) {
        marks.push(("JSON".to_owned(), Tone::Neutral));
    }
    if variable.is_enabled() == Some(false) {
        marks.push(("Off".to_owned(), Tone::Warning));
    }
    if !scope.owns(variable.environment(), variable.inherited()) {
        marks.push((format!("From {}", variable.environment().unwrap_or("above")), Tone::Neutral));
    }
    marks
}
