//! Environments in the order of a tree: each under the one it was branched from.

use wheelhouse_contract::sections::environment::Environment;

use crate::components::sorted;
use crate::text::lower;

/// An environment's place in the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub environment: Environment,
    pub id: String,
    pub depth: usize,
    pub has_children: bool,
}

/// The tree from its roots down, production first and then by name, without what lies under a closed one.
///
/// With a query, the environments that have every word of it and what leads to them. One whose parent is not in the
/// list, or that is its own ancestor, stands at the root.
pub fn arrange(environments: &[Environment], query: &str, closed: &[String]) -> Vec<Node> {
    let known: Vec<Environment> = environments.iter().filter(|e| e.id().is_some()).cloned().collect();
    let known = sorted(known, |e| {
        let rank = match e.kind() {
            Some("production") => 0,
            Some("staging") => 1,
            _ => 2,
        };
        format!("{rank}{}", lower(name(e)))
    });
    let parents: Vec<Option<&str>> = known
        .iter()
        .map(|e| e.parent().filter(|parent| find(&known, parent).is_some() && reaches_root(e, &known)))
        .collect();
    let below = |id: Option<&str>| -> Vec<&Environment> {
        known.iter().zip(&parents).filter(|(_, parent)| **parent == id).map(|(environment, _)| environment).collect()
    };
    let words: Vec<String> = query.split_whitespace().map(lower).collect();
    let wanted = (!words.is_empty()).then(|| wanted(&known, &words));
    let mut nodes = Vec::new();
    let mut waiting: Vec<(&Environment, usize)> = below(None).into_iter().rev().map(|root| (root, 0)).collect();
    while let Some((environment, depth)) = waiting.pop() {
        let id = environment.id().unwrap_or_default();
        let below = below(Some(id));
        // A search opens what it finds.
        if wanted.is_some() || !closed.iter().any(|closed| closed == id) {
            waiting.extend(below.iter().rev().map(|child| (*child, depth + 1)));
        }
        if wanted.as_ref().is_none_or(|wanted| wanted.contains(&id)) {
            let has_children = !below.is_empty();
            nodes.push(Node { environment: environment.clone(), id: id.to_owned(), depth, has_children });
        }
    }
    nodes
}

/// Lists are a few hundred long: looking through them is quick, and maps would cost every visitor's download.
fn find<'a>(environments: &'a [Environment], id: &str) -> Option<&'a Environment> {
    environments.iter().find(|environment| environment.id() == Some(id))
}

/// What a person calls the environment.
pub fn name(environment: &Environment) -> &str {
    let title = environment.title().filter(|title| !title.is_empty());
    title.or(environment.name()).or(environment.id()).unwrap_or("Unknown")
}

fn reaches_root(environment: &Environment, known: &[Environment]) -> bool {
    let mut seen = Vec::new();
    let mut above = environment.parent();
    while let Some(parent) = above.and_then(|id| find(known, id)) {
        if seen.contains(&parent.id()) || parent.id() == environment.id() {
            return false;
        }
        seen.push(parent.id());
        above = parent.parent();
    }
    true
}

/// The ids of those that have every word, and of their ancestors.
fn wanted<'a>(known: &'a [Environment], words: &[String]) -> Vec<&'a str> {
    let mut wanted = Vec::new();
    for environment in known {
        let texts = [Some(name(environment)), environment.id(), environment.kind(), environment.status()];
        let all = lower(&texts.map(Option::unwrap_or_default).join("\n"));
        if !words.iter().all(|word| all.contains(word)) {
            continue;
        }
        let mut next = Some(environment);
        while let Some(id) = next.and_then(|e| e.id()).filter(|id| !wanted.contains(id)) {
            wanted.push(id);
            next = next.and_then(|e| e.parent()).and_then(|parent| find(known, parent));
        }
    }
    wanted
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use std::sync::Arc;
    use wheelhouse_contract::Resource;

    fn environments(list: Value) -> Vec<Environment> {
        list.as_array().into_iter().flatten().map(|e| Environment::new(Arc::new(e.clone()))).collect()
    }

    fn drawn(list: Value, query: &str, closed: &[&str]) -> Vec<String> {
        let closed: Vec<String> = closed.iter().map(|id| (*id).to_owned()).collect();
        let nodes = arrange(&environments(list), query, &closed);
        nodes.iter().map(|node| format!("{}{}", "-".repeat(node.depth), node.id)).collect()
    }

    fn family() -> Value {
        json!([
            {"id": "b", "parent": "staging", "type": "development"},
            {"id": "a", "parent": "staging", "type": "development"},
            {"id": "z", "parent": "main", "type": "development"},
            {"id": "staging", "parent": "main", "type": "staging"},
            {"id": "main", "parent": null, "type": "production"},
        ])
    }

    #[test]
    fn children_follow_their_parent() {
        assert_eq!(drawn(family(), "", &[]), ["main", "-staging", "--a", "--b", "-z"]);
    }

    #[test]
    fn a_closed_one_hides_what_is_below_it() {
        assert_eq!(drawn(family(), "", &["staging"]), ["main", "-staging", "-z"]);
        assert_eq!(drawn(family(), "", &["main"]), ["main"]);
    }

    #[test]
    fn a_search_shows_the_way_to_what_it_finds_even_below_a_closed_one() {
        assert_eq!(drawn(family(), "b", &["main"]), ["main", "-staging", "--b"]);
        assert!(drawn(family(), "nothing", &[]).is_empty());
    }

    #[test]
    fn orphans_and_circles_stand_at_the_root_once() {
        let list = json!([
            {"id": "x", "parent": "y"}, {"id": "y", "parent": "x"}, {"id": "lost", "parent": "gone"},
            {"id": "self", "parent": "self"}, {"parent": "x"}, {"id": 7}
        ]);
        assert_eq!(drawn(list, "", &[]), ["lost", "self", "x", "y"]);
    }
}
