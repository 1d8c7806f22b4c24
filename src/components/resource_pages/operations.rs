//! The operations on a resource.

use std::marker::PhantomData;
use std::sync::Arc;

use serde_json::Value;
use wheelhouse_contract::answer::Keyed;
use wheelhouse_contract::resource;
use wheelhouse_contract::sections::ssh_keys::SshKey;
use wheelhouse_contract::sections::users::CurrentUser;
use wheelhouse_contract::{Answer, Endpoint, Items, Method, Operation, Page, Relation, Resource, Wrapped};

use super::Owner;
use crate::components::{Change, Consequence};
use crate::data::{AnyRead, read_as};

/// The operations on resources of the type `R`. One that is of another kind, or elsewhere, does not compile.
pub struct Operations<R> {
    pub(super) all: AnyOperations,
    pub(super) read_list: fn(Path) -> AnyRead,
    of: PhantomData<fn() -> R>,
}

/// The path that is read now.
pub type Path = Box<dyn Fn() -> Option<String> + Send + Sync>;

/// A list of `R` in one of the forms that the API answers in.
pub trait ListOf<R>: Answer {
    /// What the list stands under; `None` where the whole answer is one.
    const KEY: Option<&'static str>;
}

impl<R: Resource> ListOf<R> for Items<R> {
    const KEY: Option<&'static str> = None;
}

impl<R: Resource> ListOf<R> for Page<R> {
    const KEY: Option<&'static str> = Some("items");
}

impl<R: Keyed> ListOf<R> for Wrapped<R> {
    const KEY: Option<&'static str> = Some(R::KEY);
}

/// A person's keys come with what older clients ask for.
impl ListOf<SshKey> for CurrentUser {
    const KEY: Option<&'static str> = Some("ssh_keys");
}

/// The same, whatever they are on.
#[derive(Clone, Copy)]
pub struct AnyOperations {
    pub(super) list: &'static Operation,
    /// What the list stands under: see [`ListOf::KEY`].
    key: Option<&'static str>,
    pub(super) get: &'static Operation,
    pub(super) create: Option<Write>,
    pub(super) update: Option<Write>,
    pub(super) delete: Option<Write>,
}

/// An operation that writes, what allows it, and what it means.
#[derive(Clone, Copy)]
pub struct Write {
    pub(super) operation: &'static Operation,
    pub(super) means: Consequence,
    /// `None` where the person may always: what is their own carries no links.
    pub(super) relation: Option<Relation>,
}

impl Write {
    /// The write, to one of what belongs to `owner` where it is about one.
    pub(super) fn change(self, owner: &Owner, id: Option<&str>) -> Change {
        Change { operation: self.operation, path: owner.path(self.operation, id), shape: None }
    }
}

impl AnyOperations {
    /// What a list that was read holds; what is no object is left out.
    pub(super) fn items(&self, list: AnyRead) -> Option<Vec<Arc<Value>>> {
        let answer = list.is_known().then(|| list.raw())??;
        let items = match self.key {
            Some(key) => resource::list(&answer, key),
            None => answer.as_array().map_or(&[][..], Vec::as_slice),
        };
        Some(items.iter().filter(|item| item.is_object()).cloned().map(Arc::new).collect())
    }
}

impl<R: Resource> Operations<R> {
    /// Listing them, and reading one.
    pub const fn of<List, Get>() -> Self
    where
        List: Endpoint<Answer: ListOf<R>>,
        Get: Endpoint<Answer = R>,
    {
        let (list, get) = (List::OPERATION, Get::OPERATION);
        assert!(parameters(get.path) == parameters(list.path) + 1, "one is read by its id below its list");
        Self {
            all: AnyOperations { list, key: List::Answer::KEY, get, create: None, update: None, delete: None },
            read_list: |path| *read_as::<List::Answer>(path),
            of: PhantomData,
        }
    }

    /// Making a new one, allowed by a link of what they belong to. `means` says what follows, in sentences; it is empty
    /// where nothing has to be said.
    pub const fn create<E: Endpoint>(mut self, relation: Relation, means: &'static str) -> Self {
        self.all.create = Some(write::<E>(Method::Post, self.all.list, Some(relation), Consequence::plain(means)));
        self
    }

    /// Changing one, allowed by its own link. `means` says what follows, in one sentence.
    pub const fn update<E: Endpoint>(mut self, relation: Relation, means: Consequence) -> Self {
        self.all.update = Some(write::<E>(Method::Patch, self.all.get, Some(relation), means));
        self
    }

    /// Deleting one, allowed by its own link. `means` says what is lost, in a few words: "The certificate and its
    /// key are lost".
    pub const fn delete<E: Endpoint>(mut self, relation: Relation, means: &'static str) -> Self {
        self.all.delete = Some(write::<E>(Method::Delete, self.all.get, Some(relation), Consequence::plain(means)));
        self
    }

    /// As [`Self::create`], of what is the person's own.
    pub const fn create_own<E: Endpoint>(mut self, means: &'static str) -> Self {
        self.all.create = Some(write::<E>(Method::Post, self.all.list, None, Consequence::plain(means)));
        self
    }

    /// As [`Self::delete`], of what is the person's own.
    pub const fn delete_own<E: Endpoint>(mut self, means: &'static str) -> Self {
        self.all.delete = Some(write::<E>(Method::Delete, self.all.get, None, Consequence::plain(means)));
        self
    }
}

const fn write<E: Endpoint>(
    method: Method,
    beside: &Operation,
    relation: Option<Relation>,
    means: Consequence,
) -> Write {
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
