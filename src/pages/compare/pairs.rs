//! What two environments say of the same things.

use crate::components::Match;
use crate::text::marked;

/// A fact about a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The thing: an application, a route; nothing for the environment itself.
    pub of: String,
    /// What is said of it, as in "Size"; nothing where there is but one thing to say.
    pub what: String,
    /// What is shown of it.
    pub text: String,
    /// What it is, to the last blank.
    pub exact: String,
    /// It is there and cannot be read: it may be another on the other side.
    pub is_secret: bool,
}

impl Line {
    pub fn new(of: impl Into<String>, what: impl Into<String>, text: impl Into<String>) -> Self {
        let exact = text.into();
        Self { of: of.into(), what: what.into(), text: marked(&exact), exact, is_secret: false }
    }

    /// Nothing where there is no text.
    pub fn of(of: &str, what: &str, text: Option<impl Into<String>>) -> Option<Self> {
        text.map(|text| Self::new(of, what, text)).filter(|line| !line.text.is_empty())
    }

    fn is_about(&self, other: &Self) -> bool {
        self.of == other.of && self.what == other.what
    }
}

/// The same fact on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    pub of: String,
    pub what: String,
    pub left: Option<String>,
    pub right: Option<String>,
    pub found: Match,
}

/// The facts of both sides, in the order of the left one; what only the right one has comes after what precedes it
/// there. A thing that one side has not at all is named once: there is nothing more to compare.
pub fn pairs(left: &[Line], right: &[Line]) -> Vec<Pair> {
    let (left, right) = (comparable(left, right), comparable(right, left));
    let counterpart = |line: &Line| right.iter().copied().find(|other| other.is_about(line));
    let mut pairs: Vec<Pair> = left.iter().map(|line| pair(Some(line), counterpart(line))).collect();
    let mut at = 0;
    for line in right {
        match pairs.iter().position(|pair| pair.of == line.of && pair.what == line.what) {
            Some(known) => at = known + 1,
            None => {
                pairs.insert(at.min(pairs.len()), pair(None, Some(line)));
                at += 1;
            }
        }
    }
    pairs
}

/// Without what is said beyond its first line of a thing that the other side does not have.
fn comparable<'a>(lines: &'a [Line], others: &[Line]) -> Vec<&'a Line> {
    let is_first = |at: usize, line: &Line| !lines.iter().take(at).any(|before| before.of == line.of);
    let is_shared = |line: &Line| line.of.is_empty() || others.iter().any(|other| other.of == line.of);
    let kept = lines.iter().enumerate().filter(|(at, line)| is_shared(line) || is_first(*at, line));
    kept.map(|(_, line)| line).collect()
}

fn pair(left: Option<&Line>, right: Option<&Line>) -> Pair {
    let found = match (left, right) {
        (Some(left), Some(right)) if left.is_secret && right.is_secret => Match::Unknown,
        (Some(left), Some(right)) if left == right => Match::Same,
        _ => Match::Differs,
    };
    let either = left.or(right);
    let text = |line: Option<&Line>| line.map(|line| line.text.clone());
    Pair {
        of: either.map(|line| line.of.clone()).unwrap_or_default(),
        what: either.map(|line| line.what.clone()).unwrap_or_default(),
        left: text(left),
        right: text(right),
        found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(left: &[Line], right: &[Line]) -> Vec<String> {
        let word = |side: Option<String>| side.unwrap_or_else(|| "–".to_owned());
        let line = |pair: Pair| {
            let sign = match pair.found {
                Match::Same => "=",
                Match::Differs => "≠",
                Match::Unknown => "?",
            };
            format!("{} {}: {} {sign} {}", pair.of, pair.what, word(pair.left), word(pair.right))
        };
        pairs(left, right).into_iter().map(line).collect()
    }

    #[test]
    fn each_fact_is_held_against_its_like() {
        let left = [Line::new("app", "Size", "S"), Line::new("app", "Disk", "2 GiB"), Line::new("db", "Size", "M")];
        let right = [Line::new("app", "Size", "S"), Line::new("cache", "Size", "S"), Line::new("db", "Size", "L")];
        assert_eq!(
            said(&left, &right),
            ["app Size: S = S", "cache Size: – ≠ S", "app Disk: 2 GiB ≠ –", "db Size: M ≠ L"]
        );
    }

    #[test]
    fn what_one_side_does_not_have_is_named_once() {
        let left =
            [Line::new("app", "Kind", "Application"), Line::new("app", "Size", "S"), Line::new("", "Status", "A")];
        assert_eq!(said(&left, &[]), ["app Kind: Application ≠ –", " Status: A ≠ –"]);
        assert_eq!(said(&[], &left), ["app Kind: – ≠ Application", " Status: – ≠ A"]);
    }

    #[test]
    fn secrets_are_not_said_to_be_the_same() {
        let secret = Line { is_secret: true, ..Line::new("TOKEN", "", "Sensitive") };
        let plain = Line::new("TOKEN", "", "Sensitive");
        let one = std::slice::from_ref(&secret);
        assert_eq!(said(one, one), ["TOKEN : Sensitive ? Sensitive"]);
        assert_eq!(said(&[secret], &[plain]), ["TOKEN : Sensitive ≠ Sensitive"]);
        assert!(pairs(&[], &[]).is_empty());
    }
}
