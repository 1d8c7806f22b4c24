//! A person by the id that the API knows them by.

use wheelhouse_contract::sections::users::{GetAUser, User};

use crate::data::{Read, read};

/// Reads who it is; nobody while the id is not known.
pub fn person_read(id: impl Fn() -> Option<String> + Send + Sync + 'static) -> Read<User> {
    read::<GetAUser>(move || id().filter(|id| !id.is_empty()).map(|id| GetAUser::path(&id)))
}

/// What they are called; `id` where they cannot be read.
pub fn person_name(person: Read<User>, id: &str) -> String {
    person.data().and_then(|user| user.display_name()).filter(|name| !name.is_empty()).unwrap_or_else(|| id.to_owned())
}
