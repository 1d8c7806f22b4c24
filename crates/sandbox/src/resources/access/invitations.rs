//! Invitations to projects.

use rusqlite::Connection;
use rusqlite::types::Value as Sql;
use wheelhouse_contract::sections::invitations::of_project as declared;
use wheelhouse_contract::sections::invitations::of_project::ProjectInvitationCreateInput;

use super::rules;
use crate::access::{Permissions, ProjectRights, Role, TYPES};
use crate::clock::Moment;
use crate::request::prelude::*;
use crate::request::{self, Filterable, Kind, Listing, Once};
use crate::store::project_invitations::{self, ACCEPTED, CANCELLED, ProjectInvitation};
use crate::store::projects;
use crate::store::rows::Row;
use crate::store::users::{self, User};
use crate::store::{organizations, project_access};

pub fn handlers() -> Vec<Handler> {
    vec![on(project_admin, invite), on(project_admin, list), on(project_admin, cancel)]
}

fn invite(call: &Call<'_, declared::InviteUserToAProjectByEmail, InProject>) -> Answer {
    let Call { at: (project, rights), body, .. } = call;
    let permissions = asked(call, &call.at, body)?;
    if let Some(known) = users::by_email(call.store, &body.email)?
        && project_access::get(call.store, &project.id, &known.id)?.is_some()
    {
        let message = "This person already has access to the project. Change it instead.";
        return Err(ApiError::fields(&[FieldError::new("email", message)]));
    }
    if let Some(pending) = project_invitations::pending(call.store, &project.id, &body.email, call.now)? {
        if body.force != Some(true) {
            let message = format!("{} has a pending invitation. Set force to cancel it and send another.", body.email);
            return Err(ApiError::conflict("email", message));
        }
        project_invitations::finish(call.store, pending, CANCELLED, call.now)?;
    }
    rules::require_license(call, project)?;
    let invitation = ProjectInvitation::new(&project.id, &body.email, &permissions.names(), &call.caller.id, call.now);
    project_invitations::insert(call.store, &invitation)?;
    Ok(Reply::made(&view(call, &invitation, Some(call.caller), rights)))
}

