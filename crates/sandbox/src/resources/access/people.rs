//! Access as the project lists it by person, and the person by project: the same from both ends.

use rusqlite::types::Value as Sql;
use wheelhouse_contract::sections::project_access::{self as of_project, UserProjectAccess};
use wheelhouse_contract::sections::references::USERS;
use wheelhouse_contract::sections::user_access as of_user;

use super::rules::{self, Newcomer};
use crate::access::{Permissions, ProjectRights};
use crate::request::prelude::*;
use crate::request::{self, Filterable, Kind, Listing};
use crate::store::project_access::{self, ProjectAccess};
use crate::store::projects::{self, KNOWN_TO, Project};
use crate::store::rows::Row;
use crate::store::users::User;

/// Where the project has its people.
pub fn of_project() -> Vec<Handler> {
    vec![
        on(project, list_users),
        on(project_admin, grant_users),
        on(project, get_user),
        on(project_admin, update_user),
        on(project_admin, remove_user),
    ]
}

/// Where a person has their projects.
pub fn of_user() -> Vec<Handler> {
    vec![
        on(known_user, list_projects),
        on(known_user, grant_projects),
        on(known_user, get_project),
        on(known_user, update_project),
        on(known_user, remove_project),
    ]
}

const FROM: &str = "project_members a JOIN projects p ON p.id = a.project_id";
const GRANTED: Filterable = Filterable { name: "granted_at", column: "a.granted_at", kind: Kind::Time };
const UPDATED: Filterable = Filterable { name: "updated_at", column: "a.updated_at", kind: Kind::Time };
const TITLE: Filterable = Filterable { name: "project_title", column: "p.title", kind: Kind::Text };
const ORGANIZATION: Filterable = Filterable { name: "organization_id", column: "p.organization_id", kind: Kind::Text };

fn list_users(call: &Call<'_, of_project::ListUserAccessForAProject, InProject>) -> Answer {
    let (project, rights) = &call.at;
    let listing = Listing {
        from: FROM,
        alias: "a",
        condition: "a.project_id = ?",
        values: vec![Sql::Text(project.id.clone())],
        filters: &[],
        sorts: &[GRANTED, UPDATED],
        default_sort: "granted_at",
        id: "a.user_id",
    };
    let page = request::list(call, listing, ProjectAccess::read)?;
    let items: Vec<Value> = page.items.iter().map(|given| view(given, project, rights, End::Project)).collect();
    let users: Vec<String> = page.items.into_iter().map(|given| given.user_id).collect();
    let links = request::signed(call.store, page.links, USERS, &users)?;
    Ok(Reply::json(&json!({"items": items, "_links": links.value()})))
}

/// What of it is in projects that the caller may know of.
fn list_projects(call: &Call<'_, of_user::ListProjectAccessForAUser, User>) -> Answer {
    let listing = Listing {
        from: FROM,
        alias: "a",
        condition: &format!("a.user_id = ? AND p.id IN ({KNOWN_TO})"),
        values: vec![Sql::Text(call.at.id.clone()), Sql::Text(call.caller.id.clone())],
        filters: &[ORGANIZATION],
        sorts: &[TITLE, GRANTED, UPDATED],
        default_sort: "project_title",
        id: "a.project_id",
    };
    let page = request::list(call, listing, ProjectAccess::read)?;
    let mut items = Vec::new();
    for given in &page.items {
        // It is there: its rows go with it.
        let Some(project) = projects::get(call.store, &given.project_id)? else { continue };
        let rights = ProjectRights::find(call.store, &project, &call.caller.id)?.unwrap_or_default();
        items.push(view(given, &project, &rights, End::User));
    }
    Ok(Reply::json(&json!({"items": items, "_links": page.links.value()})))
}

fn grant_users(call: &Call<'_, of_project::GrantUserAccessToAProject, InProject>) -> Answer {
    let (project, _) = &call.at;
    for (at, grant) in call.body.iter().enumerate() {
        let joins = grant.auto_add_member == Some(true);
        let newcomer = Newcomer { user: &grant.user_id, field: &format!("{at}.user_id"), joins };
        rules::give(call, project, &newcomer, permissions(&grant.permissions))?;
    }
    Ok(Reply::nothing())
}

