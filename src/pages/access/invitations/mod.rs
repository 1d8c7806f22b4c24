//! People who are asked by email to join a project.

mod cancel;
mod list;
mod new;

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::invitations::of_project::{ListInvitationsToAProject, ProjectInvitation};

use crate::access::{Permissions, Role, Type};
use crate::data::{Read, read, with_query};
use crate::routes::AtKept;

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
    let project = invitation.role().and_then(Role::named);
    let given = invitation.environments().iter().filter_map(|one| {
        let role = Role::named(text(one, "role")?)?;
        // Older APIs name the environment instead, whose type is told beside it.
        Some((Type::named(text(one, "type")?)?, role))
    });
    given.fold(Permissions::default().with_project(project), |held, (kind, role)| {
        let role = held.given(kind).max(Some(role));
        held.with(kind, role)
    })
}
