//! Which commits one history has and another has not, while their parents become known one after another.

use wheelhouse_contract::sections::repository::Commit;

/// What the order of commits needs to know of one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// When it was committed, in milliseconds since 1970.
    pub at: f64,
    pub parents: Vec<String>,
}

/// What the API answers of a commit.
pub fn seen(commit: &Commit) -> Seen {
    let at = js_sys::Date::parse(commit.committer_date().or(commit.author_date()).unwrap_or_default());
    Seen { at, parents: commit.parents().into_iter().map(str::to_owned).collect() }
}

/// How two histories stand to each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Apart {
    /// The commits that only the left one has, the newest first.
    pub left: Vec<String>,
    /// Those that only the right one has.
    pub right: Vec<String>,
    /// The newest that both have.
    pub base: Option<String>,
    /// Those that have to be known before more can be said.
    pub missing: Vec<String>,
    /// Whether it stopped before the end, as there were too many.
    pub is_cut: bool,
}

const LEFT: u8 = 1;
const RIGHT: u8 = 2;
const BOTH: u8 = LEFT | RIGHT;

struct Node {
    id: String,
    seen: Option<Seen>,
    sides: u8,
    is_walked: bool,
}

impl Node {
    fn at(&self) -> f64 {
        self.seen.as_ref().map(|seen| seen.at).filter(|at| !at.is_nan()).unwrap_or(f64::MIN)
    }
}

/// Walks both histories from their heads, the newest commit first, until only what both have is left. No more than `most`
/// commits are walked.
pub fn apart(left: &str, right: &str, most: usize, know: impl Fn(&str) -> Option<Seen>) -> Apart {
    let mut nodes: Vec<Node> = Vec::new();
    let mut found = Apart::default();
    reach(&mut nodes, left, LEFT, &know);
    reach(&mut nodes, right, RIGHT, &know);
    let mut walked = 0;
    loop {
        let waiting = || nodes.iter().filter(|node| !node.is_walked);
        // A commit that both have may still lead to one that was taken for one side's, if it is not older than that.
        let oldest = nodes.iter().filter(|node| node.is_walked && node.sides != BOTH).map(Node::at);
        let oldest = oldest.fold(f64::INFINITY, f64::min);
        // Of several as new as each other, one may have come before another.
        let common = || nodes.iter().filter(|node| node.sides == BOTH && node.seen.is_some()).map(Node::at);
        let newest = common().fold(f64::NEG_INFINITY, f64::max);
        let is_tied = common().filter(|at| at.total_cmp(&newest).is_eq()).count() > 1;
        let is_past = |at: f64| at < oldest && (at < newest || !is_tied);
        if waiting().all(|node| node.sides == BOTH && node.seen.is_some() && is_past(node.at())) {
            break;
        }
        found.missing = waiting().filter(|node| node.seen.is_none()).map(|node| node.id.clone()).collect();
        found.is_cut = walked >= most;
        if !found.missing.is_empty() || found.is_cut {
            break;
        }
        let mut next: Option<usize> = None;
        for (place, node) in nodes.iter().enumerate().filter(|(_, node)| !node.is_walked) {
            if next.and_then(|next| nodes.get(next)).is_none_or(|best| node.at() > best.at()) {
                next = Some(place);
            }
        }
        let Some(node) = next.and_then(|next| nodes.get_mut(next)) else { break };
        node.is_walked = true;
        walked += 1;
        let sides = node.sides;
        for parent in node.seen.iter().flat_map(|seen| seen.parents.clone()).collect::<Vec<_>>() {
            reach(&mut nodes, &parent, sides, &know);
        }
    }
    let mut order: Vec<&Node> = nodes.iter().filter(|node| node.seen.is_some()).collect();
    order.sort_by(|one, other| other.at().total_cmp(&one.at()));
    let of = |sides: u8| {
        order.iter().filter(|node| node.is_walked && node.sides == sides).map(|node| node.id.clone()).collect()
    };
    (found.left, found.right) = (of(LEFT), of(RIGHT));
    let common = || order.iter().filter(|node| node.sides == BOTH);
    let is_above = |id: &String| common().any(|node| node.seen.as_ref().is_some_and(|seen| seen.parents.contains(id)));
    if found.missing.is_empty() {
        found.base = common().find(|node| !is_above(&node.id)).map(|node| node.id.clone());
    }
    found
}

impl Apart {
    /// Whether they part before all that was looked at, so that it is not known where.
    pub fn is_far(&self) -> bool {
        self.is_cut && self.base.is_none()
    }
}

