//! One ticket, as far as the API said of it, and changes to it.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::support::{TicketPatch, UpdateATicket};

use super::kept::{Kept, keep, kept, now, of_answer};
use super::{address, person};
use crate::components::{
    Change, CreateForm, Labels, copyable_id, create_form, exact_or, facts, facts_of, page_title, people,
};
use crate::layouts::Place;
use crate::pages::billing::words::{status_cell, ticket_status};
use crate::routes::AtFiled;
use crate::ui::{Notice, PageHeader, Section, live, view, views};

/// The ticket in the address.
pub fn detail(organization: &str, id: &str) -> AnyView {
    let place = Place::expect();
    let title = format!("Ticket {id}");
    page_title(Signal::stored(title.clone()));
    let (whose, ticket) = (organization.to_owned(), id.to_owned());
    let known = move || kept(&person(place), &whose).into_iter().find(|one| one.id == ticket);
    let ticket = id.to_owned();
    let shown = move || match known() {
        Some(Kept { status, as_of, .. }) => facts_of(facts![
            ("Status", status_cell(ticket_status(&status))),
            ("As of", exact_or("Unknown", Some(&as_of))),
            ("Number", copyable_id("ticket", Some(&ticket))),
        ]),
        None => view! {
            <Notice title="This ticket’s details aren’t available">
                "It wasn’t created in this browser, and the API can’t read tickets. You can still change it."
            </Notice>
        },
    };
    let (whose, back) = (organization.to_owned(), address(organization, AtFiled::List));
    let named = title.clone();
    let form = create_form(CreateForm {
        body: TicketPatch::BODY,
        change: Change::new::<UpdateATicket>(UpdateATicket::path(id)),
        labels: Labels::new("Update ticket", "Updating…"),
        done: Box::new(move |_: &Value| format!("Updated {}", crate::text::lower(&named))),
        back,
        land: Box::new(move |answer: &Value| {
            if let Some(kept) = of_answer(answer, now()) {
                keep(&untrack(|| person(place)), &whose, kept);
            }
            None
        }),
        forbidden: Signal::stored(None),
        lacks: Signal::stored(None),
        options: Some(people(Some(organization.to_owned()))),
        before_actions: None,
    });
    views![view! { <PageHeader title=title /> }, live(shown), view! { <Section title="Change">{form}</Section> }]
}
