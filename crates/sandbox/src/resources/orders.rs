//! Orders: the month that runs, and those that are over.

use wheelhouse_contract::sections::invoices::ListInvoices;
use wheelhouse_contract::sections::orders as declared;

use super::invoices;
use crate::billing;
use crate::request::prelude::*;
use crate::request::{self, href};
use crate::store::offers::{self, Currency};
use crate::store::orders::{self, Line, LineKind, Order};
use crate::store::organizations::Organization;

pub fn handlers() -> Vec<Handler> {
    vec![on(scope::billing, list), on(scope::billing, get)]
}

/// Orders on a page.
const SIZE: usize = 20;

fn list(call: &Call<'_, declared::ListOrders, InOrganization>) -> Answer {
    let (organization, _) = &call.at;
    let mut found = all(call, organization)?;
    if let Some(status) = call.query.get("filter[status]") {
        found.retain(|order| billing::order_status(order, call.now) == status);
    }
    if let Some(total) = call.query.integer("filter[total]") {
        found.retain(|order| order.total() == total);
    }
    let shown = |order: &Order| view(call, organization, order, &offers::known(call.store, &order.currency)?);
    Ok(Reply::json(&request::paged(call, SIZE, &found, shown)?))
}

fn get(call: &Call<'_, declared::GetOrder, InOrganization>) -> Answer {
    let (organization, _) = &call.at;
    let order = find(call, organization, &call.path.order_id)?;
    let currency = offers::known(call.store, &order.currency)?;
    Ok(Reply::json(&view(call, organization, &order, &currency)?))
}

/// An organization's orders, newest first: the one of the month that runs, and those that are kept.
pub fn all(context: &Context<'_>, organization: &Organization) -> Result<Vec<Order>, ApiError> {
    let open = billing::open(context.store, organization, context.now)?.map(|(order, _)| order);
    Ok(open.into_iter().chain(orders::list(context.store, &organization.id)?).collect())
}

/// # Errors
/// 404 when there is none.
pub fn find(context: &Context<'_>, organization: &Organization, id: &str) -> Result<Order, ApiError> {
    let kept = orders::get(context.store, &organization.id, id)?;
    let open = || billing::open(context.store, organization, context.now);
    let found = match kept {
        Some(order) => Some(order),
        None => open()?.map(|(order, _)| order).filter(|order| order.id == id),
    };
    found.ok_or_else(|| ApiError::not_found(format_args!("order {id} in this organization")))
}

fn view(
    context: &Context<'_>,
    organization: &Organization,
    order: &Order,
    currency: &Currency,
) -> Result<Value, ApiError> {
    let invoice = orders::invoice_of(context.store, &organization.id, &order.id)?;
    let links = Links::to_self(&declared::GetOrder::path(&organization.id, &order.id));
    let mut of_order = form_urlencoded::Serializer::new(String::new());
    let of_order = of_order.append_pair("filter[order_id]", &order.id).finish();
    let of_order = format!("{}?{of_order}", href(&ListInvoices::path(&organization.id)));
    let links = links.insert(declared::Order::INVOICES, json!({"href": of_order}));
    // A month that runs is looked at when it is asked for.
    let refreshed = if order.ends_at > context.now { context.now } else { order.ends_at };
    Ok(facts!(declared::Order {
        id: &order.id,
        status: billing::order_status(order, context.now),
        owner: &organization.owner_id,
        address: &order.address,
        company: &order.company,
        vat_number: &order.vat_number,
        billing_period_start: order.starts_at,
        billing_period_end: order.ends_at,
        billing_period_duration: order.ends_at.seconds_after(order.starts_at),
        paid_on: order.paid_at.filter(|at| *at <= context.now),
        total: order.total(),
        components: components(order, currency),
        currency: &order.currency,
        invoice_url: invoice.map(|invoice| invoices::pdf_address(context, &invoice)).unwrap_or_default(),
        last_refreshed: refreshed,
        invoiced: true,
        line_items: order.lines.0.iter().map(|line| line_view(line, currency)).collect::<Vec<_>>(),
        ..json!({"_links": links.value()})
    }))
}

/// What the total is made of: what it costs, what vouchers pay of that, and taxes.
fn components(order: &Order, currency: &Currency) -> Map<String, Value> {
    let mut components = Map::new();
    let mut add = |name: &str, title: &str, cents: i64| {
        components.insert(name.to_owned(), component(title, cents, currency));
    };
    add("baseprice", "Price", order.base);
    if order.discount != 0 {
        add("voucher", "Vouchers", order.discount.saturating_neg());
    }
    add("vat", &format!("VAT ({})", percent(order.tax_rate)), order.tax);
    components
}

fn component(title: &str, cents: i64, currency: &Currency) -> Value {
    facts!(declared::Component {
        amount: cents,
        amount_formatted: billing::formatted(cents, currency),
        display_title: title,
        currency: &currency.code,
    })
}

/// A rate in hundredths of a percent: `20%`, `25.5%`.
pub fn percent(rate: i64) -> String {
    let text = billing::decimal(rate);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

fn line_view(line: &Line, currency: &Currency) -> Value {
    let kind = match line.kind {
        LineKind::Plan => "project_plan",
        LineKind::Feature => "project_feature",
        LineKind::Subtotal => "project_subtotal",
    };
    let components = Map::from_iter([("baseprice".to_owned(), component("Price", line.amount, currency))]);
    facts!(declared::LineItem {
        kind: kind,
        license_id: line.subscription,
        project_id: &line.project,
        product: &line.product,
        sku: &line.sku,
        total: line.amount,
        total_formatted: billing::formatted(line.amount, currency),
        components: components,
        exclude_from_invoice: false,
    })
}
