//! What a new sandbox starts with. The same every time, with dates relative to the day it is made.

mod backups;
mod delivery;
mod demo;
mod environments;
mod history;
mod integrations;
mod large;
mod people;
mod seeder;
mod values;
mod wide;

use rusqlite::Connection;

use crate::clock::Moment;
use crate::setup::DataSet;
use crate::store;

/// The API token of the administrator, the same in every data set.
pub const ADMIN_TOKEN: &str = "wheelhouse-demo-admin-token";

/// The API token of the user who may look and change nothing.
pub const VIEWER_TOKEN: &str = "wheelhouse-demo-viewer-token";

/// Under which the database keeps that it was filled.
pub const SEEDED: &str = "seeded";

/// Fills empty tables.
pub fn fill(connection: &Connection, data_set: DataSet, now: Moment) -> rusqlite::Result<()> {
    let seeder = seeder::Seeder::new(connection, now);
    people::fill(&seeder)?;
    match data_set {
        DataSet::Demo => demo::fill(&seeder)?,
        DataSet::Large => large::fill(&seeder)?,
        DataSet::Empty => {}
    }
    store::deployments::follow_all(connection)?;
    store::set_meta(connection, SEEDED, b"1")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::setup::Storage;
    use crate::store::Store;

    #[test]
    fn every_table_has_something_in_the_demo() {
        let store = Store::open(&Storage::Memory).unwrap();
        let connection = store.writer();
        fill(&connection, DataSet::Demo, Moment::from_unix_seconds(1_800_000_000)).unwrap();
        let mut empty = store::seeded(&connection).unwrap();
        empty.retain(|table| {
            let sql = format!("SELECT NOT EXISTS (SELECT 1 FROM {table})");
            connection.query_row(&sql, [], |row| row.get(0)).unwrap()
        });
        // Settings that somebody changed: nobody has.
        assert_eq!(empty, ["project_settings"], "say in `seed` what the demo has of it");
    }
}
