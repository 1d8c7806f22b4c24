//! Environments in the order of a tree: each under the one it was branched from.

use std::sync::Arc;

use serde_json::{Map, Value};
use wheelhouse_contract::sections::environment::Environment;

use crate::components::{environment_title as name, sorted};
use crate::text::{in_order, lower};

/// An environment's place in the tree.
#[derive(Debug, PartialEq)]
pub struct Node {
    pub environment: Environment,
    pub id: String,
    pub depth: usize,
    pub has_children: bool,
    /// Changes with whatever a row shows of it.
    pub key: String,
    /// Where the one above it stands.
    parent: Option<usize>,
    /// What it is found by, in lower case.
    text: String,
}

/// The environments from their roots down: production first and then by name. One whose parent is not in the list, or
/// that is its own ancestor, stands at the root.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree(Arc<Vec<Arc<Node>>>);

/// Which of them are wanted.
#[derive(Debug, Default)]
pub struct Filter {
    /// All of these words have to be there.
    pub query: String,
    /// Empty for any.
    pub kind: String,
    pub status: String,
    /// What lies under these is not shown, unless it is looked for.
    pub closed: Vec<String>,
}

/// Those that are shown, by their ids: whether each fits the filter, or only leads to one that does.
///
/// A map of JSON: the console has one anyway, and another type of map would be compiled beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown(Map<String, Value>);

