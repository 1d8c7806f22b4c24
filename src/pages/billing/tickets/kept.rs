//! The tickets that were filed in this browser: their numbers and states, and nothing of what they say.

use leptos::prelude::*;
use serde_json::{Value, json};
use wheelhouse_contract::resource::{integer, text};

/// Where they are kept.
const STORAGE_KEY: &str = "wheelhouse.tickets";

/// How many are kept.
const MOST: usize = 200;

/// A ticket, as far as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub id: String,
    /// As it was then.
    pub status: String,
    /// When that was answered, in RFC 3339.
    pub as_of: String,
}

/// All of them with whose they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct All(Vec<(String, String, Kept)>);

impl All {
    fn read(text: &str) -> Self {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let one = |value: &Value| {
            let part = |at: usize| value.get(at)?.as_str().map(str::to_owned);
            Some((part(0)?, part(1)?, Kept { id: part(2)?, status: part(3)?, as_of: part(4)? }))
        };
        Self(value.as_array().into_iter().flatten().filter_map(one).collect())
    }

    fn write(&self) -> String {
        let one = |(person, organization, kept): &(String, String, Kept)| {
            json!([person, organization, kept.id, kept.status, kept.as_of])
        };
        Value::Array(self.0.iter().map(one).collect()).to_string()
    }

    fn of(&self, person: &str, organization: &str) -> Vec<Kept> {
        let own = self.0.iter().filter(|(of, within, _)| of == person && within == organization);
        own.map(|(.., kept)| kept.clone()).collect()
    }

    /// Puts one before all others.
    fn keep(&mut self, person: &str, organization: &str, kept: Kept) {
        self.0.retain(|(of, within, known)| of != person || within != organization || known.id != kept.id);
        self.0.insert(0, (person.to_owned(), organization.to_owned(), kept));
        self.0.truncate(MOST);
    }
}

/// Those that a person filed for an organization, the latest first.
pub fn kept(person: &str, organization: &str) -> Vec<Kept> {
    all().of(person, organization)
}

/// What an answer says of a ticket; `None` where it says nothing of one.
pub fn of_answer(answer: &Value, now: String) -> Option<Kept> {
    let id = integer(answer, "ticket_id").map(|id| id.to_string());
    let id = id.or_else(|| text(answer, "ticket_id").map(str::to_owned))?;
    Some(Kept { id, status: text(answer, "status").unwrap_or("unknown").to_owned(), as_of: now })
}

/// Keeps one, where the browser lets it.
pub fn keep(person: &str, organization: &str, kept: Kept) {
    if person.is_empty() {
        return;
    }
    let mut all = all();
    all.keep(person, organization, kept);
    let _ = storage().map(|storage| storage.set_item(STORAGE_KEY, &all.write()));
}

/// The time as this browser has it, in RFC 3339.
pub fn now() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

fn all() -> All {
    let text = storage().and_then(|storage| storage.get_item(STORAGE_KEY).ok().flatten());
    text.map_or_else(All::default, |text| All::read(&text))
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket(id: &str, status: &str) -> Kept {
        Kept { id: id.to_owned(), status: status.to_owned(), as_of: "2026-11-30T00:00:00Z".to_owned() }
    }

    #[test]
    fn tickets_are_kept_by_person_and_organization_without_their_texts() {
        let mut all = All::default();
        all.keep("me", "acme", ticket("1", "new"));
        all.keep("me", "acme", ticket("2", "open"));
        all.keep("you", "acme", ticket("3", "new"));
        all.keep("me", "acme", ticket("1", "solved"));
        let all = All::read(&all.write());
        assert_eq!(all.of("me", "acme"), [ticket("1", "solved"), ticket("2", "open")]);
        assert_eq!(all.of("me", "other"), []);
        let mut shared = all.clone();
        shared.keep("you", "acme", ticket("2", "solved"));
        shared.keep("me", "other", ticket("2", "closed"));
        assert_eq!(shared.of("me", "acme"), all.of("me", "acme"));
        let answer = json!({"ticket_id": 7, "status": "open", "subject": "hush", "description": "hush"});
        let kept = of_answer(&answer, String::new());
        assert_eq!(kept.as_ref().map(|kept| kept.id.as_str()), Some("7"));
        let mut all = All::default();
        kept.into_iter().for_each(|kept| all.keep("me", "acme", kept));
        assert!(!all.write().contains("hush"));
        assert_eq!(of_answer(&json!(null), String::new()), None);
        assert_eq!(All::read("{\"broken\": 1}"), All::default());
    }
}
