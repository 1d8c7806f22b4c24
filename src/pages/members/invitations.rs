//! The invitations to an organization.

use leptos::prelude::*;
use wheelhouse_contract::Resource;
use wheelhouse_contract::operation::encode;
use wheelhouse_contract::sections::invitations::{ListInvitationsToAnOrganization, OrganizationInvitation};

use super::{cannot_add, invitation_path};
use crate::components::{
    Column, Item, Listing, Rows, add_link, data_of, invitation_status, or_unknown, permission_words, use_url_state,
};
use crate::data::{read, with_query};
use crate::routes::AtKept;
use crate::ui::{EmptyState, IconName, Select, SelectOption, Status, view};

/// What an invitation can be; the first is what the API lists unless asked otherwise.
const STATES: &[&str] = &["pending", "processing", "accepted", "cancelled", "error"];

/// The list, by state, with the way to invite more.
pub fn page(organization: String) -> AnyView {
    let state = use_url_state("state", &[]);
    let chosen = state.signal();
    let path = list_path(&organization);
    let list =
        read::<ListInvitationsToAnOrganization>(move || Some(with_query(&path, [("filter[state]", chosen.get())])));
    let (_, error, loading, retry) = data_of(list);
    let refused = cannot_add("invite people");
    let invite = invitation_path(&organization, AtKept::New);
    let new = move || add_link("Invite people", refused, invite.clone());
    let clear = {
        let state = state.clone();
        Callback::new(move |()| state.push(String::new()))
    };
    let filters = move || {
        let state = state.clone();
        let option = |(at, value): (usize, &&'static str)| {
            SelectOption::new(if at == 0 { "" } else { *value }, invitation_status(Some(value)).0)
        };
        let options: Vec<_> = STATES.iter().enumerate().map(option).collect();
        view! {
            <Select
                label="Status"
                value=chosen
                options=options
                on_change=move |value: String| state.push(value)
            />
        }
    };
    let items = move || {
        let state = chosen.get();
        list.data().map(|all| all.items().iter().filter_map(|one| item(&organization, one, &state)).collect())
    };
    let none = Signal::derive(move || !chosen.with(String::is_empty));
    let new_first = new.clone();
    view! {
        <Listing
            caption="Invitations"
            rows=Rows::new(COLUMNS, items).with_actions()
            error=error
            loading=loading
            on_retry=retry
            filters=filters
            is_filtered=none
            on_clear=clear
            actions=new
            empty=move || {
                let new = new_first.clone();
                view! {
                    <EmptyState
                        icon=IconName::USERS
                        title="No pending invitations"
                        text="People you invite by email appear here until they accept."
                        actions=new
                    />
                }
            }
        />
    }
}

/// The path of the list: an array that takes a size, and tells of no further pages.
pub fn list_path(organization: &str) -> String {
    with_query(&ListInvitationsToAnOrganization::path(organization), [("page[size]", "100".to_owned())])
}

const COLUMNS: &[Column<OrganizationInvitation>] = &[
    Column::text("email", "Email", |one: &OrganizationInvitation| or_unknown(one.email())),
    Column::text("state", "Status", |one: &OrganizationInvitation| invitation_status(one.state()).0).cell(|one| {
        let (text, tone) = invitation_status(one.state());
        view! { <Status text=text tone=tone /> }
    }),
    Column::text("permissions", "Permissions", |one| permission_words(one.raw())),
    Column::text("by", "Invited by", |one: &OrganizationInvitation| or_unknown(one.owner_name().or(one.owner_id())))
        .wide_only(),
    Column::time("sent", "Sent", |one: &OrganizationInvitation| one.created_at()),
];

fn item(organization: &str, invitation: &OrganizationInvitation, state: &str) -> Option<Item<OrganizationInvitation>> {
    let id = invitation.id()?.to_owned();
    // One is found in its list again, and so by the state that the list was narrowed to.
    let mut href = invitation_path(organization, AtKept::One(id.clone()));
    if !state.is_empty() {
        href.push_str("?state=");
        encode(state, &mut href);
    }
    let may_cancel = invitation.links().allows(OrganizationInvitation::DELETE);
    let cancel = may_cancel.then(|| ("Cancel", invitation_path(organization, AtKept::Delete(id.clone()))));
    Some(Item::new(id, invitation.clone()).leading_to(href).doing(cancel))
}
