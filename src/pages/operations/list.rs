//! The operations that an environment offers.

use leptos::prelude::*;
use wheelhouse_contract::sections::project::ProjectCapabilities;

use super::may::{Kind, cannot_run, capabilities, who};
use super::offers::{Offer, Offers};
use crate::api::ApiError;
use crate::components::{Item, Listing, link_unless, or_unknown};
use crate::data::Read;
use crate::layouts::Place;
use crate::reactive::Derived;
use crate::ui::{Badge, Button, ButtonKind, Column, EmptyState, IconName, Notice, NoticeTone, el};

stylance::import_style!(style, "list.module.css");

/// How an application offers operations.
const EXAMPLE: &str = "\
source:
    operations:
        update:
            command: |
                npm update
                git add package-lock.json
                git commit --message 'Update dependencies'
operations:
    clear-cache:
        role: contributor
        commands:
            start: npm run clear-cache
";

/// The list of an environment's operations.
pub fn page(project: String, environment: String) -> AnyView {
    let place = Place::expect();
    let offers = Offers::read(place, &project, &environment);
    let can = capabilities(place);
    let retry = Callback::new(move |()| offers.refresh());
    let list = view! {
        <Listing
            caption="Operations"
            columns=vec![
                Column::new("name", "Operation").sortable(),
                Column::new("kind", "Kind").sortable(),
                Column::new("of", "Application").sortable(),
                Column::new("command", "What runs"),
                Column::new("who", "Who may run it").wide_only(),
                Column::actions(),
            ]
            items=Derived::new(move || {
                offers.all().map(|all| all.into_iter().map(|offer| row(place, can, offer)).collect())
            })
            error=Derived::new(move || offers.failed().into_iter().flatten().next().map(|(_, error)| error))
            loading=Signal::derive(move || offers.is_loading())
            on_retry=retry
            empty=empty
        />
    };
    el("div").class("stack").child_fn(move || missing(offers, retry)).child(list.into_any()).into_any()
}

/// What is not in the list, and why.
fn missing(offers: Offers, retry: Callback<()>) -> AnyView {
    if offers.all().is_none() {
        return ().into_any();
    }
    let notice = |(kind, error): (Kind, ApiError)| {
        let title = format!("{} operations could not be read", kind.word());
        let again = move || view! { <Button on_click=retry>"Try again"</Button> };
        view! { <Notice tone=NoticeTone::Warning title=title actions=again>{error.text()}</Notice> }.into_any()
    };
    offers.failed().into_iter().flatten().map(notice).collect::<Vec<_>>().into_any()
}

fn row(place: Place, can: Read<ProjectCapabilities>, offer: Offer) -> Item {
    let command = or_unknown(offer.command.as_deref());
    // How many scripts begin; the column shows little more than a beginning.
    let command = command.trim().trim_start_matches("set -e\n").to_owned();
    let who = who(offer.role.as_deref());
    let kind = offer.kind.word().to_owned();
    let texts = vec![offer.name.clone(), kind.clone(), offer.of.clone(), command.clone(), who.clone()];
    Item::new(offer.href.clone(), texts, move || {
        let (of_kind, role, href) = (offer.kind, offer.role.clone(), offer.href.clone());
        let reason = Signal::derive(move || cannot_run(place, can, of_kind, role.as_deref()));
        let name = el("span").class(style::name).text(offer.name.clone());
        vec![
            el("a").class("mono").attr("href", href.clone()).el(name).into_any(),
            view! { <Badge text=kind.clone() /> }.into_any(),
            el("span").class("mono").text(offer.of.clone()).into_any(),
            el("code").class(style::command).text(command.clone()).into_any(),
            who.clone().into_any(),
            link_unless(reason, "Run", ButtonKind::Secondary, move || href.clone()),
        ]
    })
}

fn empty() -> AnyView {
    let state = view! {
        <EmptyState
            icon=IconName::PLAY
            title="No operations"
            text="An application offers operations in its configuration: those on the code under source, those where it runs under operations."
        />
    };
    let example =
        el("pre").class(style::example).attr("tabindex", "0").attr("aria-label", "Example of a configuration");
    vec![state.into_any(), example.attr("role", "region").el(el("code").text(EXAMPLE)).into_any()].into_any()
}
