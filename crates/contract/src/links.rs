//! `_links`: what the caller may do with a resource, and where it leads.

use serde_json::Value;

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

    /// Whether the relation is there at all.
    pub fn allows(self, relation: Relation) -> bool {
        self.0.is_some_and(|links| links.get(relation.0).is_some_and(|link| !link.is_null()))
    }

    /// Whether the caller may do anything at all with the resource.
    pub fn allows_any_action(self) -> bool {
        self.all().any(|(name, _)| is_action(name))
    }

    /// The addresses that resolve what a list refers to.
    pub fn references(self, set: ReferenceSet) -> impl Iterator<Item = &'a str> {
        let prefix = set.prefix();
        self.all().filter(move |(name, _)| name.starts_with(&prefix)).filter_map(|(_, link)| address(link))
    }

    fn all(self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        let links = self.0.and_then(Value::as_object).into_iter().flatten();
        links.filter(|(_, link)| !link.is_null()).map(|(name, link)| (name.as_str(), link))
    }
}

/// Takes everything that can be done from a resource and all that it holds, as of somebody who may look and no more.
pub fn take_actions(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(take_actions),
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::Object(links) if name == "_links" => {
                        for (name, link) in links {
                            if is_action(name) || name == "update" || name == "delete" {
                                *link = Value::Null;
                            }
                        }
                    }
                    value => take_actions(value),
                }
            }
        }
        _ => {}
    }
}

/// The address of a link, or of the first where there are several.
fn address(link: &Value) -> Option<&str> {
    link.as_array().map_or(Some(link), |links| links.first())?.get("href")?.as_str()
}

#[cfg(test)]
#[allow(clippy::indexing_slicing)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn who_may_look_alone_finds_nothing_to_do() {
        let mut value = json!([{
            "_links": {"self": {"href": "/a"}, "#edit": {"href": "/a"}, "delete": {"href": "/a"}},
            "_embedded": {"in": [{"_links": {"#merge": {"href": "/b"}}}]},
            "update": 1,
        }]);
        take_actions(&mut value);
        assert_eq!(Links::of(&value[0]).href(Relation::SELF), Some("/a"));
        assert!(!Links::of(&value[0]).allows_any_action() && !Links::of(&value[0]).allows(Relation("delete")));
        assert!(!Links::of(&value[0]["_embedded"]["in"][0]).allows(Relation("#merge")));
        assert_eq!(value[0]["update"], 1);
    }
}
