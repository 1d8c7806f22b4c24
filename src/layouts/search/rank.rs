//! What fits what is typed, and in which order: exact, from the beginning, from the beginning of words, letter by letter;
//! then what was visited last, then by name.

use crate::components::sorted;
use crate::text::lower;

/// What something is found by, in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// What it is called: the title, and the branch where that is another.
    names: Vec<String>,
    /// Ids, which are typed from their beginning or not at all.
    ids: Vec<String>,
    /// What it belongs to; helps to tell it from others that are called so.
    within: String,
}

impl Found {
    pub fn by(names: &[&str], ids: &[&str], within: &str) -> Self {
        // The browser is asked once for all: the texts have no line breaks.
        let all = lower(&[&names.join("\n"), &ids.join("\n"), within].join("\n\n"));
        let mut parts = all.split("\n\n");
        let mut list = || parts.next().unwrap_or_default().split('\n').map(str::to_owned).collect::<Vec<_>>();
        let (names, ids, within) = (list(), list(), list().concat());
        Self { names, ids, within }
    }
}

/// How well something fits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    Exact,
    Prefix,
    WordStart,
    Subsequence,
}

/// What is typed, as it is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    text: String,
    words: Vec<String>,
}

impl Query {
    pub fn new(typed: &str) -> Self {
        let words: Vec<String> = lower(typed).split_whitespace().map(str::to_owned).collect();
        Self { text: words.join(" "), words }
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well it fits; `None` where it does not.
    pub fn fit(&self, found: &Found) -> Option<Fit> {
        let all = || found.names.iter().chain(&found.ids);
        let is_there = |name: &&String| !name.is_empty();
        if all().any(|name| *name == self.text) {
            return Some(Fit::Exact);
        }
        if all().filter(is_there).any(|name| name.starts_with(&self.text)) {
            return Some(Fit::Prefix);
        }
        let begins = |name: &String| {
            self.words.iter().all(|word| begins_word(name, word) || begins_word(&found.within, word))
                && self.words.iter().any(|word| begins_word(name, word))
        };
        if found.names.iter().any(begins) {
            return Some(Fit::WordStart);
        }
        found.names.iter().any(|name| is_subsequence(&self.words, name)).then_some(Fit::Subsequence)
    }
}

/// Whether one of the text's words begins so.
fn begins_word(text: &str, start: &str) -> bool {
    text.match_indices(start).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|before| !before.is_alphanumeric())
    })
}

/// Whether all letters of the words stand in the text, in this order.
fn is_subsequence(words: &[String], text: &str) -> bool {
    let mut letters = text.chars();
    words.iter().flat_map(|word| word.chars()).all(|wanted| letters.any(|letter| letter == wanted))
}

/// Something to be ranked.
pub trait Rankable {
    fn found(&self) -> &Found;
    /// Its place among the visits, the latest 0.
    fn recency(&self) -> Option<usize>;
    /// Where it stands while nothing is typed: those of one group are in order of recency and name.
    fn group(&self) -> u8;
}

