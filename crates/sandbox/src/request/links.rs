//! `_links`: what the caller may follow and do from a resource.

use serde_json::{Map, Value, json};

/// Where the API is mounted.
pub const API: &str = "/api";

/// The links of one resource, in the making.
#[derive(Clone, Debug, Default)]
pub struct Links(Map<String, Value>);

impl Links {
    /// Starts with the resource itself; paths are those of the contract, below the API's mount.
    pub fn to_self(path: &str) -> Self {
        Self::default().add("self", path)
    }

    pub fn add(mut self, relation: &str, path: &str) -> Self {
        self.0.insert(relation.to_owned(), json!({"href": href(path)}));
        self
    }

    /// A link that is there only when it may be followed.
    pub fn add_if(self, allowed: bool, relation: &str, path: &str) -> Self {
        if allowed { self.add(relation, path) } else { self }
    }

    /// `#edit` and `#delete` at the resource itself.
    pub fn editable_if(self, allowed: bool, path: &str) -> Self {
        self.add_if(allowed, "#edit", path).add_if(allowed, "#delete", path)
    }

    /// Links that several relations name at one path below the resource: `#branch` at `path/branch`.
    pub fn actions_if(self, allowed: bool, path: &str, actions: &[&str]) -> Self {
        actions
            .iter()
            .fold(self, |links, action| links.add_if(allowed, &format!("#{action}"), &format!("{path}/{action}")))
    }

    pub fn insert(mut self, relation: &str, link: Value) -> Self {
        self.0.insert(relation.to_owned(), link);
        self
    }

    pub fn value(self) -> Value {
        Value::Object(self.0)
    }
}

/// An address of the API: the mount before a path of the contract.
pub fn href(path: &str) -> String {
    format!("{API}{path}")
}
