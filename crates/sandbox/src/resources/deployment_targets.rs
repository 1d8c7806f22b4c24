//! Deployment Target. Every project has a local one, which its environments run on; others can be described beside it.
//! They are for who is privileged: a project's admins.

use wheelhouse_contract::sections::deployment_targets as declared;

use super::change::Change;
use crate::access::ProjectRights;
use crate::activities::{self, Kind, Verb};
use crate::request::prelude::*;
use crate::store::projects::Project;
use crate::store::targets::{self, LOCAL, Target};

pub fn handlers() -> Vec<Handler> {
    vec![
        on(project_admin, list),
        on(project_admin, add),
        on(project_admin, get),
        on(project_admin, update),
        on(project_admin, delete),
    ]
}

fn list(call: &Call<'_, declared::GetProjectDeploymentTargetInfo, InProject>) -> Answer {
    let (project, rights) = &call.at;
    let found = targets::list(call.store, &project.id)?;
    Ok(Reply::json(&found.iter().map(|target| view(target, rights)).collect()))
}

fn get(call: &Call<'_, declared::GetASingleProjectDeploymentTarget, InProject>) -> Answer {
    let (project, rights) = &call.at;
    Ok(Reply::json(&view(&find(call, project, &call.path.deployment_target_configuration_id)?, rights)))
}

fn add(call: &Call<'_, declared::CreateAProjectDeploymentTarget, InProject, Raw>) -> Answer {
    let (project, rights) = &call.at;
    let mut target = Target {
        project_id: project.id.clone(),
        id: activities::random_id(),
        kind: kind(&call.body).to_owned(),
        name: String::new(),
        facts: Map::new(),
        created_at: call.now,
    };
    if target.kind == LOCAL {
        return Err(ApiError::conflict("type", "The project already has a local target."));
    }
    take(&mut target, &call.body);
    require_free(call, &target)?;
    targets::put(call.store, &target)?;
    let activity = start(call, project, &target, Verb::Create, "added")?;
    Ok(Reply::created(&view(&target, rights), vec![activity]))
}

fn update(call: &Call<'_, declared::UpdateAProjectDeployment, InProject, Raw>) -> Answer {
    let (project, rights) = &call.at;
    let before = find(call, project, &call.path.deployment_target_configuration_id)?;
    let refuse = |field: &str, message: String| Err(ApiError::fields(&[FieldError::new(field, message)]));
    let body = &of_kind(declared::DeploymentTargetPatch::BODY, &call.body, &before.kind)?;
    if kind(body) != before.kind {
        return refuse("type", format!("This target is {}, and its kind stays.", before.kind));
    }
    let mut target = before.clone();
    take(&mut target, body);
    if target.name != before.name {
        if target.id == LOCAL {
            return refuse("name", "The local target keeps its name: environments refer to it.".to_owned());
        }
        require_free(call, &target)?;
    }
    targets::put(call.store, &target)?;
    let activity = start(call, project, &target, Verb::Update, "updated")?;
    Ok(Reply::updated(&view(&target, rights), vec![activity]))
}

fn delete(call: &Call<'_, declared::DeleteASingleProjectDeploymentTarget, InProject>) -> Answer {
    let (project, _) = &call.at;
    let target = find(call, project, &call.path.deployment_target_configuration_id)?;
    if target.id == LOCAL {
        return Err(ApiError::forbidden("The local target can’t be deleted: the project’s environments run on it."));
    }
    targets::delete(call.store, &project.id, &target.id)?;
    Ok(Reply::accepted(vec![start(call, project, &target, Verb::Delete, "deleted")?]))
}

fn find(context: &Context<'_>, project: &Project, id: &str) -> Result<Target, ApiError> {
    targets::get(context.store, &project.id, id)?
        .ok_or_else(|| ApiError::not_found(format_args!("deployment target {id} in this project")))
}

/// The kind that a body names; it was checked to be one.
fn kind(body: &Given) -> &'static str {
    declared::DeploymentTargetCreateInput::BODY.variant(body).map_or("", |variant| variant.value)
}

fn require_free(context: &Context<'_>, target: &Target) -> Result<(), ApiError> {
    let others = targets::list(context.store, &target.project_id)?;
    if others.iter().any(|other| other.id != target.id && other.name == target.name) {
        let message = format!("The project already has a deployment target named {}.", target.name);
        return Err(ApiError::conflict("name", message));
    }
    Ok(())
}

/// Takes what a body says beside the type.
fn take(target: &mut Target, body: &Given) {
    for (field, value) in body {
        match (field.as_str(), value) {
            ("type", _) => {}
            ("name", Value::String(name)) => target.name.clone_from(name),
            _ => drop(target.facts.insert(field.clone(), value.clone())),
        }
    }
}

/// Environments redeploy when it is what they run on.
fn start(context: &Context<'_>, project: &Project, target: &Target, verb: Verb, done: &str) -> Result<Value, ApiError> {
    let change = Change {
        kind: Kind::ProjectDeploymentTarget { verb },
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
    let path = declared::GetASingleProjectDeploymentTarget::path(&target.project_id, &target.id);
    let admin = rights.is_admin();
    let links = Links::to_self(&path).add_if(admin, declared::DeploymentTarget::EDIT, &path).add_if(
        admin && target.id != LOCAL,
        declared::DeploymentTarget::DELETE,
        &path,
    );
    let mut more = Map::new();
    merge(&mut more, usual(&target.kind));
    more.extend(target.facts.clone());
    more.insert("_links".to_owned(), links.value());
    facts!(declared::DeploymentTarget { id: &target.id, kind: &target.kind, name: &target.name, ..Value::Object(more) })
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