/// What an invitation gives: a role on the project, on types, or on the types of environments that are named.
fn asked(
    context: &Context<'_>,
    (project, rights): &InProject,
    body: &ProjectInvitationCreateInput,
) -> Result<Permissions, ApiError> {
    let of_project = body.role.as_ref().and_then(Option::as_deref).and_then(Role::named);
    let mut permissions = Permissions::default().with_project(of_project);
    let mut errors = Vec::new();
    let mut grant = |field: String, kind: &str, role: &str| match permissions.of(kind) {
        Some(other) if other.name() != role => {
            errors.push(FieldError::new(field, format!("There is another role for {kind} environments.")));
        }
        _ => permissions = permissions.with(kind, Role::named(role)),
    };
    for (at, given) in body.permissions.iter().flatten().enumerate() {
        grant(format!("permissions.{at}.role"), &given.r#type, &given.role);
    }
    for (at, given) in body.environments.iter().flatten().enumerate() {
        let environment = find_environment(context, project, rights, &given.id)
            .map_err(|error| ApiError::fields(&[FieldError::new(format!("environments.{at}.id"), error.detail())]))?;
        grant(format!("environments.{at}.role"), &environment.kind, &given.role);
    }
    if errors.is_empty() && permissions.is_empty() {
        errors.push(FieldError::new("role", "Choose a role on the project, or on at least one type of environments."));
    }
    if errors.is_empty() { Ok(permissions) } else { Err(ApiError::fields(&errors)) }
}

fn list(call: &Call<'_, declared::ListInvitationsToAProject, InProject>) -> Answer {
    const UPDATED: Filterable = Filterable { name: "updated_at", column: "i.updated_at", kind: Kind::Time };
    const STATE: Filterable = Filterable { name: "state", column: "i.state", kind: Kind::Text };
    let (project, rights) = &call.at;
    let is_narrowed = call.query.filters().any(|(field, ..)| field == "state");
    let listing = Listing {
        from: &format!("{} i", project_invitations::with_state(call.now)),
        alias: "i",
        condition: if is_narrowed { "i.project_id = ?" } else { "i.project_id = ? AND i.state = 'pending'" },
        values: vec![Sql::Text(project.id.clone())],
        filters: &[STATE],
        sorts: &[UPDATED],
        default_sort: "updated_at",
        id: "i.id",
    };
    let found = request::whole(call, listing, ProjectInvitation::read)?;
    let owners = Once::new(|id: &str| users::get(call.store, id));
    let views = found.iter().map(|invitation| {
        let owner = owners.get(&invitation.owner_id)?;
        Ok(view(call, invitation, owner.as_deref(), rights))
    });
    Ok(Reply::json(&views.collect::<Result<_, ApiError>>()?))
}

fn cancel(call: &Call<'_, declared::CancelAPendingInvitationToAProject, InProject>) -> Answer {
    let Call { at: (project, _), path, .. } = call;
    let found = project_invitations::get(call.store, &path.invitation_id)?;
    let found = found.filter(|found| found.project_id == project.id && found.is_pending(call.now));
    let missing = || ApiError::not_found(format_args!("pending invitation {} to this project", path.invitation_id));
    project_invitations::finish(call.store, found.ok_or_else(missing)?, CANCELLED, call.now)?;
    Ok(Reply::nothing())
}

/// Has a user accept an invitation that is pending: they are a member of the organization then, and have what it gives
/// beside what they have.
///
/// # Errors
/// When the database cannot be read or written.
pub fn accept(connection: &Connection, invitation: ProjectInvitation, user: &str, now: Moment) -> Result<(), ApiError> {
    let missing = || ApiError::not_found(format_args!("project {}", invitation.project_id));
    let project = projects::get(connection, &invitation.project_id)?.ok_or_else(missing)?;
    if organizations::member(connection, &project.organization_id, user)?.is_none() {
        organizations::insert_member(connection, &project.organization_id, user, &[], now)?;
    }
    let permissions = Permissions::kept(&invitation.permissions);
    match project_access::get(connection, &project.id, user)? {
        Some(mut given) => {
            given.permissions = json!(Permissions::kept(&given.permissions).and(permissions).names());
            given.updated_at = now;
            project_access::update(connection, &given)?;
        }
        None => drop(project_access::insert(connection, &project.id, user, &permissions.names(), now)?),
    }
    project_invitations::finish(connection, invitation, ACCEPTED, now)?;
    Ok(())
}

fn view(context: &Context<'_>, invitation: &ProjectInvitation, owner: Option<&User>, rights: &ProjectRights) -> Value {
    let permissions = Permissions::kept(&invitation.permissions);
    let of_type = |kind: &&str| {
        let role = permissions.of(kind)?.name();
        Some(json!({"id": kind, "type": kind, "role": role, "title": title(kind)}))
    };
    let path = declared::CancelAPendingInvitationToAProject::path(&invitation.project_id, &invitation.id);
    let may_cancel = rights.is_admin() && invitation.is_pending(context.now);
    facts!(declared::ProjectInvitation {
        id: &invitation.id,
        state: invitation.state(context.now),
        project_id: &invitation.project_id,
        role: permissions.of_project().map_or_else(Said::nothing, |role| role.name().into()),
        email: &invitation.email,
        owner_id: &invitation.owner_id,
        owner_name: owner.map(User::display_name),
        created_at: invitation.created_at,
        updated_at: invitation.updated_at,
        finished_at: invitation.finished_at(context.now),
        environments: TYPES.iter().filter_map(of_type).collect::<Vec<_>>(),
        ..Links::to_self(&path).add_if(may_cancel, declared::ProjectInvitation::DELETE, &path)
    })
}

fn title(kind: &str) -> &str {
    match kind {
        "production" => "Production",
        "staging" => "Staging",
        _ => "Development",
    }
}
