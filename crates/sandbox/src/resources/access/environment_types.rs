//! The deprecated list of a type of environments: roles on these alone.

use wheelhouse_contract::sections::environment_type_access as declared;

use super::super::change::Change;
use super::rules::{self, Newcomer};
use crate::access::{Permissions, ProjectRights, Role, TYPES};
use crate::activities::{Kind, Verb};
use crate::request::prelude::*;
use crate::store::project_access::{self, ProjectAccess};
use crate::store::projects::Project;

pub fn handlers() -> Vec<Handler> {
    vec![
        on(project, list),
        on(project_admin, add),
        on(project, get),
        on(project_admin, update),
        on(project_admin, remove),
    ]
}

fn list(call: &Call<'_, declared::GetAnEnvironmentTypeAccessControlList, InProject>) -> Answer {
    let Call { at: (project, rights), path, .. } = call;
    let kind = kind(&path.environment_type_id)?;
    let given = project_access::list(call.store, &project.id)?.into_iter();
    let views = given.filter_map(|given| Some(view(&given, kind, role(&given, kind)?, rights)));
    Ok(Reply::json(&views.collect()))
}

fn add(call: &Call<'_, declared::AddAUserToAnEnvironmentAcl, InProject>) -> Answer {
    let Call { at: (project, rights), body, path, .. } = call;
    let kind = kind(&path.environment_type_id)?;
    let user = rules::named(call, project, body.user.as_deref(), body.email.as_deref())?;
    let field = if body.user.is_some() { "user" } else { "email" };
    let wanted = Role::named(&body.role);
    let given = match project_access::get(call.store, &project.id, &user.id)? {
        Some(given) if role(&given, kind).is_some() => {
            let message = format!("This user already has a role on {kind} environments. Change it instead.");
            return Err(ApiError::conflict(field, message));
        }
        Some(given) => {
            let permissions = Permissions::kept(&given.permissions).with(kind, wanted);
            rules::change(call, given, permissions)?
        }
        None => {
            let newcomer = Newcomer { user: &user.id, field, joins: false };
            rules::give(call, project, &newcomer, Permissions::default().with(kind, wanted))?
        }
    };
    let role = role(&given, kind).unwrap_or(Role::Viewer);
    let activity = start(call, project, &given, (kind, role), Verb::Create)?;
    Ok(Reply::created(&view(&given, kind, role, rights), vec![activity]))
}

fn get(call: &Call<'_, declared::GetASingleEnvironmentTypeAclEntry, InProject>) -> Answer {
    let Call { at: (project, rights), path, .. } = call;
    let kind = kind(&path.environment_type_id)?;
    let (given, role) = find(call, project, kind, &path.environment_type_access_id)?;
    Ok(Reply::json(&view(&given, kind, role, rights)))
}

fn update(call: &Call<'_, declared::UpdateAnEnvironmentTypeUserRole, InProject>) -> Answer {
    let Call { at: (project, rights), body, path, .. } = call;
    let kind = kind(&path.environment_type_id)?;
    let (given, before) = find(call, project, kind, &path.environment_type_access_id)?;
    let Some(wanted) = body.role.as_deref().and_then(Role::named) else {
        return Ok(Reply::updated(&view(&given, kind, before, rights), Vec::new()));
    };
    let permissions = Permissions::kept(&given.permissions).with(kind, Some(wanted));
    let given = rules::change(call, given, permissions)?;
    let activity = start(call, project, &given, (kind, wanted), Verb::Update)?;
    Ok(Reply::updated(&view(&given, kind, wanted, rights), vec![activity]))
}

/// Leaves what the user has elsewhere in the project.
fn remove(call: &Call<'_, declared::RemoveAUserFromAnEnvironmentType, InProject>) -> Answer {
    let Call { at: (project, _), path, .. } = call;
    let kind = kind(&path.environment_type_id)?;
    let (given, role) = find(call, project, kind, &path.environment_type_access_id)?;
    let permissions = Permissions::kept(&given.permissions).with(kind, None);
    let given = rules::change(call, given, permissions)?;
    Ok(Reply::accepted(vec![start(call, project, &given, (kind, role), Verb::Delete)?]))
}

/// The type that a path names.
fn kind(id: &str) -> Result<&'static str, ApiError> {
    let found = TYPES.iter().find(|kind| **kind == id).copied();
    found.ok_or_else(|| ApiError::not_found(format_args!("environment type {id}: only {}", TYPES.join(", "))))
}

fn role(given: &ProjectAccess, kind: &str) -> Option<Role> {
    Permissions::kept(&given.permissions).of(kind)
}

fn find(context: &Context<'_>, project: &Project, kind: &str, user: &str) -> Result<(ProjectAccess, Role), ApiError> {
    let given = rules::find(context, project, user)?;
    let role = role(&given, kind);
    let role = role.ok_or_else(|| ApiError::not_found(format_args!("role of user {user} on {kind} environments")))?;
    Ok((given, role))
}

fn start(
    context: &Context<'_>,
    project: &Project,
    given: &ProjectAccess,
    (kind, role): (&str, Role),
    verb: Verb,
) -> Result<Value, ApiError> {
    let (user, role) = (given.user_id.clone(), role.name().to_owned());
    let change = Change {
        about: ("access", json!({"id": user, "user": user, "role": role, "environment_type": kind})),
        done: &format!("{} access to {kind} environments of user", verb.done()),
        name: &given.user_id,
        log: format!("Access of user {user} to {kind} environments is {}", verb.done()),
        kind: Kind::EnvironmentTypeAccess { verb, environment_type: kind.to_owned(), user, role },
    };
    change.run(context, project, &[])
}

fn view(given: &ProjectAccess, kind: &str, role: Role, rights: &ProjectRights) -> Value {
    let path = declared::GetASingleEnvironmentTypeAclEntry::path(&given.project_id, kind, &given.user_id);
    let relations = [declared::EnvironmentTypeAccess::EDIT, declared::EnvironmentTypeAccess::DELETE];
    facts!(declared::EnvironmentTypeAccess {
        id: &given.user_id,
        user: &given.user_id,
        role: role.name(),
        ..json!({
            "project": given.project_id,
            "environment_type": kind,
            "_links": Links::to_self(&path).each_if(rights.is_admin(), &relations, &path).value(),
        })
    })
}
