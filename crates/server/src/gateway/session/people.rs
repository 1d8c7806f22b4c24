//! Who may use an installation: people who are listed and those of listed organizations, by what the API says of whoever
//! an access token is for.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{ACCEPT, AUTHORIZATION, WWW_AUTHENTICATE};
use serde_json::Value;

use super::super::clock::Clock;
use super::super::refusal::Refusal;
use super::super::upstream::{Client, Upstream, whole};
use super::slots::Slots;
use super::{bearer, is_refused, steps_up};

/// How many seconds what the API said of somebody is taken to be so.
const KEPT: i64 = 300;

/// How many pages of somebody's organizations are read, of a hundred each.
const PAGES: usize = 50;

/// The longest name that is shown.
const SHOWN: usize = 100;

/// Who may use an installation. Where nobody is listed, everybody may.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllowList {
    /// IDs, confirmed email addresses or usernames.
    pub people: Vec<String>,
    /// IDs or names.
    pub organizations: Vec<String>,
}

impl AllowList {
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.organizations.is_empty()
    }

    /// What looks like an ID or an address is nothing else: people choose their usernames, and could choose that.
    fn has_person(&self, user: &Value) -> bool {
        let is = |key: &str, entry: &str| text(user, key).is_some_and(|text| text.eq_ignore_ascii_case(entry));
        self.people.iter().any(|entry| match entry.contains('@') {
            true => user.get("email_verified") == Some(&Value::Bool(true)) && is("email", entry),
            false if is_uuid(entry) => is("id", entry),
            false => text(user, "username") == Some(entry),
        })
    }

    fn has_organization(&self, organization: &Value) -> bool {
        self.organizations.iter().any(|entry| match is_ulid(entry) {
            true => text(organization, "id").is_some_and(|id| id.eq_ignore_ascii_case(entry)),
            false => text(organization, "name") == Some(entry),
        })
    }
}

/// Somebody, as the API knows them.
#[derive(Clone, Debug)]
struct Person {
    id: String,
    /// What they know themselves by.
    name: String,
    is_allowed: bool,
}

/// What was last heard of one session, when, and until when it is taken to be so.
struct Heard {
    at: Instant,
    until: i64,
    outcome: Result<Person, Refusal>,
}

/// The people of an installation that is for some.
#[derive(Debug)]
pub(in super::super) struct People {
    pub(in super::super) list: AllowList,
    /// Where it is asked, and under which other addresses it names itself.
    pub(in super::super) hosts: Vec<Upstream>,
    pub(in super::super) client: Client,
    pub(in super::super) limit: Duration,
    pub(in super::super) clock: Clock,
    heard: Slots<[u8; 32], Option<Heard>>,
}

impl People {
    pub(in super::super) fn new(
        list: AllowList,
        hosts: Vec<Upstream>,
        (client, limit): (Client, Duration),
        clock: Clock,
    ) -> Self {
        Self { list, hosts, client, limit, clock, heard: Slots::default() }
    }

    /// The ID of whoever a session is for. The API is asked once for a while, and always for whoever `signs_in`.
    ///
    /// # Errors
    /// When they may not use this installation, or the API does not say who they are.
    pub(super) async fn admit(&self, session: [u8; 32], access_token: &str, signs_in: bool) -> Result<String, Refusal> {
        let (asked, now) = (Instant::now(), self.clock.now());
        let slot = self.heard.slot(session, |heard| heard.as_ref().is_some_and(|h| h.until > now && h.outcome.is_ok()));
        let mut turn = slot.lock().await;
        let outcome = match turn.as_ref() {
            // Others asked while this one waited, and it would hear the same.
            Some(heard) if heard.at > asked => heard.outcome.clone(),
            Some(Heard { until, outcome: Ok(person), .. }) if *until > now && !signs_in => Ok(person.clone()),
            _ => {
                let outcome = self.ask(access_token).await;
                let heard = Heard { at: Instant::now(), until: now.saturating_add(KEPT), outcome };
                turn.insert(heard).outcome.clone()
            }
        };
        let person = outcome?;
        if person.is_allowed { Ok(person.id) } else { Err(Refusal::NotAllowed(person.name)) }
    }

    async fn ask(&self, access_token: &str) -> Result<Person, Refusal> {
        let user = self.read("/users/me", None, access_token).await?;
        let is_plain = |id: &&str| {
            !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        };
        let id = text(&user, "id").filter(is_plain).ok_or(Refusal::Unidentified)?;
        let name = ["email", "username"].into_iter().find_map(|key| text(&user, key).filter(|name| !name.is_empty()));
        let name = name.unwrap_or(id).chars().filter(|letter| !letter.is_control()).take(SHOWN).collect();
        let is_allowed = self.list.has_person(&user) || self.belongs(id, access_token).await?;
        Ok(Person { id: id.to_owned(), name, is_allowed })
    }

