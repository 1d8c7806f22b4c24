//! `_links`: what the caller may follow and do from a resource.

use serde_json::{Map, Value, json};
use wheelhouse_contract::{ReferenceSet, Relation};

/// Where the API is mounted.
pub const API: &str = "/api";

/// The links of one resource, in the making.
#[derive(Clone, Debug, Default)]
pub struct Links(Map<String, Value>);

impl Links {
    /// Starts with the resource itself; paths are those of the contract, below the API's mount.
    pub fn to_self(path: &str) -> Self {
        Self::default().add(Relation::SELF, path)
    }

    pub fn add(self, relation: Relation, path: &str) -> Self {
        self.insert(relation, json!({"href": href(path)}))
    }

    /// A link that is there only when it may be followed.
    pub fn add_if(self, allowed: bool, relation: Relation, path: &str) -> Self {
        if allowed { self.add(relation, path) } else { self }
    }

    /// Several links to one address, there only when they may be followed.
    pub fn each_if(self, allowed: bool, relations: &[Relation], path: &str) -> Self {
        relations.iter().fold(self, |links, relation| links.add_if(allowed, *relation, path))
    }

    /// An action at the address below the resource that it names: `#branch` at `path/branch`.
    pub fn action_if(self, allowed: bool, relation: Relation, path: &str) -> Self {
        self.add_if(allowed, relation, &format!("{path}/{}", relation.name().trim_start_matches('#')))
    }

    /// A link as it is, to wherever it leads.
    pub fn insert(mut self, relation: Relation, link: Value) -> Self {
        self.0.insert(relation.name().to_owned(), link);
        self
    }

    /// The link that resolves the `number`th part of what a list refers to.
    pub fn reference(mut self, set: ReferenceSet, number: usize, path: &str) -> Self {
        self.0.insert(set.relation(number), json!({"href": href(path)}));
        self
    }

    /// What the links are in a resource.
    pub fn value(self) -> Value {
        Value::Object(self.0)
    }
}

/// The resource's part that the links are.
impl From<Links> for Value {
    fn from(links: Links) -> Self {
        json!({"_links": links.value()})
    }
}

/// An address of the API: the mount before a path of the contract.
pub fn href(path: &str) -> String {
    format!("{API}{path}")
}
