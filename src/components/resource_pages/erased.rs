//! A declaration without the type of its resource: what is compiled for each resource, and no more.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::{Body, Resource};

use super::operations::{AnyOperations, Path};
use super::{Common, Owner, ResourcePages};
use crate::components::{AnyColumns, AnyItem, Columns, Rows};
use crate::data::{AnyRead, read_as};

/// What one resource is called.
pub struct Names {
    pub name: String,
    /// After "Saved" and "Delete".
    pub called: String,
    /// What is typed to delete it.
    pub typed: String,
}

/// The pages of whatever resource.
pub trait AnyPages: Send + Sync {
    fn common(&self) -> &Common;
    fn operations(&self) -> AnyOperations;
    fn read_list(&self, path: Path) -> AnyRead;
    fn read_one(&self, path: String) -> AnyRead;
    /// The rows of the list, where they hold more than the resource.
    fn own_rows(&'static self, owner: &Owner, list: AnyRead) -> Option<Rows>;
    fn columns(&self) -> Arc<dyn AnyColumns>;
    fn item(&self, owner: &Owner, one: Arc<Value>) -> AnyItem;
    fn names(&self, one: Arc<Value>) -> Names;
    fn state(&self, one: Arc<Value>) -> Option<AnyView>;
    fn content(&self, owner: &Owner, one: Arc<Value>) -> AnyView;
    fn consequences(&self, owner: &Owner, one: Arc<Value>) -> String;
    fn edit_body(&self, one: Arc<Value>) -> Option<&'static Body>;
}

impl<R: Resource> AnyPages for ResourcePages<R> {
    fn common(&self) -> &Common {
        &self.common
    }

    fn operations(&self) -> AnyOperations {
        self.operations.all
    }

    fn read_list(&self, path: Path) -> AnyRead {
        (self.operations.read_list)(path)
    }

    fn read_one(&self, path: String) -> AnyRead {
        *read_as::<R>(move || Some(path.clone()))
    }

    fn own_rows(&'static self, owner: &Owner, list: AnyRead) -> Option<Rows> {
        self.rows.map(|rows| rows(self, owner.clone(), list))
    }

    fn columns(&self) -> Arc<dyn AnyColumns> {
        Arc::new(Columns(self.shown.columns))
    }

    fn item(&self, owner: &Owner, one: Arc<Value>) -> AnyItem {
        let one = R::new(one);
        self.any_item(owner, &one, Arc::new(one.clone()))
    }

    fn names(&self, one: Arc<Value>) -> Names {
        let one = R::new(one);
        let name = (self.shown.name)(&one);
        let or_name = |other: Option<fn(&R) -> String>| other.map_or_else(|| name.clone(), |other| other(&one));
        Names { called: or_name(self.called), typed: or_name(self.typed), name }
    }

    fn state(&self, one: Arc<Value>) -> Option<AnyView> {
        self.state.map(|state| state(&R::new(one)))
    }

    fn content(&self, owner: &Owner, one: Arc<Value>) -> AnyView {
        (self.shown.content)(owner, &R::new(one))
    }

    fn consequences(&self, owner: &Owner, one: Arc<Value>) -> String {
        (self.shown.consequences)(owner, &R::new(one))
    }

    fn edit_body(&self, one: Arc<Value>) -> Option<&'static Body> {
        self.edit_body.map(|body| body(&R::new(one)))
    }
}
