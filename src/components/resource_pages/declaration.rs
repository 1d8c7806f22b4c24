//! What a resource's pages are declared by.

use std::any::Any;
use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::{Body, Links, Resource};

use super::operations::{AnyOperations, Write};
use super::{AnyPages, Operations, Owner};
use crate::components::{AnyItem, Column, Item, Rows};
use crate::data::AnyRead;
use crate::forms::FormState;
use crate::routes::{At, Route};
use crate::ui::IconName;

/// Why something cannot be done; `None` when it can.
pub type Reason = Signal<Option<String>>;

/// The form that something is shown beside.
pub enum Doing {
    Add(FormState),
    /// With the id of what is changed.
    Edit(FormState, String),
    /// With the id of what is deleted.
    Delete(String),
}

/// What is said of a resource.
pub struct Words {
    /// "certificate", "certificates".
    pub one: &'static str,
    pub many: &'static str,
    pub icon: IconName,
    /// What is said where there is none, and what one would be for.
    pub none: &'static str,
    pub hint: &'static str,
}

/// What holds for a resource's pages whatever its type is, and where they are special.
pub struct Common {
    pub words: Words,
    /// What the way to changes is called, where that is not "Edit certificate".
    pub edit: Option<&'static str>,
    /// What stands before the name of what is changed.
    pub editing: &'static str,
    /// Its pages within what it belongs to.
    pub route: fn(&Owner, At) -> Route,
    /// Other reasons than a missing link, or better words for it.
    pub cannot_add: Option<fn(&Owner, Reason) -> Reason>,
    pub cannot_edit: Option<fn(&Owner, AnyRead, Reason) -> Reason>,
    pub cannot_delete: Option<fn(&Owner, AnyRead, Reason) -> Reason>,
    /// What one is called that is read, where its answer does not say.
    pub called: Option<fn(AnyRead) -> Signal<String>>,
    /// How the API knows one, given one as it answers it; `None` for one without an address.
    pub id: fn(&Owner, &Value) -> Option<String>,
    /// What stands above the list that is read.
    pub above: Option<fn(AnyRead) -> AnyView>,
    /// The page for a new one, where it is more than what [`super::add_form_from`] draws.
    pub add: Option<fn(&'static dyn AnyPages, &Owner) -> AnyView>,
    /// The fields of a new one, where they are not all of the operation's body.
    pub add_body: Option<fn(&Owner) -> &'static Body>,
    /// What the form for a new one starts from.
    pub start: Option<fn(&Owner) -> Value>,
    /// The path of the list, where it is narrowed to what belongs to the owner.
    pub list_path: Option<fn(&Owner) -> String>,
    /// What is said of a new one, given what was sent, where that is not "Added" and its name.
    pub added: Option<fn(&Value) -> String>,
    /// Called with a new one as it was answered, where the answer says what is never said again.
    pub made: Option<fn(&Value)>,
    /// What the form for changes starts from, where that is not the whole of the resource.
    pub part: Option<fn(&Value) -> Value>,
    /// What stands above a form.
    pub beside: Option<fn(&Owner, Doing) -> AnyView>,
}

impl Common {
    /// What stands before the name in headings, where a name alone would say that what it names is changed or deleted.
    pub fn entry(&self) -> String {
        self.called.map(|_| format!("{} for ", self.words.one)).unwrap_or_default()
    }

    /// Pages without anything special.
    pub const fn plain(words: Words, route: fn(&Owner, At) -> Route) -> Self {
        Self {
            words,
            edit: None,
            editing: "Edit",
            route,
            cannot_add: None,
            cannot_edit: None,
            cannot_delete: None,
            called: None,
            id: |_, one| text(one, "id").or_else(|| text(one, "name")).map(str::to_owned),
            above: None,
            add: None,
            add_body: None,
            start: None,
            list_path: None,
            added: None,
            made: None,
            part: None,
            beside: None,
        }
    }
}

/// What the pages show of resources of the type `R`.
pub struct Shown<R: 'static> {
    /// What one is called, as the title of its page.
    pub name: fn(&R) -> String,
    pub columns: &'static [Column<R>],
    /// The facts of its page: see [`crate::components::body_facts`] and [`crate::components::facts_of`].
    pub content: fn(&Owner, &R) -> AnyView,
    /// What deleting one means, in sentences.
    pub consequences: fn(&Owner, &R) -> String,
}

/// A plain resource: what its pages show, and where it is special.
///
/// All of it is text and functions, so that a resource costs what it says and no engine of its own.
pub struct ResourcePages<R: Resource> {
    pub common: Common,
    pub operations: Operations<R>,
    pub shown: Shown<R>,
    /// What one is called after "Saved" and "Delete", where that is not its name.
    pub called: Option<fn(&R) -> String>,
    /// What is typed to delete one, where that is not its name.
    pub typed: Option<fn(&R) -> String>,
    /// What stands beside its name: its state.
    pub state: Option<fn(&R) -> AnyView>,
    /// More than its columns say that a search finds one by.
    pub found_by: Option<fn(&R) -> Vec<String>>,
    /// The rows of the list, where they hold more than the resource.
    pub rows: Option<fn(&'static Self, Owner, AnyRead) -> Rows>,
    /// The fields that can be changed, where they are not those of the operation's body.
    pub edit_body: Option<fn(&R) -> &'static Body>,
}

impl<R: Resource> ResourcePages<R> {
    /// A resource without anything special.
    pub const fn plain(common: Common, operations: Operations<R>, shown: Shown<R>) -> Self {
        Self {
            common,
            operations,
            shown,
            called: None,
            typed: None,
            state: None,
            found_by: None,
            rows: None,
            edit_body: None,
        }
    }

    /// The row of one in a list, which may hold more than the resource.
    pub fn item<T: Send + Sync + 'static>(&self, owner: &Owner, one: &R, row: T) -> Item<T> {
        self.any_item(owner, one, Arc::new(row)).of()
    }

    /// As [`Self::item`], without the type of what it holds.
    pub(super) fn any_item(&self, owner: &Owner, one: &R, row: Arc<dyn Any + Send + Sync>) -> AnyItem {
        let more = self.found_by.map(|found_by| found_by(one)).unwrap_or_default();
        item(&self.common, self.operations.all, owner, one.raw(), AnyRow { more, row })
    }
}

/// What a row of a list holds, and what it is found by beside its columns.
struct AnyRow {
    more: Vec<String>,
    row: Arc<dyn Any + Send + Sync>,
}

fn item(common: &Common, all: AnyOperations, owner: &Owner, one: &Value, AnyRow { mut more, row }: AnyRow) -> AnyItem {
    let Some(id) = (common.id)(owner, one) else { return AnyItem::new(one.to_string(), row).found_by(more) };
    let path = |at: At| (common.route)(owner, at).path();
    let links = Links::of(one);
    let can = |write: Option<Write>| write.is_some_and(|write| write.relation.is_none_or(|may| links.allows(may)));
    let mut actions = Vec::new();
    if can(all.update) {
        actions.push(("Edit", path(At::Edit(id.clone()))));
    }
    if can(all.delete) {
        actions.push(("Delete", path(At::Delete(id.clone()))));
    }
    more.push(id.clone());
    AnyItem::new(id.clone(), row).leading_to(Some(path(At::One(id)))).found_by(more).doing(actions)
}
