//! Project: reading it. What changes it is in `project_changes`.

use wheelhouse_contract::sections::activity::of_project::GetProjectActivityLog;
use wheelhouse_contract::sections::environment::GetListOfProjectEnvironments;
use wheelhouse_contract::sections::project as declared;
use wheelhouse_contract::sections::project_variables::GetListOfProjectVariables;
use wheelhouse_contract::sections::repository::GetListOfRepositoryRefs;
use wheelhouse_contract::sections::subscriptions::GetSubscription;
use wheelhouse_contract::sections::system::GetInformationAboutTheGitServer;

use super::capabilities;
use crate::access::ProjectRights;
use crate::request::prelude::*;
use crate::store::projects::Project;
use crate::store::{domains, environments, organizations};

pub fn handlers() -> Vec<Handler> {
    vec![on(project, get), on(project, capabilities)]
}

fn get(call: &Call<'_, declared::GetAProject, InProject>) -> Answer {
    let (project, rights) = &call.at;
    Ok(Reply::json(&view(call, project, rights)?))
}

fn capabilities(call: &Call<'_, declared::GetAProjectCapabilities, InProject>) -> Answer {
    let (project, _) = &call.at;
    let organization = organizations::get(call.store, &project.organization_id)?;
    let links = Links::to_self(&declared::GetAProjectCapabilities::path(&project.id));
    let links = links.add(declared::ProjectCapabilities::PROJECT, &declared::GetAProject::path(&project.id));
    let mut view = Map::from_iter([("_links".to_owned(), links.value())]);
    merge(&mut view, capabilities::of(project, organization.as_ref()));
    Ok(Reply::json(&Value::Object(view)))
}

/// The domain an environment is found at without one of its own.
pub fn domain(machine_name: &str, project: &Project) -> String {
    format!("{machine_name}-{}.{}", project.id, project.region.replace(".platform.sh", ".platformsh.site"))
}

/// A project as the API answers it.
pub fn view(context: &Context<'_>, project: &Project, rights: &ProjectRights) -> Result<Value, ApiError> {
    let connection = context.store;
    let organization = organizations::get(connection, &project.organization_id)?;
    let main = environments::get(connection, &project.id, &project.default_branch)?;
    let own = domains::default(connection, &project.id)?;
    let default_domain = own.or(main.as_ref().map(|main| domain(&main.machine_name, project)));
    let resources = json!({"legacy_development": false, "max_cpu": null, "max_memory": null, "max_environments": null});
    Ok(facts!(declared::Project {
        id: &project.id,
        created_at: project.created_at,
        updated_at: project.updated_at,
        title: &project.title,
        description: &project.description,
        organization: &project.organization_id,
        owner: organization.map(|organization| organization.owner_id).unwrap_or_default(),
        namespace: "sandbox",
        default_branch: main.map_or_else(|| project.default_branch.clone(), |main| main.name),
        status_code: status_code(&project.status),
        status_message: status_message(&project.status),
        timezone: &project.timezone,
        region: &project.region,
        repository_url: format!("{0}@git.{1}:{0}.git", project.id, project.region),
        default_domain: default_domain,
        plan: &project.plan,
        environment_limit: project.environment_limit,
        storage: project.storage,
        user_licenses: project.user_licenses,
        suspended: project.status == "suspended",
        attributes: &project.attributes,
        ..json!({
            "repository": {"client_ssh_key": null},
            "subscription": {
                "license_uri": license_uri(context, project),
                "included_users": 1,
                "subscription_management_uri": format!("/organizations/{}/subscriptions", project.organization_id),
                "restricted": false,
                "resources": {"container_profiles": false, "production": resources, "development": resources},
            },
            "maintenance": null,
            "_links": links(project, rights),
        })
    }))
}

/// Where a project's subscription is.
pub fn license_uri(context: &Context<'_>, project: &Project) -> String {
    context.absolute(&GetSubscription::path(&project.organization_id, &project.subscription_id.to_string()))
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
    let path = declared::GetAProject::path(id);
    let admin = rights.is_admin();
    let active = project.status == "active";
    Links::to_self(&path)
        .add(declared::Project::ENVIRONMENTS, &GetListOfProjectEnvironments::path(id))
        .add(declared::Project::ACTIVITIES, &GetProjectActivityLog::path(id))
        .add(declared::Project::VARIABLES, &GetListOfProjectVariables::path(id))
        .add(declared::Project::CAPABILITIES, &declared::GetAProjectCapabilities::path(id))
        .add(declared::Project::REFS, &GetListOfRepositoryRefs::path(id))
        .add_if(admin, declared::Project::SYSTEM, &GetInformationAboutTheGitServer::path(id))
        .add(declared::Project::DOMAINS, &format!("{path}/domains"))
        .add(declared::Project::ACCESS, &format!("{path}/access"))
        .add_if(admin, declared::Project::INTEGRATIONS, &format!("{path}/integrations"))
        .add_if(admin, declared::Project::MANAGE_ACCESS, &format!("{path}/access"))
        .add_if(admin, declared::Project::MANAGE_VARIABLES, &GetListOfProjectVariables::path(id))
        .add_if(admin && active, declared::Project::CLEAR_BUILD_CACHE, &declared::ClearProjectBuildCache::path(id))
        .add_if(admin, declared::Project::EDIT, &path)
        .add_if(rights.may_delete(), declared::Project::DELETE, &path)
        .value()
}
