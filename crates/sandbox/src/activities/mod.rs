//! Activities: what happens over time, as a pure function of the clock.
//!
//! Nothing runs. A row says when an activity starts and ends and what its log will say; all else follows from the time at
//! which it is looked at.

mod backups;
mod deliveries;
mod effects;
mod find;
mod health;
mod lifecycle;
mod plan;
mod retention;
mod row;
pub mod scripts;
mod set_up;
mod settle;
mod start;
mod turns;
mod upkeep;
mod world;

pub use backups::of as backup_of;
pub use deliveries::{Due, News, about as about_integration, are_waiting, give_up, take as take_due, told};
pub use find::{Filter, get, list};
pub use health::{body as health_body, incident, letter, message, notice as notice_disk, sentence as health_sentence};
pub use plan::{Outcome, Plan, Script};

pub use row::Activity;
pub use settle::{next_due, settle};
pub use start::{NewActivity, cancel, deployment, escape, insert, random_id, redeployment, start};
pub use turns::require as require_turn;
pub use upkeep::plan_backups;

pub use crate::store::kinds::{Kind, Type, Verb};
