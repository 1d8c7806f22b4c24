//! Invoices and credit memos, and each as a PDF.

mod pdf;

use wheelhouse_contract::sections::invoices as declared;

use crate::billing;
use crate::request;
use crate::request::prelude::*;
use crate::store::orders::{self, Invoice, Order};
use crate::store::organizations::Organization;

pub fn handlers() -> Vec<Handler> {
    vec![on(scope::billing, list), on(scope::billing, get), beneath(FILE, "pdf", scope::billing, file)]
}

/// Under which faults and tests know the file.
const FILE: &str = "invoice-pdf";

/// Invoices on a page.
const SIZE: usize = 20;

fn list(call: &Call<'_, declared::ListInvoices, InOrganization>) -> Answer {
    let (organization, _) = &call.at;
    let wanted = |name: &str| call.query.get(name);
    let mut found = orders::invoices(call.store, &organization.id)?;
    found.retain(|invoice| {
        wanted("filter[type]").is_none_or(|kind| invoice.kind == kind)
            && wanted("filter[order_id]").is_none_or(|order| invoice.order_id == order)
    });
    if let Some(wanted) = wanted("filter[status]") {
        for invoice in std::mem::take(&mut found) {
            if status(call, &invoice, &order_of(call, &invoice)?)? == wanted {
                found.push(invoice);
            }
        }
    }
    Ok(Reply::json(&request::paged(call, SIZE, &found, |invoice| view(call, organization, invoice))?))
}

fn get(call: &Call<'_, declared::GetInvoice, InOrganization>) -> Answer {
    let (organization, _) = &call.at;
    let invoice = find(call, organization, &call.path.invoice_id)?;
    Ok(Reply::json(&view(call, organization, &invoice)?))
}

fn file(call: &Call<'_, declared::GetInvoice, InOrganization>) -> Answer {
    let (organization, _) = &call.at;
    let invoice = find(call, organization, &call.path.invoice_id)?;
    let order = order_of(call, &invoice)?;
    Ok(Reply::pdf(pdf::write(call, organization, &invoice, &order)?))
}

fn find(context: &Context<'_>, organization: &Organization, id: &str) -> Result<Invoice, ApiError> {
    orders::invoice(context.store, &organization.id, id)?
        .ok_or_else(|| ApiError::not_found(format_args!("invoice {id} in this organization")))
}

fn order_of(context: &Context<'_>, invoice: &Invoice) -> Result<Order, ApiError> {
    orders::get(context.store, &invoice.organization_id, &invoice.order_id)?
        .ok_or_else(|| ApiError::internal("The order of an invoice is gone."))
}

/// Where the file of an invoice is.
pub fn pdf_address(context: &Context<'_>, invoice: &Invoice) -> String {
    context.absolute(&format!("{}/pdf", declared::GetInvoice::path(&invoice.organization_id, &invoice.id)))
}

fn status(context: &Context<'_>, invoice: &Invoice, order: &Order) -> Result<&'static str, ApiError> {
    let refunded = orders::refunded(context.store, &invoice.organization_id, &invoice.id)?;
    Ok(billing::invoice_status(invoice, order, refunded, context.now))
}

fn view(context: &Context<'_>, organization: &Organization, invoice: &Invoice) -> Result<Value, ApiError> {
    let order = order_of(context, invoice)?;
    let links = Links::to_self(&declared::GetInvoice::path(&organization.id, &invoice.id));
    // Since then nothing about it is another, but whether it is paid.
    let changed = order.paid_at.filter(|at| *at <= context.now).unwrap_or(invoice.made_at).max(invoice.made_at);
    Ok(facts!(declared::Invoice {
        id: &invoice.id,
        invoice_number: &invoice.number,
        kind: &invoice.kind,
        order_id: &invoice.order_id,
        related_invoice_id: invoice.related_id.as_deref(),
        status: status(context, invoice, &order)?,
        owner: &organization.id,
        invoice_date: invoice.made_at,
        invoice_due: invoice.due_at,
        created: invoice.made_at,
        changed: changed,
        company: &order.company,
        total: super::prices::amount(invoice.total),
        address: &order.address,
        notes: &invoice.notes,
        pdf_url: pdf_address(context, invoice),
        pdf_status: "ready",
        ..json!({"_links": links.value()})
    }))
}
