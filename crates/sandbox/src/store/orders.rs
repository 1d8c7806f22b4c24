//! Orders of months that are over, and their invoices.

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::columns::{self, Column};
use super::rows::{self, row};
use crate::clock::Moment;

/// What a line of an order is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    Plan,
    Feature,
    /// The sum of the others of a project.
    Subtotal,
}

/// A line of an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    pub kind: LineKind,
    pub subscription: i64,
    pub project: String,
    pub product: String,
    pub sku: String,
    /// Hundredths.
    pub amount: i64,
}

/// The lines of an order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lines(pub Vec<Line>);

impl Column for Lines {
    fn read(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Self> {
        columns::from_json(row, at)
    }

    fn write(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        columns::to_json(self)
    }
}

row! {
    /// What an organization owes for a month. Amounts are hundredths.
    #[derive(Clone, Debug)]
    pub struct Order in "orders" by [organization_id, id] {
        pub organization_id: String,
        pub id: String,
        pub starts_at: Moment,
        pub ends_at: Moment,
        /// ISO 4217.
        pub currency: String,
        pub lines: Lines as "lines_json",
        /// What the lines add up to.
        pub base: i64,
        /// What vouchers pay.
        pub discount: i64,
        pub tax: i64,
        /// Hundredths of a percent.
        pub tax_rate: i64,
        pub company: String,
        pub vat_number: String,
        pub address: Map<String, Value> as "address_json",
        /// `accepted`, `soft_decline` or `hard_decline`.
        pub payment: String,
        /// May be to come.
        pub paid_at: Option<Moment>,
    }
}

impl Order {
    /// What is to be paid.
    pub fn total(&self) -> i64 {
        self.base.saturating_sub(self.discount).saturating_add(self.tax)
    }
}

row! {
    /// An order on paper, or what was given back of one.
    #[derive(Clone, Debug)]
    pub struct Invoice in "invoices" by [organization_id, id] {
        pub organization_id: String,
        pub id: String,
        pub number: String,
        /// `invoice` or `credit_memo`.
        pub kind: String,
        pub order_id: String,
        pub related_id: Option<String>,
        /// Hundredths; below zero for what is given back.
        pub total: i64,
        pub notes: String,
        pub made_at: Moment,
        pub due_at: Moment,
    }
}

row! {
    /// The month of an organization that runs.
    #[derive(Clone, Debug)]
    pub struct Turn in "billing_turns" by [organization_id] {
        pub organization_id: String,
        pub starts_at: Moment,
        pub ends_at: Moment,
    }
}

pub fn insert(connection: &Connection, order: &Order) -> rusqlite::Result<()> {
    rows::insert(connection, order)
}

/// Newest first.
pub fn list(connection: &Connection, organization: &str) -> rusqlite::Result<Vec<Order>> {
    rows::list(connection, "WHERE organization_id = ? ORDER BY starts_at DESC", [organization])
}

pub fn get(connection: &Connection, organization: &str, id: &str) -> rusqlite::Result<Option<Order>> {
    rows::get(connection, [organization, id])
}

pub fn insert_invoice(connection: &Connection, invoice: &Invoice) -> rusqlite::Result<()> {
    rows::insert(connection, invoice)
}

/// Newest first.
pub fn invoices(connection: &Connection, organization: &str) -> rusqlite::Result<Vec<Invoice>> {
    rows::list(connection, "WHERE organization_id = ? ORDER BY made_at DESC, number DESC", [organization])
}

pub fn invoice(connection: &Connection, organization: &str, id: &str) -> rusqlite::Result<Option<Invoice>> {
    rows::get(connection, [organization, id])
}

/// The invoice of an order.
pub fn invoice_of(connection: &Connection, organization: &str, order: &str) -> rusqlite::Result<Option<Invoice>> {
    let of_order = "WHERE organization_id = ? AND order_id = ? AND kind = 'invoice'";
    rows::first(connection, of_order, [organization, order])
}

/// How much of an invoice was given back.
pub fn refunded(connection: &Connection, organization: &str, invoice: &str) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("SELECT coalesce(-sum(total), 0) FROM invoices WHERE organization_id = ? AND related_id = ?")?
        .query_row([organization, invoice], |row| row.get(0))
}

/// How many invoices there are, of whomever.
pub fn count_invoices(connection: &Connection) -> rusqlite::Result<i64> {
    connection.prepare_cached("SELECT count(*) FROM invoices")?.query_row([], |row| row.get(0))
}

/// When the first month that runs is over.
pub fn next_end(connection: &Connection) -> rusqlite::Result<Option<Moment>> {
    connection.prepare_cached("SELECT min(ends_at) FROM billing_turns")?.query_row([], |row| row.get(0))
}

/// The months that are over and still to be billed.
pub fn over(connection: &Connection, at: Moment) -> rusqlite::Result<Vec<Turn>> {
    rows::list(connection, "WHERE ends_at <= ? ORDER BY ends_at, organization_id", params![at])
}

/// The month of an organization that runs, if it was ever billed or is to be.
pub fn turn(connection: &Connection, organization: &str) -> rusqlite::Result<Option<Turn>> {
    rows::get(connection, [organization])
}

pub fn set_turn(connection: &Connection, turn: &Turn) -> rusqlite::Result<()> {
    rows::replace(connection, turn)
}
