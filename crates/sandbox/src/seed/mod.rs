//! What a new sandbox starts with. The same every time, with dates relative to the day it is made.

mod accounts;
mod backups;
mod billing;
mod crowd;
mod delivery;
mod demo;
mod environments;
mod history;
mod integrations;
mod large;
mod membership;
mod people;
mod seeder;
mod values;
mod wide;

use rusqlite::Connection;

use crate::clock::Moment;
use crate::setup::{DataSet, Tokens};
use crate::store;

pub use people::sign_in_with;

/// Under which the database keeps that it was filled.
pub const SEEDED: &str = "seeded";

/// Days since which somebody has looked after everything that runs.
const IN_USE: i64 = 7;

/// The id of the administrator, the same in every data set.
pub fn administrator() -> String {
    people::NIAMH.id()
}

/// Fills empty tables.
pub fn fill(connection: &Connection, data_set: DataSet, tokens: &Tokens, now: Moment) -> rusqlite::Result<()> {
    let seeder = seeder::Seeder::new(connection, now);
    people::fill(&seeder)?;
    accounts::fill(&seeder)?;
    sign_in_with(connection, tokens, now)?;
    match data_set {
        DataSet::Demo => {
            demo::fill(&seeder)?;
            billing::of_demo(&seeder)?;
        }
        DataSet::Large => large::fill(&seeder)?,
        DataSet::Crowd => crowd::fill(&seeder)?,
        DataSet::Empty => {}
    }
    billing::fill(&seeder)?;
    billing::close(&seeder)?;
    // Else they would be paused as soon as somebody looks.
    store::environments::redeployed(connection, seeder.days_ago(IN_USE), seeder.days_ago(IN_USE - 2))?;
    store::deployments::follow_all(connection)?;
    store::set_meta(connection, SEEDED, b"1")
}
