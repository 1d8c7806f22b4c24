//! Changing what a subscription buys, with the difference in price before it is sent.

use leptos::prelude::*;
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::subscriptions::{
    EstimateThePriceOfASubscription, GetSubscription, Subscription, SubscriptionEstimate, SubscriptionPatch,
    UpdateSubscription,
};

use super::detail::{as_it_is, refused};
use super::price::{asked, in_words, two, unpriced};
use super::{address, name};
use crate::components::{
    Change, Consequence, EditForm, FormPage, bounded, edit_form_landing, edit_state, form_page, options_of, settled,
};
use crate::data::{Read, read};
use crate::forms::FormState;
use crate::pages::billing::strip;
use crate::reactive::memo;
use crate::routes::AtMade;
use crate::text::isolated;
use crate::ui::{Card, RefreshBar, el, live, view, views};

stylance::import_style!(style, "edit.module.css");

/// The fields that have their own price and are not asked about.
const OPTIONS: &[&str] = &["big_dev", "big_dev_service", "backups", "observability_suite", "blackfire"];

const UNKNOWN: &str = "The new price isn’t known.";

/// The form for the subscription in the address.
pub fn edit(organization: &str, id: &str) -> AnyView {
    let path = GetSubscription::path(organization, id);
    let of = read::<GetSubscription>(move || Some(path.clone()));
    let now = as_it_is(organization, id, of);
    let title = Signal::derive(move || {
        of.data().map_or("Change subscription".to_owned(), |it| format!("Change the plan of {}", isolated(&name(&it))))
    });
    let (organization_id, id) = (organization.to_owned(), id.to_owned());
    let form = move || form(&organization_id, &id, of, now);
    let page = form_page(FormPage { loading: "Loading subscription".into(), of: *of, title, form: form.into() });
    views![strip(organization, "Subscriptions"), page]
}

fn form(organization: &str, id: &str, of: Read<Subscription>, now: Read<SubscriptionEstimate>) -> AnyView {
    let back = address(organization, AtMade::One(id.to_owned()));
    let consequence = Consequence::plain(
        "The project can use it at once, and the current order follows. Fewer environments than are in use are refused; \
         less storage than is used may be.",
    );
    let mut form = EditForm {
        body: SubscriptionPatch::BODY,
        of: *of,
        part: None,
        change: Change::new::<UpdateSubscription>(UpdateSubscription::path(organization, id)),
        forbidden: refused(of, now, "change this subscription"),
        done: of.data().map_or("Saved".to_owned(), |it| format!("Saved the subscription of {}", isolated(&name(&it)))),
        back: back.clone(),
        consequence: None,
        options: Some(options_of(None, Some(organization.to_owned()))),
    };
    // The API wants the plan with every change.
    let state = edit_state(&form).with_always(&["plan"]);
    let (beside, said) = difference(EstimateThePriceOfASubscription::path(organization, id), state, now);
    form.consequence = Some(consequence.with(said));
    let drawn = edit_form_landing(state, form, Box::new(move |_| Some(back.clone())));
    let columns = el("div")
        .class(style::columns)
        .child(el("div").class(style::form).child(drawn))
        .child(el("div").class(style::beside).child(beside));
    columns.into_any()
}

/// The price of what the form says, asked for again a moment after it changes, beside what it is; and the difference in
/// words, or that it is not known.
fn difference(path: String, form: FormState, now: Read<SubscriptionEstimate>) -> (AnyView, Signal<Option<String>>) {
    let (plan, environments, storage) = (form.text("plan"), form.text("environments"), form.text("storage"));
    let wanted = memo(move || {
        let plan = Some(plan.get().trim().to_owned()).filter(|plan| !plan.is_empty())?;
        let bounded = bounded::<EstimateThePriceOfASubscription>;
        let mut query = vec![("plan", plan)];
        for (name, text) in [("environments", environments.get()), ("storage", storage.get())] {
            // What is left as it is needs no asking, and may be more than the API prices.
            let is_changed = form.fields().iter().any(|field| field.field.name == name && field.is_changed());
            if is_changed && !text.trim().is_empty() {
                query.push((name, bounded(name, &text)?.to_string()));
            }
        }
        Some(asked(&path, query))
    });
    let settled = settled(wanted.into());
    let then = read::<EstimateThePriceOfASubscription>(move || settled.get());
    let awaited = Signal::derive(move || then.is_loading() || wanted.get() != settled.get());
    let has_options =
        move || form.fields().iter().any(|field| OPTIONS.contains(&field.field.name) && field.is_changed());
    let note = Signal::derive(move || {
        has_options()
            .then(|| "What changes under Options isn’t part of this price: the API doesn’t provide it.".to_owned())
    });
    let shown = move || match (settled.get().is_some(), now.data(), then.data(), then.error().or_else(|| now.error())) {
        (false, ..) if plan.with(|plan| plan.trim().is_empty()) => {
            unpriced("Choose a plan to see the price.".to_owned())
        }
        (false, ..) => unpriced("The API doesn’t estimate a price for these numbers.".to_owned()),
        (_, _, _, Some(error)) => unpriced(format!("Price unavailable. {}", error.text())),
        (_, Some(now), Some(then), None) => two(&now, &then),
        _ => unpriced("Calculating…".to_owned()),
    };
    let card = el("div")
        .class(style::price)
        .attr("role", "group")
        .attr("aria-label", "Price difference")
        .aria("aria-busy", move || awaited.get())
        .child(view! { <RefreshBar active=awaited /> })
        .child(el("h2").text("Monthly price"))
        .child(el("div").class("stack-tight").attr("aria-live", "polite").child(live(shown)))
        .child(el("p").class("muted").show_some(note));
    let said = Signal::derive(move || {
        let known = now.data().zip(then.data()).filter(|_| settled.get().is_some() && then.error().is_none());
        Some(match known {
            _ if awaited.get() => "The new price is still being calculated.".to_owned(),
            Some((now, then)) => in_words(&now, &then).unwrap_or_else(|| UNKNOWN.to_owned()),
            None => UNKNOWN.to_owned(),
        })
    });
    (view! { <Card>{card.into_any()}</Card> }, said)
}
