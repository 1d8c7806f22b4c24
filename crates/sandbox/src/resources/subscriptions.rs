//! Subscriptions: reading them. New ones are made in `new_subscription`, and changed in
//! `subscription_changes`.

use rusqlite::Connection;
use wheelhouse_contract::sections::project::GetAProject;
use wheelhouse_contract::sections::subscriptions as declared;

use super::users::owner_info;
use crate::access::{OrganizationRights, ProjectRights};
use crate::request;
use crate::request::prelude::*;
use crate::store::organizations::Organization;
use crate::store::subscriptions::{self, Subscription, Wanted};
use crate::store::users;

pub fn handlers() -> Vec<Handler> {
    vec![on(organization, list), on(organization, get)]
}

/// Subscriptions on a page.
const SIZE: i64 = 50;

/// An organization's subscriptions; to who may not list all its projects, those of the projects they are a member of.
fn list(call: &Call<'_, declared::ListSubscriptions, InOrganization>) -> Answer {
    let (organization, rights) = &call.at;
    let wanted = Wanted {
        organization: &organization.id,
        member: (!sees_all(rights)).then_some(call.caller.id.as_str()),
        status: call.query.get("filter[status]"),
    };
    let page = call.query.integer("page").unwrap_or(1);
    let (count, found) = subscriptions::page(call.store, wanted, SIZE, page)?;
    let owner = owner(call.store, organization)?;
    let items: Vec<Value> = found.iter().map(|item| view(item, organization, owner.as_ref())).collect();
    let links = request::pages(call, page, SIZE, count).value();
    Ok(Reply::json(&json!({"count": count, "items": items, "_links": links})))
}

fn get(call: &Call<'_, declared::GetSubscription, InOrganization>) -> Answer {
    let Call { at: (organization, rights), path, .. } = call;
    let id = &path.subscription_id;
    let found = find(call, organization, id)?;
    let is_known = || ProjectRights::find(call.store, &found.project, &call.caller.id);
    if !sees_all(rights) && is_known()?.is_none() {
        return Err(missing(id));
    }
    let owner = owner(call.store, organization)?;
    Ok(Reply::json(&view(&found, organization, owner.as_ref())))
}

/// A subscription of an organization by its number.
///
/// # Errors
/// 404 when there is none.
pub fn find(context: &Context<'_>, organization: &Organization, id: &str) -> Result<Subscription, ApiError> {
    let number = id.parse().map_err(|_| missing(id))?;
    subscriptions::get(context.store, &organization.id, number)?.ok_or_else(|| missing(id))
}

fn missing(id: &str) -> ApiError {
    ApiError::not_found(format_args!("subscription {id} in this organization"))
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
    let links = Links::to_self(&declared::GetSubscription::path(&organization.id, &id))
        .add(declared::Subscription::SUBSCRIPTIONS, &declared::ListSubscriptions::path(&organization.id))
        .add_if(there, declared::Subscription::PROJECT, &GetAProject::path(&project.id));
    let endpoint = match there {
        true => json!({"project_endpoint": request::href(&GetAProject::path(&project.id))}),
        false => json!({}),
    };
    let mut view = facts!(declared::Subscription {
        id: id,
        status: &project.status,
        created_at: project.created_at,
        updated_at: project.updated_at,
        owner: &organization.owner_id,
        vendor: "platformsh",
        plan: &project.plan,
        environments: project.environment_limit,
        storage: project.storage,
        user_licenses: project.user_licenses,
        project_id: Said::only_if(there, &project.id),
        project_title: &project.title,
        project_region: &project.region,
        project_region_label: &subscription.region_label,
        project_ui: Said::only_if(there, format!("/projects/{}", project.id)),
        green: subscription.green,
        ..json!({
            "owner_info": owner,
            "project_options": {},
            "agency_site": false,
            "invoiced": true,
            "hipaa": false,
            "is_trial_plan": false,
            "services": [],
            "_links": links.value(),
        })
    });
    if let Some(view) = view.as_object_mut() {
        merge(view, endpoint);
    }
    view
}
