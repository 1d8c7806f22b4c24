//! Tickets: filed and changed here. The API has no list of them and reads none, so that what shows is what it last said.

mod detail;
mod kept;
mod new;

pub use detail::detail;
pub use new::new;

use leptos::prelude::*;

use super::words::{status_cell, ticket_status};
use crate::components::{Column, Item, Rows, add_link, table_of};
use crate::layouts::Place;
use crate::routes::{AtFiled, Route};
use crate::ui::{EmptyState, IconName, Section, live, view};
use kept::{Kept, kept};

fn address(organization: &str, at: AtFiled) -> String {
    Route::Tickets { organization: organization.to_owned(), at }.path()
}

/// Who is signed in; empty while that is not known.
fn person(place: Place) -> String {
    place.user.data().and_then(|user| user.id().map(str::to_owned)).unwrap_or_default()
}

const COLUMNS: &[Column<Kept>] = &[
    Column::text("ticket", "Ticket", |row: &Kept| format!("Ticket {}", row.id)).unsorted(),
    Column::text("status", "Status", |row: &Kept| ticket_status(&row.status).0)
        .cell(|row| status_cell(ticket_status(&row.status)))
        .unsorted(),
    Column::time("as_of", "As of", |row: &Kept| Some(&row.as_of)).unsorted(),
];

/// Those that were filed in this browser.
pub fn list(organization: &str) -> AnyView {
    let place = Place::expect();
    let whose = organization.to_owned();
    let add = move || {
        let href = address(&whose, AtFiled::New);
        add_link("New ticket", Signal::stored(None), href)
    };
    let whose = organization.to_owned();
    let content = move || {
        let all = kept(&person(place), &whose);
        if all.is_empty() {
            return view! {
                <EmptyState
                    icon=IconName::SUPPORT
                    title="No tickets from this browser"
                    text="Tell support what’s wrong, or ask a question. Tickets you create here are listed, without their text."
                />
            };
        }
        let whose = whose.clone();
        let item = move |one: &Kept| {
            let href = address(&whose, AtFiled::One(one.id.clone()));
            Item::new(one.id.clone(), one.clone()).leading_to(href)
        };
        table_of("Tickets", Rows::new(COLUMNS, move || Some(all.iter().map(&item).collect())))
    };
    view! {
        <Section
            title="Tickets"
            description="Created in this browser. The API can’t list tickets: each shows as it was when it was created or last \
                changed here. Answers come by email."
            actions=add
        >
            {live(content)}
        </Section>
    }
}
