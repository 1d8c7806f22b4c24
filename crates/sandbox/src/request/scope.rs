//! What a path leads to, and who may go there: the first thing that a handler is bound with.

use wheelhouse_contract::operation::{OfEnvironment, OfOrganization, OfProject, OfTeam, OfUser};

use super::context::Context;
use crate::access::{OrganizationRights, ProjectRights, Role};
use crate::error::ApiError;
use crate::store::environments::{self, Environment};
use crate::store::organizations::{self, Organization};
use crate::store::projects::{self, Project};
use crate::store::teams::{self, Team};
use crate::store::users::{self, User};

/// A project, and what the caller may do in it.
pub type InProject = (Project, ProjectRights);

/// An environment with its project, and what the caller may do in that.
pub type OnEnvironment = (Project, ProjectRights, Environment);

/// An organization, and what the caller may do in it.
pub type InOrganization = (Organization, OrganizationRights);

/// A team, and what the caller may do in its organization.
pub type InTeam = (Team, OrganizationRights);

/// Whoever is signed in.
pub fn anyone<P>(_: &Context<'_>, _: &P) -> Result<(), ApiError> {
    Ok(())
}

/// The project, for everyone who may know of it.
pub fn project(context: &Context<'_>, path: &impl OfProject) -> Result<InProject, ApiError> {
    find_project(context, path.project_id())
}

/// A project by its id.
///
/// # Errors
/// 404 when there is none or the caller may not know of it.
pub fn find_project(context: &Context<'_>, id: &str) -> Result<InProject, ApiError> {
    let missing = || ApiError::not_found(format_args!("project {id}, or you have no access to it"));
    let project = projects::get(context.store, id)?.ok_or_else(missing)?;
    let rights = ProjectRights::find(context.store, &project, &context.caller.id)?.ok_or_else(missing)?;
    Ok((project, rights))
}

/// The project, for its admins.
pub fn project_admin(context: &Context<'_>, path: &impl OfProject) -> Result<InProject, ApiError> {
    let (project, rights) = project(context, path)?;
    rights.require_admin()?;
    Ok((project, rights))
}

/// The project, for those who may delete it.
pub fn project_owner(context: &Context<'_>, path: &impl OfProject) -> Result<InProject, ApiError> {
    let (project, rights) = project(context, path)?;
    rights.require_delete()?;
    Ok((project, rights))
}

/// The environment, for everyone who may know of its project.
///
/// # Errors
/// 404 when there is none or the caller may not know of it.
pub fn environment(context: &Context<'_>, path: &impl OfEnvironment) -> Result<OnEnvironment, ApiError> {
    let (project, rights) = project(context, path)?;
    let id = path.environment_id();
    let environment = environments::get(context.store, &project.id, id)?
        .ok_or_else(|| ApiError::not_found(format_args!("environment {id} in this project")))?;
    Ok((project, rights, environment))
}

/// The environment, for those with the admin role on its type.
pub fn environment_admin(context: &Context<'_>, path: &impl OfEnvironment) -> Result<OnEnvironment, ApiError> {
    let (project, rights, environment) = environment(context, path)?;
    rights.require_on(&environment, Role::Admin)?;
    Ok((project, rights, environment))
}

/// The organization, for everyone who has a part in it.
///
/// # Errors
/// 404 when there is none or the caller has no part in it.
pub fn organization(context: &Context<'_>, path: &impl OfOrganization) -> Result<InOrganization, ApiError> {
    let id = path.organization_id();
    let missing = || ApiError::not_found(format_args!("organization {id}, or you have no access to it"));
    find_organization(context, id)?.ok_or_else(missing)
}

/// An organization by its id; nothing where there is none or the caller has no part in it.
pub fn find_organization(context: &Context<'_>, id: &str) -> rusqlite::Result<Option<InOrganization>> {
    let Some(organization) = organizations::get(context.store, id)? else { return Ok(None) };
    let rights = OrganizationRights::find(context.store, &organization, &context.caller.id)?;
    Ok(rights.map(|rights| (organization, rights)))
}

