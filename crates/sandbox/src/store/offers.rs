//! What can be subscribed to: plans, regions, and what they cost.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::rows::{self, row};

row! {
    /// A size of project.
    #[derive(Clone, Debug)]
    pub struct Plan in "plans" by [name] {
        pub name: String,
        pub label: String,
        /// From the smallest to the largest.
        pub position: i64,
    }
}

row! {
    /// Where projects run.
    #[derive(Clone, Debug)]
    pub struct Region in "regions" by [id] {
        /// Its host.
        pub id: String,
        pub label: String,
        /// The continent.
        pub zone: String,
        pub timezone: String,
        /// Whether new projects can be made there.
        pub available: bool,
        /// Whether only some organizations may use it.
        pub private: bool,
        pub provider: String,
        pub datacenter: String,
        /// Grams of CO₂ for a kilowatt-hour.
        pub carbon_intensity: i64,
        /// Whether it runs on little carbon.
        pub green: bool,
    }
}

row! {
    /// What money is counted in.
    #[derive(Clone, Debug)]
    pub struct Currency in "currencies" by [code] {
        /// ISO 4217.
        pub code: String,
        pub symbol: String,
    }
}

/// From the smallest to the largest.
pub fn plans(connection: &Connection) -> rusqlite::Result<Vec<Plan>> {
    rows::list(connection, "ORDER BY position", [])
}

pub fn insert_region(connection: &Connection, region: &Region) -> rusqlite::Result<()> {
    rows::insert(connection, region)
}

/// By zone and label.
pub fn regions(connection: &Connection) -> rusqlite::Result<Vec<Region>> {
    rows::list(connection, "ORDER BY zone, label", [])
}

pub fn region(connection: &Connection, id: &str) -> rusqlite::Result<Option<Region>> {
    rows::get(connection, [id])
}

/// What an organization in a country (ISO 3166-1, two letters) pays in.
pub fn currency(connection: &Connection, country: &str) -> rusqlite::Result<Currency> {
    let code: String = connection
        .prepare_cached("SELECT coalesce((SELECT currency FROM country_currencies WHERE country = ?), 'USD')")?
        .query_row([country], |row| row.get(0))?;
    known(connection, &code)
}

/// A currency by its code.
pub fn known(connection: &Connection, code: &str) -> rusqlite::Result<Currency> {
    rows::get(connection, [code])?.ok_or(rusqlite::Error::QueryReturnedNoRows)
}

/// All prices in a currency: of a month, in hundredths, by what is sold.
pub fn prices(connection: &Connection, currency: &Currency) -> rusqlite::Result<BTreeMap<String, i64>> {
    connection
        .prepare_cached("SELECT item, cents FROM prices WHERE currency = ?")?
        .query_map([&currency.code], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}
