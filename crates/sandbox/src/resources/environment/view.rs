//! An environment as the API answers it.

use wheelhouse_contract::sections::activity::of_environment::GetEnvironmentActivityLog;
use wheelhouse_contract::sections::environment::{self as declared, ListVersionsAssociatedWithTheEnvironment};
use wheelhouse_contract::sections::environment_variables::GetListOfEnvironmentVariables;
use wheelhouse_contract::sections::project::GetAProject;

use super::super::deployment;
use super::super::project::domain;
use super::rules::{Found, Place};
use crate::activities::Type;
use crate::request::prelude::*;
use crate::store::environments::Environment;

/// All that is answered of one environment.
///
/// # Errors
/// When what is deployed cannot be read.
pub fn whole(context: &Context<'_>, found: &Found) -> Result<Value, ApiError> {
    let mut view = view(&found.place());
    if found.environment.is_running() && found.project.status == "active" {
        let routes: Value = deployment::addresses(context, found)?.iter().map(|url| json!({"href": url})).collect();
        if let Some(links) = view.get_mut("_links").and_then(Value::as_object_mut) {
            links.insert(declared::Environment::ROUTES.name().to_owned(), routes);
        }
    }
    Ok(view)
}

/// With what the caller may do, and without what the code that is deployed says: to be found out for one at a time.
pub fn view(place: &Place<'_>) -> Value {
    let (environment, project) = (place.environment, place.project);
    let is_running = environment.is_running();
    let is_main = environment.id == project.default_branch;
    let status = status(environment);
    let domain = domain(&environment.machine_name, project);
    let project_id = project.id.as_str();
    let links = place
        .links()
        .add(declared::Environment::PROJECT, &GetAProject::path(project_id))
        .add(declared::Environment::ACTIVITIES, &GetEnvironmentActivityLog::path(project_id, &environment.id))
        .add(declared::Environment::VARIABLES, &GetListOfEnvironmentVariables::path(project_id, &environment.id))
        .add(
            declared::Environment::VERSIONS,
            &ListVersionsAssociatedWithTheEnvironment::path(project_id, &environment.id),
        );
    let deployed_at = environment.last_deployment_at;
    let access = |key: &str| environment.http_access.get(key).cloned().unwrap_or_default();
    let diverged = |commits: i64| environment.parent.as_ref().map(|_| commits);
    let deployment = match deployed_at {
        Some(_) => json!({"last_autoscale_up_at": null, "last_autoscale_down_at": null}),
        None => Value::Null,
    };
    facts!(declared::Environment {
        id: &environment.id,
        created_at: environment.created_at,
        updated_at: environment.updated_at,
        name: &environment.name,
        machine_name: &environment.machine_name,
        title: &environment.title,
        kind: &environment.kind,
        parent: environment.parent.as_ref(),
        default_domain: is_running.then_some(&domain),
        edge_hostname: &domain,
        status: status,
        is_main: is_main,
        is_dirty: status == "dirty",
        is_pr: environment.is_pr,
        has_remote: environment.is_pr,
        has_code: environment.head_commit.is_some(),
        has_domains: environment.has_domains,
        has_deployment: deployed_at.is_some(),
        has_staged_activities: false,
        clone_parent_on_create: environment.clone_parent_on_create,
        head_commit: environment.head_commit.as_ref(),
        commits_ahead: diverged(environment.commits_ahead),
        commits_behind: diverged(environment.commits_behind),
        parent_ref: place.parent.map(|parent| format!("refs/heads/{}", parent.name)),
        enable_smtp: environment.enable_smtp,
        restrict_robots: environment.restrict_robots,
        supports_restrict_robots: true,
        http_access_enabled: access("is_enabled"),
        http_access_addresses: access("addresses"),
        http_access_users: without_passwords(access("basic_auth")),
        last_state_update_successful: true,
        last_deployment_successful: environment.last_deployment_successful,
        last_deployment_failure_reason: (!environment.last_deployment_successful).then_some("shell"),
        last_deployment_commands: json!([]),
        last_deployment_at: deployed_at,
        last_maintenance_at: Value::Null,
        crons_enabled: true,
        crons_status: if is_running { "running" } else { "paused" },
        deployment_target: "local",
        last_active_at: deployed_at,
        last_backup_at: environment.last_backup_at,
        project: &environment.project_id,
        attributes: &environment.attributes,
        ..json!({
            "deployment_state": deployment,
            "sizing": null,
            "resources_overrides": {},
            "max_instance_count": null,
            "can_rolling_deploy": false,
            "supports_rolling_deployments": false,
            "_links": links.value(),
        })
    })
}

/// What an activity is about to change is not in order, whatever its last deployment came to.
fn status(environment: &Environment) -> &str {
    match environment.doing {
        Some(Type::EnvironmentDelete) => "deleting",
        Some(
            Type::EnvironmentActivate
            | Type::EnvironmentBranch
            | Type::EnvironmentInitialize
            | Type::EnvironmentRestore
            | Type::EnvironmentResume,
        ) => "dirty",
        _ if environment.is_running() && (environment.busy || environment.doing.is_some()) => "dirty",
        _ => &environment.status,
    }
}

/// In place of a password: what was kept of it is nobody's business.
pub const HIDDEN: &str = "********";

/// Who may visit with a password, without the passwords.
fn without_passwords(mut users: Value) -> Value {
    for password in users.as_object_mut().into_iter().flat_map(|users| users.values_mut()) {
        *password = json!(HIDDEN);
    }
    users
}
