//! The end of a month: an order is made of it, and an invoice.

use rusqlite::Connection;

use super::month::Month;
use super::order::{draft, invoice_id};
use crate::clock::Moment;
use crate::store::orders::{self, Invoice, Order, Turn};
use crate::store::organizations::{self, Organization};
use crate::store::vouchers;

/// Seconds.
const DAY: i64 = 24 * 60 * 60;

/// How long after the month's end an order is paid.
const PAID: i64 = 2 * DAY;

/// How long after the month's end an invoice is due.
const DUE: i64 = 30 * DAY;

/// How long after a credit memo the money is there.
const REFUNDED: i64 = 5 * DAY;

/// When [`run`] next has something to do.
///
/// # Errors
/// When the database cannot be read.
pub fn next(connection: &Connection) -> rusqlite::Result<Option<Moment>> {
    orders::next_end(connection)
}

/// Has an organization be billed from this month on, where it is not yet.
///
/// # Errors
/// When the database cannot be written.
pub fn begin(connection: &Connection, organization: &str, at: Moment) -> rusqlite::Result<()> {
    match orders::turn(connection, organization)? {
        Some(_) => Ok(()),
        None => turn(connection, organization, Month::of(at)),
    }
}

/// Has an organization be billed from a month on that may be long over.
///
/// # Errors
/// When the database cannot be written.
pub fn begin_with(connection: &Connection, organization: &str, month: Month) -> rusqlite::Result<()> {
    turn(connection, organization, month)
}

/// Gives some of an invoice back.
///
/// # Errors
/// When the database cannot be written.
pub fn refund(
    connection: &Connection,
    invoice: &Invoice,
    amount: i64,
    notes: &str,
    at: Moment,
) -> rusqlite::Result<Invoice> {
    let count = orders::count_invoices(connection)?.saturating_add(1);
    let memo = Invoice {
        id: invoice_id(&invoice.order_id, &format!("memo {count}")),
        number: format!("{}-{count:05}", Month::of(at).text()),
        kind: "credit_memo".to_owned(),
        related_id: Some(invoice.id.clone()),
        total: amount.saturating_neg(),
        notes: notes.to_owned(),
        made_at: at,
        due_at: at.plus_seconds(REFUNDED),
        ..invoice.clone()
    };
    orders::insert_invoice(connection, &memo)?;
    Ok(memo)
}

/// Makes the orders and invoices of months that are over.
///
/// # Errors
/// When the database cannot be read or written.
pub fn run(connection: &Connection, at: Moment) -> rusqlite::Result<()> {
    for over in orders::over(connection, at)? {
        let Some(organization) = organizations::get(connection, &over.organization_id)? else { continue };
        let month = Month::of(over.starts_at);
        close(connection, &organization, month)?;
        turn(connection, &organization.id, month.next())?;
    }
    Ok(())
}

fn turn(connection: &Connection, organization: &str, month: Month) -> rusqlite::Result<()> {
    let turn = Turn { organization_id: organization.to_owned(), starts_at: month.start(), ends_at: month.end() };
    orders::set_turn(connection, &turn)
}

fn close(connection: &Connection, organization: &Organization, month: Month) -> rusqlite::Result<()> {
    let Some((order, uses)) = draft(connection, organization, month)? else { return Ok(()) };
    let paid_at = (order.payment == "accepted").then(|| order.ends_at.plus_seconds(PAID));
    let order = Order { paid_at, ..order };
    orders::insert(connection, &order)?;
    uses.iter().try_for_each(|spent| vouchers::insert_use(connection, spent))?;
    let invoice = Invoice {
        organization_id: organization.id.clone(),
        id: invoice_id(&order.id, "invoice"),
        number: format!("{}-{:05}", month.text(), orders::count_invoices(connection)?.saturating_add(1)),
        kind: "invoice".to_owned(),
        order_id: order.id.clone(),
        related_id: None,
        total: order.total(),
        notes: String::new(),
        made_at: order.ends_at,
        due_at: order.ends_at.plus_seconds(DUE),
    };
    orders::insert_invoice(connection, &invoice)
}
