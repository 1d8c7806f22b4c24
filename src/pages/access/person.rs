//! What a person goes by whose id an address has.

use leptos::prelude::*;
use wheelhouse_contract::Page;
use wheelhouse_contract::sections::project_access::{ListUserAccessForAProject, UserProjectAccess};
use wheelhouse_contract::sections::users::{GetAUser, User};

use super::end::permissions;
use crate::access::Permissions;
use crate::components::ReferencedUserNames;
use crate::data::{Read, read, with_query};
use crate::ui::el;

/// As many as the API gives at once.
const MOST: &str = "200";

/// The first page of who has access to a project.
pub(super) fn first_page(project: &str) -> String {
    with_query(&ListUserAccessForAProject::path(project), [("page[size]", MOST.to_owned())])
}

/// Their full name, else their username; the id where neither can be had.
pub(super) fn name_of(user: &str) -> Signal<String> {
    let (id, path) = (user.to_owned(), GetAUser::path(user));
    let read = read::<GetAUser>(move || Some(path.clone()));
    Signal::derive(move || read.data().as_ref().and_then(full_name).unwrap_or_else(|| id.clone()))
}

fn full_name(user: &User) -> Option<String> {
    let parts = [user.first_name(), user.last_name()].into_iter().flatten().filter(|part| !part.is_empty());
    let name = parts.collect::<Vec<_>>().join(" ");
    Some(name).filter(|name| !name.is_empty()).or_else(|| user.username().map(str::to_owned))
}

/// What everybody was granted in a project; `None` while that is not known of all.
pub(super) fn everybody(list: Read<Page<UserProjectAccess>>) -> Option<Vec<(String, Permissions)>> {
    let page = list.data().filter(|page| page.next().is_none())?;
    Some(page.items().iter().filter_map(|one| Some((one.user_id()?.to_owned(), permissions(one)))).collect())
}

/// A person as part of a list.
pub(super) fn listed(names: ReferencedUserNames, user: Option<&str>) -> String {
    user.map_or_else(|| "Unknown".to_owned(), |user| names.name(user))
}

/// A link that says what it leads to.
pub(super) fn link_to(text: String, href: String) -> AnyView {
    el("a").attr("href", href).child(el("bdi").text(text)).into_any()
}
