//! Environment Backups.

use wheelhouse_contract::sections::backups as declared;

use super::deployment;
use super::environment::{Action, Deed, Found, NewEnvironment, Word, plant, sizes};
use crate::access::Role;
use crate::activities::{self, Kind, Script};
use crate::config::Config;
use crate::request::prelude::*;
use crate::store::backups::{self, Backup};
use crate::store::environments::{self, Environment};
use crate::store::projects::Project;

pub fn handlers() -> Vec<Handler> {
    vec![
        on(Found::when(Action::Backup), create),
        on(Found::at, list),
        on(Found::at, get),
        on(Found::for_admin, delete),
        on(Found::for_admin, restore),
    ]
}

const MIB: i64 = 1024 * 1024;

fn list(call: &Call<'_, declared::GetAnEnvironmentSnapshotList, Found>) -> Answer {
    let found = &call.at;
    let list = backups::list(call.store, &found.project.id, &found.environment.id, call.now)?;
    Ok(Reply::json(&list.iter().map(|backup| view(backup, found)).collect()))
}

fn get(call: &Call<'_, declared::GetAnEnvironmentSnapshotInfo, Found>) -> Answer {
    let found = &call.at;
    Ok(Reply::json(&view(&find(call, found, &call.path.backup_id)?, found)))
}

fn find(context: &Context<'_>, found: &Found, id: &str) -> Result<Backup, ApiError> {
    backups::get(context.store, &found.project.id, &found.environment.id, id, context.now)?
        .ok_or_else(|| ApiError::not_found(format_args!("backup {id} of this environment. It may have expired")))
}

fn view(backup: &Backup, found: &Found) -> Value {
    let path = declared::GetAnEnvironmentSnapshotInfo::path(&backup.project_id, &backup.environment_id, &backup.id);
    let is_open = found.project.status == "active" && !backup.deleting;
    let may = found.rights.may(&found.environment.kind, Role::Admin) && is_open;
    let links = Links::to_self(&path).add_if(may, declared::Backup::DELETE, &path);
    let links = links.action_if(may, declared::Backup::RESTORE, &path);
    facts!(declared::Backup {
        id: &backup.id,
        created_at: backup.created_at,
        updated_at: backup.created_at,
        status: if backup.deleting { "DELETING" } else { "CREATED" },
        expires_at: backup.expires_at,
        index: backup.number,
        commit_id: &backup.commit_id,
        environment: &backup.environment_id,
        safe: backup.safe,
        size_of_volumes: backup.disk.saturating_mul(MIB),
        size_used: backup.size,
        restorable: !backup.deleting,
        automated: backup.automated,
        attributes: json!({}),
        ..json!({"deployment": null, "_links": links.value()})
    })
}

fn create(call: &Call<'_, declared::CreateSnapshotOfEnvironment, Found>) -> Answer {
    let found = &call.at;
    let safe = call.body.safe;
    let id = activities::random_id();
    let config = deployment::config(call, &found.project, &found.environment)?;
    let begin = match safe {
        true => "Creating a backup: connections are stopped until it completes",
        false => "Creating a live backup: the environment keeps running",
    };
    let script = each_part(Script::new(call.pace).line(begin, 1_200), &config, "Backing up");
    let script = if safe { script.line("Opening environment", 300) } else { script };
    let plan = script.line(format!("Backup {id} is complete"), 200).succeed();
    let about = json!({"id": id, "safe": safe, "commit_id": found.environment.head_commit});
    let kind = Kind::EnvironmentBackup { backup: id, safe, automated: false };
    let deed = Deed::alone(found, kind, "created a backup of environment ", plan).about("backup", about);
    Ok(Reply::accepted(vec![deed.start(call)?]))
}

/// A line for each service and for the mounts of each application.
fn each_part(script: Script, config: &Config, doing: &str) -> Script {
    let script = config.services.iter().fold(script, |script, (name, spec)| {
        let kind = spec.get("type").and_then(Value::as_str).unwrap_or("unknown");
        script.line(format!("  {doing} service '{name}' ({kind})"), 2_500)
    });
    let with_mounts = config.apps.iter().filter(|app| app.spec.contains_key("mounts"));
    with_mounts
        .fold(script, |script, app| script.line(format!("  {doing} mounts of application '{}'", app.name), 1_500))
}

fn delete(call: &Call<'_, declared::DeleteAnEnvironmentSnapshot, Found>) -> Answer {
    let found = &call.at;
    let backup = find(call, found, &call.path.backup_id)?;
    require_free(call, &found.project, &backup)?;
    let plan = Script::new(call.pace)
        .line(format!("Deleting backup {}", backup.id), 2_000)
        .line("  Its space is free again", 300)
        .succeed();
    let kind = Kind::EnvironmentBackupDelete { backup: backup.id.clone() };
    let deed = Deed::alone(found, kind, "deleted a backup of environment ", plan).about("backup", about(&backup));
    Ok(Reply::accepted(vec![deed.start(call)?]))
}

