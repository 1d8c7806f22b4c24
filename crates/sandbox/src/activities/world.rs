//! What activities take effect on.

use rusqlite::Connection;

use crate::git::Repositories;

/// What an activity may change.
pub struct World<'a> {
    pub store: &'a Connection,
    pub git: &'a Repositories,
    /// Multiplies the duration of what starts by itself.
    pub pace: f64,
}
