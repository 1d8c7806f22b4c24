//! The tables, by version: `PRAGMA user_version` says which steps have run.

use std::path::PathBuf;

use rusqlite::Connection;

use crate::setup::Error;

/// Each step is run once, in order, in a transaction of its own.
const STEPS: &[&str] = &[
    include_str!("tables.sql"),
    include_str!("delivery.sql"),
    include_str!("git.sql"),
    include_str!("offers.sql"),
    include_str!("lifecycle.sql"),
    include_str!("operation.sql"),
    include_str!("upkeep.sql"),
    include_str!("keys.sql"),
    include_str!("deliveries.sql"),
    include_str!("account.sql"),
    include_str!("membership.sql"),
    include_str!("notices.sql"),
];

/// Tables that are left as they are when a data set is filled in again: what the steps above wrote, and who is signed in.
const KEPT: &[&str] = &["meta", "access_tokens", "plans", "currencies", "country_currencies", "prices"];

/// Tables that a data set fills, those first that refer to others.
pub fn seeded(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid DESC";
    let names = connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    Ok(names.into_iter().filter(|name| !KEPT.contains(&name.as_str())).collect())
}

/// Runs the steps that have not run yet.
pub fn run(connection: &mut Connection) -> Result<(), Error> {
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > known {
        return Err(Error::NewerFormat { file: PathBuf::new(), found, known });
    }
    for (version, step) in (1_i64..).zip(STEPS).filter(|(version, _)| *version > found) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_was_kept_in_an_older_format_is_kept_in_the_newest() {
        for format in 1..STEPS.len() {
            let mut connection = Connection::open_in_memory().unwrap();
            for step in STEPS.iter().take(format) {
                connection.execute_batch(step).unwrap();
            }
            connection.pragma_update(None, "user_version", i64::try_from(format).unwrap()).unwrap();
            connection.execute("INSERT INTO regions (id, label) VALUES ('here', 'Here')", []).unwrap();
            run(&mut connection).unwrap();
            let region = crate::store::offers::region(&connection, "here").unwrap().unwrap();
            assert!(region.available && region.label == "Here");
            let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
            assert_eq!(version, i64::try_from(STEPS.len()).unwrap());
        }
    }
}
