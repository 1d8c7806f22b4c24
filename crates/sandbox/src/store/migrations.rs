//! The tables, by version: `PRAGMA user_version` says which steps have run.

use std::path::PathBuf;

use rusqlite::Connection;

use crate::setup::Error;

/// The files of `steps`, by their numbers. Each is run once, in order, in its own transaction.
const STEPS: &[&str] = include!(concat!(env!("OUT_DIR"), "/steps.rs"));

/// Tables that are left as they are when a data set is filled in again: what the steps above wrote, and who is signed in.
const KEPT: &[&str] =
    &["meta", "access_tokens", "refresh_tokens", "plans", "currencies", "country_currencies", "prices"];

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

    #[test]
    fn projects_that_were_there_have_the_records_of_what_they_have() {
        let mut connection = Connection::open_in_memory().unwrap();
        let before = STEPS.iter().position(|step| step.contains("CREATE TABLE plan_records")).unwrap();
        STEPS.iter().take(before).for_each(|step| connection.execute_batch(step).unwrap());
        connection.pragma_update(None, "user_version", i64::try_from(before).unwrap()).unwrap();
        connection
            .execute_batch(
                "INSERT INTO users (id, username, email, first_name, last_name, country, created_at, updated_at)
                 VALUES ('u', 'u', 'u', '', '', 'IE', 0, 0);
                 INSERT INTO organizations (id, owner_id, name, label, country, created_at, updated_at)
                 VALUES ('o', 'u', 'o', 'O', 'IE', 0, 0);
                 INSERT INTO regions (id, label) VALUES ('r', 'R');
                 INSERT INTO projects (id, subscription_id, organization_id, title, region, plan, environment_limit,
                    storage, user_licenses, created_at, updated_at)
                 VALUES ('p', 7, 'o', 'P', 'r', 'large', 9, 5120, 4, 1000, 1000);",
            )
            .unwrap();
        run(&mut connection).unwrap();
        let plan = crate::store::records::current(&connection, 7).unwrap().unwrap();
        assert_eq!((plan.plan.as_str(), plan.starts_at.micros(), plan.project_id.as_str()), ("large", 1000, "p"));
        let counted = |group| crate::store::records::quantity(&connection, 7, group).unwrap();
        assert_eq!(crate::store::records::GROUPS.map(counted), [Some(9), Some(5120), Some(4)]);
        let turn = crate::store::orders::turn(&connection, "o").unwrap().unwrap();
        assert!(turn.starts_at < turn.ends_at);
    }
}