/// The indices of those that fit, the best first. `items` are in the order of their names.
pub fn ranked<T: Rankable>(items: &[T], query: &Query) -> Vec<usize> {
    let mut fitting = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let first = match (query.is_empty(), item.recency()) {
            (true, Some(_)) => Some(0),
            (true, None) => Some(item.group().saturating_add(1)),
            (false, _) => query.fit(item.found()).map(|fit| fit as u8),
        };
        if let Some(first) = first {
            fitting.push((at, format!("{first:03}{:05}{at:06}", item.recency().unwrap_or(99_999))));
        }
    }
    sorted(fitting, |(_, key)| key.clone()).into_iter().map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Item {
        found: Found,
        recency: Option<usize>,
        group: u8,
    }

    impl Rankable for Item {
        fn found(&self) -> &Found {
            &self.found
        }
        fn recency(&self) -> Option<usize> {
            self.recency
        }
        fn group(&self) -> u8 {
            self.group
        }
    }

    fn item(name: &str, recency: Option<usize>) -> Item {
        Item { found: Found::by(&[name], &[], ""), recency, group: 0 }
    }

    fn order(names: &[&str], typed: &str) -> Vec<String> {
        let mut names = names.to_vec();
        names.sort_unstable();
        let items: Vec<_> = names.iter().map(|name| item(name, None)).collect();
        let at = ranked(&items, &Query::new(typed));
        at.into_iter().filter_map(|at| names.get(at)).map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn what_fits_better_comes_first() {
        let names = ["My shop", "Shop", "Sho per", "Shopping", "Slow hop", "Other"];
        assert_eq!(order(&names, "SHOP"), ["Shop", "Shopping", "My shop", "Sho per", "Slow hop"]);
        assert_eq!(order(&names, "xyz"), [""; 0]);
    }

    #[test]
    fn words_are_found_by_their_beginnings_and_branches_inside_of_them() {
        let fit = |typed: &str, found: &Found| Query::new(typed).fit(found);
        let branch = Found::by(&["Fix e-mail", "fix/email-templates"], &["email-templates-c8r4v"], "Lakeside Shop");
        assert_eq!(fit("email-templates-c8r4v", &branch), Some(Fit::Exact));
        assert_eq!(fit("email-t", &branch), Some(Fit::Prefix));
        assert_eq!(fit("templ", &branch), Some(Fit::WordStart));
        assert_eq!(fit("mail-templates", &branch), Some(Fit::Subsequence));
        assert_eq!(fit("shop templ", &branch), Some(Fit::WordStart));
        // What it belongs to does not make it found by itself, nor the inside of an id.
        assert_eq!(fit("lakeside", &branch), None);
        assert_eq!(fit("c8r4v", &branch), None);
    }

    #[test]
    fn of_what_fits_alike_the_latest_comes_first_and_then_by_name() {
        let items = [item("Shop A", None), item("Shop B", Some(1)), item("Shop C", Some(0)), item("Shop D", None)];
        assert_eq!(ranked(&items, &Query::new("shop")), [2, 1, 0, 3]);
        // Better still than recent.
        assert_eq!(ranked(&items, &Query::new("shop d")), [3]);
    }

    #[test]
    fn with_nothing_typed_recent_things_come_first_and_then_groups() {
        let of = |group, recency| Item { group, ..item("x", recency) };
        let items = [of(2, None), of(0, None), of(3, Some(1)), of(1, Some(0)), of(0, None)];
        assert_eq!(ranked(&items, &Query::new(" ")), [3, 2, 1, 4, 0]);
    }

    /// A sequence that looks like chance and is the same each time.
    struct Chance(u64);

    impl Chance {
        fn next(&mut self, below: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(self.0 >> 33).unwrap_or(0) % below.max(1)
        }

        fn text(&mut self, letters: &[char], most: usize) -> String {
            let length = self.next(most + 1);
            (0..length).filter_map(|_| letters.get(self.next(letters.len())).copied()).collect()
        }
    }

    #[test]
    fn whatever_is_typed_the_order_is_by_fit_recency_and_name() {
        let mut chance = Chance(1);
        for _ in 0..300 {
            let letters = ['a', 'b', 'A', ' ', '-', '/', 'é', '1'];
            let mut names: Vec<String> = (0..30).map(|_| chance.text(&letters, 8)).collect();
            names.sort_unstable();
            let items: Vec<Item> =
                names.iter().map(|name| item(name, (chance.next(4) == 0).then(|| chance.next(10)))).collect();
            let query = Query::new(&chance.text(&letters, 4));
            let found = ranked(&items, &query);
            let key = |at: usize| {
                let item = items.get(at)?;
                Some((query.fit(&item.found), item.recency.unwrap_or(usize::MAX), at))
            };
            if !query.is_empty() {
                assert!(found.windows(2).all(|pair| pair.first().map(|at| key(*at)) < pair.last().map(|at| key(*at))));
                let fitting = items.iter().filter(|item| query.fit(&item.found).is_some()).count();
                assert_eq!(found.len(), fitting, "all that fit are there, and nothing else");
            }
        }
    }

    #[test]
    fn one_more_letter_never_finds_more() {
        let mut chance = Chance(2);
        for _ in 0..2_000 {
            let letters = ['a', 'b', 'c', ' ', '-'];
            let found =
                Found::by(&[&chance.text(&letters, 8)], &[&chance.text(&letters, 6)], &chance.text(&letters, 6));
            let longer = chance.text(&['a', 'b', 'c', '-'], 4);
            let mut shorter = longer.clone();
            shorter.pop();
            if !shorter.is_empty() && Query::new(&longer).fit(&found).is_some() {
                assert!(Query::new(&shorter).fit(&found).is_some(), "{longer} but not {shorter}");
            }
        }
    }
}
