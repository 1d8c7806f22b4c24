//! Reading objects of a repository, a few at a time.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::sync::Arc;

use futures::channel::oneshot;
use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::{Answer, Endpoint};

use crate::api::{Api, ApiError, ErrorKind, Request};

/// How many requests run at a time. A browser sends six to one host: the rest of the page needs some of them.
const AT_ONCE: usize = 4;

#[derive(Default)]
struct Turns {
    running: Cell<usize>,
    waiting: RefCell<VecDeque<oneshot::Sender<()>>>,
}

/// Reads what a project's repository holds. Objects never change: each is read once, and never again in the background.
#[derive(Clone, Copy)]
pub struct Reader {
    api: Api,
    project: StoredValue<String>,
    turns: StoredValue<Turns, LocalStorage>,
}

impl Reader {
    pub fn new(project: String) -> Self {
        let turns = StoredValue::new_local(Turns::default());
        Self { api: Api::expect(), project: StoredValue::new(project), turns }
    }

    pub fn project(self) -> String {
        self.project.try_get_value().unwrap_or_default()
    }

    /// Reads `E` at the path of an object of this id.
    ///
    /// # Errors
    /// As [`Api::send`]; `Aborted` when the page was left meanwhile.
    pub async fn get<E: Endpoint>(self, path: fn(&str, &str) -> String, id: &str) -> Result<E::Answer, ApiError> {
        let raw = self.raw(path(&self.project(), id)).await?;
        if E::Answer::fits(&raw) { Ok(E::Answer::read(raw)) } else { Err(ErrorKind::Unreadable.into()) }
    }

    async fn raw(self, path: String) -> Result<Arc<Value>, ApiError> {
        let turn = self.turns.try_with_value(|turns| {
            if turns.running.get() < AT_ONCE {
                turns.running.set(turns.running.get() + 1);
                return None;
            }
            let (sender, receiver) = oneshot::channel();
            turns.waiting.borrow_mut().push_back(sender);
            Some(receiver)
        });
        let gone = || ApiError::from(ErrorKind::Aborted);
        if let Some(turn) = turn.ok_or_else(gone)? {
            // Whoever waits when the page is left is never called.
            turn.await.map_err(|_| gone())?;
        }
        let answer = self.api.send(Request::get(path)).await;
        self.turns.try_with_value(|turns| {
            // The turn goes to the next, if anyone waits.
            let next = std::iter::from_fn(|| turns.waiting.borrow_mut().pop_front());
            if !next.map(|next| next.send(())).any(|sent| sent.is_ok()) {
                turns.running.set(turns.running.get().saturating_sub(1));
            }
        });
        answer
    }
}