/// The organization, for those who manage its members.
pub fn member_manager(context: &Context<'_>, path: &impl OfOrganization) -> Result<InOrganization, ApiError> {
    let (organization, rights) = organization(context, path)?;
    rights.require_members()?;
    Ok((organization, rights))
}

/// The organization, for those who may change it.
pub fn organization_admin(context: &Context<'_>, path: &impl OfOrganization) -> Result<InOrganization, ApiError> {
    let (organization, rights) = organization(context, path)?;
    rights.require_admin()?;
    Ok((organization, rights))
}

/// The organization, for its owner.
pub fn organization_owner(context: &Context<'_>, path: &impl OfOrganization) -> Result<InOrganization, ApiError> {
    let (organization, rights) = organization(context, path)?;
    rights.require_owner()?;
    Ok((organization, rights))
}

/// The team, for those who are in it or manage its organization's members.
///
/// # Errors
/// 404 when there is none or the caller has no part in its organization.
pub fn team(context: &Context<'_>, path: &impl OfTeam) -> Result<InTeam, ApiError> {
    let (team, rights) = known_team(context, path.team_id())?;
    if teams::member(context.store, &team.id, &context.caller.id)?.is_none() {
        rights.require_members()?;
    }
    Ok((team, rights))
}

/// The team, for those who manage its organization's members.
pub fn team_manager(context: &Context<'_>, path: &impl OfTeam) -> Result<InTeam, ApiError> {
    let (team, rights) = known_team(context, path.team_id())?;
    rights.require_members()?;
    Ok((team, rights))
}

fn known_team(context: &Context<'_>, id: &str) -> Result<InTeam, ApiError> {
    let missing = || ApiError::not_found(format_args!("team {id}, or you have no access to it"));
    let team = teams::get(context.store, id)?.ok_or_else(missing)?;
    let (_, rights) = find_organization(context, &team.organization_id)?.ok_or_else(missing)?;
    Ok((team, rights))
}

/// The organization, for those who may create projects in it.
pub fn project_creator(context: &Context<'_>, path: &impl OfOrganization) -> Result<InOrganization, ApiError> {
    let (organization, rights) = organization(context, path)?;
    rights.require_create_projects()?;
    Ok((organization, rights))
}

/// The organization, for those who may see and manage what it pays.
pub fn billing(context: &Context<'_>, path: &impl OfOrganization) -> Result<InOrganization, ApiError> {
    let (organization, rights) = organization(context, path)?;
    rights.require_billing()?;
    Ok((organization, rights))
}

/// The organization, for those who may change its plans.
pub fn plans(context: &Context<'_>, path: &impl OfOrganization) -> Result<InOrganization, ApiError> {
    let (organization, rights) = organization(context, path)?;
    rights.require_plans()?;
    Ok((organization, rights))
}

/// The account of a user, for that user alone.
///
/// # Errors
/// 403 for everyone else, whether there is such a user or not.
pub fn own_account(context: &Context<'_>, path: &impl OfUser) -> Result<User, ApiError> {
    if path.user_id() == context.caller.id {
        return Ok(context.caller.clone());
    }
    Err(ApiError::forbidden("You need to be signed in as this user. Only they can see and change their account."))
}

/// The profile of a user, for that user alone.
///
/// # Errors
/// 403 for those who may know of the user, 404 for everyone else.
pub fn own_profile(context: &Context<'_>, path: &impl OfUser) -> Result<User, ApiError> {
    known_user(context, path)?;
    own_account(context, path)
}

/// A user, for those who have a part in the same organization or project.
///
/// # Errors
/// 404 for everyone else, and when there is no such user.
pub fn known_user(context: &Context<'_>, path: &impl OfUser) -> Result<User, ApiError> {
    let id = path.user_id();
    let found = if knows(context, id)? { users::get(context.store, id)? } else { None };
    found.ok_or_else(|| ApiError::not_found(format_args!("user {id}, or you share no organization or project")))
}

/// Whether the caller may know of a user: themselves, and who has a part in the same organization or project.
pub fn knows(context: &Context<'_>, user: &str) -> rusqlite::Result<bool> {
    Ok(user == context.caller.id || users::meet(context.store, &context.caller.id, user)?)
}
