//! What can be subscribed to: plans, regions, and what they cost.

use rusqlite::{Connection, OptionalExtension, Row};

/// A size of project.
#[derive(Clone, Debug)]
pub struct Plan {
    pub name: String,
    pub label: String,
}

/// Where projects run.
#[derive(Clone, Debug)]
pub struct Region {
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

impl Region {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            label: row.get("label")?,
            zone: row.get("zone")?,
            timezone: row.get("timezone")?,
            available: row.get("available")?,
            private: row.get("private")?,
            provider: row.get("provider")?,
            datacenter: row.get("datacenter")?,
            carbon_intensity: row.get("carbon_intensity")?,
            green: row.get("green")?,
        })
    }
}

/// What money is counted in.
#[derive(Clone, Debug)]
pub struct Currency {
    /// ISO 4217.
    pub code: String,
    pub symbol: String,
}

/// From the smallest to the largest.
pub fn plans(connection: &Connection) -> rusqlite::Result<Vec<Plan>> {
    connection
        .prepare_cached("SELECT name, label FROM plans ORDER BY position")?
        .query_map([], |row| Ok(Plan { name: row.get("name")?, label: row.get("label")? }))?
        .collect()
}

pub fn insert_region(connection: &Connection, region: &Region) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO regions (id, label, zone, timezone, available, private, provider, datacenter, carbon_intensity,
             green) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(rusqlite::params![
            region.id,
            region.label,
            region.zone,
            region.timezone,
            region.available,
            region.private,
            region.provider,
            region.datacenter,
            region.carbon_intensity,
            region.green
        ])?;
    Ok(())
}

/// By zone and label.
pub fn regions(connection: &Connection) -> rusqlite::Result<Vec<Region>> {
    connection.prepare_cached("SELECT * FROM regions ORDER BY zone, label")?.query_map([], Region::read)?.collect()
}

pub fn region(connection: &Connection, id: &str) -> rusqlite::Result<Option<Region>> {
    connection.prepare_cached("SELECT * FROM regions WHERE id = ?")?.query_row([id], Region::read).optional()
}

/// What an organization in a country (ISO 3166-1, two letters) pays in.
pub fn currency(connection: &Connection, country: &str) -> rusqlite::Result<Currency> {
    connection
        .prepare_cached(
            "SELECT code, symbol FROM currencies
             WHERE code = coalesce((SELECT currency FROM country_currencies WHERE country = ?), 'USD')",
        )?
        .query_row([country], |row| Ok(Currency { code: row.get("code")?, symbol: row.get("symbol")? }))
}

/// A month of a plan, or of `environment`, `storage` (a GiB) or `user`, in hundredths; nothing for what is not sold.
pub fn price(connection: &Connection, item: &str, currency: &Currency) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT cents FROM prices WHERE item = ? AND currency = ?")?
        .query_row([item, currency.code.as_str()], |row| row.get(0))
        .optional()
}
