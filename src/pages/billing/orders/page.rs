//! One order: what it is of, its lines, its papers, and why it is as much.

use std::slice;

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::sections::invoices::{Invoice, ListInvoices};
use wheelhouse_contract::sections::orders::{GetOrder, Order};
use wheelhouse_contract::sections::user_profiles::AddressPatch;
use wheelhouse_contract::{Described, Page};

use super::explained::explained;
use super::export::exports;
use crate::components::{
    Column, Detail, Loaded, Money, Rows, body_facts, data_of, detail as draw, exact_or, facts, facts_of, or_unknown,
    table_of,
};
use crate::data::{Read, read, with_query};
use crate::pages::billing::bill::{Bill, Line};
use crate::pages::billing::invoices::{INVOICE_COLUMNS, invoice_item};
use crate::pages::billing::pdf::pdf;
use crate::pages::billing::strip;
use crate::pages::billing::titles::{Titles, titles};
use crate::pages::billing::words::{amount, exact, incomplete, order_status, status_cell};
use crate::routes::{AtMade, Route};
use crate::ui::{Copyable, Section, el, live, nothing, view, views};

/// The order in the address.
pub fn detail(organization: &str, id: &str) -> AnyView {
    let path = GetOrder::path(organization, id);
    let of = read::<GetOrder>(move || Some(path.clone()));
    let path = with_query(&ListInvoices::path(organization), [("filter[order_id]", id.to_owned())]);
    let papers = read::<ListInvoices>(move || Some(path.clone()));
    let titles = titles(organization);
    let title = Signal::derive(move || {
        of.data().map_or("Order".to_owned(), |order| format!("Order {}", Bill::of(&order).name()))
    });
    let state = move || live(move || of.data().map_or_else(nothing, |order| status_cell(order_status(order.status()))));
    let actions = {
        let (organization, titles) = (organization.to_owned(), titles.clone());
        move || exports(of, organization.clone(), titles.clone())
    };
    let whose = organization.to_owned();
    let content = move || {
        let Some(order) = of.data() else { return nothing() };
        let bill = Bill::of(&order);
        let titles = titles.clone().with(slice::from_ref(&bill));
        views![
            facts_section(&order, &bill),
            lines(&whose, bill.clone(), titles.clone()),
            untrack(|| invoices(&whose, papers, bill.currency.clone())),
            untrack(|| explained(&whose, bill, titles)),
            billed_to(&order),
        ]
    };
    let page = draw(Detail {
        loading: "Loading order".into(),
        of: *of,
        title,
        state: Some(state.into()),
        actions: Some(actions.into()),
        content: content.into(),
    });
    views![strip(organization, "Orders"), page]
}

fn facts_section(order: &Order, bill: &Bill) -> AnyView {
    let total = amount(bill.total.as_ref());
    let url = order.invoice_url().filter(|url| !url.is_empty()).map(str::to_owned);
    let mut known = facts![
        ("Total", total),
        ("Starts", exact_or("Unknown", order.billing_period_start())),
        ("Ends", exact_or("Unknown", order.billing_period_end())),
        ("Paid", exact_or("Not yet", order.paid_on())),
        ("Refreshed", exact_or("Unknown", order.last_refreshed())),
        ("Number", view! { <Copyable text=bill.id.clone() label="Copy order number" /> }),
    ];
    if let Some(url) = url {
        known.extend(facts![("Invoice", pdf(url, format!("order-{}", bill.id)))]);
    }
    facts_of(known)
}

/// A line as its table shows it.
#[derive(Clone)]
struct Row {
    product: String,
    project: String,
    href: Option<String>,
    amount: Option<Money>,
    is_sum: bool,
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("product", "Product", |row: &Row| row.product.clone())
        .cell(|row| match row.is_sum {
            true => el("strong").text(row.product.clone()).into_any(),
            false => row.product.clone().into_any(),
        })
        .unsorted(),
    Column::text("project", "Project", |row: &Row| row.project.clone())
        .cell(|row| match &row.href {
            Some(href) => el("a").attr("href", href.clone()).text(row.project.clone()).into_any(),
            None => row.project.clone().into_any(),
        })
        .unsorted(),
    Column::text("amount", "Amount", |row: &Row| exact(row.amount.as_ref()))
        .cell(|row| match row.is_sum {
            true => el("strong").text(amount(row.amount.as_ref())).into_any(),
            false => amount(row.amount.as_ref()).into_any(),
        })
        .numeric()
        .unsorted(),
];

/// The lines, what is added to them and taken off, and the total.
fn lines(organization: &str, bill: Bill, titles: Titles) -> AnyView {
    let organization = organization.to_owned();
    let partial = incomplete(slice::from_ref(&bill));
    // Titles come later, and draw nothing but this again.
    let table = move || table_of("Line items", Rows::fixed(COLUMNS, rows(&organization, &bill, &titles)));
    view! { <Section title="Line items">{views![partial, live(table)]}</Section> }
}

fn rows(organization: &str, bill: &Bill, titles: &Titles) -> Vec<Row> {
    let line = |line: &Line| {
        let at = AtMade::One(line.subscription.clone());
        let subscription = Route::Subscriptions { organization: organization.to_owned(), at };
        Row {
            product: if line.is_subtotal { format!("{}, subtotal", line.product) } else { line.product.clone() },
            project: if line.project.is_empty() { String::new() } else { titles.of_project(&line.project) },
            href: (!line.subscription.is_empty() && !line.project.is_empty()).then(|| subscription.path()),
            amount: line.amount.map(|amount| bill.money(amount)),
            is_sum: line.is_subtotal,
        }
    };
    let plain = |product: &str, amount: Option<Money>, is_sum: bool| Row {
        product: product.to_owned(),
        project: String::new(),
        href: None,
        amount,
        is_sum,
    };
    let mut rows: Vec<Row> = bill.lines.iter().map(line).collect();
    rows.extend(bill.parts.iter().map(|part| plain(&part.title, part.amount.map(|amount| bill.money(amount)), false)));
    rows.push(plain("Total", bill.total.clone(), true));
    rows
}

/// The invoices and credit memos of the order.
fn invoices(organization: &str, papers: Read<Page<Invoice>>, currency: String) -> AnyView {
    let (ready, error, loading, retry) = data_of(papers);
    let organization = StoredValue::new((organization.to_owned(), currency));
    let table = move || {
        live(move || {
            let Some(page) = papers.data() else { return nothing() };
            if page.items().is_empty() {
                return el("p").class("muted").text("No invoice yet. There is one when the month is over.").into_any();
            }
            let (organization, currency) = organization.get_value();
            let items = move || {
                Some(page.items().iter().map(|one| invoice_item(&organization, one, Some(&currency))).collect())
            };
            table_of("Invoices", Rows::new(INVOICE_COLUMNS, items))
        })
    };
    view! {
        <Section title="Invoices">
            <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading invoices">
                {table()}
            </Loaded>
        </Section>
    }
}

/// Whom it is addressed to.
fn billed_to(order: &Order) -> AnyView {
    let address = order.address().map_or(Value::Null, |address| Value::Object(address.clone()));
    let company = facts![
        ("Company", or_unknown(order.company())),
        ("VAT number", order.vat_number().filter(|it| !it.is_empty()).unwrap_or("None").to_owned()),
    ];
    let facts = body_facts(AddressPatch::BODY, &address, company);
    view! { <Section title="Billed to">{facts}</Section> }
}
