//! The people that a list names by their ids.

use wheelhouse_contract::Links;
use wheelhouse_contract::sections::references::{ListReferencedUsers, ReferencedUsers, USERS, UserReference};

use super::reads::{Reads, reads};
use crate::api::Api;
use crate::data::{AnyRead, read};

/// Who the ids of a list belong to, as far as known.
#[derive(Clone, Copy)]
pub struct ReferencedUserNames(Reads);

/// Resolves the users of a list all at once, through its `ref:users` links.
pub fn referenced_users(list: AnyRead) -> ReferencedUserNames {
    let api = Api::expect();
    let wanted = move |_| {
        let raw = list.raw();
        let links = raw.as_deref().map(Links::of);
        links.into_iter().flat_map(|links| links.references(USERS)).filter_map(|href| api.path_of(href).ok()).collect()
    };
    ReferencedUserNames(reads(wanted, |path| *read::<ListReferencedUsers>(move || Some(path.clone()))))
}

impl ReferencedUserNames {
    /// What a person calls the user; the id while nothing better is known.
    pub fn name(self, id: &str) -> String {
        let user = self.0.with(|reads| {
            reads.iter().find_map(|(_, read)| read.data::<ReferencedUsers>().and_then(|users| users.user(id)))
        });
        user.as_ref().and_then(full_name).unwrap_or_else(|| id.to_owned())
    }
}

fn full_name(user: &UserReference) -> Option<String> {
    let parts: Vec<&str> =
        [user.first_name(), user.last_name()].into_iter().flatten().filter(|n| !n.is_empty()).collect();
    let name = parts.join(" ");
    Some(name).filter(|name| !name.is_empty()).or_else(|| user.username().map(str::to_owned))
}
