//! Who belongs to an organization, and who is invited to it.

mod counts;
mod delete;
mod detail;
mod edit;
mod invitation;
mod invitations;
mod invite;
mod list;
mod new;
mod warnings;

use leptos::prelude::*;
use wheelhouse_contract::Relation;
use wheelhouse_contract::sections::organizations::Organization;

use crate::chunk::in_chunk;
use crate::components::unless_permitted;
use crate::data::AnyRead;
use crate::layouts::Place;
use crate::routes::{At, AtKept, Route, page};

/// The page of an address.
pub fn page(page: page::Members) -> AnyView {
    match page {
        page::Members::Members { organization, at } => match at {
            At::List => list::page(organization),
            At::New => new::page(organization),
            At::One(user) => detail::page(organization, user),
            At::Edit(user) => edit::page(organization, user),
            At::Delete(user) => delete::page(organization, user),
        },
        page::Members::Invitations { organization, at } => match at {
            AtKept::List => invitations::page(organization),
            AtKept::New => invite(organization).view(),
            AtKept::One(invitation) => invitation::page(organization, invitation),
            AtKept::Delete(invitation) => invitation::cancel(organization, invitation),
        },
    }
}

in_chunk! {
    members_invite: fn invite(organization: String) { invite::page(organization) }
}

/// One of a member's pages.
fn member_path(organization: &str, at: At) -> String {
    Route::Members { organization: organization.to_owned(), at }.path()
}

fn invitation_path(organization: &str, at: AtKept) -> String {
    Route::Invitations { organization: organization.to_owned(), at }.path()
}

/// Why the person may not bring people into the organization.
fn cannot_add(what: &'static str) -> Signal<Option<String>> {
    let organization = *Place::expect().organization;
    unless_permitted(organization, organization, Organization::CREATE_MEMBER, what, "members")
}

/// Why the person may not do this to a member; an owner has better reasons.
fn cannot(member: AnyRead, relation: Relation, what: &'static str, of_owner: &'static str) -> Signal<Option<String>> {
    use wheelhouse_contract::sections::organizations::OrganizationMember;

    let refused = unless_permitted(*Place::expect().organization, member, relation, what, "members");
    Signal::derive(move || {
        let is_owner = member.data::<OrganizationMember>().is_some_and(|member| member.owner() == Some(true));
        refused.get().map(|reason| if is_owner { of_owner.to_owned() } else { reason })
    })
}
