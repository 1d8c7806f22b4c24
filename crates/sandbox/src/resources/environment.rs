//! Environment.

use serde_json::{Value, json};
use wheelhouse_contract::sections::activity::of_environment::GetEnvironmentActivityLog;
use wheelhouse_contract::sections::environment::GetAnEnvironment;
use wheelhouse_contract::sections::environment_variables::GetListOfEnvironmentVariables;
use wheelhouse_contract::sections::project::GetAProject;

use super::project::domain;
use crate::access::{ProjectRights, Role};
use crate::clock::Moment;
use crate::http::{ApiError, Context, Handler, Links, Reply};
use crate::store::environments::{self, Environment};
use crate::store::projects::Project;

pub const HANDLERS: &[(&str, Handler)] = &[("get-list-of-project-environments", list), ("get-an-environment", get)];

fn list(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    let environments = environments::list(context.store, &project.id)?;
    Ok(Reply::json(&environments.iter().map(|environment| view(environment, &project, &rights)).collect()))
}

fn get(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights, environment) = context.environment()?;
    Ok(Reply::json(&view(&environment, &project, &rights)))
}

fn view(environment: &Environment, project: &Project, rights: &ProjectRights) -> Value {
    let time = |moment: Option<Moment>| moment.map(Moment::rfc3339);
    let is_running = environment.is_running();
    let is_main = environment.id == project.default_branch;
    // What an activity is about to change is not in order, whatever its last deployment came to.
    let status = if environment.busy && is_running { "dirty" } else { &environment.status };
    let domain = domain(&environment.machine_name, project);
    json!({
        "id": environment.id,
        "created_at": environment.created_at.rfc3339(),
        "updated_at": environment.updated_at.rfc3339(),
        "name": environment.name,
        "machine_name": environment.machine_name,
        "title": environment.title,
        "attributes": {},
        "type": environment.kind,
        "parent": environment.parent,
        "default_domain": is_running.then_some(&domain),
        "has_domains": environment.has_domains,
        "clone_parent_on_create": true,
        "deployment_target": "local",
        "is_pr": environment.is_pr,
        "has_remote": environment.is_pr,
        "status": status,
        "http_access": environment.http_access,
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
            "parent_ref": environment.parent.as_ref().map(|parent| format!("refs/heads/{parent}")),
        },
        "has_deployment": environment.last_deployment_at.is_some(),
        "supports_restrict_robots": true,
        "_links": links(environment, project, rights, &domain),
    })
}

/// A relation is there when the role and the environment's state allow it.
fn links(environment: &Environment, project: &Project, rights: &ProjectRights, domain: &str) -> Value {
    let (id, project_id) = (environment.id.as_str(), project.id.as_str());
    let path = GetAnEnvironment::path(project_id, id);
    let role = rights.on(&environment.kind);
    let (admin, contributor) = (role >= Role::Admin, role >= Role::Contributor);
    let runs = environment.is_running();
    let is_main = id == project.default_branch;
    let usable = project.status == "active";
    let links = Links::to_self(&path)
        .add("project", &GetAProject::path(project_id))
        .add("activities", &GetEnvironmentActivityLog::path(project_id, id))
        .add("variables", &GetListOfEnvironmentVariables::path(project_id, id))
        .add_if(admin, "#edit", &path)
        .add_if(admin && !is_main && environment.status == "inactive", "#delete", &path)
        .add_if(admin, "#manage-variables", &GetListOfEnvironmentVariables::path(project_id, id))
        .actions_if(admin && usable && !runs && environment.status != "paused", &path, &["activate"])
        .actions_if(admin && usable && runs, &path, &["branch", "redeploy"])
        .actions_if(admin && usable && runs && !is_main, &path, &["deactivate", "merge", "synchronize", "pause"])
        .actions_if(admin && usable && environment.status == "paused", &path, &["resume"])
        .actions_if(contributor && usable && runs, &path, &["backup"])
        .actions_if(admin && usable && environment.head_commit.is_none(), &path, &["initialize"])
        .add_if(admin, "#manage-access", &format!("{path}/access"))
        .add_if(admin, "#manage-routes", &format!("{path}/routes"));
    if !(runs && usable) {
        return links.value();
    }
    let ssh = format!("ssh://{project_id}-{}--app@ssh.{}", environment.machine_name, project.region);
    let links = if contributor {
        links.insert("ssh", json!({"href": ssh})).insert("pf:ssh:app", json!({"href": ssh}))
    } else {
        links
    };
    let routes = json!([{"href": format!("https://{domain}/")}, {"href": format!("https://api.{domain}/")}]);
    links.insert("pf:routes", routes).value()
}
