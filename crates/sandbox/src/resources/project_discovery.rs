//! Project Discovery: where projects are. Here, all in one place.

use rusqlite::Connection;
use serde_json::{Value, json};
use wheelhouse_contract::sections::project::GetAProject;
use wheelhouse_contract::sections::project_discovery::LocateASingleProject;

use super::users::owner_info;
use crate::error::ApiError;
use crate::request::{self, Context, Handler, Links, Reply};
use crate::store::projects::{self, Project};
use crate::store::{organizations, users};

pub const HANDLERS: &[(&str, Handler)] = &[("locate-user-projects", list), ("locate-a-single-project", get)];

/// Projects on a page.
const SIZE: i64 = 50;

fn list(context: &Context<'_>) -> Result<Reply, ApiError> {
    let page = context.query.integer("page").unwrap_or(1);
    let owner = context.query.get("filter[owner]");
    let (count, found) = projects::visible(context.store, &context.caller.id, owner, SIZE, page)?;
    let located: Vec<Value> =
        found.iter().map(|project| view(context.store, project)).collect::<Result<_, ApiError>>()?;
    let links = request::pages(context, page, SIZE, count).value();
    Ok(Reply::json(&json!({"count": count, "projects": located, "_links": links})))
}

fn get(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, _) = context.project()?;
    Ok(Reply::json(&view(context.store, &project)?))
}

fn view(connection: &Connection, project: &Project) -> Result<Value, ApiError> {
    let organization = organizations::get(connection, &project.organization_id)?;
    let owner = organization.map(|organization| users::get(connection, &organization.owner_id)).transpose()?.flatten();
    Ok(json!({
        "id": project.id,
        "endpoint": request::href(&GetAProject::path(&project.id)),
        "ui": format!("/projects/{}", project.id),
        "subscription_id": project.subscription_id.to_string(),
        "owner": owner.as_ref().map(|user| user.id.as_str()),
        "owner_info": owner.as_ref().map(owner_info),
        "_links": Links::to_self(&LocateASingleProject::path(&project.id)).value(),
    }))
}
