//! Subscriptions.

use serde_json::{Value, json};
use wheelhouse_contract::sections::project::GetAProject;
use wheelhouse_contract::sections::subscriptions::ListSubscriptions;

use crate::http::{self, ApiError, Context, Handler, Links, Reply};
use crate::store::organizations::Organization;
use crate::store::subscriptions::{self, Subscription, Wanted};
use crate::store::users;

pub const HANDLERS: &[(&str, Handler)] = &[("list-subscriptions", list)];

/// Subscriptions on a page.
const SIZE: i64 = 50;

/// An organization's subscriptions; to who may not list all its projects, those of the projects they are a member of.
fn list(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (organization, rights) = context.organization()?;
    let all = rights.has("projects:list") || rights.has("plans");
    let wanted = Wanted {
        organization: &organization.id,
        member: (!all).then_some(context.caller.id.as_str()),
        status: context.query.get("filter[status]"),
    };
    let page = context.query.integer("page").unwrap_or(1);
    let (count, found) = subscriptions::page(context.store, wanted, SIZE, page)?;
    let owner = users::get(context.store, &organization.owner_id)?;
    let owner =
        owner.map(|user| json!({"type": "user", "username": user.username, "display_name": user.display_name()}));
    let items: Vec<Value> = found.iter().map(|item| view(item, &organization, owner.as_ref())).collect();
    let links = http::pages(context, page, SIZE, count).value();
    Ok(Reply::json(&json!({"count": count, "items": items, "_links": links})))
}

fn view(subscription: &Subscription, organization: &Organization, owner: Option<&Value>) -> Value {
    let project = &subscription.project;
    let path = format!("{}/{}", ListSubscriptions::path(&organization.id), project.subscription_id);
    json!({
        "id": project.subscription_id.to_string(),
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
        "project_id": project.id,
        "project_endpoint": format!("/api{}", GetAProject::path(&project.id)),
        "project_title": project.title,
        "project_region": project.region,
        "project_region_label": subscription.region_label,
        "project_ui": format!("/projects/{}", project.id),
        "project_options": {},
        "agency_site": false,
        "invoiced": true,
        "hipaa": false,
        "is_trial_plan": false,
        "services": [],
        "green": subscription.green,
        "_links": Links::to_self(&path).value(),
    })
}
