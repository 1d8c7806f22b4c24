//! References: the people and things that a list names, resolved at once through its signed `ref:` links.

use std::sync::Arc;

use serde_json::Value;

use crate::links::ReferenceSet;
use crate::operation::{QueryKind, required, section};
use crate::resource::{Resource, resource};

resource! {
    /// `{id: user or null}` for the users a list named.
    ReferencedUsers {}

    /// A user as a reference shows it.
    UserReference {
        id: text,
        username: text,
        email: text,
        first_name: text,
        last_name: text,
        picture: text,
    }

    /// `{id: team or null}` for the teams a list named.
    ReferencedTeams {}

    /// A team as a reference shows it.
    TeamReference {
        id: text,
        organization_id: text,
        label: text,
        project_permissions: texts,
        member_count: integer "counts.member_count",
        project_count: integer "counts.project_count",
        created_at: time,
        updated_at: time,
    }

    /// `{id: organization or null}` for the organizations a list named.
    ReferencedOrganizations {}

    /// An organization as a reference shows it.
    OrganizationReference {
        id: text,
        owner_id: text,
        name: text,
        label: text,
        vendor: text,
        created_at: time,
        updated_at: time,
    }
}

/// The people that a list names, resolved by [`ListReferencedUsers`].
pub const USERS: ReferenceSet = ReferenceSet::new("users");

/// The teams that a list names, resolved by [`ListReferencedTeams`].
pub const TEAMS: ReferenceSet = ReferenceSet::new("teams");

/// The organizations that a list names, resolved by [`ListReferencedOrganizations`].
pub const ORGANIZATIONS: ReferenceSet = ReferenceSet::new("organizations");

impl ReferencedUsers {
    /// The user of this id, when the API could resolve it.
    pub fn user(&self, id: &str) -> Option<UserReference> {
        referenced(self, id)
    }
}

impl ReferencedTeams {
    /// The team of this id, when the API could resolve it.
    pub fn team(&self, id: &str) -> Option<TeamReference> {
        referenced(self, id)
    }
}

impl ReferencedOrganizations {
    /// The organization of this id, when the API could resolve it.
    pub fn organization(&self, id: &str) -> Option<OrganizationReference> {
        referenced(self, id)
    }
}

fn referenced<R: Resource>(all: &impl Resource, id: &str) -> Option<R> {
    all.raw().get(id).filter(|found| found.is_object()).map(|found: &Value| R::new(Arc::new(found.clone())))
}

section! {
    "References"

    /// The users of a `ref:users` link. Follow the link: it is signed.
    ListReferencedUsers = "list-referenced-users" "List referenced users"
        GET "/ref/users" ()
        query [required("in", QueryKind::Text), required("sig", QueryKind::Text)] => ReferencedUsers;

    /// The teams of a `ref:teams` link. Follow the link: it is signed.
    ListReferencedTeams = "list-referenced-teams" "List referenced teams"
        GET "/ref/teams" ()
        query [required("in", QueryKind::Text), required("sig", QueryKind::Text)] => ReferencedTeams;

    /// The organizations of a `ref:organizations` link. Follow the link: it is signed.
    ListReferencedOrganizations = "list-referenced-organizations" "List referenced organizations"
        GET "/ref/organizations" ()
        query [required("in", QueryKind::Text), required("sig", QueryKind::Text)] => ReferencedOrganizations;
}