/// What an activity tells of a backup, which it outlives.
fn about(backup: &Backup) -> Value {
    json!({
        "id": backup.id,
        "created_at": backup.created_at.rfc3339(),
        "commit_id": backup.commit_id,
        "safe": backup.safe,
        "automated": backup.automated,
        "environment": backup.environment_id,
    })
}

/// # Errors
/// 409 when the project rests, or the backup is being restored or deleted.
fn require_free(context: &Context<'_>, project: &Project, backup: &Backup) -> Result<(), ApiError> {
    let id = &backup.id;
    if project.status != "active" {
        let detail = format!("The project is {}. Its backups can’t be changed until it’s active.", project.status);
        return Err(ApiError::not_now(detail));
    }
    if backup.deleting {
        return Err(ApiError::not_now(format!(
            "Backup {id} is being deleted. Take another one, or cancel the deletion."
        )));
    }
    if backups::is_restoring(context.store, &project.id, id)? {
        return Err(ApiError::not_now(format!(
            "Backup {id} is being restored. Wait until that is complete, or cancel it."
        )));
    }
    Ok(())
}

fn restore(call: &Call<'_, declared::RestoreAnEnvironmentSnapshot, Found>) -> Answer {
    let Call { at: found, body, .. } = call;
    sizes::follow_the_plan(&body.resources, |resources| &resources.init)?;
    let backup = find(call, found, &call.path.backup_id)?;
    require_free(call, &found.project, &backup)?;
    let restore_code = body.restore_code;
    let source = found.environment.id.clone();
    let there = match &body.environment_name {
        None => Some(found.environment.clone()),
        Some(name) => named(call, &found.project, name)?,
    };
    let (target, parent) = match there {
        Some(target) => (target, None),
        None => {
            let name = body.environment_name.as_deref().unwrap_or_default();
            let code = restore_code.then_some(&backup);
            let target = new_environment(call, found, name, body.branch_from.as_deref(), code)?;
            let parent = target.parent.clone();
            (target, parent)
        }
    };
    let is_new = parent.is_some();
    if !is_new {
        found.beside(call, &target.id)?.place().require(Action::Restore)?;
    }
    let config = deployment::config(call, &found.project, &found.environment)?;
    let begin = format!("Restoring backup {} of environment {source}", backup.id);
    let script = Script::new(call.pace).phase("restore").line(begin, 1_000);
    let script = each_part(script, &config, "Restoring");
    let commit = backup.commit_id.get(..7).unwrap_or_default();
    let script = match restore_code {
        true if is_new => script.line(format!("  Branch {} begins at {commit}", target.name), 400),
        true => script.line(format!("  Taking the branch {} back to {commit}", target.name), 400),
        false => script.line("  Leaving the code as it is", 100),
    };
    let deed = Deed {
        kind: Kind::EnvironmentRestore {
            backup: backup.id.clone(),
            from: source,
            is_new,
            parent,
            commit: restore_code.then(|| backup.commit_id.clone()),
        },
        project: &found.project,
        environment: &target,
        words: vec![
            Word::Text("restored a backup of environment "),
            Word::Environment(&found.environment),
            Word::Text(" to "),
            Word::Environment(&target),
        ],
        about: vec![("backup", about(&backup))],
        plan: activities::deployment(call, &target, script)?,
        deploys: true,
    };
    let activity = deed.start(call)?;
    if is_new {
        plant(call, &target)?;
    }
    Ok(Reply::accepted(vec![activity]))
}

/// A new environment for what a backup holds, which does not run yet: with the backup's code when it is given, else the
/// parent's.
fn new_environment(
    context: &Context<'_>,
    found: &Found,
    name: &str,
    parent: Option<&str>,
    code: Option<&Backup>,
) -> Result<Environment, ApiError> {
    let project = &found.project;
    let parent = match parent {
        None => found.environment.clone(),
        Some(name) => named(context, project, name)?.ok_or_else(|| {
            ApiError::fields(&[FieldError::new("branch_from", format!("There is no environment named {name}."))])
        })?,
    };
    let head = code.map(|backup| backup.commit_id.as_str()).or(parent.head_commit.as_deref());
    if head.is_none() {
        let message =
            format!("Environment {} has no code. Restore the backup's code, or choose another parent.", parent.id);
        return Err(ApiError::fields(&[FieldError::new("branch_from", message)]));
    }
    let above = found.beside(context, &parent.id)?;
    let name_field = "environment_name";
    let kind = "development";
    NewEnvironment { name_field, name, title: None, kind, head, clones: true, runs: true }.make(context, &above)
}

/// An environment by its branch's name, or by its id.
fn named(context: &Context<'_>, project: &Project, name: &str) -> Result<Option<Environment>, ApiError> {
    match environments::of_branch(context.store, &project.id, name)? {
        Some(found) => Ok(Some(found)),
        None => Ok(environments::get(context.store, &project.id, name)?),
    }
}
