//! An environment as the API answers it.

use serde_json::{Value, json};
use wheelhouse_contract::sections::activity::of_environment::GetEnvironmentActivityLog;
use wheelhouse_contract::sections::environment::{self as declared, ListVersionsAssociatedWithTheEnvironment};
use wheelhouse_contract::sections::environment_variables::GetListOfEnvironmentVariables;
use wheelhouse_contract::sections::project::GetAProject;

use super::super::project::domain;
use super::rules::Place;
use crate::activities::Type;
use crate::clock::Moment;
use crate::store::environments::Environment;

/// With what the caller may do.
pub fn view(place: &Place<'_>) -> Value {
    let (environment, project) = (place.environment, place.project);
    let time = |moment: Option<Moment>| moment.map(Moment::rfc3339);
    let is_running = environment.is_running();
    let is_main = environment.id == project.default_branch;
    let status = status(environment);
    let domain = domain(&environment.machine_name, project);
    let project_id = project.id.as_str();
    let links = place
        .links(&domain)
        .add(declared::Environment::PROJECT, &GetAProject::path(project_id))
        .add(declared::Environment::ACTIVITIES, &GetEnvironmentActivityLog::path(project_id, &environment.id))
        .add(declared::Environment::VARIABLES, &GetListOfEnvironmentVariables::path(project_id, &environment.id))
        .add(
            declared::Environment::VERSIONS,
            &ListVersionsAssociatedWithTheEnvironment::path(project_id, &environment.id),
        );
    json!({
        "id": environment.id,
        "created_at": environment.created_at.rfc3339(),
        "updated_at": environment.updated_at.rfc3339(),
        "name": environment.name,
        "machine_name": environment.machine_name,
        "title": environment.title,
        "attributes": environment.attributes,
        "type": environment.kind,
        "parent": environment.parent,
        "default_domain": is_running.then_some(&domain),
        "has_domains": environment.has_domains,
        "clone_parent_on_create": environment.clone_parent_on_create,
        "deployment_target": "local",
        "is_pr": environment.is_pr,
        "has_remote": environment.is_pr,
        "status": status,
        "http_access": shown_access(&environment.http_access),
        "enable_smtp": environment.enable_smtp,
        "restrict_robots": environment.restrict_robots,
        "edge_hostname": domain,
        "deployment_state": environment.last_deployment_at.map(|at| json!({
            "last_state_update_successful": true,
            "last_deployment_successful": environment.last_deployment_successful,
            "last_deployment_failure_reason": (!environment.last_deployment_successful).then_some("shell"),
            "last_deployment_commands": [],
            "last_deployment_at": at.rfc3339(),
            "last_autoscale_up_at": null,
            "last_autoscale_down_at": null,
            "last_maintenance_at": null,
            "crons": {"enabled": true, "status": if is_running { "running" } else { "paused" }},
        })),
        "sizing": null,
        "resources_overrides": {},
        "max_instance_count": null,
        "last_active_at": time(environment.last_deployment_at),
        "last_backup_at": time(environment.last_backup_at),
        "project": environment.project_id,
        "is_main": is_main,
        "is_dirty": status == "dirty",
        "has_staged_activities": false,
        "can_rolling_deploy": false,
        "supports_rolling_deployments": false,
        "has_code": environment.head_commit.is_some(),
        "head_commit": environment.head_commit,
        "merge_info": {
            "commits_ahead": environment.parent.as_ref().map(|_| environment.commits_ahead),
            "commits_behind": environment.parent.as_ref().map(|_| environment.commits_behind),
            "parent_ref": place.parent.map(|parent| format!("refs/heads/{}", parent.name)),
        },
        "has_deployment": environment.last_deployment_at.is_some(),
        "supports_restrict_robots": true,
        "_links": links.value(),
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

/// Who may visit, without passwords.
fn shown_access(access: &Value) -> Value {
    let mut shown = access.clone();
    for password in
        shown.get_mut("basic_auth").and_then(Value::as_object_mut).into_iter().flat_map(|map| map.values_mut())
    {
        *password = json!(HIDDEN);
    }
    shown
}
