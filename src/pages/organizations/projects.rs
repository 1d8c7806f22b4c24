//! The projects of an organization, by its subscriptions.

use leptos::prelude::*;
use wheelhouse_contract::sections::organizations::Organization;
use wheelhouse_contract::sections::subscriptions::{ListSubscriptions, Subscription};

use super::overview::overview;
use super::status_cell;
use crate::api::Api;
use crate::components::{
    Column, Item, Listing, Rows, add_link, data_of, forbidden, neighbours, or_unknown, page_path, plan_name, region_of,
    subscription_status, subscription_statuses, use_url_state,
};
use crate::data::{read, with_query};
use crate::layouts::Place;
use crate::reactive::Derived;
use crate::routes::Route;
use crate::ui::{EmptyState, IconName, Select, view, views};

/// The list of an organization's projects.
pub fn page(organization: String) -> AnyView {
    let api = Api::expect();
    let overview = overview(&organization);
    let cursor = use_url_state("cursor", &[]).signal();
    let status = use_url_state("status", &["cursor"]);
    let chosen = status.signal();
    let list = read::<ListSubscriptions>(move || {
        let first = with_query(&ListSubscriptions::path(&organization), [("filter[status]", chosen.get())]);
        Some(page_path(first, &cursor.get()))
    });
    let (_, error, loading, retry) = data_of(list);
    let place = Place::expect();
    let new = move || {
        let refused =
            forbidden(*place.organization, Organization::CREATE_SUBSCRIPTION, "create projects in this organization");
        let organization = place.organization_id.get().unwrap_or_default();
        add_link("New project", refused, Route::ProjectNew { organization }.path())
    };
    let clear = {
        let status = status.clone();
        Callback::new(move |()| status.push(String::new()))
    };
    let filters = move || {
        let status = status.clone();
        view! {
            <Select
                label="Status"
                value=chosen
                options=subscription_statuses()
                on_change=move |value: String| status.push(value)
            />
        }
    };
    let items = move || {
        let organization = place.organization_id.get().unwrap_or_default();
        list.data().map(|page| page.items().iter().map(|one| item(&organization, one)).collect())
    };
    let listing = view! {
        <Listing
            caption="Projects"
            rows=Rows::new(COLUMNS, items)
            error=error
            loading=loading
            on_retry=retry
            filters=filters
            is_filtered=Signal::derive(move || !chosen.with(String::is_empty))
            on_clear=clear
            pages=Derived::new(move || neighbours(api, *list))
            empty=move || {
                view! {
                    <EmptyState
                        icon=IconName::PROJECT
                        title="No projects yet"
                        text="This organization’s projects appear here."
                        actions=new
                    />
                }
            }
        />
    };
    views![overview, listing]
}

const COLUMNS: &[Column<Subscription>] = &[
    Column::text("title", "Name", |subscription: &Subscription| or_unknown(subscription.project_title())),
    Column::text("region", "Region", region_of),
    Column::text("plan", "Plan", |subscription: &Subscription| plan_name(subscription.plan())),
    Column::text("status", "Status", |subscription: &Subscription| subscription_status(subscription.status()).0)
        .cell(|subscription| status_cell(subscription.status())),
];

fn item(organization: &str, subscription: &Subscription) -> Item<Subscription> {
    let project = subscription.project_id().unwrap_or_default();
    Item::new(subscription.id().unwrap_or(project), subscription.clone())
        .leading_to(href(organization, subscription))
        .found_by([project, subscription.plan().unwrap_or_default()].map(str::to_owned))
}

/// The project; while it has no address yet, how far it is.
fn href(organization: &str, subscription: &Subscription) -> Option<String> {
    let text = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
    let route = match text(subscription.project_id()) {
        Some(project) => Route::Project { project },
        None => Route::ProjectSetUp { organization: organization.to_owned(), subscription: text(subscription.id())? },
    };
    Some(route.path())
}
