//! Subscriptions: reading them. New ones are made in `new_subscription`.

use rusqlite::Connection;
use serde_json::{Value, json};
use wheelhouse_contract::sections::project::GetAProject;
use wheelhouse_contract::sections::subscriptions::{GetSubscription, ListSubscriptions};

use super::users::owner_info;
use crate::access::OrganizationRights;
use crate::error::ApiError;
use crate::request::{self, Context, Handler, Links, Reply};
use crate::store::organizations::Organization;
use crate::store::subscriptions::{self, Subscription, Wanted};
use crate::store::{projects, users};

pub const HANDLERS: &[(&str, Handler)] = &[("list-subscriptions", list), ("get-subscription", get)];

/// Subscriptions on a page.
const SIZE: i64 = 50;

/// An organization's subscriptions; to who may not list all its projects, those of the projects they are a member of.
fn list(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (organization, rights) = context.organization()?;
    let wanted = Wanted {
        organization: &organization.id,
        member: (!sees_all(&rights)).then_some(context.caller.id.as_str()),
        status: context.query.get("filter[status]"),
    };
    let page = context.query.integer("page").unwrap_or(1);
    let (count, found) = subscriptions::page(context.store, wanted, SIZE, page)?;
    let owner = owner(context.store, &organization)?;
    let items: Vec<Value> = found.iter().map(|item| view(item, &organization, owner.as_ref())).collect();
    let links = request::pages(context, page, SIZE, count).value();
    Ok(Reply::json(&json!({"count": count, "items": items, "_links": links})))
}

fn get(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (organization, rights) = context.organization()?;
    let id = context.parameter("subscription_id");
    let missing = || ApiError::not_found(format_args!("subscription {id} in this organization"));
    let number = id.parse().map_err(|_| missing())?;
    let found = subscriptions::get(context.store, &organization.id, number)?.ok_or_else(missing)?;
    let is_member = || projects::permissions(context.store, &found.project.id, &context.caller.id);
    if !sees_all(&rights) && is_member()?.is_none() {
        return Err(missing());
    }
    let owner = owner(context.store, &organization)?;
    Ok(Reply::json(&view(&found, &organization, owner.as_ref())))
}

fn sees_all(rights: &OrganizationRights) -> bool {
    rights.has("projects:list") || rights.has("plans")
}

/// How an organization's owner is shown.
pub fn owner(connection: &Connection, organization: &Organization) -> rusqlite::Result<Option<Value>> {
    Ok(users::get(connection, &organization.owner_id)?.as_ref().map(owner_info))
}

/// A subscription as the API answers it.
pub fn view(subscription: &Subscription, organization: &Organization, owner: Option<&Value>) -> Value {
    let project = &subscription.project;
    let id = project.subscription_id.to_string();
    // What was only asked for has no project yet.
    let there = project.status != "requested";
    let links = Links::to_self(&GetSubscription::path(&organization.id, &id))
        .add("subscriptions", &ListSubscriptions::path(&organization.id))
        .add_if(there, "project", &GetAProject::path(&project.id));
    json!({
        "id": id,
        "status": project.status,
        "created_at": project.created_at.rfc3339(),
        "updated_at": project.updated_at.rfc3339(),
        "owner": organization.owner_id,
        "owner_info": owner,
        "vendor": "platformsh",
        "plan": project.plan,
        "environments": project.environment_limit,
        "storage": project.storage,
        "user_licenses": project.user_licenses,
        "project_id": there.then_some(&project.id),
        "project_endpoint": there.then(|| request::href(&GetAProject::path(&project.id))),
        "project_title": project.title,
        "project_region": project.region,
        "project_region_label": subscription.region_label,
        "project_ui": there.then(|| format!("/projects/{}", project.id)),
        "project_options": {},
        "agency_site": false,
        "invoiced": true,
        "hipaa": false,
        "is_trial_plan": false,
        "services": [],
        "green": subscription.green,
        "_links": links.value(),
    })
}