/// Notes that a commit is on these sides, and with it all that came before it as far as it was walked.
fn reach(nodes: &mut Vec<Node>, id: &str, sides: u8, know: &impl Fn(&str) -> Option<Seen>) {
    let mut waiting = vec![id.to_owned()];
    while let Some(id) = waiting.pop() {
        match nodes.iter_mut().find(|node| node.id == id) {
            Some(node) if node.sides & sides == sides => {}
            Some(node) => {
                node.sides |= sides;
                if node.is_walked {
                    waiting.extend(node.seen.iter().flat_map(|seen| seen.parents.clone()));
                }
            }
            None => {
                let seen = know(&id);
                nodes.push(Node { id, seen, sides, is_walked: false });
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing)]
mod tests {
    use super::*;

    /// `main` is `r a c`, `staging` has `b` and `d` beside, and merged `a`.
    fn history(id: &str) -> Option<Seen> {
        let (at, parents): (f64, &[&str]) = match id {
            "d" => (6.0, &["m"]),
            "c" => (5.0, &["a"]),
            "m" => (4.0, &["b", "a"]),
            "b" => (3.0, &["r"]),
            "a" => (2.0, &["r"]),
            "r" => (1.0, &[]),
            _ => return None,
        };
        Some(Seen { at, parents: parents.iter().map(|id| (*id).to_owned()).collect() })
    }

    #[test]
    fn what_only_one_has_is_told_and_where_they_met_last() {
        let found = apart("d", "c", 100, history);
        assert_eq!((found.left.concat().as_str(), found.right.concat().as_str()), ("dmb", "c"));
        assert_eq!((found.base.as_deref(), found.is_cut), (Some("a"), false));
        let same = apart("c", "c", 100, history);
        assert_eq!((same.left.len(), same.right.len(), same.base.as_deref()), (0, 0, Some("c")));
        let behind = apart("a", "c", 100, history);
        assert_eq!((behind.left.len(), behind.right.concat().as_str(), behind.base.as_deref()), (0, "c", Some("a")));
    }

    #[test]
    fn what_is_not_known_yet_is_asked_for_together() {
        let found = apart("d", "c", 100, |id| history(id).filter(|_| id == "d" || id == "c"));
        assert_eq!((found.missing.concat().as_str(), found.base), ("m", None));
        assert_eq!(found.left.concat(), "d");
        let heads = apart("d", "c", 100, |_| None);
        assert_eq!(heads.missing.concat(), "dc");
    }

    #[test]
    fn of_commits_of_one_second_the_last_is_where_they_met() {
        let squeezed = |id: &str| {
            let (at, parents): (f64, &[&str]) = match id {
                "x" | "y" => (1.0, &["c", "a"]),
                "c" => (0.0, &["b"]),
                "b" => (0.0, &["a"]),
                _ => (0.0, &[]),
            };
            Some(Seen { at, parents: parents.iter().rev().map(|id| (*id).to_owned()).collect() })
        };
        assert_eq!(apart("x", "y", 100, squeezed).base.as_deref(), Some("c"));
    }

    #[test]
    fn too_many_are_cut() {
        let long = |id: &str| {
            let at: u32 = id.parse().ok()?;
            Some(Seen { at: at.into(), parents: at.checked_sub(1).map(|at| at.to_string()).into_iter().collect() })
        };
        let found = apart("900", "0", 50, long);
        assert!(found.is_cut && found.left.len() <= 50 && found.left.first().is_some_and(|id| id == "900"));
        assert!(found.is_far());
        assert!(!apart("30", "0", 50, long).is_cut);
    }

    #[cfg(not(target_arch = "wasm32"))]
    mod any {
        use std::collections::BTreeSet;

        use proptest::prelude::*;

        use super::*;

        fn ancestors(parents: &[Vec<usize>], of: usize) -> BTreeSet<usize> {
            let (mut found, mut waiting) = (BTreeSet::new(), vec![of]);
            while let Some(at) = waiting.pop() {
                if found.insert(at) {
                    waiting.extend(&parents[at]);
                }
            }
            found
        }

        proptest! {
            /// Commits are at most as old as their parents; several may be of the same second.
            #[test]
            fn it_is_the_difference_of_all_that_came_before(
                links in prop::collection::vec(prop::collection::vec(0_usize..100, 0..3), 1..25),
                steps in prop::collection::vec(0_u32..2, 25),
                heads in (0_usize..100, 0_usize..100),
            ) {
                let count = links.len();
                let parents: Vec<Vec<usize>> = links
                    .iter()
                    .enumerate()
                    .map(|(at, links)| links.iter().filter(|_| at > 0).map(|link| link % at.max(1)).collect())
                    .collect();
                let times: Vec<u32> = steps.iter().scan(0, |at, step| { *at += step; Some(*at) }).collect();
                let know = |id: &str| {
                    let at: usize = id.parse().ok()?;
                    let parents = parents[at].iter().map(ToString::to_string).collect();
                    Some(Seen { at: times[at].into(), parents })
                };
                let (left, right) = (heads.0 % count, heads.1 % count);
                let found = apart(&left.to_string(), &right.to_string(), 1_000, know);
                let (ours, theirs) = (ancestors(&parents, left), ancestors(&parents, right));
                let ids = |of: &[String]| of.iter().map(|id| id.parse().unwrap_or(usize::MAX)).collect::<BTreeSet<usize>>();
                prop_assert_eq!(ids(&found.left), ours.difference(&theirs).copied().collect::<BTreeSet<_>>());
                prop_assert_eq!(ids(&found.right), theirs.difference(&ours).copied().collect::<BTreeSet<_>>());
                let common: BTreeSet<usize> = ours.intersection(&theirs).copied().collect();
                match found.base {
                    None => prop_assert!(common.is_empty()),
                    Some(base) => {
                        let base: usize = base.parse().unwrap_or(usize::MAX);
                        prop_assert!(common.contains(&base));
                        let is_best = common.iter().all(|other| *other == base || !ancestors(&parents, *other).contains(&base));
                        prop_assert!(is_best);
                    }
                }
            }
        }
    }
}
