//! The operations that an environment offers.

use leptos::prelude::*;
use wheelhouse_contract::sections::project::ProjectCapabilities;

use super::may::{Kind, cannot_run, capabilities, who};
use super::offers::{Offer, Offers};
use crate::api::ApiError;
use crate::components::{Column, Item, Listing, Rows, link_unless, or_unknown};
use crate::data::Read;
use crate::layouts::Place;
use crate::reactive::Derived;
use crate::ui::{Badge, Button, ButtonKind, EmptyState, IconName, Notice, NoticeTone, el, nothing, view, views};

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
    let items = move || {
        let item = |offer: Offer| Item::new(offer.href.clone(), Row { place, can, offer });
        offers.all().map(|all| all.into_iter().map(item).collect())
    };
    let list = view! {
        <Listing
            caption="Operations"
            rows=Rows::new(COLUMNS, items)
            error=Derived::new(move || offers.failed().into_iter().flatten().next().map(|(_, error)| error))
            loading=Signal::derive(move || offers.is_loading())
            on_retry=retry
            empty=empty
        />
    };
    el("div").class("stack").child_fn(move || missing(offers, retry)).child(list).into_any()
}

/// What is not in the list, and why.
fn missing(offers: Offers, retry: Callback<()>) -> AnyView {
    if offers.all().is_none() {
        return nothing();
    }
    let notice = |(kind, error): (Kind, ApiError)| {
        let title = format!("{} operations couldn’t be loaded", kind.word());
        let again = move || view! { <Button on_click=retry>"Try again"</Button> };
        view! { <Notice tone=NoticeTone::Warning title=title actions=again>{error.text()}</Notice> }
    };
    offers.failed().into_iter().flatten().map(notice).collect::<Vec<_>>().into_any()
}

/// An operation, and what says whether it can be run.
struct Row {
    place: Place,
    can: Read<ProjectCapabilities>,
    offer: Offer,
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("name", "Operation", |row: &Row| row.offer.name.clone()).cell(|row| {
        let name = el("span").class(style::name).text(row.offer.name.clone());
        el("a").class("mono").attr("href", row.offer.href.clone()).child(name).into_any()
    }),
    Column::text("kind", "Kind", |row: &Row| row.offer.kind.word().to_owned())
        .cell(|row| view! { <Badge text=row.offer.kind.word() /> }),
    Column::text("of", "Application", |row: &Row| row.offer.of.clone()).mono(),
    Column::text("command", "Command", command).unsorted().cell(|row| code(&command(row))),
    Column::text("who", "Who can run it", |row: &Row| who(row.offer.role.as_deref())).wide_only(),
    Column::actions(|row| {
        let (place, can, offer) = (row.place, row.can, row.offer.clone());
        let href = offer.href.clone();
        let reason = Signal::derive(move || cannot_run(place, can, offer.kind, offer.role.as_deref()));
        link_unless(reason, "Run", ButtonKind::Secondary, move || href.clone())
    }),
];

/// How many scripts begin is left out: the column shows little more than a beginning.
fn command(row: &Row) -> String {
    or_unknown(row.offer.command.as_deref()).trim().trim_start_matches("set -e\n").to_owned()
}

/// No word of so few characters is broken.
const WORD: usize = 24;

/// The words of a command, each whole.
fn code(command: &str) -> AnyView {
    command
        .split_inclusive(char::is_whitespace)
        .fold(el("code").class(style::command), |code, part| {
            let word = part.trim_end();
            let blank = part.get(word.len()..).unwrap_or_default();
            let long = (word.chars().count() > WORD).then_some("");
            code.el(el("span").class(style::word).attr("data-long", long).text(word.to_owned())).text(blank.to_owned())
        })
        .into_any()
}

fn empty() -> AnyView {
    let state = view! {
        <EmptyState
            icon=IconName::PLAY
            title="No operations"
            text="Applications define operations in their configuration: source operations under source, runtime \
                operations under operations."
        />
    };
    let example =
        el("pre").class(style::example).attr("tabindex", "0").attr("aria-label", "Example of a configuration");
    views![state, example.attr("role", "region").child(el("code").text(EXAMPLE))]
}
