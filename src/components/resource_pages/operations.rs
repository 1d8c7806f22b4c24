//! The operations on a resource.

use std::marker::PhantomData;

use wheelhouse_contract::{Endpoint, Items, Method, Operation, Relation, Resource};

use super::Owner;
use crate::components::Change;

/// The operations on resources of the type `R`. One that is of another kind, or elsewhere, does not compile.
pub struct Operations<R> {
    pub(super) all: AnyOperations,
    of: PhantomData<fn() -> R>,
}

/// The same, whatever they are on.
#[derive(Clone, Copy)]
pub struct AnyOperations {
    pub(super) list: &'static Operation,
    pub(super) get: &'static Operation,
    pub(super) create: Option<Write>,
    pub(super) update: Option<Write>,
    pub(super) delete: Option<Write>,
}

/// An operation that writes, the link that allows it, and what it means.
#[derive(Clone, Copy)]
pub struct Write {
    pub(super) operation: &'static Operation,
    pub(super) means: &'static str,
    pub(super) relation: Relation,
}

impl Write {
    /// The write, to one of what belongs to `owner` where it is about one.
    pub(super) fn change(self, owner: &Owner, id: Option<&str>) -> Change {
        Change { operation: self.operation, path: owner.path(self.operation, id) }
    }
}

impl<R: Resource> Operations<R> {
    /// Listing them, and reading one.
    pub const fn of<List: Endpoint<Answer = Items<R>>, Get: Endpoint<Answer = R>>() -> Self {
        let (list, get) = (List::OPERATION, Get::OPERATION);
        assert!(parameters(get.path) == parameters(list.path) + 1, "one is read by its id below its list");
        Self { all: AnyOperations { list, get, create: None, update: None, delete: None }, of: PhantomData }
    }

    /// Making a new one, allowed by a link of what they belong to. `means` says what follows, in sentences; it is empty
    /// where nothing has to be said.
    pub const fn create<E: Endpoint>(mut self, relation: Relation, means: &'static str) -> Self {
        self.all.create = Some(write::<E>(Method::Post, self.all.list, relation, means));
        self
    }

    /// Changing one, allowed by a link of its own. `means` says what follows, in one sentence.
    pub const fn update<E: Endpoint>(mut self, relation: Relation, means: &'static str) -> Self {
        self.all.update = Some(write::<E>(Method::Patch, self.all.get, relation, means));
        self
    }

    /// Deleting one, allowed by a link of its own. `means` says what is lost, in a few words: "The certificate and its
    /// key are lost".
    pub const fn delete<E: Endpoint>(mut self, relation: Relation, means: &'static str) -> Self {
        self.all.delete = Some(write::<E>(Method::Delete, self.all.get, relation, means));
        self
    }
}

const fn write<E: Endpoint>(method: Method, beside: &Operation, relation: Relation, means: &'static str) -> Write {
    let operation = E::OPERATION;
    assert!(operation.method as u8 == method as u8, "an operation of this kind");
    assert!(parameters(operation.path) == parameters(beside.path), "an operation on the same resource");
    Write { operation, relation, means }
}

/// How many parameters a path's template has.
const fn parameters(path: &str) -> usize {
    let (mut rest, mut count) = (path.as_bytes(), 0);
    while let [first, after @ ..] = rest {
        if *first == b'{' {
            count += 1;
        }
        rest = after;
    }
    count
}
