//! Vouchers, and what they have paid for.

use rusqlite::Connection;

use super::rows::{self, row};
use crate::clock::Moment;

row! {
    /// Credit that can be, or was, redeemed.
    #[derive(Clone, Debug)]
    pub struct Voucher in "vouchers" by [code] {
        pub code: String,
        /// Hundredths.
        pub amount: i64,
        /// ISO 4217.
        pub currency: String,
        /// Who has redeemed it.
        pub organization_id: Option<String>,
        pub redeemed_at: Option<Moment>,
    }
}

row! {
    /// What a voucher has paid of an order.
    #[derive(Clone, Debug)]
    pub struct Use in "voucher_uses" by [code, order_id] {
        pub code: String,
        pub organization_id: String,
        pub order_id: String,
        /// Hundredths.
        pub amount: i64,
    }
}

pub fn insert(connection: &Connection, voucher: &Voucher) -> rusqlite::Result<()> {
    rows::insert(connection, voucher)
}

pub fn get(connection: &Connection, code: &str) -> rusqlite::Result<Option<Voucher>> {
    rows::get(connection, [code])
}

/// Has an organization have redeemed it.
pub fn redeem(connection: &Connection, voucher: &Voucher, organization: &str, now: Moment) -> rusqlite::Result<()> {
    let (organization_id, redeemed_at) = (Some(organization.to_owned()), Some(now));
    let redeemed = Voucher { organization_id, redeemed_at, ..voucher.clone() };
    rows::update!(connection, &redeemed, [organization_id, redeemed_at])
}

/// What an organization has redeemed, oldest first.
pub fn list(connection: &Connection, organization: &str) -> rusqlite::Result<Vec<Voucher>> {
    rows::list(connection, "WHERE organization_id = ? ORDER BY redeemed_at, code", [organization])
}

pub fn insert_use(connection: &Connection, spent: &Use) -> rusqlite::Result<()> {
    rows::insert(connection, spent)
}

/// What an organization's vouchers have paid for.
pub fn uses(connection: &Connection, organization: &str) -> rusqlite::Result<Vec<Use>> {
    rows::list(connection, "WHERE organization_id = ? ORDER BY order_id, code", [organization])
}
