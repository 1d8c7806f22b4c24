//! E-mail addresses out of pasted text: one a line, in a list with commas or semicolons, with names in front of angle
//! brackets, as mail programs copy them.

use serde_json::Value;
use wheelhouse_contract::Described;
use wheelhouse_contract::checks;
use wheelhouse_contract::sections::invitations::OrganizationInvitationCreateInput;
use wheelhouse_contract::validate::validate_field;

use crate::text::lower;

/// More than so many at once is a mistake in pasting.
pub const MOST: usize = 200;

/// What stands in the text for one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The address alone; where there is none, all that stands there.
    pub email: String,
    /// The name in front of it, where there is one.
    pub name: Option<String>,
    /// What is wrong with it.
    pub wrong: Option<String>,
}

/// The addresses of a text, in order.
pub fn parse(text: &str) -> Vec<Entry> {
    pieces(text).iter().flat_map(|piece| entries(piece)).collect()
}

/// The parts between separators; one inside of quotes or angle brackets is none. What is not closed on its line ends
/// with it, so that one mistake does not swallow the rest.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for line in text.split(['\n', '\r']) {
        let (mut quoted, mut inside) = (false, false);
        let last = (line.rfind('"'), line.rfind('>'));
        let closes = |last: Option<usize>, at: usize| last.is_some_and(|last| last > at);
        let mut piece = String::new();
        for (at, letter) in line.char_indices() {
            match letter {
                '"' => quoted = !quoted && closes(last.0, at),
                '<' if !quoted => inside = closes(last.1, at),
                '>' => inside = false,
                _ => {}
            }
            match letter {
                ',' | ';' | '\t' if !quoted && !inside => pieces.push(std::mem::take(&mut piece)),
                letter => piece.push(letter),
            }
        }
        pieces.push(piece);
    }
    pieces.retain(|piece| !checks::trimmed(piece).is_empty());
    pieces
}

/// The addresses of one part: those in brackets, each with the name in front of it, and what stands between them.
fn entries(piece: &str) -> Vec<Entry> {
    let mut found = Vec::new();
    let mut rest = piece;
    while let Some((before, (email, after))) =
        rest.split_once('<').map(|(before, rest)| (before, rest.split_once('>').unwrap_or((rest, ""))))
    {
        let is_other = |word: &&str| word.contains('@') && !email.contains(word.trim_matches(EDGES));
        let (others, name): (Vec<&str>, Vec<&str>) = match before.contains('"') {
            true => (Vec::new(), vec![before]),
            false => before.split_whitespace().partition(is_other),
        };
        found.extend(others.iter().map(|word| entry(word, "")));
        found.push(entry(email, &name.join(" ")));
        rest = after;
    }
    found.extend(unbracketed(checks::trimmed(rest)));
    found
}

/// The addresses of a text without brackets: of several words that are all addresses, each.
fn unbracketed(text: &str) -> Vec<Entry> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_address = |word: &&&str| word.contains('@');
    match (words.iter().filter(is_address).count(), words.as_slice()) {
        (count, all) if count == all.len() => all.iter().map(|word| entry(word, "")).collect(),
        // A name, then the address.
        (1, [name @ .., last]) if last.contains('@') => vec![entry(last, &name.join(" "))],
        _ => vec![entry(text, "")],
    }
}

/// What may stand around an address and is no part of it.
const EDGES: [char; 8] = ['\'', '"', '(', ')', '<', '>', '.', ':'];

fn entry(email: &str, name: &str) -> Entry {
    let email = checks::trimmed(email).trim_matches(EDGES);
    let scheme = email.get(..7).filter(|start| start.eq_ignore_ascii_case("mailto:")).map_or(0, str::len);
    let email = checks::trimmed(email.get(scheme..).unwrap_or_default());
    let name = checks::trimmed(name).trim_matches(['"', '\'']);
    let name = Some(checks::trimmed(name).to_owned()).filter(|name| !name.is_empty());
    Entry { email: email.to_owned(), name, wrong: wrong(email) }
}

fn wrong(email: &str) -> Option<String> {
    if checks::unseen(email).is_some() {
        return Some("It has an invisible character.".to_owned());
    }
    if !email.contains('@') {
        return Some("Not an email address.".to_owned());
    }
    let field = OrganizationInvitationCreateInput::BODY.field("email")?;
    validate_field(field, &Value::from(email)).err()
}

/// What an address means for the organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody knows it yet: it is invited.
    New,
    /// A member has it.
    Member,
    /// It was invited, and has not answered.
    Pending,
    Wrong(String),
    /// It stands further up in the text.
    Duplicate,
}

/// An address with what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub email: String,
    pub name: Option<String>,
    pub standing: Standing,
}

impl Address {
    /// What tells it from all others: what is behind its case is the same mailbox to nearly everyone.
    pub fn key(&self) -> String {
        lower(&self.email)
    }
}

