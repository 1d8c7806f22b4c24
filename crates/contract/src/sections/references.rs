//! References: the people and things that a list names, resolved at once through its signed `ref:` links.

use std::sync::Arc;

use serde_json::Value;

use crate::links::ReferenceSet;
use crate::operation::{QueryKind, required, section};
use crate::resource::resource;

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
}

/// The people that a list names, resolved by [`ListReferencedUsers`].
pub const USERS: ReferenceSet = ReferenceSet::new("users");

impl ReferencedUsers {
    /// The user of this id, when the API could resolve it.
    pub fn user(&self, id: &str) -> Option<UserReference> {
        use crate::resource::Resource;
        self.raw()
            .get(id)
            .filter(|user| user.is_object())
            .map(|user: &Value| UserReference::new(Arc::new(user.clone())))
    }
}

section! {
    "References"

    /// The users of a `ref:users` link. Follow the link: it is signed.
    ListReferencedUsers = "list-referenced-users" "List referenced users"
        GET "/ref/users" ()
        query [required("in", QueryKind::Text), required("sig", QueryKind::Text)] => ReferencedUsers;
}
