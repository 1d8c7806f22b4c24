//! Deployment Target. Every project has a local one, which its environments run on; others can be described beside it.

use serde_json::{Map, Value, json};
use wheelhouse_contract::FieldError;
use wheelhouse_contract::sections::deployment_targets::GetASingleProjectDeploymentTarget as Get;

use super::change::Change;
use crate::access::ProjectRights;
use crate::activities;
use crate::error::ApiError;
use crate::request::{Context, Handler, Links, Reply};
use crate::store::projects::Project;
use crate::store::targets::{self, LOCAL, Target};

pub const HANDLERS: &[(&str, Handler)] = &[
    ("get-project-deployment-target-info", list),
    ("create-a-project-deployment-target", add),
    ("get-a-single-project-deployment-target", get),
    ("update-a-project-deployment", update),
    ("delete-a-single-project-deployment-target", delete),
];

fn list(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    let found = targets::list(context.store, &project.id)?;
    Ok(Reply::json(&found.iter().map(|target| view(target, &rights)).collect()))
}

fn get(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    Ok(Reply::json(&view(&find(context, &project)?, &rights)))
}

fn add(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    rights.require_admin()?;
    let text = |name: &str| context.body.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let target = Target {
        project_id: project.id.clone(),
        id: activities::random_id(),
        kind: text("type"),
        name: text("name"),
        facts: facts(context.body),
        created_at: context.now,
    };
    if target.kind == LOCAL {
        return Err(ApiError::conflict("type", "This project has its local target already, and cannot have another."));
    }
    require_free(context, &target)?;
    targets::put(context.store, &target)?;
    let activity = start(context, &project, &target, "create", "added")?;
    Ok(Reply::created(&view(&target, &rights), vec![activity]))
}

fn update(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    rights.require_admin()?;
    let mut target = find(context, &project)?;
    if context.body.get("type").and_then(Value::as_str) != Some(target.kind.as_str()) {
        let message = format!("This target is {}, and its kind stays.", target.kind);
        return Err(ApiError::fields(&[FieldError::new("type", message)]));
    }
    if let Some(name) = context.body.get("name").and_then(Value::as_str).filter(|name| *name != target.name) {
        if target.id == LOCAL {
            let message = "The local target keeps its name: environments run on it by that.";
            return Err(ApiError::fields(&[FieldError::new("name", message)]));
        }
        target.name = name.to_owned();
        require_free(context, &target)?;
    }
    target.facts.extend(facts(context.body));
    targets::put(context.store, &target)?;
    let activity = start(context, &project, &target, "update", "updated")?;
    Ok(Reply::updated(&view(&target, &rights), vec![activity]))
}

fn delete(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    rights.require_admin()?;
    let target = find(context, &project)?;
    if target.id == LOCAL {
        return Err(ApiError::forbidden("The local target cannot be deleted: the project's environments run on it."));
    }
    targets::delete(context.store, &project.id, &target.id)?;
    Ok(Reply::accepted(vec![start(context, &project, &target, "delete", "deleted")?]))
}

fn find(context: &Context<'_>, project: &Project) -> Result<Target, ApiError> {
    let id = context.parameter("deploymentTargetConfigurationId");
    targets::get(context.store, &project.id, id)?
        .ok_or_else(|| ApiError::not_found(format_args!("deployment target {id} in this project")))
}

fn require_free(context: &Context<'_>, target: &Target) -> Result<(), ApiError> {
    let others = targets::list(context.store, &target.project_id)?;
    if others.iter().any(|other| other.id != target.id && other.name == target.name) {
        let message = format!("This project has a deployment target named {} already.", target.name);
        return Err(ApiError::conflict("name", message));
    }
    Ok(())
}

/// What a body says beside type and name.
fn facts(body: &Map<String, Value>) -> Map<String, Value> {
    let own = body.iter().filter(|(key, _)| !matches!(key.as_str(), "type" | "name"));
    own.map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// Environments redeploy when it is what they run on.
fn start(context: &Context<'_>, project: &Project, target: &Target, verb: &str, done: &str) -> Result<Value, ApiError> {
    let change = Change {
        kind: &format!("project.deployment_target.{verb}"),
        done: &format!("{done} deployment target"),
        name: &target.name,
        about: ("deployment_target", json!({"id": target.id, "type": target.kind, "name": target.name})),
        log: format!("Deployment target {} {done}", target.name),
    };
    if target.id == LOCAL {
        change.redeploy(context, project, None)
    } else {
        change.run(context, project, &[("No environment runs on it.".to_owned(), 300)])
    }
}

fn view(target: &Target, rights: &ProjectRights) -> Value {
    let path = Get::path(&target.project_id, &target.id);
    let admin = rights.is_admin();
    let mut view = usual(&target.kind);
    if let Some(map) = view.as_object_mut() {
        map.extend(target.facts.clone());
        map.insert("id".to_owned(), json!(target.id));
        map.insert("type".to_owned(), json!(target.kind));
        map.insert("name".to_owned(), json!(target.name));
        let links = Links::to_self(&path).add_if(admin, "#edit", &path);
        map.insert("_links".to_owned(), links.add_if(admin && target.id != LOCAL, "#delete", &path).value());
    }
    view
}

/// What there is to a kind of target that nobody has set anything of.
fn usual(kind: &str) -> Value {
    match kind {
        "dedicated" => json!({
            "deploy_host": null,
            "deploy_port": null,
            "ssh_host": null,
            "hosts": null,
            "auto_mounts": true,
            "excluded_mounts": [],
            "enforced_mounts": {},
            "auto_crons": true,
            "auto_nginx": true,
            "maintenance_mode": false,
            "guardrails_phase": 0,
        }),
        "enterprise" => json!({
            "deploy_host": null,
            "docroots": {},
            "site_urls": {},
            "ssh_hosts": [],
            "maintenance_mode": false,
            "enterprise_environments_mapping": {},
        }),
        "kubernetes" => json!({"k8s_config": null, "bastion_nodes_user": null, "bastion_nodes_host": null}),
        _ => json!({"hosts": null, "use_dedicated_grid": false, "storage_type": null}),
    }
}
