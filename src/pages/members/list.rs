//! The members of an organization.

use leptos::prelude::*;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::organizations::{ListOrganizationMembers, OrganizationMember};

use super::{cannot_add, invitation_path, member_path};
use crate::api::Api;
use crate::components::{
    Column, Item, Listing, Referenced, Rows, add_link, data_of, link_unless, member_words, neighbours, page_path,
    referenced_users, use_url_state,
};
use crate::data::{read, with_query};
use crate::reactive::Derived;
use crate::routes::{At, AtKept};
use crate::ui::{ButtonKind, EmptyState, IconName, view, views};

/// The list, with the ways to more of them.
pub fn page(organization: String) -> AnyView {
    let api = Api::expect();
    let cursor = use_url_state("cursor", &[]).signal();
    let first = with_query(&ListOrganizationMembers::path(&organization), [("page[size]", "50".to_owned())]);
    let list = read::<ListOrganizationMembers>(move || Some(page_path(first.clone(), &cursor.get())));
    let users = referenced_users(*list);
    let (_, error, loading, retry) = data_of(list);
    let add = member_path(&organization, At::New);
    let invite = invitation_path(&organization, AtKept::New);
    let cannot_add_any = cannot_add("add members");
    let cannot_invite = cannot_add("invite people");
    let actions = move || {
        let add = add.clone();
        views![
            link_unless(cannot_add_any, "Add member", ButtonKind::Secondary, move || add.clone()),
            add_link("Invite people", cannot_invite, invite.clone())
        ]
    };
    let items =
        move || list.data().map(|page| page.items().iter().filter_map(|one| item(&organization, one, users)).collect());
    view! {
        <Listing
            caption="Members"
            rows=Rows::new(COLUMNS, items).with_actions()
            error=error
            loading=loading
            on_retry=retry
            actions=actions
            pages=Derived::new(move || neighbours(api, *list))
            empty=move || {
                view! {
                    <EmptyState
                        icon=IconName::USERS
                        title="No members yet"
                        text="People appear here once they’re added, or accept an invitation by email."
                    />
                }
            }
        />
    }
}

/// A member, and who that is.
struct Row {
    member: OrganizationMember,
    name: String,
    email: String,
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("name", "Name", |row: &Row| row.name.clone()),
    Column::text("email", "Email", |row: &Row| row.email.clone()),
    Column::text("permissions", "Permissions", |row: &Row| member_words(&row.member)),
    Column::time("joined", "Joined", |row: &Row| row.member.created_at()).wide_only(),
];

fn item(organization: &str, member: &OrganizationMember, users: Referenced) -> Option<Item<Row>> {
    let id = member.user_id()?.to_owned();
    let links = member.links();
    let edit = links.allows(OrganizationMember::UPDATE).then(|| ("Change permissions", At::Edit(id.clone())));
    let delete = links.allows(OrganizationMember::DELETE).then(|| ("Remove", At::Delete(id.clone())));
    let actions = edit.into_iter().chain(delete).map(|(verb, at)| (verb, member_path(organization, at)));
    let email = users.user(&id).and_then(|user| user.email().map(str::to_owned)).unwrap_or_default();
    let row = Row { member: member.clone(), name: users.name(&id), email };
    let href = member_path(organization, At::One(id.clone()));
    Some(Item::new(id.clone(), row).leading_to(href).found_by([id.clone()]).doing(actions.collect::<Vec<_>>()))
}
