//! Who is signed in, as older clients ask for it: with all of their projects.

use rusqlite::Connection;
use wheelhouse_contract::sections::project::GetAProject;
use wheelhouse_contract::sections::users as declared;

use super::ssh_keys;
use super::users::owner_info;
use crate::request;
use crate::request::prelude::*;
use crate::store::projects::{self, Project};
use crate::store::{offers, organizations, ssh_keys as kept_keys, users};

pub fn handlers() -> Vec<Handler> {
    vec![on(anyone, get)]
}

/// More projects than anyone has.
const ALL: i64 = 10_000;

fn get(call: &Call<'_, declared::GetCurrentLoggedInUserInfo, ()>) -> Answer {
    let user = call.caller;
    let (_, found) = projects::visible(call.store, &user.id, None, ALL, 1)?;
    let keys = kept_keys::list(call.store, &user.id)?;
    let projects: Vec<Value> =
        found.iter().map(|project| view(call.store, project)).collect::<Result<_, ApiError>>()?;
    Ok(Reply::json(&facts!(declared::CurrentUser {
        id: &user.id,
        uuid: &user.id,
        username: &user.username,
        display_name: user.display_name(),
        status: 1,
        mail: &user.email,
        has_key: !keys.is_empty(),
        ssh_keys: keys.iter().map(|key| ssh_keys::view(user.number(), key)).collect::<Vec<Value>>(),
        projects: projects,
        sequence: 1,
        roles: Vec::<String>::new(),
        picture: &user.picture,
        tickets: Map::new(),
        trial: false,
        current_trial: Vec::new(),
    })))
}

fn view(connection: &Connection, project: &Project) -> Result<Value, ApiError> {
    let organization = organizations::get(connection, &project.organization_id)?;
    let owner = organization.map(|organization| users::get(connection, &organization.owner_id)).transpose()?.flatten();
    let label = offers::region(connection, &project.region)?.map(|region| region.label);
    Ok(json!({
        "id": project.id,
        "name": project.id,
        "title": project.title,
        "cluster": project.region,
        "cluster_label": label,
        "region": project.region,
        "region_label": label,
        "uri": format!("/projects/{}", project.id),
        "endpoint": request::href(&GetAProject::path(&project.id)),
        "license_id": project.subscription_id,
        "owner": owner.as_ref().map(|owner| &owner.id),
        "owner_info": owner.as_ref().map(owner_info),
        "plan": project.plan,
        "subscription_id": project.subscription_id,
        "status": project.status,
        "vendor": "platformsh",
        "vendor_label": "Platform.sh",
        "vendor_website": "https://platform.sh",
        "vendor_resources": "",
        "created_at": project.created_at.rfc3339(),
    }))
}
