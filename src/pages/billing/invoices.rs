//! Invoices and credit memos: what was billed on paper.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::sections::invoices::{GetInvoice, Invoice, ListInvoices, STATUSES};
use wheelhouse_contract::sections::orders::{GetOrder, ListOrders, Order};
use wheelhouse_contract::sections::user_profiles::AddressPatch;
use wheelhouse_contract::{Described, Page};

use super::list::{Filter, ListPage, list as listed};
use super::orders::{address as order_address, amount_order};
use super::pdf::pdf;
use super::words::{choices, invoice_status, spoken, status_cell};
use super::{among, strip};
use crate::components::{
    Column, Decimal, Detail, Item, Money, Rows, all_pages, body_facts, detail as draw, exact_or, facts, facts_of,
    or_unknown,
};
use crate::data::{AnyRead, read, read_as};
use crate::routes::{AtRead, Route};
use crate::ui::{Copyable, IconName, Section, el, live, nothing, view, views};

/// An invoice, with the currency of its order: its own answer does not say it.
pub struct InvoiceRow {
    invoice: Invoice,
    /// `None` while it is awaited, empty where it is not known.
    currency: Option<String>,
}

impl InvoiceRow {
    fn amount(&self) -> Option<Money> {
        let amount = self.invoice.total().and_then(Decimal::parse)?;
        Some(Money::new(amount, self.currency.clone().unwrap_or_default()))
    }
}

/// A total as it is shown. Where its currency is not known, neither is how many digits it has: they stand as they came.
fn shown(invoice: &Invoice, currency: Option<&str>) -> String {
    let total = invoice.total().and_then(|text| Some((text, Decimal::parse(text)?)));
    match (total, currency) {
        (None, _) => or_unknown(None),
        (_, None) => "…".to_owned(),
        (Some((text, _)), Some("")) => format!("{text} (currency unknown)"),
        (Some((_, amount)), Some(currency)) => Money::new(amount, currency).shown(),
    }
}

pub const INVOICE_COLUMNS: &[Column<InvoiceRow>] = &[
    Column::text("number", "Number", |row: &InvoiceRow| or_unknown(row.invoice.invoice_number())),
    Column::text("kind", "Type", |row: &InvoiceRow| spoken(row.invoice.kind())),
    Column::text("status", "Status", |row: &InvoiceRow| invoice_status(row.invoice.status()).0)
        .cell(|row| status_cell(invoice_status(row.invoice.status()))),
    Column::text("total", "Total", |row: &InvoiceRow| match row.amount() {
        Some(amount) if !amount.currency.is_empty() => amount.exact(),
        amount => amount.and(row.invoice.total()).unwrap_or_default().to_owned(),
    })
    .cell(|row| shown(&row.invoice, row.currency.as_deref()).into_any())
    .by(|row| amount_order(row.amount().as_ref()))
    .numeric(),
    Column::time("date", "Date", |row: &InvoiceRow| row.invoice.invoice_date()).or("–"),
    Column::time("due", "Due", |row: &InvoiceRow| due(&row.invoice)).or("–"),
    // A row is drawn again when its texts differ: awaited is not unknown.
    Column::text("currency", "Currency", |row: &InvoiceRow| match row.currency.as_deref() {
        None => String::new(),
        Some(currency) => or_unknown(Some(currency).filter(|currency| !currency.is_empty())),
    })
    .only_in_files(),
];

/// When it has to be paid, as long as it is not.
fn due(invoice: &Invoice) -> Option<&str> {
    invoice.invoice_due().filter(|_| invoice.status() != Some("paid"))
}

/// The row of an invoice in a currency: `None` while that is awaited, empty where it is not known.
pub fn invoice_item(organization: &str, invoice: &Invoice, currency: Option<&str>) -> Item<InvoiceRow> {
    let id = invoice.id().unwrap_or_default().to_owned();
    let more = [id.clone(), invoice.order_id().unwrap_or_default().to_owned()];
    let row = InvoiceRow { invoice: invoice.clone(), currency: currency.map(str::to_owned) };
    Item::new(id.clone(), row).leading_to(address(organization, &id)).found_by(more)
}

fn address(organization: &str, id: &str) -> String {
    Route::Invoices { organization: organization.to_owned(), at: AtRead::One(id.to_owned()) }.path()
}

/// The list of an organization's invoices.
pub fn list(organization: &str) -> AnyView {
    let page = ListPage {
        caption: "Invoices",
        path: ListInvoices::path(organization),
        filters: vec![
            Filter::choice("status", "Status", "filter[status]", "All states", || {
                choices(STATUSES, |status| invoice_status(Some(status)).0)
            }),
            Filter::choice("type", "Type", "filter[type]", "All types", || {
                choices(&["invoice", "credit_memo"], |kind| spoken(Some(kind)))
            }),
        ],
        icon: IconName::BILLING,
        none: "No invoices yet",
        hint: "There is one for each month with active projects, once the month is over.",
        open: |path| *read_as::<Page<Invoice>>(path),
    };
    let orders = ListOrders::path(organization);
    let pages = all_pages(vec![orders.clone()], |path| *read_as::<Page<Order>>(move || Some(path.clone())));
    let id = organization.to_owned();
    let currency = move |order: Option<&str>| {
        let all = pages.of(&orders).into_iter().filter_map(|page| page.data::<Page<Order>>());
        let found = all.into_iter().find_map(|page| page.items().iter().find(|one| one.id() == order).cloned());
        let is_awaited = found.is_none() && !pages.is_settled(&orders);
        (!is_awaited).then(|| found.and_then(|order| order.currency().map(str::to_owned)).unwrap_or_default())
    };
    let rows = move |read: AnyRead| {
        let items = move || {
            let page = read.data::<Page<Invoice>>()?;
            let item = |invoice: &Invoice| invoice_item(&id, invoice, currency(invoice.order_id()).as_deref());
            Some(page.items().iter().map(item).collect())
        };
        Rows::new(INVOICE_COLUMNS, items)
    };
    among(organization, "Invoices", listed(page, rows))
}

