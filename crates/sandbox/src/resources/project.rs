//! Project: reading it. What changes it is in `project_changes`.

use rusqlite::Connection;
use serde_json::{Value, json};
use wheelhouse_contract::sections::activity::of_project::GetProjectActivityLog;
use wheelhouse_contract::sections::environment::GetListOfProjectEnvironments;
use wheelhouse_contract::sections::project::{ClearProjectBuildCache, GetAProject, GetAProjectCapabilities};
use wheelhouse_contract::sections::project_variables::GetListOfProjectVariables;
use wheelhouse_contract::sections::repository::GetListOfRepositoryRefs;
use wheelhouse_contract::sections::system::GetInformationAboutTheGitServer;

use super::capabilities;
use crate::access::ProjectRights;
use crate::error::ApiError;
use crate::request::{Context, Handler, Links, Reply};
use crate::store::projects::Project;
use crate::store::{domains, environments, organizations};

pub const HANDLERS: &[(&str, Handler)] = &[("get-a-project", get), ("get-a-project-capabilities", capabilities)];

fn get(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    Ok(Reply::json(&view(context.store, &project, &rights)?))
}

fn capabilities(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, _) = context.project()?;
    let organization = organizations::get(context.store, &project.organization_id)?;
    let mut view = capabilities::of(&project, organization.as_ref());
    if let Some(map) = view.as_object_mut() {
        let links = Links::to_self(&GetAProjectCapabilities::path(&project.id));
        map.insert("_links".to_owned(), links.add("project", &GetAProject::path(&project.id)).value());
    }
    Ok(Reply::json(&view))
}

/// The domain an environment is found at without one of its own.
pub fn domain(machine_name: &str, project: &Project) -> String {
    format!("{machine_name}-{}.{}", project.id, project.region.replace(".platform.sh", ".platformsh.site"))
}

/// A project as the API answers it.
pub fn view(connection: &Connection, project: &Project, rights: &ProjectRights) -> Result<Value, ApiError> {
    let organization = organizations::get(connection, &project.organization_id)?;
    let main = environments::get(connection, &project.id, &project.default_branch)?;
    let own = domains::default(connection, &project.id)?;
    let default_domain = own.or(main.as_ref().map(|main| domain(&main.machine_name, project)));
    let resources = json!({"legacy_development": false, "max_cpu": null, "max_memory": null, "max_environments": null});
    Ok(json!({
        "id": project.id,
        "created_at": project.created_at.rfc3339(),
        "updated_at": project.updated_at.rfc3339(),
        "attributes": project.attributes,
        "title": project.title,
        "description": project.description,
        "owner": organization.map(|organization| organization.owner_id).unwrap_or_default(),
        "namespace": "sandbox",
        "organization": project.organization_id,
        "default_branch": main.map_or_else(|| project.default_branch.clone(), |main| main.name),
        "status": {"code": status_code(&project.status), "message": status_message(&project.status)},
        "timezone": project.timezone,
        "region": project.region,
        "repository": {
            "url": format!("{0}@git.{1}:{0}.git", project.id, project.region),
            "client_ssh_key": null,
        },
        "default_domain": default_domain,
        "subscription": {
            "license_uri": format!("/api/subscriptions/{}", project.subscription_id),
            "plan": project.plan,
            "environments": project.environment_limit,
            "storage": project.storage,
            "included_users": 1,
            "subscription_management_uri": format!("/organizations/{}/subscriptions", project.organization_id),
            "restricted": false,
            "suspended": project.status == "suspended",
            "user_licenses": project.user_licenses,
            "resources": {"container_profiles": false, "production": resources, "development": resources},
        },
        "maintenance": null,
        "_links": links(project, rights),
    }))
}

/// A project knows nothing of having only been asked for: its subscription does.
fn status_code(status: &str) -> &str {
    if status == "requested" { "provisioning" } else { status }
}

fn status_message(status: &str) -> &'static str {
    match status {
        "active" => "",
        "requested" | "provisioning" => "The project is being set up.",
        "suspended" => "The project is suspended: its environments do not run until it is resumed.",
        _ => "The project is not available.",
    }
}

fn links(project: &Project, rights: &ProjectRights) -> Value {
    let id = project.id.as_str();
    let path = GetAProject::path(id);
    let admin = rights.is_admin();
    let active = project.status == "active";
    Links::to_self(&path)
        .add("environments", &GetListOfProjectEnvironments::path(id))
        .add("activities", &GetProjectActivityLog::path(id))
        .add("variables", &GetListOfProjectVariables::path(id))
        .add("capabilities", &GetAProjectCapabilities::path(id))
        .add("refs", &GetListOfRepositoryRefs::path(id))
        .add("system", &GetInformationAboutTheGitServer::path(id))
        .add("domains", &format!("{path}/domains"))
        .add("access", &format!("{path}/access"))
        .add_if(admin, "integrations", &format!("{path}/integrations"))
        .add_if(admin, "#access", &format!("{path}/access"))
        .add_if(admin, "#manage-variables", &GetListOfProjectVariables::path(id))
        .add_if(admin && active, "#clear-build-cache", &ClearProjectBuildCache::path(id))
        .add_if(admin, "#edit", &path)
        .add_if(rights.may_delete(), "#delete", &path)
        .value()
}