fn grant_projects(call: &Call<'_, of_user::GrantProjectAccessToAUser, User>) -> Answer {
    for (at, grant) in call.body.iter().enumerate() {
        let project = managed(call, &grant.project_id)?;
        let newcomer = Newcomer { user: &call.at.id, field: &format!("{at}.project_id"), joins: false };
        rules::give(call, &project, &newcomer, permissions(&grant.permissions))?;
    }
    Ok(Reply::nothing())
}

fn get_user(call: &Call<'_, of_project::GetUserAccessForAProject, InProject>) -> Answer {
    let (project, rights) = &call.at;
    Ok(Reply::json(&view(&rules::find(call, project, &call.path.user_id)?, project, rights, End::Project)))
}

fn get_project(call: &Call<'_, of_user::GetProjectAccessForAUser, User>) -> Answer {
    let (project, rights) = find_project(call, &call.path.project_id)?;
    Ok(Reply::json(&view(&rules::find(call, &project, &call.at.id)?, &project, &rights, End::User)))
}

fn update_user(call: &Call<'_, of_project::UpdateUserAccessForAProject, InProject, Raw>) -> Answer {
    let (project, _) = &call.at;
    update(call, project, &call.path.user_id, &call.body)
}

fn update_project(call: &Call<'_, of_user::UpdateProjectAccessForAUser, User, Raw>) -> Answer {
    let project = managed(call, &call.path.project_id)?;
    update(call, &project, &call.at.id, &call.body)
}

/// There is nothing else to change, so that is not left out.
fn update(context: &Context<'_>, project: &Project, user: &str, body: &Given) -> Answer {
    let wanted = body.get("permissions");
    let missing = || ApiError::fields(&[FieldError::new("permissions", "This field is required.")]);
    let wanted = Permissions::kept(wanted.ok_or_else(missing)?);
    rules::change(context, rules::find(context, project, user)?, wanted)?;
    Ok(Reply::nothing())
}

fn remove_user(call: &Call<'_, of_project::RemoveUserAccessForAProject, InProject>) -> Answer {
    let (project, _) = &call.at;
    remove(call, project, &call.path.user_id)
}

fn remove_project(call: &Call<'_, of_user::RemoveProjectAccessForAUser, User>) -> Answer {
    let project = managed(call, &call.path.project_id)?;
    remove(call, &project, &call.at.id)
}

fn remove(context: &Context<'_>, project: &Project, user: &str) -> Answer {
    project_access::delete(context.store, &rules::find(context, project, user)?)?;
    Ok(Reply::nothing())
}

/// A project whose access the caller manages.
fn managed(context: &Context<'_>, id: &str) -> Result<Project, ApiError> {
    let (project, rights) = find_project(context, id)?;
    rights.require_admin()?;
    Ok(project)
}

fn permissions(names: &[String]) -> Permissions {
    Permissions::named(names.iter().map(String::as_str))
}

/// From where access is looked at.
#[derive(Clone, Copy)]
enum End {
    Project,
    User,
}

fn view(given: &ProjectAccess, project: &Project, rights: &ProjectRights, end: End) -> Value {
    let path = match end {
        End::Project => of_project::GetUserAccessForAProject::path(&project.id, &given.user_id),
        End::User => of_user::GetProjectAccessForAUser::path(&given.user_id, &project.id),
    };
    let mut links = Links::to_self(&path);
    if rights.is_admin() {
        let by = |method: &str| json!({"href": request::href(&path), "method": method});
        links = links.insert(UserProjectAccess::UPDATE, by("PATCH")).insert(UserProjectAccess::DELETE, by("DELETE"));
    }
    facts!(UserProjectAccess {
        user_id: &given.user_id,
        organization_id: &project.organization_id,
        project_id: &project.id,
        project_title: &project.title,
        permissions: Permissions::kept(&given.permissions).names(),
        granted_at: given.granted_at,
        updated_at: given.updated_at,
        ..links
    })
}
