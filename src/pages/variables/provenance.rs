//! What a variable of an environment has to do with those above it.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment_variables::EnvironmentVariable;
use wheelhouse_contract::sections::project_variables::ProjectVariablePatch;
use wheelhouse_contract::{Described, Resource};

use super::Scope;
use super::layers::{Layer, Source};
use crate::components::{Titles, body_facts, exact_or, link_unless, or_unknown};
use crate::layouts::Place;
use crate::routes::AtKept;
use crate::ui::{Badge, ButtonKind, ButtonLink, Notice, SecretDots, Section, Tone, el, nothing, view, views};

stylance::import_style!(style, "provenance.module.css");

/// A variable that is set above: what it is, and the ways to change it.
pub fn inherited(
    scope: &Scope,
    source: &Source,
    variable: &EnvironmentVariable,
    hidden: &[Layer],
    titles: Titles,
) -> AnyView {
    let place = Place::expect();
    let name = variable.name().unwrap_or_default();
    let text = format!("Inherited from {}. Override it to set a different value here.", source.name(titles));
    let own = {
        let scope = scope.clone();
        Signal::derive(move || scope.cannot_manage(place))
    };
    let there = source.scope(scope).at(AtKept::One(variable.id().unwrap_or(name).to_owned())).path();
    let here = scope.override_of(name);
    let label = format!("Open on {}", source.name(titles));
    let actions = move || {
        let (here, label) = (here.clone(), label.clone());
        views![
            link_unless(own, "Override here", ButtonKind::Secondary, move || here.clone()),
            view! { <ButtonLink kind=ButtonKind::Quiet href=there.clone()>{label}</ButtonLink> }
        ]
    };
    let notice = view! { <Notice title="Inherited" actions=actions>{text}</Notice> };
    let body = match source {
        Source::Project => ProjectVariablePatch::BODY,
        _ => scope.patch_body(),
    };
    let more = vec![("Updated", exact_or("Unknown", variable.updated_at()))];
    views![notice, body_facts(body, variable.raw(), more), values_above(scope, hidden, titles)]
}

/// The values that the one in use hides, the nearest first; nothing where it hides none.
pub fn values_above(scope: &Scope, hidden: &[Layer], titles: Titles) -> AnyView {
    if hidden.is_empty() {
        return nothing();
    }
    let entry = |layer: &Layer| {
        let variable = &layer.variable;
        let id = variable.id().or(variable.name()).unwrap_or_default();
        let href = layer.source.scope(scope).at(AtKept::One(id.to_owned())).path();
        let value = match variable.is_sensitive() {
            Some(true) => view! { <SecretDots /> },
            _ => el("code").class(style::value).text(or_unknown(variable.value())).into_any(),
        };
        let off = (variable.is_enabled() == Some(false)).then(|| view! { <Badge text="Off" tone=Tone::Warning /> });
        el("li")
            .class(style::layer)
            .child(el("a").attr("href", href).text(layer.source.words(titles)))
            .child(value)
            .maybe(off)
            .into_any()
    };
    let list = el("ul").class(style::layers).attr("aria-label", "Overridden values").children(hidden.iter().map(entry));
    view! {
        <Section title="Overridden values" description="Set higher up under the same name. The value here is used \
            instead.">
            {list.into_any()}
        </Section>
    }
}
