//! Which of a project's environments the navigation shows, and in which order.

use wheelhouse_contract::sections::environment::Environment;

use crate::components::{environment_status, environment_title as title, sorted};
use crate::text::{in_order, lower};
use crate::ui::Tone;

/// How many are shown of more.
pub const SHOWN: usize = 12;

/// An environment in the navigation.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub id: String,
    pub title: String,
    /// How far below the root it stands.
    pub depth: usize,
    pub status: String,
    pub tone: Tone,
}

/// What is wanted of them.
pub struct Wanted<'a> {
    /// The one that the page is about is always shown.
    pub current: Option<&'a str>,
    /// Those that matter to the person come before others, in this order.
    pub preferred: &'a [String],
    /// What is searched for; empty for nothing.
    pub typed: &'a str,
}

/// Those that are shown as a tree, each below its parent, and how many that fit are not.
pub fn lines(list: &[Environment], wanted: &Wanted<'_>) -> (Vec<Line>, usize) {
    let rank = |e: &Environment| match e.kind() {
        Some("production") => 0,
        Some("staging") => 1,
        _ => 2,
    };
    let known: Vec<&Environment> = list.iter().filter(|e| e.id().is_some()).collect();
    let known = sorted(known, |e| format!("{}{}", rank(e), in_order(title(e))));
    let typed = lower(wanted.typed.trim());
    let fits = |e: &Environment| {
        typed.is_empty()
            || [Some(title(e)), e.name(), e.id()].into_iter().flatten().any(|text| lower(text).contains(&typed))
    };
    // Where the person is, and the way down to it.
    let by_id = |id: &str| known.iter().find(|e| e.id() == Some(id)).copied();
    let mut way: Vec<&str> = Vec::new();
    let mut step = wanted.current.filter(|_| typed.is_empty()).and_then(by_id);
    while let Some(id) = step.and_then(Environment::id).filter(|id| !way.contains(id)) {
        way.push(id);
        step = step.and_then(Environment::parent).and_then(by_id);
    }
    // What comes first of those that are shown at all.
    let order = sorted(known.iter().filter(|e| fits(e)).copied().collect(), |e| {
        let id = e.id().unwrap_or_default();
        let place = wanted.preferred.iter().position(|preferred| preferred == id);
        let group = match place {
            _ if way.contains(&id) => 0,
            _ if rank(e) == 0 => 1,
            Some(_) => 2,
            None if e.status() != Some("inactive") => 3,
            None => 4,
        };
        format!("{group}{:03}", place.unwrap_or(999))
    });
    let shown: Vec<&str> = order.iter().take(SHOWN).filter_map(|e| e.id()).collect();
    let more = order.len().saturating_sub(shown.len());
    (in_tree(&known, &shown), more)
}

/// Those that are shown, each below the nearest above it that is shown too.
fn in_tree(known: &[&Environment], shown: &[&str]) -> Vec<Line> {
    let shown: Vec<&Environment> =
        known.iter().filter(|e| e.id().is_some_and(|id| shown.contains(&id))).copied().collect();
    let by_id = |id: &str| known.iter().find(|e| e.id() == Some(id)).copied();
    let above = |e: &Environment| {
        let mut parent = e.parent();
        // As many steps as there are environments: one may be its own ancestor.
        for _ in 0..known.len() {
            match parent {
                Some(id) if Some(id) == e.id() => return None,
                Some(id) if shown.iter().any(|e| e.id() == Some(id)) => return Some(id.to_owned()),
                Some(id) => parent = by_id(id).and_then(|parent| parent.parent()),
                None => return None,
            }
        }
        None
    };
    let parents: Vec<(Option<String>, &Environment)> = shown.iter().map(|e| (above(e), *e)).collect();
    let mut lines = Vec::with_capacity(parents.len());
    let mut waiting: Vec<(usize, &Environment)> = roots(&parents);
    while let Some((depth, environment)) = waiting.pop() {
        if lines.iter().any(|line: &Line| Some(&*line.id) == environment.id()) {
            continue;
        }
        lines.push(line(environment, depth));
        let children = parents.iter().rev().filter(|(parent, _)| parent.as_deref() == environment.id());
        waiting.extend(children.map(|(_, child)| (depth + 1, *child)));
    }
    // Those that are above each other in a circle are below no root.
    for (_, environment) in &parents {
        if !lines.iter().any(|line| Some(&*line.id) == environment.id()) {
            lines.push(line(environment, 0));
        }
    }
    lines
}

