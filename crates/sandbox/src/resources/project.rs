//! Project.

use serde_json::{Value, json};
use wheelhouse_contract::sections::activity::of_project::GetProjectActivityLog;
use wheelhouse_contract::sections::environment::GetListOfProjectEnvironments;
use wheelhouse_contract::sections::project::GetAProject;
use wheelhouse_contract::sections::project_variables::GetListOfProjectVariables;

use crate::access::ProjectRights;
use crate::http::{ApiError, Context, Handler, Links, Reply};
use crate::store::environments;
use crate::store::organizations;
use crate::store::projects::Project;

pub const HANDLERS: &[(&str, Handler)] = &[("get-a-project", get)];

fn get(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    let organization = organizations::get(context.store, &project.organization_id)?;
    let owner = organization.map(|organization| organization.owner_id);
    let main = environments::get(context.store, &project.id, &project.default_branch)?;
    let domain = main.map(|main| domain(&main.machine_name, &project));
    Ok(Reply::json(&view(&project, &rights, owner.as_deref(), domain.as_deref())))
}

/// The domain an environment is found at without one of its own.
pub fn domain(machine_name: &str, project: &Project) -> String {
    format!("{machine_name}-{}.{}", project.id, project.region.replace(".platform.sh", ".platformsh.site"))
}

fn view(project: &Project, rights: &ProjectRights, owner: Option<&str>, domain: Option<&str>) -> Value {
    let resources = json!({"legacy_development": false, "max_cpu": null, "max_memory": null, "max_environments": null});
    json!({
        "id": project.id,
        "created_at": project.created_at.rfc3339(),
        "updated_at": project.updated_at.rfc3339(),
        "attributes": project.attributes,
        "title": project.title,
        "description": project.description,
        "owner": owner.unwrap_or_default(),
        "namespace": "sandbox",
        "organization": project.organization_id,
        "default_branch": project.default_branch,
        "status": {"code": project.status, "message": status_message(&project.status)},
        "timezone": project.timezone,
        "region": project.region,
        "repository": {
            "url": format!("{0}@git.{1}:{0}.git", project.id, project.region),
            "client_ssh_key": null,
        },
        "default_domain": domain,
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
    })
}

fn status_message(code: &str) -> &'static str {
    match code {
        "active" => "",
        "provisioning" => "The project is being set up.",
        "suspended" => "The project is suspended: its environments do not run until it is resumed.",
        _ => "The project is not available.",
    }
}

fn links(project: &Project, rights: &ProjectRights) -> Value {
    let id = project.id.as_str();
    let path = GetAProject::path(id);
    let admin = rights.is_admin();
    Links::to_self(&path)
        .add("environments", &GetListOfProjectEnvironments::path(id))
        .add("activities", &GetProjectActivityLog::path(id))
        .add("variables", &GetListOfProjectVariables::path(id))
        .add("capabilities", &format!("{path}/capabilities"))
        .add("domains", &format!("{path}/domains"))
        .add("access", &format!("{path}/access"))
        .add_if(admin, "integrations", &format!("{path}/integrations"))
        .add_if(admin, "#access", &format!("{path}/access"))
        .add_if(admin, "#manage-variables", &GetListOfProjectVariables::path(id))
        .editable_if(admin, &path)
        .value()
}