/// Tells addresses apart by those of the members, and those that were invited; both in lower case.
pub fn tell_apart(entries: Vec<Entry>, members: &[String], pending: &[String]) -> Vec<Address> {
    let mut seen: Vec<String> = Vec::new();
    let told = entries.into_iter().map(|entry| {
        let key = lower(&entry.email);
        let standing = match entry.wrong {
            _ if seen.contains(&key) => Standing::Duplicate,
            Some(wrong) => Standing::Wrong(wrong),
            None if members.contains(&key) => Standing::Member,
            None if pending.contains(&key) => Standing::Pending,
            None => Standing::New,
        };
        seen.push(key);
        Address { email: entry.email, name: entry.name, standing }
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn emails(text: &str) -> Vec<String> {
        parse(text).into_iter().map(|entry| entry.email).collect()
    }

    fn wrong(text: &str) -> Vec<bool> {
        parse(text).iter().map(|entry| entry.wrong.is_some()).collect()
    }

    #[test]
    fn lists_are_taken_apart_however_they_are_written() {
        let expected = ["a@x.example", "b@x.example", "c@x.example"];
        for text in [
            "a@x.example, b@x.example; c@x.example",
            "a@x.example\r\nb@x.example\n\n c@x.example ",
            "a@x.example\tb@x.example c@x.example",
            "a@x.example;;,b@x.example,\n,c@x.example;",
            "mailto:a@x.example MAILTO:b@x.example <c@x.example>",
            "Ada <a@x.example> Ben <b@x.example> c@x.example",
            "a@x.example <a@x.example> <b@x.example> Cleo <c@x.example>",
            "'a@x.example', (b@x.example), \"c@x.example\"",
            "a@x.example\u{a0}b@x.example\u{200b},\u{feff}c@x.example",
        ] {
            assert_eq!(emails(text), expected, "{text:?}");
            assert_eq!(wrong(text), [false; 3], "{text:?}");
        }
        assert!(parse(" ,;\n\t\u{200b}").is_empty());
    }

    #[test]
    fn names_stay_with_their_addresses() {
        let named = |text: &str| {
            parse(text).into_iter().map(|entry| (entry.name.unwrap_or_default(), entry.email)).collect::<Vec<_>>()
        };
        let ada = [("Ada Lovelace".to_owned(), "ada@x.example".to_owned())];
        assert_eq!(named("Ada Lovelace <ada@x.example>"), ada);
        assert_eq!(named("\"Ada Lovelace\" <ada@x.example>"), ada);
        assert_eq!(named("Ada Lovelace ada@x.example"), ada);
        assert_eq!(
            named("\"Lovelace, Ada; Countess\" <ada@x.example>, Ben <ben@x.example>"),
            [
                ("Lovelace, Ada; Countess".to_owned(), "ada@x.example".to_owned()),
                ("Ben".to_owned(), "ben@x.example".to_owned())
            ]
        );
    }

    #[test]
    fn what_is_no_address_is_said_and_spoils_nothing_else() {
        let found = parse("ada, ben@x.example, @x.example, c@, d@x.example>, e@@x.example, f@x example, g@x.example");
        let bad: Vec<&str> =
            found.iter().filter(|entry| entry.wrong.is_some()).map(|entry| entry.email.as_str()).collect();
        assert_eq!(bad, ["ada", "@x.example", "c@", "e@@x.example", "f@x example"]);
        assert_eq!(wrong("Ada <ada@x.example> and more"), [false, true]);
        // A quote or a bracket that is never closed ends with its line.
        assert_eq!(emails("\"Ada, a@x.example\nb@x.example"), ["Ada", "a@x.example", "b@x.example"]);
        assert_eq!(emails("Ada <a@x.example\nb@x.example"), ["a@x.example", "b@x.example"]);
    }

    #[test]
    fn hostile_text_is_text() {
        for text in [
            "<script>alert(1)</script>",
            "\u{202e}elpmaxe.x@ada",
            "a\u{200b}b@x.example",
            "a@x.example\0",
            "=cmd|' /C calc'!A0",
            "<<<<>>>>@@@@\"\"\"",
            "👩‍🚀@x.example",
        ] {
            let _ = tell_apart(parse(text), &[], &[]);
        }
        assert_eq!(wrong("a\u{200b}b@x.example"), [true]);
        assert_eq!(wrong("a\u{202e}b@x.example"), [true]);
        let many = "a@x.example,".repeat(20_000);
        assert_eq!(parse(&many).len(), 20_000);
        let long = format!("{}@x.example", "a".repeat(100_000));
        assert_eq!(wrong(&long), [true]);
        let unclosed = "<\"".repeat(2_000);
        assert!(!parse(&unclosed).is_empty());
    }

    #[test]
    fn each_address_is_told_apart() {
        let lower = |emails: &[&str]| emails.iter().map(|email| (*email).to_owned()).collect::<Vec<_>>();
        let told = tell_apart(
            parse("new@x.example, Member@X.example, asked@x.example, bad, NEW@x.example, bad"),
            &lower(&["member@x.example"]),
            &lower(&["asked@x.example"]),
        );
        let standings: Vec<Standing> = told.into_iter().map(|address| address.standing).collect();
        assert_eq!(
            standings,
            [
                Standing::New,
                Standing::Member,
                Standing::Pending,
                Standing::Wrong("Not an email address.".to_owned()),
                Standing::Duplicate,
                Standing::Duplicate,
            ]
        );
    }
}
