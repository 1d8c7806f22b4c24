//! Subscriptions: what is paid for each project.

mod delete;
mod detail;
mod edit;
mod price;

pub use delete::delete;
pub use detail::detail;
pub use edit::edit;

use leptos::prelude::*;
use wheelhouse_contract::Page;
use wheelhouse_contract::sections::subscriptions::{ListSubscriptions, Subscription};

use super::among;
use super::list::{Filter, ListPage, list as listed};
use super::words::{choices, status_cell};
use crate::components::{
    Column, Item, Rows, SortValue, mebibytes, or_unknown, plan_name, region_of, subscription_status,
};
use crate::data::{AnyRead, read_as};
use crate::routes::{AtMade, Route};
use crate::ui::IconName;

/// The states that a list can be narrowed to.
const STATUSES: &[&str] = &["active", "provisioning", "provisioning failure", "suspended", "deleted"];

const COLUMNS: &[Column<Subscription>] = &[
    Column::text("project", "Project", |it: &Subscription| or_unknown(it.project_title())),
    Column::text("status", "Status", |it: &Subscription| subscription_status(it.status()).0)
        .cell(|it| status_cell(subscription_status(it.status()))),
    Column::text("plan", "Plan", |it: &Subscription| plan_name(it.plan())),
    Column::text("environments", "Environments", |it: &Subscription| number(it.environments()))
        .by(|it| SortValue::number(it.environments()))
        .numeric(),
    Column::text("storage", "Storage per environment", |it: &Subscription| storage(it.storage()))
        .by(|it| SortValue::number(it.storage()))
        .numeric(),
    Column::text("users", "Users", |it: &Subscription| number(it.user_licenses()))
        .by(|it| SortValue::number(it.user_licenses()))
        .numeric(),
    Column::text("region", "Region", region_of).wide_only(),
];

fn number(number: Option<i64>) -> String {
    number.map_or_else(|| or_unknown(None), |number| number.to_string())
}

fn storage(size: Option<i64>) -> String {
    size.map_or_else(|| or_unknown(None), mebibytes)
}

/// What a subscription is called: by its project.
fn name(subscription: &Subscription) -> String {
    let title = subscription.project_title().filter(|title| !title.is_empty());
    title.or(subscription.id()).map_or_else(|| or_unknown(None), str::to_owned)
}

fn address(organization: &str, at: AtMade) -> String {
    Route::Subscriptions { organization: organization.to_owned(), at }.path()
}

/// Those of an organization.
pub fn list(organization: &str) -> AnyView {
    let page = ListPage {
        caption: "Subscriptions",
        path: ListSubscriptions::path(organization),
        filters: vec![Filter::choice("status", "Status", "filter[status]", "All states", || {
            choices(STATUSES, |status| subscription_status(Some(status)).0)
        })],
        icon: IconName::BILLING,
        none: "No subscriptions yet",
        hint: "Each project has one. It sets what the project can use and what it costs.",
        open: |path| *read_as::<Page<Subscription>>(path),
    };
    let whose = organization.to_owned();
    let rows = move |read: AnyRead| {
        let items = move || {
            let page = read.data::<Page<Subscription>>()?;
            let item = |one: &Subscription| {
                let id = one.id().unwrap_or_default().to_owned();
                let project = one.project_id().unwrap_or_default().to_owned();
                let href = address(&whose, AtMade::One(id.clone()));
                Item::new(id.clone(), one.clone()).leading_to(href).found_by([id, project])
            };
            Some(page.items().iter().map(item).collect())
        };
        Rows::new(COLUMNS, items)
    };
    among(organization, "Subscriptions", listed(page, rows))
}