/// The invoice in the address.
pub fn detail(organization: &str, id: &str) -> AnyView {
    let path = GetInvoice::path(organization, id);
    let of = read::<GetInvoice>(move || Some(path.clone()));
    let whose = organization.to_owned();
    let order = read::<GetOrder>({
        let organization = organization.to_owned();
        move || {
            let invoice = of.data()?;
            invoice.order_id().filter(|id| !id.is_empty()).map(|id| GetOrder::path(&organization, id))
        }
    });
    let title = Signal::derive(move || {
        of.data().map_or("Invoice".to_owned(), |invoice| {
            format!("{} {}", spoken(invoice.kind()), or_unknown(invoice.invoice_number()))
        })
    });
    let state =
        move || live(move || of.data().map_or_else(nothing, |invoice| status_cell(invoice_status(invoice.status()))));
    let content = move || {
        let Some(invoice) = of.data() else { return nothing() };
        let of_order = order.data().map(|order| order.currency().unwrap_or_default().to_owned());
        let is_known = order.error().is_some() || invoice.order_id().is_none_or(str::is_empty);
        let currency = of_order.or_else(|| is_known.then(String::new));
        views![facts_section(&whose, &invoice, currency.as_deref()), paper(&invoice), billed_to(&invoice)]
    };
    let page = draw(Detail {
        loading: "Loading invoice".into(),
        of: *of,
        title,
        state: Some(state.into()),
        actions: None,
        content: content.into(),
    });
    views![strip(organization, "Invoices"), page]
}

fn facts_section(organization: &str, invoice: &Invoice, currency: Option<&str>) -> AnyView {
    let link = |id: Option<&str>, address: fn(&str, &str) -> String| match id.filter(|id| !id.is_empty()) {
        Some(id) => el("a").class("mono").attr("href", address(organization, id)).text(id.to_owned()).into_any(),
        None => "None".into_any(),
    };
    let mut known = facts![
        ("Total", shown(invoice, currency)),
        ("Type", spoken(invoice.kind())),
        ("Order", link(invoice.order_id(), order_address)),
        ("Date", exact_or("Unknown", invoice.invoice_date())),
        ("Due", exact_or("Unknown", invoice.invoice_due())),
        ("Created", exact_or("Unknown", invoice.created())),
        ("Updated", exact_or("Unknown", invoice.changed())),
        ("Number", view! { <Copyable text=or_unknown(invoice.invoice_number()) label="Copy invoice number" /> }),
    ];
    if invoice.related_invoice_id().is_some() {
        known.extend(facts![("Corrects", link(invoice.related_invoice_id(), address))]);
    }
    if let Some(notes) = invoice.notes().filter(|notes| !notes.is_empty()) {
        known.extend(facts![("Notes", notes.to_owned())]);
    }
    facts_of(known)
}

/// The file, or that it is not there yet.
fn paper(invoice: &Invoice) -> AnyView {
    let url = invoice.pdf_url().filter(|url| !url.is_empty());
    let shown = match (invoice.pdf_status(), url) {
        (Some("pending"), _) | (_, None) => {
            el("p").class("muted").text("The PDF isn’t ready yet. Check back later.").into_any()
        }
        (_, Some(url)) => pdf(url.to_owned(), or_unknown(invoice.invoice_number())),
    };
    view! { <Section title="PDF">{shown}</Section> }
}

fn billed_to(invoice: &Invoice) -> AnyView {
    let address = invoice.address().map_or(Value::Null, |address| Value::Object(address.clone()));
    let facts = body_facts(AddressPatch::BODY, &address, facts![("Company", or_unknown(invoice.company()))]);
    view! { <Section title="Billed to">{facts}</Section> }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;
    use wheelhouse_contract::Resource;

    use super::*;

    #[test]
    fn without_a_currency_the_digits_stand_as_they_came() {
        let of = |total: &str| Invoice::new(Arc::new(json!({"total": total})));
        for (total, currency, words) in [
            ("5000", Some("JPY"), "5000 JPY"),
            ("5000", Some(""), "5000 (currency unknown)"),
            ("12.50", Some(""), "12.50 (currency unknown)"),
            ("12.50", None, "…"),
            ("much", Some(""), "Unknown"),
        ] {
            assert_eq!(shown(&of(total), currency), words);
        }
    }
}
