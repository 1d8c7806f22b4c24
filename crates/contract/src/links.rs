//! `_links`: what the caller may do with a resource, and where it leads.

use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;

static READ_ONLY: AtomicBool = AtomicBool::new(false);

/// From now on no link allows anything in this program, whatever an API answers: it can only look.
pub fn set_read_only() {
    READ_ONLY.store(true, Ordering::Relaxed);
}

/// Whether [`set_read_only`] was said.
pub fn is_read_only() -> bool {
    READ_ONLY.load(Ordering::Relaxed)
}

/// What a link of a resource is for: `#edit` to change it, `activities` to see what happens to it.
///
/// Only a resource's declaration makes one, so a relation that none declares does not compile:
///
/// ```compile_fail
/// wheelhouse_contract::Relation::new("#edit");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relation(&'static str);

impl Relation {
    /// The resource itself.
    pub const SELF: Self = Self("self");
    /// What comes after a page of a list.
    pub const NEXT: Self = Self("next");
    /// What comes before a page of a list.
    pub const PREVIOUS: Self = Self("previous");

    pub(crate) const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// As it is written in JSON.
    pub fn name(self) -> &'static str {
        self.0
    }

    /// Whether its link stands for something to do, and is there only for those who may.
    pub fn is_action(self) -> bool {
        is_action(self.0)
    }
}

fn is_action(name: &str) -> bool {
    name.starts_with('#')
}

/// What a list refers to by id and can be asked for all at once, through links numbered from 0: `ref:users:0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReferenceSet(&'static str);

impl ReferenceSet {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// As it stands in the relation and in the path of the operation that resolves it.
    pub fn name(self) -> &'static str {
        self.0
    }

    /// The relation of the link with this number.
    pub fn relation(self, number: usize) -> String {
        let mut relation = self.prefix();
        relation.push_str(&number.to_string());
        relation
    }

    fn prefix(self) -> String {
        ["ref:", self.0, ":"].concat()
    }
}

/// The `_links` of a resource: an operation is allowed when its link is there.
#[derive(Clone, Copy, Debug)]
pub struct Links<'a>(Option<&'a Value>);

impl<'a> Links<'a> {
    /// The links of any JSON that may carry some.
    pub fn of(value: &'a Value) -> Self {
        Self(value.get("_links"))
    }

    /// The first address of a relation.
    pub fn href(self, relation: Relation) -> Option<&'a str> {
        address(self.0?.get(relation.0)?)
    }

    /// Whether the caller may do what the relation stands for.
    pub fn allows(self, relation: Relation) -> bool {
        !is_read_only() && self.0.is_some_and(|links| links.get(relation.0).is_some_and(|link| !link.is_null()))
    }

    /// Whether the caller may do anything at all with the resource.
    pub fn allows_any_action(self) -> bool {
        !is_read_only() && self.all().any(|(name, _)| is_action(name))
    }

    /// The addresses that resolve what a list refers to.
    pub fn references(self, set: ReferenceSet) -> impl Iterator<Item = &'a str> {
        let prefix = set.prefix();
        self.all().filter(move |(name, _)| name.starts_with(&prefix)).filter_map(|(_, link)| address(link))
    }

    fn all(self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        let links = self.0.and_then(Value::as_object).into_iter().flatten();
        links.map(|(name, link)| (name.as_str(), link))
    }
}

/// The address of a link, or of the first where there are several.
fn address(link: &Value) -> Option<&str> {
    link.as_array().map_or(Some(link), |links| links.first())?.get("href")?.as_str()
}
