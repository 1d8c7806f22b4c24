//! Environments in the order of a tree: each under the one it was branched from.

use std::collections::{HashMap, HashSet};

use wheelhouse_contract::sections::environment::Environment;

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
pub fn arrange(environments: &[Environment], query: &str, closed: &HashSet<String>) -> Vec<Node> {
    let by_id: HashMap<&str, &Environment> = environments.iter().filter_map(|e| Some((e.id()?, e))).collect();
    let parent =
        |e: &Environment| e.parent().and_then(|parent| by_id.get(parent)).and_then(|e| e.id().map(str::to_owned));
    let mut children: HashMap<Option<String>, Vec<&Environment>> = HashMap::new();
    for environment in environments.iter().filter(|e| e.id().is_some()) {
        let above = parent(environment).filter(|_| reaches_root(environment, &by_id));
        children.entry(above).or_default().push(environment);
    }
    for siblings in children.values_mut() {
        siblings.sort_by_key(|e| (e.kind() != Some("production"), e.kind() != Some("staging"), name(e).to_lowercase()));
    }
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let wanted = (!words.is_empty()).then(|| wanted(environments, &by_id, &words));
    let mut nodes = Vec::new();
    let mut waiting: Vec<(&Environment, usize)> =
        children.get(&None).into_iter().flatten().rev().map(|environment| (*environment, 0)).collect();
    while let Some((environment, depth)) = waiting.pop() {
        let id = environment.id().unwrap_or_default().to_owned();
        let below = children.get(&Some(id.clone())).map_or(&[][..], Vec::as_slice);
        // A search opens what it finds.
        if wanted.is_some() || !closed.contains(&id) {
            waiting.extend(below.iter().rev().map(|child| (*child, depth + 1)));
        }
        if wanted.as_ref().is_none_or(|wanted| wanted.contains(&id)) {
            nodes.push(Node { environment: environment.clone(), id, depth, has_children: !below.is_empty() });
        }
    }
    nodes
}

/// What a person calls the environment.
pub fn name(environment: &Environment) -> &str {
    let title = environment.title().filter(|title| !title.is_empty());
    title.or(environment.name()).or(environment.id()).unwrap_or("Unknown")
}

fn reaches_root(environment: &Environment, by_id: &HashMap<&str, &Environment>) -> bool {
    let mut seen = HashSet::new();
    let mut above = environment.parent();
    while let Some(parent) = above.and_then(|id| by_id.get(id)) {
        if !seen.insert(parent.id()) || parent.id() == environment.id() {
            return false;
        }
        above = parent.parent();
    }
    true
}

/// The ids of those that have every word, and of their ancestors.
fn wanted(environments: &[Environment], by_id: &HashMap<&str, &Environment>, words: &[String]) -> HashSet<String> {
    let mut wanted = HashSet::new();
    for environment in environments {
        let texts = [Some(name(environment)), environment.id(), environment.kind(), environment.status()];
        let all = texts.into_iter().flatten().collect::<Vec<_>>().join("\n").to_lowercase();
        if !words.iter().all(|word| all.contains(word)) {
            continue;
        }
        let mut next = Some(environment);
        while let Some(id) = next.and_then(|e| e.id()) {
            if !wanted.insert(id.to_owned()) {
                break;
            }
            next = next.and_then(|e| e.parent()).and_then(|parent| by_id.get(parent)).copied();
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
        let closed = closed.iter().map(|id| (*id).to_owned()).collect();
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
