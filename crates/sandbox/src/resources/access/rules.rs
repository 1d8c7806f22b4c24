//! Giving, changing and taking access to a project: who can have it, and how many.

use crate::access::{Permissions, Source, grants};
use crate::request::prelude::*;
use crate::store::project_access::{self, ProjectAccess};
use crate::store::projects::Project;
use crate::store::users::{self, User};
use crate::store::{organizations, project_invitations};

/// What of access a user has in their own name.
///
/// # Errors
/// 404 that says where else it comes from, if from anywhere.
pub fn find(context: &Context<'_>, project: &Project, user: &str) -> Result<ProjectAccess, ApiError> {
    match project_access::get(context.store, &project.id, user)? {
        Some(given) => Ok(given),
        None => Err(missing(context, project, user)?),
    }
}

/// A 404 for who was given nothing in the project.
fn missing(context: &Context<'_>, project: &Project, user: &str) -> Result<ApiError, ApiError> {
    let elsewhere = grants(context.store, project, user)?.into_iter().find_map(|grant| match grant.source {
        Source::Owner => Some("it comes with owning the organization".to_owned()),
        Source::OrganizationPermission => Some("it comes with the admin permission in the organization".to_owned()),
        Source::Team(id) => Some(format!("it comes with team {id}")),
        Source::Direct => None,
    });
    let what = format!("access of user {user} that was given in this project");
    Ok(match elsewhere {
        Some(where_from) => ApiError::not_found(format_args!("{what}: {where_from}, and can be taken only there")),
        None => ApiError::not_found(what),
    })
}

/// Somebody who is to have access.
pub struct Newcomer<'a> {
    pub user: &'a str,
    /// The field that names them, for what is wrong.
    pub field: &'a str,
    /// Whether they are made a member of the organization when they are none.
    pub joins: bool,
}

/// Gives access to somebody who was given none.
///
/// # Errors
/// 404 for who has no account, 409 for who has access, 400 for who is no member of the organization and does not join it,
/// and 402 when there is no license left.
pub fn give(
    context: &Context<'_>,
    project: &Project,
    newcomer: &Newcomer<'_>,
    permissions: Permissions,
) -> Result<ProjectAccess, ApiError> {
    let Newcomer { user, field, joins } = *newcomer;
    if project_access::get(context.store, &project.id, user)?.is_some() {
        let message = format!("User {user} already has access to project {}. Change it instead.", project.id);
        return Err(ApiError::conflict(field, message));
    }
    if !is_member(context, project, user)? {
        if !joins {
            let message = "This user isn’t a member of the project’s organization. Invite them, or add them to the \
                           organization first.";
            return Err(ApiError::fields(&[FieldError::new(field, message)]));
        }
        let known = users::get(context.store, user)?;
        known.ok_or_else(|| ApiError::not_found(format_args!("user {user}")))?;
        organizations::insert_member(context.store, &project.organization_id, user, &[], context.now)?;
    }
    require_license(context, project)?;
    Ok(project_access::insert(context.store, &project.id, user, &permissions.names(), context.now)?)
}

/// Whether a user is a member of the project's organization, as its owner is.
fn is_member(context: &Context<'_>, project: &Project, user: &str) -> Result<bool, ApiError> {
    Ok(organizations::member(context.store, &project.organization_id, user)?.is_some())
}

/// That one more person can have access: those who were asked and have not answered count.
///
/// # Errors
/// 402 when there is no license left.
pub fn require_license(context: &Context<'_>, project: &Project) -> Result<(), ApiError> {
    let given = project_access::count(context.store, &project.id)?;
    let asked = project_invitations::count_pending(context.store, &project.id, context.now)?;
    if given.saturating_add(asked) < project.user_licenses {
        return Ok(());
    }
    let (all, id) = (project.user_licenses, &project.id);
    Err(ApiError::payment_required(format!(
        "All {all} user licenses of project {id} are in use. Add licenses to its subscription, or remove somebody first."
    )))
}

/// Writes what a user has from here on; without any permission they have no access.
pub fn change(
    context: &Context<'_>,
    given: ProjectAccess,
    permissions: Permissions,
) -> Result<ProjectAccess, ApiError> {
    let changed = ProjectAccess { permissions: json!(permissions.names()), updated_at: context.now, ..given };
    if permissions.is_empty() {
        project_access::delete(context.store, &changed)?;
    } else {
        project_access::update(context.store, &changed)?;
    }
    Ok(changed)
}

/// Whom a deprecated list's body names, by id or by e-mail address.
pub fn named(
    context: &Context<'_>,
    project: &Project,
    user: Option<&str>,
    email: Option<&str>,
) -> Result<User, ApiError> {
    let refused = |field: &str, message: &str| ApiError::fields(&[FieldError::new(field, message)]);
    let (user, email) = (user.filter(|id| !id.is_empty()), email.filter(|address| !address.is_empty()));
    let (found, field) = match (user, email) {
        (None, None) => return Err(refused("user", "Say who gets access, by user ID or by email address.")),
        (Some(id), _) => (users::get(context.store, id)?, "user"),
        (None, Some(address)) => (users::by_email(context.store, address)?, "email"),
    };
    // Who has an account elsewhere is nobody's business.
    let found = match found {
        Some(found) if is_member(context, project, &found.id)? => found,
        _ => {
            let message = "No member of the project’s organization is found by this. Invite them instead.";
            return Err(refused(field, message));
        }
    };
    match email {
        Some(address) if !found.email.eq_ignore_ascii_case(address) => {
            Err(refused("email", "This is not the email address of the user. Leave one of the two out."))
        }
        _ => Ok(found),
    }
}
