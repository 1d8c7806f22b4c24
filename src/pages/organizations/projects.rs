//! The projects of an organization, by its subscriptions.

use leptos::prelude::*;
use wheelhouse_contract::Endpoint;
use wheelhouse_contract::operation::QueryKind;
use wheelhouse_contract::sections::subscriptions::{ListSubscriptions, Subscription};

use super::{name_cell, neighbours, page_path};
use crate::api::Api;
use crate::components::{
    Item, Listing, data_of, or_unknown, region_name, set_title, subscription_status, use_url_state,
};
use crate::data::{read, with_query};
use crate::layouts::{OrganizationPage, Place};
use crate::reactive::Derived;
use crate::routes::Route;
use crate::ui::{Column, EmptyState, IconName, Select, SelectOption, Status, Tone};

/// The list of an organization's projects.
#[component]
pub fn OrganizationProjectsPage(organization: String) -> impl IntoView {
    let place = Place::expect();
    set_title(move || vec!["Projects".to_owned(), place.organization_label()]);
    let organization = StoredValue::new(organization);
    view! { <OrganizationPage>{projects(organization.get_value())}</OrganizationPage> }
}

fn projects(organization: String) -> AnyView {
    let api = Api::expect();
    let cursor = use_url_state("cursor", &[]).signal();
    let status = use_url_state("status", &["cursor"]);
    let chosen = status.signal();
    let list = read::<ListSubscriptions>(move || {
        let first = with_query(&ListSubscriptions::path(&organization), [("filter[status]", chosen.get())]);
        Some(page_path(first, &cursor.get()))
    });
    let (_, error, loading, retry) = data_of(list);
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
                options=statuses()
                on_change=move |value: String| status.push(value)
            />
        }
    };
    view! {
        <Listing
            caption="Projects"
            columns=vec![
                Column::new("title", "Name").sortable(),
                Column::new("region", "Region").sortable(),
                Column::new("plan", "Plan").sortable(),
                Column::new("status", "Status").sortable(),
            ]
            keys=vec!["title", "region", "plan", "status"]
            items=Derived::new(move || list.data().map(|page| page.items().iter().map(row).collect()))
            error=error
            loading=loading
            on_retry=retry
            filters=filters
            is_filtered=Signal::derive(move || !chosen.with(String::is_empty))
            on_clear=clear
            pages=Derived::new(move || neighbours(api, list.data()))
            empty=|| {
                view! {
                    <EmptyState
                        icon=IconName::PROJECT
                        title="No projects yet"
                        text="Projects of this organization appear here, with their region, plan and state."
                    />
                }
            }
        />
    }
    .into_any()
}

/// The states that the API can narrow by.
fn statuses() -> Vec<SelectOption> {
    let narrowed = ListSubscriptions::OPERATION.query.iter().find_map(|query| match query.kind {
        QueryKind::Choice(values) => Some(values),
        _ => None,
    });
    let named =
        narrowed.unwrap_or_default().iter().map(|value| SelectOption::new(*value, subscription_status(Some(value)).0));
    std::iter::once(SelectOption::new("", "All states")).chain(named).collect()
}

fn row(subscription: &Subscription) -> Item {
    let project = subscription.project_id().unwrap_or_default().to_owned();
    let title = or_unknown(subscription.project_title());
    let region =
        subscription.project_region_label().map_or_else(|| region_name(subscription.project_region()), str::to_owned);
    let plan = or_unknown(subscription.plan());
    let (status, tone): (String, Tone) = subscription_status(subscription.status());
    let texts = vec![title.clone(), region.clone(), plan.clone(), status.clone(), project.clone()];
    let href = (!project.is_empty()).then(|| Route::Project { project: project.clone() }.path());
    let key = subscription.id().map_or(project, str::to_owned);
    Item::new(key, texts, move || {
        vec![
            // A project that is still being made has no address yet.
            href.clone().map_or_else(|| title.clone().into_any(), |href| name_cell(title.clone(), href)),
            region.clone().into_any(),
            plan.clone().into_any(),
            view! { <Status text=status.clone() tone=tone /> }.into_any(),
        ]
    })
}