    /// Whether a user is of a listed organization.
    async fn belongs(&self, id: &str, access_token: &str) -> Result<bool, Refusal> {
        if self.list.organizations.is_empty() {
            return Ok(false);
        }
        let mut next = format!("/users/{id}/organizations?page%5Bsize%5D=100");
        for _ in 0..PAGES {
            let (path, query) = next.split_once('?').map_or((next.as_str(), None), |(path, query)| (path, Some(query)));
            let page = self.read(path, query, access_token).await?;
            let organizations = page.get("items").and_then(Value::as_array).ok_or(Refusal::Unidentified)?;
            if organizations.iter().any(|organization| self.list.has_organization(organization)) {
                return Ok(true);
            }
            let link = match page.pointer("/_links/next/href") {
                None | Some(Value::Null) => return Ok(false),
                Some(link) => link.as_str().ok_or(Refusal::Unidentified)?,
            };
            let below = self.hosts.iter().find_map(|host| host.below(link)).ok_or(Refusal::Unidentified)?;
            below.clone_into(&mut next);
        }
        Err(Refusal::Unidentified)
    }

    async fn read(&self, path: &str, query: Option<&str>, access_token: &str) -> Result<Value, Refusal> {
        let host = self.hosts.first().ok_or(Refusal::Unidentified)?;
        let request = Request::get(host.address(path, query).ok_or(Refusal::Unidentified)?)
            .header(AUTHORIZATION, bearer(access_token)?)
            .header(ACCEPT, "application/json")
            .body(Body::empty())
            .map_err(|_| Refusal::Unidentified)?;
        let answer = whole(&self.client, request, self.limit).await.map_err(|_| Refusal::Unidentified)?;
        if is_refused(&answer) {
            return Err(Refusal::SignedOut);
        }
        if let Some(challenge) = answer.headers().get_all(WWW_AUTHENTICATE).iter().find(|value| steps_up(value)) {
            return Err(Refusal::Challenged(challenge.clone()));
        }
        if !answer.status().is_success() {
            return Err(Refusal::Unidentified);
        }
        serde_json::from_slice(answer.body()).map_err(|_| Refusal::Unidentified)
    }
}

fn text<'a>(of: &'a Value, key: &str) -> Option<&'a str> {
    of.get(key).and_then(Value::as_str)
}

/// Whether it has the form of a user's ID.
fn is_uuid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
        && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Whether it has the form of an organization's ID: Crockford's 32 letters, and no more than 128 bits.
fn is_ulid(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() && !b"ILOU".contains(&byte.to_ascii_uppercase());
    text.len() == 26 && text.bytes().all(is_letter) && text.starts_with(|first| ('0'..='7').contains(&first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const ID: &str = "7d0b5c64-5c1f-4b9e-8b39-1f2f5a0c9d11";

    fn lists(entry: &str, user: &Value) -> bool {
        AllowList { people: vec![entry.to_owned()], ..AllowList::default() }.has_person(user)
    }

    #[test]
    fn a_person_is_listed_by_id_confirmed_address_or_username() {
        let user = json!({"id": ID, "username": "ada", "email": "Ada@example.com", "email_verified": true});
        for entry in [ID, "ada@example.com", "ada"] {
            assert!(lists(entry, &user), "{entry}");
        }
        for entry in ["Ada", "", "ada@example.co", "7d0b5c64-5c1f-4b9e-8b39-1f2f5a0c9d12"] {
            assert!(!lists(entry, &user), "{entry}");
        }
    }

    #[test]
    fn nobody_is_let_in_by_a_name_that_looks_like_an_id_or_an_address() {
        for (entry, email_verified) in [(ID, true), ("ada@example.com", true), ("ada@example.com", false)] {
            let user = json!({"id": "another", "username": entry, "email": "eve@example.com", "email_verified": true});
            assert!(!lists(entry, &user), "{entry}");
            let user = json!({"id": "another", "email": entry, "email_verified": email_verified});
            assert_eq!(lists(entry, &user), email_verified && entry.contains('@'), "{entry}");
        }
        let list = |entry: &str| AllowList { organizations: vec![entry.to_owned()], ..AllowList::default() };
        let (id, name) = ("01JQZ8K3V5W7X9Y1A2B3C4D5E6", "acme");
        assert!(list(id).has_organization(&json!({"id": id})) && list(name).has_organization(&json!({"name": name})));
        assert!(!list(id).has_organization(&json!({"id": "01JQZ8K3V5W7X9Y1A2B3C4D5E7", "name": id})));
        assert!(!list(name).has_organization(&json!({"id": name, "name": "other", "label": name})));
    }
}
