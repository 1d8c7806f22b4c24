//! The organizations that a person belongs to.

use leptos::prelude::*;
use wheelhouse_contract::sections::organizations::{Organization, UserOrganizations};

use crate::api::Api;
use crate::components::{
    Column, Item, Listing, Referenced, Rows, add_link, data_of, neighbours, or_unknown, page_path, referenced_users,
    subscription_status, use_url_state,
};
use crate::data::{read, with_query};
use crate::reactive::Derived;
use crate::routes::Route;
use crate::ui::{EmptyState, IconName, Status, view};

/// The list.
pub fn page(id: &str) -> AnyView {
    let api = Api::expect();
    let cursor = use_url_state("cursor", &[]).signal();
    let first =
        with_query(&UserOrganizations::path(id), [("page[size]", "50".to_owned()), ("sort", "name".to_owned())]);
    let list = read::<UserOrganizations>(move || Some(page_path(first.clone(), &cursor.get())));
    let users = referenced_users(*list);
    let (_, error, loading, retry) = data_of(list);
    let id = id.to_owned();
    let items = move || {
        let item = |one: &Organization| item(one, &id, users);
        list.data().map(|page| page.items().iter().filter_map(item).collect())
    };
    let new = || add_link("New organization", Signal::stored(None), Route::OrganizationNew.path());
    view! {
        <Listing
            caption="Organizations"
            rows=Rows::new(COLUMNS, items)
            error=error
            loading=loading
            on_retry=retry
            actions=new
            pages=Derived::new(move || neighbours(api, *list))
            empty=move || {
                view! {
                    <EmptyState
                        icon=IconName::ORGANIZATION
                        title="No organizations yet"
                        text="Create one, or ask an owner to invite you by email."
                        actions=new
                    />
                }
            }
        />
    }
}

/// An organization, and whose it is.
struct Row {
    organization: Organization,
    owner: String,
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("name", "Name", |row: &Row| or_unknown(row.organization.label().or(row.organization.name()))),
    Column::text("short", "Short name", |row: &Row| or_unknown(row.organization.name())).mono(),
    Column::text("owner", "Owner", |row: &Row| row.owner.clone()),
    Column::text("status", "Status", |row: &Row| subscription_status(row.organization.status()).0).cell(|row| {
        let (text, tone) = subscription_status(row.organization.status());
        view! { <Status text=text tone=tone /> }
    }),
];

fn item(organization: &Organization, own: &str, users: Referenced) -> Option<Item<Row>> {
    let id = organization.id()?.to_owned();
    let owner = match organization.owner_id() {
        Some(owner) if owner == own => "You".to_owned(),
        Some(owner) => users.name(owner),
        None => or_unknown(None),
    };
    let href = Route::Organization { organization: id.clone() }.path();
    Some(Item::new(id.clone(), Row { organization: organization.clone(), owner }).leading_to(href).found_by([id]))
}
