//! People who are asked by email to join a project.

mod cancel;
mod list;
mod new;

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Items;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::invitations::of_project::{ListInvitationsToAProject, ProjectInvitation};

use crate::access::Permissions;
use crate::data::{Read, read, with_query};
use crate::routes::AtKept;

/// The parameter of an address that says in which state an invitation is, where it isn’t pending.
const STATE: &str = "state";

/// The page of an address.
pub(super) fn page(project: String, at: AtKept) -> AnyView {
    match at {
        AtKept::List => list::page(project),
        AtKept::New => new::page(project),
        AtKept::One(id) => list::one(project, id),
        AtKept::Delete(id) => cancel::page(project, id),
    }
}

/// Those that are pending, or in another state.
fn invitations(project: &str, state: impl Fn() -> String + Send + Sync + 'static) -> Read<Items<ProjectInvitation>> {
    let path = ListInvitationsToAProject::path(project);
    read::<ListInvitationsToAProject>(move || {
        Some(with_query(&path, [("filter[state]", state()), ("page[size]", "100".to_owned())]))
    })
}

/// What is granted by accepting one.
pub(super) fn promised(invitation: &ProjectInvitation) -> Permissions {
    // Older APIs name the environment instead, whose type is told beside it.
    let of_type = |one: &Value| Some(format!("{}:{}", text(one, "type")?, text(one, "role")?));
    let of_types: Vec<String> = invitation.environments().iter().filter_map(of_type).collect();
    Permissions::named(invitation.role().into_iter().chain(of_types.iter().map(String::as_str)))
}
