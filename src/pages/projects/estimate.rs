//! What a new project would cost, while it is described.

use leptos::prelude::*;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::plans::ListAvailablePlans;
use wheelhouse_contract::sections::subscriptions::{EstimateThePriceOfANewSubscription, SubscriptionEstimate};

use crate::components::{PRICE_PARTS, bounded, money, settled};
use crate::data::{Read, read, with_query};
use crate::forms::FormState;
use crate::reactive::memo;
use crate::ui::{Card, RefreshBar, el, live, view};

stylance::import_style!(style, "estimate.module.css");

/// People who work on a new project.
const USER_LICENSES: &str = "1";

/// The price of what `form` describes, asked for again a moment after it changes.
pub(super) fn estimate(organization: &str, form: FormState) -> AnyView {
    let plans = read::<ListAvailablePlans>(|| Some(ListAvailablePlans::path()));
    let path = EstimateThePriceOfANewSubscription::path(organization);
    let (plan, environments, storage) = (form.text("plan"), form.text("environments"), form.text("storage"));
    let wanted = memo(move || {
        let plan = plan.get().trim().to_owned();
        // Nobody is asked for the price of half a name.
        let is_plan =
            |plan: &str| plans.data().is_none_or(|plans| plans.items().iter().any(|known| known.name() == Some(plan)));
        let plan = Some(plan).filter(|plan| !plan.is_empty() && is_plan(plan))?;
        let bounded = bounded::<EstimateThePriceOfANewSubscription>;
        let environments = bounded("environments", &environments.get())?;
        let storage = bounded("storage", &storage.get())?;
        let query = [
            ("plan", plan),
            ("environments", environments.to_string()),
            ("storage", storage.to_string()),
            ("user_licenses", USER_LICENSES.to_owned()),
            ("format", "complex".to_owned()),
        ];
        Some(with_query(&path, query))
    });
    let asked = settled(wanted.into());
    let price = read::<EstimateThePriceOfANewSubscription>(move || asked.get());
    let awaited = Signal::derive(move || price.is_loading() || wanted.get() != asked.get());
    let content = move || shown(price, asked.get().is_some());
    let card = el("div")
        .class(style::estimate)
        .attr("role", "group")
        .attr("aria-label", "Estimated price")
        .aria("aria-busy", move || awaited.get())
        .child(view! { <RefreshBar active=awaited /> })
        .child(el("h2").text("Estimated price"))
        .child(el("div").attr("aria-live", "polite").child(live(content)));
    view! { <Card>{card.into_any()}</Card> }
}

fn shown(price: Read<SubscriptionEstimate>, is_asked: bool) -> AnyView {
    let said = |text: String| el("p").class("muted").text(text).into_any();
    match (price.data(), price.error()) {
        _ if !is_asked => said("Choose a plan, environments and storage to see the price.".to_owned()),
        (_, Some(error)) => said(format!("Price unavailable. {}", error.text())),
        (Some(price), None) => amounts(&price),
        (None, None) => said("Calculating…".to_owned()),
    }
}

fn amounts(price: &SubscriptionEstimate) -> AnyView {
    let raw = price.raw();
    let amount = |name: &str| raw.get(name).and_then(money).unwrap_or_else(|| "Unknown".to_owned());
    // As the API writes it, where the browser writes it otherwise.
    let exact = |name: &str| raw.get(name)?.get("formatted")?.as_str().map(str::to_owned);
    let line = |class, name: &'static str, label: &'static str| {
        el("div")
            .class(class)
            .child(el("dt").text(label))
            .child(el("dd").attr("title", exact(name)).text(amount(name)))
            .into_any()
    };
    let has_part = |name: &str| raw.get(name).is_some_and(|value| !value.is_null());
    let parts =
        PRICE_PARTS.iter().filter(|(name, _)| has_part(name)).map(|(name, label)| line(style::line, name, label));
    el("dl").class(style::lines).children(parts).child(line(style::total, "total", "Monthly total")).into_any()
}
