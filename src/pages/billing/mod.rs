//! What an organization pays, and for what; and the tickets that are filed for it.

mod bill;
mod contact;
mod invoices;
mod list;
mod offers;
mod orders;
mod overview;
mod pdf;
mod period;
mod records;
mod spend;
mod subscriptions;
mod tickets;
mod titles;
mod vouchers;
mod words;

use leptos::prelude::*;

use crate::chunk::in_chunk;
use crate::components::page_title;
use crate::routes::billing::{ADDRESS, OFFERS, PLAN_RECORDS, PROFILE, USAGE_RECORDS, VOUCHER, VOUCHERS};
use crate::routes::{AtFiled, AtMade, AtRead, Route, page};
use crate::ui::{ButtonLink, EmptyState, PageHeader, Tab, Tabs, view, views};

/// The page of an address.
pub fn page(page: page::Billing) -> AnyView {
    use page::Billing as Page;

    match page {
        Page::Billing { organization, at: AtRead::List } => overview::page(&organization),
        Page::Billing { organization, at: AtRead::One(part) } => match part.as_str() {
            VOUCHERS => vouchers(organization).view(),
            VOUCHER => redemption(organization).view(),
            PLAN_RECORDS => plan_records(organization).view(),
            USAGE_RECORDS => usage_records(organization).view(),
            OFFERS => offers(organization).view(),
            ADDRESS => contact::address(&organization),
            PROFILE => contact::profile(&organization),
            _ => missing(&organization),
        },
        Page::Subscriptions { organization, at } => match at {
            AtMade::List => subscriptions::list(&organization),
            AtMade::One(id) => subscriptions::detail(&organization, &id),
            AtMade::Edit(id) => edit_subscription(organization, id).view(),
            AtMade::Delete(id) => delete_subscription(organization, id).view(),
        },
        Page::Orders { organization, at: AtRead::List } => orders::list(&organization),
        Page::Orders { organization, at: AtRead::One(id) } => order(organization, id).view(),
        Page::Invoices { organization, at: AtRead::List } => invoices(organization).view(),
        Page::Invoices { organization, at: AtRead::One(id) } => invoice(organization, id).view(),
        Page::Tickets { organization, at } => match at {
            AtFiled::List => tickets(organization).view(),
            AtFiled::New => new_ticket(organization).view(),
            AtFiled::One(id) => ticket(organization, id).view(),
        },
    }
}

in_chunk! {
    billing_records: fn plan_records(organization: String) { records::plans(&organization) }
}

in_chunk! {
    billing_records: fn usage_records(organization: String) { records::usage(&organization) }
}

in_chunk! {
    billing_form: fn edit_subscription(organization: String, id: String) { subscriptions::edit(&organization, &id) }
}

in_chunk! {
    billing_form: fn delete_subscription(organization: String, id: String) {
        subscriptions::delete(&organization, &id)
    }
}

in_chunk! {
    billing_order: fn order(organization: String, id: String) { orders::detail(&organization, &id) }
}

in_chunk! {
    billing_invoices: fn invoices(organization: String) { invoices::list(&organization) }
}

in_chunk! {
    billing_invoices: fn invoice(organization: String, id: String) { invoices::detail(&organization, &id) }
}

in_chunk! {
    billing_vouchers: fn vouchers(organization: String) { vouchers::page(&organization) }
}

in_chunk! {
    billing_vouchers: fn redemption(organization: String) { vouchers::apply(&organization) }
}

in_chunk! {
    billing_offers: fn offers(organization: String) { offers::page(&organization) }
}

in_chunk! {
    billing_tickets: fn tickets(organization: String) { tickets::list(&organization) }
}

in_chunk! {
    billing_tickets: fn ticket(organization: String, id: String) { tickets::detail(&organization, &id) }
}

in_chunk! {
    billing_form: fn new_ticket(organization: String) { tickets::new(&organization) }
}

/// The address of a part.
fn part(organization: &str, part: &str) -> String {
    Route::Billing { organization: organization.to_owned(), at: AtRead::One(part.to_owned()) }.path()
}

/// A page among those that the strip above it leads to.
fn among(organization: &str, title: &'static str, content: AnyView) -> AnyView {
    page_title(Signal::stored(title.to_owned()));
    views![strip(organization, title), view! { <PageHeader title=title /> }, content]
}

/// The ways to what there is about billing, with the one that is shown marked.
fn strip(organization: &str, shown: &'static str) -> AnyView {
    let id = || organization.to_owned();
    let ways = [
        ("Overview", Route::Billing { organization: id(), at: AtRead::List }.path()),
        ("Subscriptions", Route::Subscriptions { organization: id(), at: AtMade::List }.path()),
        ("Orders", Route::Orders { organization: id(), at: AtRead::List }.path()),
        ("Invoices", Route::Invoices { organization: id(), at: AtRead::List }.path()),
        ("Vouchers", part(organization, VOUCHERS)),
        ("Plan records", part(organization, PLAN_RECORDS)),
        ("Usage records", part(organization, USAGE_RECORDS)),
        ("Plans and regions", part(organization, OFFERS)),
    ];
    let tab = |(label, href): (&'static str, String)| view! { <Tab href=href current=label == shown>{label}</Tab> };
    let tabs: Vec<_> = ways.into_iter().map(tab).collect();
    view! { <Tabs label="Billing">{tabs}</Tabs> }
}

/// What stands at an address that no part has.
fn missing(organization: &str) -> AnyView {
    page_title(Signal::stored("Page not found".to_owned()));
    let back = Route::Billing { organization: organization.to_owned(), at: AtRead::List }.path();
    let back = move || {
        let back = back.clone();
        view! { <ButtonLink href=back>"Back to billing"</ButtonLink> }
    };
    views![
        view! { <PageHeader title="Page not found" /> },
        view! { <EmptyState title="Nothing is at this address" text="Billing has no such page." actions=back /> }
    ]
}
