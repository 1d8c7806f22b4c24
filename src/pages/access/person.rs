//! What a person goes by whose id an address has.

use leptos::prelude::*;
use wheelhouse_contract::Page;
use wheelhouse_contract::sections::project_access::{ListUserAccessForAProject, UserProjectAccess};
use wheelhouse_contract::sections::users::GetAUser;

use super::end::permissions;
use crate::access::Permissions;
use crate::components::Referenced;
use crate::data::{Read, read, with_query};
use crate::ui::el;

/// As many as the API gives at once.
const MOST: &str = "200";

/// The first page of who has access to a project.
pub(super) fn first_page(project: &str) -> String {
    with_query(&ListUserAccessForAProject::path(project), [("page[size]", MOST.to_owned())])
}

/// Their full name, else their username; the id where neither is known.
pub(super) fn name_of(user: &str) -> Signal<String> {
    let (id, path) = (user.to_owned(), GetAUser::path(user));
    let read = read::<GetAUser>(move || Some(path.clone()));
    Signal::derive(move || read.data().and_then(|user| user.display_name()).unwrap_or_else(|| id.clone()))
}

/// What people were granted in a project, and whether these are all of them.
pub(super) type Everybody = (Vec<(String, Permissions)>, bool);

/// What everybody was granted in a project, as far as it is known; `None` while it is awaited.
pub(super) fn everybody(list: Read<Page<UserProjectAccess>>) -> Option<Everybody> {
    let Some(page) = list.data() else { return list.error().map(|_| (Vec::new(), false)) };
    let of = |one: &UserProjectAccess| Some((one.user_id()?.to_owned(), permissions(one)));
    Some((page.items().iter().filter_map(of).collect(), page.next().is_none()))
}

/// A person as part of a list.
pub(super) fn listed(names: Referenced, user: Option<&str>) -> String {
    user.map_or_else(|| "Unknown".to_owned(), |user| names.name(user))
}

/// A link that says what it leads to.
pub(super) fn link_to(text: String, href: String) -> AnyView {
    el("a").attr("href", href).child(el("bdi").text(text)).into_any()
}
