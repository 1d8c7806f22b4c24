//! The people, teams and organizations that lists name by their ids.

use wheelhouse_contract::sections::references::{
    ListReferencedOrganizations, ListReferencedTeams, ListReferencedUsers, ORGANIZATIONS, ReferencedOrganizations,
    ReferencedTeams, ReferencedUsers, TEAMS, USERS, UserReference,
};
use wheelhouse_contract::{Links, ReferenceSet};

use super::reads::{Reads, reads};
use crate::api::{Api, ApiError};
use crate::data::{AnyRead, read};

/// What the ids in lists are of, as far as known.
#[derive(Clone, Copy)]
pub struct Referenced {
    reads: Reads,
    name: fn(AnyRead, &str) -> Option<String>,
}

/// Resolves the users of a list all at once, through its `ref:users` links.
pub fn referenced_users(list: AnyRead) -> Referenced {
    users_of(move || vec![list])
}

/// As [`referenced_users`], of several lists, such as the pages of one.
pub fn users_of(lists: impl Fn() -> Vec<AnyRead> + 'static) -> Referenced {
    let name = |read: AnyRead, id: &str| full_name(&read.data::<ReferencedUsers>()?.user(id)?);
    referenced(lists, USERS, |path| *read::<ListReferencedUsers>(move || Some(path.clone())), name)
}

/// Resolves the teams of a list, through its `ref:teams` links.
pub fn referenced_teams(list: AnyRead) -> Referenced {
    let name = |read: AnyRead, id: &str| read.data::<ReferencedTeams>()?.team(id)?.label().map(str::to_owned);
    referenced(move || vec![list], TEAMS, |path| *read::<ListReferencedTeams>(move || Some(path.clone())), name)
}

/// Resolves the organizations of a list, through its `ref:organizations` links.
pub fn referenced_organizations(list: AnyRead) -> Referenced {
    let name = |read: AnyRead, id: &str| {
        let found = read.data::<ReferencedOrganizations>()?.organization(id)?;
        found.label().or(found.name()).map(str::to_owned)
    };
    let open = |path: String| *read::<ListReferencedOrganizations>(move || Some(path.clone()));
    referenced(move || vec![list], ORGANIZATIONS, open, name)
}

fn referenced(
    lists: impl Fn() -> Vec<AnyRead> + 'static,
    set: ReferenceSet,
    open: fn(String) -> AnyRead,
    name: fn(AnyRead, &str) -> Option<String>,
) -> Referenced {
    let api = Api::expect();
    let wanted = move |_| {
        let raws = lists().into_iter().filter_map(|list| list.raw());
        let paths = raws.flat_map(|raw| {
            let links = Links::of(&raw);
            links.references(set).filter_map(|href| api.path_of(href).ok()).collect::<Vec<_>>()
        });
        paths.collect()
    };
    Referenced { reads: reads(wanted, open), name }
}

impl Referenced {
    /// What it is called; the id while nothing better is known.
    pub fn name(self, id: &str) -> String {
        self.known(id).unwrap_or_else(|| id.to_owned())
    }

    /// What it is called, as far as that is known.
    pub fn known(self, id: &str) -> Option<String> {
        self.reads.with(|reads| reads.iter().find_map(|(_, read)| (self.name)(*read, id)))
    }

    /// Why some of it couldn't be read.
    pub fn error(self) -> Option<ApiError> {
        self.reads.with(|reads| reads.iter().find_map(|(_, read)| read.error()))
    }

    /// Whether none of it is awaited.
    pub fn is_settled(self) -> bool {
        self.reads.with(|reads| reads.iter().all(|(_, read)| read.is_known() || read.error().is_some()))
    }

    /// The user of this id, as far as known.
    pub fn user(self, id: &str) -> Option<UserReference> {
        self.reads.with(|reads| reads.iter().find_map(|(_, read)| read.data::<ReferencedUsers>()?.user(id)))
    }
}

fn full_name(user: &UserReference) -> Option<String> {
    let parts: Vec<&str> =
        [user.first_name(), user.last_name()].into_iter().flatten().filter(|n| !n.is_empty()).collect();
    let name = parts.join(" ");
    Some(name).filter(|name| !name.is_empty()).or_else(|| user.username().map(str::to_owned))
}
