//! The organizations that the person can see.

use leptos::prelude::*;
use wheelhouse_contract::sections::organizations::{ListOrganizations, Organization};

use super::status_cell;
use crate::api::Api;
use crate::components::{
    Column, Item, Listing, Referenced, Rows, add_link, data_of, neighbours, or_unknown, page_path, referenced_users,
    subscription_status, use_url_state,
};
use crate::data::{read, with_query};
use crate::layouts::Place;
use crate::reactive::Derived;
use crate::routes::Route;
use crate::ui::{EmptyState, IconName, PageHeader, view, views};

/// The list of organizations.
pub fn page() -> AnyView {
    let api = Api::expect();
    let cursor = use_url_state("cursor", &[]).signal();
    let list = read::<ListOrganizations>(move || {
        let first =
            with_query(&ListOrganizations::path(), [("page[size]", "50".to_owned()), ("sort", "name".to_owned())]);
        Some(page_path(first, &cursor.get()))
    });
    let users = referenced_users(*list);
    let (_, error, loading, retry) = data_of(list);
    let new = || add_link("New organization", Signal::stored(None), Route::OrganizationNew.path());
    let empty = move || {
        view! {
            <EmptyState
                icon=IconName::ORGANIZATION
                title="No organizations yet"
                text="Create one, or ask an owner to invite you by email."
                actions=new
            />
        }
    };
    let items = move || {
        let item = |organization: &Organization| item(organization, users);
        list.data().map(|page| page.items().iter().map(item).collect())
    };
    let listing = view! {
        <Listing
            caption="Organizations"
            rows=Rows::new(COLUMNS, items)
            error=error
            loading=loading
            on_retry=retry
            actions=new
            pages=Derived::new(move || neighbours(api, *list))
            empty=empty
        />
    };
    views![view! { <PageHeader title=Place::expect().label() /> }, listing]
}

/// An organization, and its owner by name.
struct Row {
    organization: Organization,
    owner: String,
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("name", "Name", |row: &Row| or_unknown(row.organization.label().or(row.organization.name()))),
    Column::text("short", "Short name", |row: &Row| or_unknown(row.organization.name())).mono(),
    Column::text("owner", "Owner", |row: &Row| row.owner.clone()).wide_only(),
    Column::text("country", "Country", |row: &Row| or_unknown(row.organization.country())),
    Column::text("status", "Status", |row: &Row| subscription_status(row.organization.status()).0)
        .cell(|row| status_cell(row.organization.status())),
];

fn item(organization: &Organization, users: Referenced) -> Item<Row> {
    let id = organization.id().unwrap_or_default().to_owned();
    let owner = organization.owner_id().map_or_else(|| or_unknown(None), |id| users.name(id));
    let href = Route::Organization { organization: id.clone() }.path();
    Item::new(id.clone(), Row { organization: organization.clone(), owner }).leading_to(href).found_by([id])
}
