//! One subscription: what it buys, and what that costs.

use leptos::prelude::*;
use wheelhouse_contract::sections::subscriptions::{
    EstimateThePriceOfASubscription, GetSubscription, Subscription, SubscriptionEstimate,
};

use super::price::{one, price, unpriced};
use super::{address, name, number, storage};
use crate::components::{
    Detail, copyable_id, detail as draw, exact_or, facts, facts_of, link_unless, more_actions, plan_name, region_of,
    subscription_status, ungranted,
};
use crate::data::{Read, read};
use crate::pages::billing::strip;
use crate::pages::billing::words::status_cell;
use crate::routes::{AtMade, Route, Scope};
use crate::ui::{ButtonKind, Section, el, live, nothing, view, views};

/// The subscription in the address.
pub fn detail(organization: &str, id: &str) -> AnyView {
    let path = GetSubscription::path(organization, id);
    let of = read::<GetSubscription>(move || Some(path.clone()));
    let now = as_it_is(organization, id, of);
    let title = Signal::derive(move || of.data().map_or("Subscription".to_owned(), |it| name(&it)));
    let state =
        move || live(move || of.data().map_or_else(nothing, |it| status_cell(subscription_status(it.status()))));
    let (edit, delete) =
        (address(organization, AtMade::Edit(id.to_owned())), address(organization, AtMade::Delete(id.to_owned())));
    let actions = move || {
        let edit = edit.clone();
        let reason = |what| refused(of, now, what);
        views![
            link_unless(reason("change this subscription"), "Change plan", ButtonKind::Secondary, move || edit.clone()),
            more_actions(
                "subscription",
                vec![("Delete subscription".to_owned(), reason("delete this subscription"), delete.clone())],
            ),
        ]
    };
    let content = move || {
        let Some(known) = of.data() else { return nothing() };
        views![facts_section(&known), price_section(now)]
    };
    let page = draw(Detail {
        loading: "Loading subscription".into(),
        of: *of,
        title,
        state: Some(state.into()),
        actions: Some(actions.into()),
        content: content.into(),
    });
    views![strip(organization, "Subscriptions"), page]
}

/// The price of a subscription as it is.
pub fn as_it_is(organization: &str, id: &str, of: Read<Subscription>) -> Read<SubscriptionEstimate> {
    price(EstimateThePriceOfASubscription::path(organization, id), move || {
        let known = of.data()?;
        Some(vec![("plan", known.plan().filter(|plan| !plan.is_empty())?.to_owned())])
    })
}

/// Why a subscription cannot be changed: it is over, or the price, which only who may change it is told, is refused.
pub fn refused(of: Read<Subscription>, now: Read<SubscriptionEstimate>, what: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || {
        if of.data().is_some_and(|known| known.status() == Some("deleted")) {
            return Some("The subscription has ended.".to_owned());
        }
        now.error().filter(|error| error.is(403)).map(|_| ungranted(Scope::Organization, what))
    })
}

fn facts_section(known: &Subscription) -> AnyView {
    let project = known.project_id().filter(|id| !id.is_empty()).map(|id| {
        let href = Route::Project { project: id.to_owned() }.path();
        el("a").attr("href", href).text(name(known)).into_any()
    });
    facts_of(facts![
        ("Project", project.unwrap_or_else(|| "Not there yet".into_any())),
        ("Plan", plan_name(known.plan())),
        ("Environments", number(known.environments())),
        ("Storage per environment", storage(known.storage())),
        ("Users", number(known.user_licenses())),
        ("Region", region_of(known)),
        ("Created", exact_or("Unknown", known.created_at())),
        ("Updated", exact_or("Never", known.updated_at())),
        ("Number", copyable_id("subscription", known.id())),
    ])
}

fn price_section(now: Read<SubscriptionEstimate>) -> AnyView {
    let shown = move || match (now.data(), now.error()) {
        (_, Some(error)) => unpriced(format!("Price unavailable. {}", error.text())),
        (Some(price), None) => one(&price),
        (None, None) => unpriced("Calculating…".to_owned()),
    };
    view! {
        <Section title="Price" description="Estimated, for a whole month and without taxes.">
            {live(shown)}
        </Section>
    }
}
