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

use crate::components::page_title;
use crate::routes::{AtFiled, AtMade, AtRead, Route, page};
use crate::ui::{ButtonLink, EmptyState, Tab, Tabs, view, views};

/// What is about the organization as a whole, as addresses name it.
const VOUCHERS: &str = "vouchers";
const VOUCHER: &str = "voucher";
const PLAN_RECORDS: &str = "plan-records";
const USAGE_RECORDS: &str = "usage-records";
const OFFERS: &str = "offers";
const ADDRESS: &str = "address";
const PROFILE: &str = "profile";

/// The page of an address.
pub fn page(page: page::Billing) -> AnyView {
    use page::Billing as Page;

    match page {
        Page::Billing { organization, at: AtRead::List } => overview::page(&organization),
        Page::Billing { organization, at: AtRead::One(part) } => match part.as_str() {
            VOUCHERS => vouchers::page(&organization),
            VOUCHER => vouchers::apply(&organization),
            PLAN_RECORDS => records::plans(&organization),
            USAGE_RECORDS => records::usage(&organization),
            OFFERS => offers::page(&organization),
            ADDRESS => contact::address(&organization),
            PROFILE => contact::profile(&organization),
            _ => missing(&organization),
        },
        Page::Subscriptions { organization, at } => match at {
            AtMade::List => subscriptions::list(&organization),
            AtMade::One(id) => subscriptions::detail(&organization, &id),
            AtMade::Edit(id) => subscriptions::edit(&organization, &id),
            AtMade::Delete(id) => subscriptions::delete(&organization, &id),
        },
        Page::Orders { organization, at: AtRead::List } => orders::list(&organization),
        Page::Orders { organization, at: AtRead::One(id) } => orders::detail(&organization, &id),
        Page::Invoices { organization, at: AtRead::List } => invoices::list(&organization),
        Page::Invoices { organization, at: AtRead::One(id) } => invoices::detail(&organization, &id),
        Page::Tickets { organization, at } => match at {
            AtFiled::List => tickets::list(&organization),
            AtFiled::New => tickets::new(&organization),
            AtFiled::One(id) => tickets::detail(&organization, &id),
        },
    }
}

/// The address of a part.
fn part(organization: &str, part: &str) -> String {
    Route::Billing { organization: organization.to_owned(), at: AtRead::One(part.to_owned()) }.path()
}

/// A page among those that the strip above it leads to.
fn among(organization: &str, title: &'static str, content: AnyView) -> AnyView {
    page_title(Signal::stored(title.to_owned()));
    views![strip(organization, title), content]
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
    view! { <EmptyState title="Page not found" text="Billing has no such page." actions=back /> }
}
