//! Creating a ticket.

use leptos::prelude::*;
use serde_json::{Value, json};
use wheelhouse_contract::Described;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::support::{CreateANewSupportTicket, TicketCreateInput};

use super::kept::{keep, now, of_answer};
use super::{address, person};
use crate::components::{Change, CreateForm, Labels, create_form_of, options_for_ticket, page_title};
use crate::forms::FormState;
use crate::layouts::Place;
use crate::routes::{AtFiled, query_value};
use crate::text::isolated;
use crate::ui::{PageHeader, view, views};

/// What the address can say beforehand, so that other pages lead here with what they know.
const GIVEN: &[&str] = &["subject", "category", "priority", "subscription_id", "affected_url"];

/// The form.
pub fn new(organization: &str) -> AnyView {
    let title = "New ticket";
    page_title(Signal::stored(title.to_owned()));
    let place = Place::expect();
    let search = untrack(|| leptos_router::hooks::use_location().search.get());
    let mut start = json!({"organization_id": organization});
    if let Some(start) = start.as_object_mut() {
        start.extend(GIVEN.iter().filter_map(|name| Some(((*name).to_owned(), query_value(&search, name)?.into()))));
    }
    let state = FormState::create_from(TicketCreateInput::BODY, &start);
    let (subscription, category) = (state.text("subscription_id"), state.text("category"));
    let whose = organization.to_owned();
    let form = create_form_of(
        state,
        CreateForm {
            body: TicketCreateInput::BODY,
            change: Change::new::<CreateANewSupportTicket>(CreateANewSupportTicket::path()),
            labels: Labels::new("Create ticket", "Creating…"),
            done: Box::new(|sent: &Value| {
                format!("Created {}", isolated(text(sent, "subject").unwrap_or("the ticket")))
            }),
            back: address(organization, AtFiled::List),
            land: Box::new(move |made: &Value| {
                let kept = of_answer(made, now())?;
                let page = address(&whose, AtFiled::One(kept.id.clone()));
                keep(&untrack(|| person(place)), &whose, kept);
                Some(page)
            }),
            forbidden: Signal::stored(None),
            lacks: Signal::stored(None),
            options: Some(options_for_ticket(organization.to_owned(), move || (subscription.get(), category.get()))),
            before_actions: None,
        },
    );
    let said = "Support answers by email. Leave out passwords, tokens and keys.".to_owned();
    views![view! { <PageHeader title=title description=Some(said) /> }, form]
}
