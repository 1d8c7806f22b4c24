//! The organizations that the person can see.

use leptos::prelude::*;
use wheelhouse_contract::sections::organizations::{ListOrganizations, Organization};

use super::{name_cell, neighbours, page_path};
use crate::api::Api;
use crate::components::{
    Item, Listing, ReferencedUserNames, data_of, or_unknown, referenced_users, subscription_status, use_url_state,
};
use crate::data::{read, with_query};
use crate::layouts::Place;
use crate::reactive::Derived;
use crate::routes::Route;
use crate::ui::{Column, EmptyState, IconName, PageHeader, Status, el};

/// The list of organizations.
pub(super) fn page() -> AnyView {
    let api = Api::expect();
    let cursor = use_url_state("cursor", &[]).signal();
    let list = read::<ListOrganizations>(move || {
        let first =
            with_query(&ListOrganizations::path(), [("page[size]", "50".to_owned()), ("sort", "name".to_owned())]);
        Some(page_path(first, &cursor.get()))
    });
    let users = referenced_users(*list);
    let (_, error, loading, retry) = data_of(list);
    let empty = || {
        view! {
            <EmptyState
                icon=IconName::ORGANIZATION
                title="No organizations yet"
                text="You belong to none. An owner of one can invite you by e-mail."
            />
        }
    };
    let listing = view! {
        <Listing
            caption="Organizations"
            columns=vec![
                Column::new("name", "Name").sortable(),
                Column::new("short", "Short name").sortable(),
                Column::new("owner", "Owner").sortable().wide_only(),
                Column::new("country", "Country").sortable(),
                Column::new("status", "Status").sortable(),
            ]
            items=Derived::new(move || {
                let row = |organization: &Organization| row(organization, users);
                list.data().map(|page| page.items().iter().map(row).collect())
            })
            error=error
            loading=loading
            on_retry=retry
            pages=Derived::new(move || neighbours(api, list.data()))
            empty=empty
        />
    };
    vec![view! { <PageHeader title=Place::expect().label() /> }.into_any(), listing.into_any()].into_any()
}

fn row(organization: &Organization, users: ReferencedUserNames) -> Item {
    let id = organization.id().unwrap_or_default().to_owned();
    let label = or_unknown(organization.label().or(organization.name()));
    let short = or_unknown(organization.name());
    let owner = organization.owner_id().map_or_else(|| or_unknown(None), |id| users.name(id));
    let country = or_unknown(organization.country());
    let (status, tone) = subscription_status(organization.status());
    let texts = vec![label.clone(), short.clone(), owner.clone(), country.clone(), status.clone(), id.clone()];
    let href = Route::Organization { organization: id.clone() }.path();
    Item::new(id, texts, move || {
        vec![
            name_cell(label.clone(), href.clone()),
            el("span").class("mono").text(short.clone()).into_any(),
            owner.clone().into_any(),
            country.clone().into_any(),
            view! { <Status text=status.clone() tone=tone /> }.into_any(),
        ]
    })
}
