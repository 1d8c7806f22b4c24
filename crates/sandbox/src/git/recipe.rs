//! What a repository starts with.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use gix::objs::Write;
use serde::{Deserialize, Serialize};

use super::history::{Author, Heads, History, When};
use super::{Error, stories};

/// Changes whenever what is made by a recipe does: a database that was filled with another has other ids.
pub const RECIPES: &str = "3";

/// What a repository starts with. The same recipe gives the same ids, always.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "story", rename_all = "snake_case")]
pub enum Recipe {
    /// The demo's shop: half a year of work of three people.
    Shop {
        #[serde(default)]
        when: When,
    },
    /// Some weeks of work on an application.
    Usual {
        title: String,
        by: Vec<Author>,
        branches: Vec<Branch>,
        #[serde(default)]
        when: When,
    },
    /// One commit on `main`, and one on each branch.
    Plain {
        by: Author,
        branches: Vec<Branch>,
        #[serde(default)]
        when: When,
    },
    /// The one commit that a new project begins with, made at a time in seconds since 1970.
    First { title: String, branch: String, by: Author, at: i64 },
}

/// A branch, and the one it was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    pub name: String,
    pub from: String,
}

impl Recipe {
    /// Writes all objects.
    pub fn write(&self, objects: &dyn Write) -> Result<Heads, Error> {
        let (when, settled) = match self {
            Recipe::Shop { when } => (*when, stories::SHOP.settled()),
            Recipe::Usual { when, .. } => (*when, stories::USUAL.settled()),
            Recipe::Plain { when, .. } => (*when, stories::PLAIN.settled()),
            Recipe::First { .. } => (When::default(), 0),
        };
        let mut history = History::new(objects, when, settled);
        match self {
            Recipe::Shop { .. } => stories::shop(&mut history)?,
            Recipe::Usual { title, by, branches, .. } => stories::usual(&mut history, title, by, branches)?,
            Recipe::Plain { by, branches, .. } => stories::plain(&mut history, by, branches)?,
            Recipe::First { title, branch, by, at } => stories::first(&mut history, title, branch, by, *at)?,
        }
        Ok(history.finish())
    }

    /// Where branches and tags will be, without writing anything.
    pub fn heads(&self) -> Result<Arc<Heads>, Error> {
        // A data set is filled again and again in tests, and has hundreds of projects alike.
        static KNOWN: Mutex<BTreeMap<String, Arc<Heads>>> = Mutex::new(BTreeMap::new());
        let key = self.text();
        if let Some(heads) = KNOWN.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(heads.clone());
        }
        let heads = Arc::new(self.write(&gix::odb::sink(gix::hash::Kind::Sha1))?);
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        // Each new project has its own recipe, needed once.
        if !matches!(self, Recipe::First { .. }) {
            known.insert(key, heads.clone());
        }
        Ok(heads)
    }

    /// The branch that `HEAD` names.
    pub fn default_branch(&self) -> &str {
        match self {
            Recipe::First { branch, .. } => branch,
            _ => "main",
        }
    }

    /// As the database keeps it.
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Recipe::text`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}
