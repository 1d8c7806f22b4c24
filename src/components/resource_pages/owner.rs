//! What resources belong to.

use leptos::prelude::*;
use wheelhouse_contract::Operation;
use wheelhouse_contract::operation::fill;

use crate::api::Api;
use crate::components::{PageScope, options_of};
use crate::data::AnyRead;
use crate::forms::Options;
use crate::routes::Scope;

/// What resources belong to: a project, an environment, an organization.
#[derive(Clone)]
pub struct Owner {
    /// The ids that lead there, from the outside in.
    pub ids: Vec<String>,
    /// The id of what is in it, where that is what a page shows.
    pub one: String,
    pub read: AnyRead,
    pub api: Api,
}

impl Owner {
    /// One of the ids; empty where there are fewer.
    fn id(&self, at: usize) -> String {
        self.ids.get(at).cloned().unwrap_or_default()
    }

    /// The project that it is, or is in.
    pub fn project(&self) -> String {
        self.id(0)
    }

    /// The environment that it is.
    pub fn environment(&self) -> String {
        self.id(1)
    }

    /// The organization that it is.
    pub fn organization(&self) -> String {
        self.id(0)
    }

    /// What fields pick from that are about what belongs to it.
    pub fn options(&self) -> Options {
        let PageScope(scope) = PageScope::expect();
        match untrack(|| scope.get()) {
            Scope::Organization => options_of(None, Some(self.organization())),
            _ => options_of(Some(self.project()), None),
        }
    }

    /// The path of an operation in the API, on one of the resources where it is about one. Where the API does not spell
    /// all that it belongs to, as with the teams of an organization, the innermost ids are meant.
    pub fn path(&self, operation: &Operation, id: Option<&str>) -> String {
        let values: Vec<&str> = self.ids.iter().map(String::as_str).chain(id).collect();
        let spelt = operation.path.matches('{').count();
        fill(operation.path, values.get(values.len().saturating_sub(spelt)..).unwrap_or_default())
    }
}