fn roots<'a>(parents: &[(Option<String>, &'a Environment)]) -> Vec<(usize, &'a Environment)> {
    parents.iter().rev().filter(|(parent, _)| parent.is_none()).map(|(_, root)| (0, *root)).collect()
}

fn line(environment: &Environment, depth: usize) -> Line {
    let (status, tone) = environment_status(environment);
    let id = environment.id().unwrap_or_default().to_owned();
    Line { id, title: title(environment).to_owned(), depth, status, tone }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};
    use wheelhouse_contract::Resource;

    use super::*;

    fn environments(list: &[Value]) -> Vec<Environment> {
        list.iter().map(|value| Environment::new(Arc::new(value.clone()))).collect()
    }

    fn drawn(list: &[Environment], wanted: &Wanted<'_>) -> (Vec<String>, usize) {
        let (lines, more) = lines(list, wanted);
        (lines.iter().map(|line| format!("{}{}", "-".repeat(line.depth), line.id)).collect(), more)
    }

    const NOTHING: Wanted<'_> = Wanted { current: None, preferred: &[], typed: "" };

    fn many() -> Vec<Environment> {
        let one = |number: usize| {
            let status = if number.is_multiple_of(2) { "inactive" } else { "active" };
            json!({"id": format!("e{number:03}"), "parent": "main", "status": status})
        };
        let main = json!({"id": "main", "type": "production", "status": "active"});
        environments(&(0..500).map(one).chain([main]).collect::<Vec<_>>())
    }

    #[test]
    fn each_stands_below_its_parent_and_production_first() {
        let list = environments(&[
            json!({"id": "b", "parent": "staging"}),
            json!({"id": "a", "parent": "main"}),
            json!({"id": "staging", "parent": "main", "type": "staging"}),
            json!({"id": "main", "type": "production"}),
            json!({"id": "lost", "parent": "gone"}),
        ]);
        assert_eq!(drawn(&list, &NOTHING).0, ["main", "-staging", "--b", "-a", "lost"]);
    }

    #[test]
    fn a_circle_does_not_end_it() {
        let list = environments(&[
            json!({"id": "a", "parent": "b"}),
            json!({"id": "b", "parent": "a"}),
            json!({"id": "c", "parent": "c"}),
        ]);
        assert_eq!(drawn(&list, &NOTHING).0.len(), 3);
    }

    #[test]
    fn of_many_the_current_one_is_shown_and_those_that_matter() {
        let list = many();
        let preferred = ["e200".to_owned(), "e301".to_owned()];
        let (shown, more) = drawn(&list, &Wanted { current: Some("e498"), preferred: &preferred, typed: "" });
        assert_eq!((shown.len(), more), (SHOWN, 489));
        for id in ["main", "-e498", "-e200", "-e301", "-e001"] {
            assert!(shown.contains(&id.to_owned()), "{id} of {shown:?}");
        }
        // What does not run is left out as long as there is enough else.
        assert!(!shown.contains(&"-e000".to_owned()));
    }

    #[test]
    fn the_way_down_to_the_current_one_is_shown() {
        let mut list = many();
        let below = |id: &str, parent: &str| json!({"id": id, "parent": parent, "status": "inactive"});
        list.extend(environments(&[below("deep", "e400"), below("deeper", "deep"), below("deepest", "deeper")]));
        let (shown, more) = drawn(&list, &Wanted { current: Some("deepest"), ..NOTHING });
        for id in ["main", "-e400", "--deep", "---deeper", "----deepest"] {
            assert!(shown.contains(&id.to_owned()), "{id} of {shown:?}");
        }
        assert_eq!(shown.len() + more, list.len());
        let circle = environments(&[below("a", "b"), below("b", "c"), below("c", "b")]);
        assert_eq!(drawn(&circle, &Wanted { current: Some("a"), ..NOTHING }).0.len(), 3);
    }

    #[test]
    fn a_search_finds_any_by_title_branch_and_id() {
        let list = many();
        let (shown, _) = drawn(&list, &Wanted { typed: " E44 ", ..NOTHING });
        assert_eq!(shown.len(), 10);
        assert!(drawn(&list, &Wanted { typed: "nothing", ..NOTHING }).0.is_empty());
    }
}
