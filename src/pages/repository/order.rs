//! In which order commits are listed while their parents become known one after another.

use crate::components::Seen;

/// The first commits of a history.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    pub ids: Vec<String>,
    /// Those that have to be known before more can be shown.
    pub missing: Vec<String>,
    /// Whether there are others after these.
    pub has_more: bool,
}

/// The first `count` commits from `head` on: of all whose child is listed the newest is next, as `git log` has it.
pub fn newest_first(head: &str, count: usize, know: impl Fn(&str) -> Option<Seen>) -> Shown {
    let mut shown = Shown::default();
    // Those that may come next, and all that were ever among them.
    let mut next: Vec<(String, Option<Seen>)> = vec![(head.to_owned(), know(head))];
    let mut met = vec![head.to_owned()];
    while !next.is_empty() && shown.ids.len() < count {
        shown.missing = next.iter().filter(|(_, seen)| seen.is_none()).map(|(id, _)| id.clone()).collect();
        if !shown.missing.is_empty() {
            break;
        }
        let at = |(_, seen): &(String, Option<Seen>)| seen.as_ref().map_or(f64::MIN, |seen| seen.at);
        let mut newest = 0;
        for (place, one) in next.iter().enumerate() {
            if next.get(newest).is_some_and(|best| at(one) > at(best)) {
                newest = place;
            }
        }
        let (id, seen) = next.remove(newest);
        shown.ids.push(id);
        for parent in seen.unwrap_or_default().parents {
            if !met.contains(&parent) {
                met.push(parent.clone());
                let seen = know(&parent);
                next.push((parent, seen));
            }
        }
    }
    shown.has_more = !next.is_empty();
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `m` merges `b` into `a`; both come from `r`.
    fn history(id: &str) -> Option<Seen> {
        let (at, parents): (f64, &[&str]) = match id {
            "m" => (4.0, &["a", "b"]),
            "a" => (2.0, &["r"]),
            "b" => (3.0, &["r"]),
            "r" => (1.0, &[]),
            _ => return None,
        };
        Some(Seen { at, parents: parents.iter().map(|id| (*id).to_owned()).collect() })
    }

    #[test]
    fn the_newest_comes_first_and_each_once() {
        let shown = newest_first("m", 10, history);
        assert_eq!((shown.ids.concat().as_str(), shown.has_more), ("mbar", false));
        assert!(shown.missing.is_empty());
    }

    #[test]
    fn no_more_is_asked_for_than_is_shown() {
        let shown = newest_first("m", 2, history);
        assert_eq!((shown.ids.concat().as_str(), shown.has_more), ("mb", true));
        assert!(shown.missing.is_empty());
    }

    #[test]
    fn what_is_not_known_yet_is_asked_for_together() {
        let shown = newest_first("m", 10, |id| history(id).filter(|_| id == "m"));
        assert_eq!((shown.ids.concat().as_str(), shown.missing.concat().as_str()), ("m", "ab"));
        assert!(shown.has_more);
    }

    #[test]
    fn a_circle_ends() {
        let circle = |id: &str| {
            let parents = vec![if id == "x" { "y" } else { "x" }.to_owned()];
            Some(Seen { at: f64::NAN, parents })
        };
        assert_eq!(newest_first("x", 10, circle).ids, ["x", "y"]);
    }
}
