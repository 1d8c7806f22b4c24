//! Who may do what in projects: from the project, from the person, and all of it together.

mod change;
mod detail;
mod effective;
mod end;
mod entries;
mod grant;
mod invitations;
mod list;
mod member;
mod person;
mod price;
mod remove;
mod review;

use leptos::prelude::*;

use self::end::End;
use crate::chunk::in_chunk;
use crate::routes::{At, page};

/// The page of an address.
pub fn page(page: page::Access) -> AnyView {
    match page {
        page::Access::Access { project, at } => match at {
            At::List => list::page(project),
            At::New => grant::people(project),
            At::One(user) => detail::page(End::of_project(project, user)),
            At::Edit(user) => change::page(End::of_project(project, user)),
            At::Delete(user) => remove::page(End::of_project(project, user)),
        },
        page::Access::MemberProjects { organization, user, at } => match at {
            At::List => member::page(organization, user),
            At::New => grant::projects(organization, user),
            At::One(project) => detail::page(End::of_member(organization, user, project)),
            At::Edit(project) => change::page(End::of_member(organization, user, project)),
            At::Delete(project) => remove::page(End::of_member(organization, user, project)),
        },
        page::Access::AccessWho { project } => who(project).view(),
        page::Access::AccessReview { organization } => review(organization).view(),
        page::Access::AccessAll { organization } => everybody(organization).view(),
        page::Access::AccessInvitations { project, at } => invitations::page(project, at),
        page::Access::AccessEntries { at, .. } => entries::of_project(at),
        page::Access::AccessOfType { project, kind, at } => entries::of_type(&project, &kind, at),
    }
}

in_chunk! {
    access_effective: fn who(project: String) { effective::of_project(project) }
}

in_chunk! {
    access_effective: fn everybody(organization: String) { effective::of_organization(organization) }
}

in_chunk! {
    access_review: fn review(organization: String) { review::page(organization) }
}
