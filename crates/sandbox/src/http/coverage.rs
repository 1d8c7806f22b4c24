//! How often each operation was done, by id: what a test suite has driven.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};
use wheelhouse_contract::operations;

/// Requests with this header and the value 1 are not counted: they set a test up.
pub const UNCOUNTED: &str = "x-wheelhouse-uncounted";

/// Counts since the process started.
#[derive(Default)]
pub struct Coverage(Mutex<BTreeMap<&'static str, u64>>);

impl Coverage {
    /// Counts one request that reached the operation and was answered well.
    pub fn count(&self, id: &'static str) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(id).or_default();
        *count = count.saturating_add(1);
    }

    /// `{"operations": {id: count}}` for every declared operation.
    pub fn report(&self) -> Value {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let all: BTreeMap<&str, u64> =
            operations().map(|operation| (operation.id, counts.get(operation.id).copied().unwrap_or(0))).collect();
        json!({"operations": all})
    }
}
