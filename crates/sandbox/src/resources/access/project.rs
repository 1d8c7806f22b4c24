//! The deprecated list of a project: roles on the whole of it.

use wheelhouse_contract::sections::project_access as declared;

use super::super::change::Change;
use super::rules::{self, Newcomer};
use crate::access::{Permissions, ProjectRights, Role};
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

fn list(call: &Call<'_, declared::GetAProjectAccessControlList, InProject>) -> Answer {
    let (project, rights) = &call.at;
    let given = project_access::list(call.store, &project.id)?.into_iter();
    let views = given.filter_map(|given| Some(view(&given, role(&given)?, rights)));
    Ok(Reply::json(&views.collect()))
}

fn add(call: &Call<'_, declared::AddAUserToAProjectAcl, InProject>) -> Answer {
    let Call { at: (project, rights), body, .. } = call;
    let user = rules::named(call, project, body.user.as_deref(), body.email.as_deref())?;
    let field = if body.user.is_some() { "user" } else { "email" };
    let wanted = Role::named(&body.role);
    let given = match project_access::get(call.store, &project.id, &user.id)? {
        // Who has roles on types alone is on no list of the project yet.
        Some(given) if role(&given).is_none() => {
            let permissions = Permissions::kept(&given.permissions).with_project(wanted);
            rules::change(call, given, permissions)?
        }
        _ => {
            let newcomer = Newcomer { user: &user.id, field, joins: false };
            rules::give(call, project, &newcomer, Permissions::default().with_project(wanted))?
        }
    };
    let role = role(&given).unwrap_or(Role::Viewer);
    let activity = start(call, project, &given, role, Verb::Create)?;
    Ok(Reply::created(&view(&given, role, rights), vec![activity]))
}

fn get(call: &Call<'_, declared::GetASingleProjectAclEntry, InProject>) -> Answer {
    let (project, rights) = &call.at;
    let (given, role) = find(call, project, &call.path.project_access_id)?;
    Ok(Reply::json(&view(&given, role, rights)))
}

fn update(call: &Call<'_, declared::UpdateAProjectUserRole, InProject>) -> Answer {
    let Call { at: (project, rights), body, .. } = call;
    let (given, before) = find(call, project, &call.path.project_access_id)?;
    let Some(wanted) = body.role.as_deref().and_then(Role::named) else {
        return Ok(Reply::updated(&view(&given, before, rights), Vec::new()));
    };
    let permissions = Permissions::kept(&given.permissions).with_project(Some(wanted));
    let given = rules::change(call, given, permissions)?;
    let activity = start(call, project, &given, wanted, Verb::Update)?;
    Ok(Reply::updated(&view(&given, wanted, rights), vec![activity]))
}

/// Takes roles on types with it: it is the user who is removed.
fn remove(call: &Call<'_, declared::RemoveAUserFromAProject, InProject>) -> Answer {
    let (project, _) = &call.at;
    let (given, role) = find(call, project, &call.path.project_access_id)?;
    project_access::delete(call.store, &given)?;
    Ok(Reply::accepted(vec![start(call, project, &given, role, Verb::Delete)?]))
}

/// The role on the project as a whole.
fn role(given: &ProjectAccess) -> Option<Role> {
    Permissions::kept(&given.permissions).of_project()
}

fn find(context: &Context<'_>, project: &Project, user: &str) -> Result<(ProjectAccess, Role), ApiError> {
    let given = rules::find(context, project, user)?;
    let role = role(&given);
    let role =
        role.ok_or_else(|| ApiError::not_found(format_args!("role of user {user} on the project as a whole")))?;
    Ok((given, role))
}

fn start(
    context: &Context<'_>,
    project: &Project,
    given: &ProjectAccess,
    role: Role,
    verb: Verb,
) -> Result<Value, ApiError> {
    let (user, role) = (given.user_id.clone(), role.name().to_owned());
    let change = Change {
        about: ("access", json!({"id": user, "user": user, "role": role})),
        done: &format!("{} access of user", verb.done()),
        name: &given.user_id,
        log: format!("Access of user {user} is {}", verb.done()),
        kind: Kind::ProjectAccess { verb, user, role },
    };
    change.run(context, project, &[])
}

fn view(given: &ProjectAccess, role: Role, rights: &ProjectRights) -> Value {
    let path = declared::GetASingleProjectAclEntry::path(&given.project_id, &given.user_id);
    let relations = [declared::ProjectAccess::EDIT, declared::ProjectAccess::DELETE];
    facts!(declared::ProjectAccess {
        id: &given.user_id,
        user: &given.user_id,
        role: role.name(),
        ..json!({
            "project": given.project_id,
            "_links": Links::to_self(&path).each_if(rights.is_admin(), &relations, &path).value(),
        })
    })
}
