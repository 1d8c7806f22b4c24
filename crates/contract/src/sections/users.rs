//! Users.

use crate::operation::section;
use crate::resource::resource;

resource! {
    /// A person with an account.
    User {
        /// UUID.
        id: text,
        username: text,
        email: text,
        email_verified: flag,
        first_name: text,
        last_name: text,
        picture: text,
        company: text,
        website: text,
        country: text,
        deactivated: flag,
        created_at: time,
        updated_at: time,
    }
}

impl User {
    /// First and last name, else the username.
    pub fn display_name(&self) -> Option<String> {
        let names = [self.first_name(), self.last_name()].into_iter().flatten().filter(|name| !name.is_empty());
        let name = names.collect::<Vec<_>>().join(" ");
        if name.is_empty() { self.username().map(str::to_owned) } else { Some(name) }
    }
}

section! {
    "Users"

    /// Who is signed in.
    GetTheCurrentUser = "get-the-current-user" "Get the current user"
        GET "/users/me" () => User;
}
