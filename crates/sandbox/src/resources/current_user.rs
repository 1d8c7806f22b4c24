//! Who is signed in, as older clients ask for it: with all of their projects.

use wheelhouse_contract::sections::project::GetAProject;
use wheelhouse_contract::sections::users as declared;

use super::ssh_keys;
use super::users::owner_info;
use crate::request::prelude::*;
use crate::request::{self, Once};
use crate::store::offers::{self, Region};
use crate::store::projects::{self, Project};
use crate::store::ssh_keys as kept_keys;
use crate::store::users::{self, User};

pub fn handlers() -> Vec<Handler> {
    vec![on(anyone, get)]
}

/// More projects than anyone has.
const ALL: i64 = 10_000;

fn get(call: &Call<'_, declared::GetCurrentLoggedInUserInfo, ()>) -> Answer {
    let user = call.caller;
    let (_, found) = projects::visible(call.store, &user.id, None, ALL, 1)?;
    let keys = kept_keys::list(call.store, &user.id)?;
    let owners = Once::new(|organization: &str| users::owner_of(call.store, organization));
    let regions = Once::new(|region: &str| offers::region(call.store, region));
    let project = |project: &Project| {
        let (owner, region) = (owners.get(&project.organization_id)?, regions.get(&project.region)?);
        Ok(view(project, owner.as_deref(), region.as_deref()))
    };
    let projects: Vec<Value> = found.iter().map(project).collect::<Result<_, ApiError>>()?;
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

fn view(project: &Project, owner: Option<&User>, region: Option<&Region>) -> Value {
    let label = region.map(|region| &region.label);
    json!({
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
        "owner": owner.map(|owner| &owner.id),
        "owner_info": owner.map(owner_info),
        "plan": project.plan,
        "subscription_id": project.subscription_id,
        "status": project.status,
        "vendor": "platformsh",
        "vendor_label": "Platform.sh",
        "vendor_website": "https://platform.sh",
        "vendor_resources": "",
        "created_at": project.created_at.rfc3339(),
    })
}
