//! What a resource's pages are declared by.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::{Body, Links, Resource};

use super::operations::Write;
use super::{AnyPages, Operations, Owner};
use crate::components::{Column, Item, Rows};
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
    pub fn item<T>(&self, owner: &Owner, one: &R, row: T) -> Item<T> {
        let id = (self.common.id)(owner, one.raw());
        let href = id.clone().map(|id| (self.common.route)(owner, At::One(id)).path());
        let more = self.found_by.map(|found_by| found_by(one)).unwrap_or_default();
        let key = id.clone().unwrap_or_else(|| one.raw().to_string());
        let links = Links::of(one.raw());
        let may = |write: Write| write.relation.is_none_or(|relation| links.allows(relation));
        let can = |write: Option<Write>| write.is_some_and(may);
        let all = self.operations.all;
        let actions = id.clone().into_iter().flat_map(|id| {
            let edit = can(all.update).then(|| ("Edit", At::Edit(id.clone())));
            edit.into_iter().chain(can(all.delete).then_some(("Delete", At::Delete(id))))
        });
        let actions = actions.map(|(verb, at)| (verb, (self.common.route)(owner, at).path()));
        Item::new(key, row).leading_to(href).found_by(more).found_by(id).doing(actions)
    }
}