impl Shown {
    /// Whether it fits the filter; `None` when it is not shown.
    pub fn fits(&self, id: &str) -> Option<bool> {
        self.0.get(id)?.as_bool()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Tree {
    pub fn of(environments: &[Environment]) -> Self {
        let known = sorted(environments.iter().filter(|e| e.id().is_some()).cloned().collect(), |e| {
            let rank = match e.kind() {
                Some("production") => 0,
                Some("staging") => 1,
                _ => 2,
            };
            format!("{rank}{}", in_order(name(e)))
        });
        let places: Map<String, Value> =
            known.iter().enumerate().filter_map(|(at, e)| Some((e.id()?.to_owned(), Value::from(at)))).collect();
        let place_of = |id: &str| usize::try_from(places.get(id)?.as_u64()?).ok();
        let named: Vec<Option<usize>> = known.iter().map(|e| place_of(e.parent()?)).collect();
        let above = |at: usize| named.get(at).copied().flatten();
        let mut below: Vec<Vec<usize>> = known.iter().map(|_| Vec::new()).collect();
        let mut roots = Vec::new();
        for at in 0..known.len() {
            match above(at).filter(|_| reaches_root(at, known.len(), above)).and_then(|parent| below.get_mut(parent)) {
                Some(children) => children.push(at),
                None => roots.push(at),
            }
        }
        let mut nodes = Vec::with_capacity(known.len());
        let mut waiting: Vec<(usize, usize, Option<usize>)> = roots.into_iter().rev().map(|at| (at, 0, None)).collect();
        while let Some((at, depth, parent)) = waiting.pop() {
            let (Some(environment), Some(children)) = (known.get(at), below.get(at)) else { continue };
            waiting.extend(children.iter().rev().map(|child| (*child, depth + 1, Some(nodes.len()))));
            nodes.push(Arc::new(node(environment, depth, !children.is_empty(), parent)));
        }
        Self(Arc::new(nodes))
    }

    pub fn nodes(&self) -> &[Arc<Node>] {
        &self.0
    }

    /// Those that fit the filter with what leads to them, or without one all that is not below something closed.
    pub fn shown(&self, filter: &Filter) -> Shown {
        let words: Vec<String> = filter.query.split_whitespace().map(lower).collect();
        let is_any = |wanted: &str, is: Option<&str>| wanted.is_empty() || is == Some(wanted);
        let mut shown = Map::new();
        if words.is_empty() && filter.kind.is_empty() && filter.status.is_empty() {
            let mut shut: Option<usize> = None;
            for node in self.nodes() {
                if shut.is_some_and(|depth| node.depth > depth) {
                    continue;
                }
                shut = filter.closed.contains(&node.id).then_some(node.depth);
                shown.insert(node.id.clone(), Value::Bool(true));
            }
            return Shown(shown);
        }
        for node in self.nodes() {
            let fits = is_any(&filter.kind, node.environment.kind())
                && is_any(&filter.status, node.environment.status())
                && words.iter().all(|word| node.text.contains(word));
            if !fits {
                continue;
            }
            shown.insert(node.id.clone(), Value::Bool(true));
            let mut next = node.parent.and_then(|at| self.0.get(at));
            while let Some(above) = next.filter(|above| !shown.contains_key(&above.id)) {
                shown.insert(above.id.clone(), Value::Bool(false));
                next = above.parent.and_then(|at| self.0.get(at));
            }
        }
        Shown(shown)
    }
}

fn node(environment: &Environment, depth: usize, has_children: bool, parent: Option<usize>) -> Node {
    let e = environment;
    let id = e.id().unwrap_or_default().to_owned();
    let words =
        |texts: &[Option<&str>]| texts.iter().map(|text| text.unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let counts = [e.commits_ahead(), e.commits_behind()].map(|count| count.map_or(String::new(), |n| n.to_string()));
    let said = words(&[Some(name(e)), e.kind(), e.status(), e.parent(), e.last_active_at(), e.last_deployment_at()]);
    Node {
        key: format!("{id}\n{depth} {has_children}\n{said}\n{}", counts.join(" ")),
        text: lower(&words(&[Some(name(e)), e.name(), Some(&id), e.kind(), e.status()])),
        environment: e.clone(),
        id,
        depth,
        has_children,
        parent,
    }
}

/// Whether the way up from here ends, rather than going in a circle.
fn reaches_root(from: usize, count: usize, above: impl Fn(usize) -> Option<usize>) -> bool {
    let mut at = from;
    for _ in 0..count {
        match above(at) {
            Some(next) => at = next,
            None => return true,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use wheelhouse_contract::Resource;

    fn tree(list: Value) -> Tree {
        let list: Vec<_> =
            list.as_array().into_iter().flatten().map(|e| Environment::new(Arc::new(e.clone()))).collect();
        Tree::of(&list)
    }

    /// The ids that are shown, indented by their depth; those that only lead to others in brackets.
    fn drawn(list: Value, filter: &Filter) -> Vec<String> {
        let tree = tree(list);
        let shown = tree.shown(filter);
        let line = |node: &Arc<Node>| {
            let id = if shown.fits(&node.id)? { node.id.clone() } else { format!("({})", node.id) };
            Some(format!("{}{id}", "-".repeat(node.depth)))
        };
        tree.nodes().iter().filter_map(line).collect()
    }

    fn closed(ids: &[&str]) -> Filter {
        Filter { closed: ids.iter().map(|id| (*id).to_owned()).collect(), ..Filter::default() }
    }

    fn family() -> Value {
        json!([
            {"id": "b", "parent": "staging", "type": "development", "status": "paused"},
            {"id": "a", "parent": "staging", "type": "development", "status": "active"},
            {"id": "z", "parent": "main", "type": "development", "status": "active"},
            {"id": "staging", "parent": "main", "type": "staging", "status": "active"},
            {"id": "main", "parent": null, "type": "production", "status": "active"},
        ])
    }

    #[test]
    fn children_follow_their_parent() {
        assert_eq!(drawn(family(), &Filter::default()), ["main", "-staging", "--a", "--b", "-z"]);
    }

    #[test]
    fn a_closed_one_hides_what_is_below_it() {
        assert_eq!(drawn(family(), &closed(&["staging"])), ["main", "-staging", "-z"]);
        assert_eq!(drawn(family(), &closed(&["main", "staging"])), ["main"]);
    }

    #[test]
    fn a_search_shows_the_way_to_what_it_finds_even_below_a_closed_one() {
        let search = |query: &str| Filter { query: query.to_owned(), ..closed(&["main"]) };
        assert_eq!(drawn(family(), &search("B")), ["(main)", "-(staging)", "--b"]);
        assert_eq!(drawn(family(), &search("STAG")), ["(main)", "-staging"]);
        assert!(drawn(family(), &search("nothing")).is_empty());
    }

    #[test]
    fn types_and_states_narrow_it() {
        let filter = Filter { kind: "development".to_owned(), status: "active".to_owned(), ..Filter::default() };
        assert_eq!(drawn(family(), &filter), ["(main)", "-(staging)", "--a", "-z"]);
        let filter = Filter { status: "paused".to_owned(), query: "z".to_owned(), ..Filter::default() };
        assert!(drawn(family(), &filter).is_empty());
    }

    #[test]
    fn orphans_and_circles_stand_at_the_root_once() {
        let list = json!([
            {"id": "x", "parent": "y"}, {"id": "y", "parent": "x"}, {"id": "lost", "parent": "gone"},
            {"id": "self", "parent": "self"}, {"parent": "x"}, {"id": 7}
        ]);
        assert_eq!(drawn(list, &Filter::default()), ["lost", "self", "x", "y"]);
    }

    #[test]
    fn a_row_changes_with_what_it_shows() {
        let key = |status: &str| {
            let tree = tree(json!([{"id": "main", "status": status}]));
            tree.nodes().first().map(|node| node.key.clone())
        };
        assert_ne!(key("active"), key("paused"));
        assert_eq!(key("active"), key("active"));
    }
}
