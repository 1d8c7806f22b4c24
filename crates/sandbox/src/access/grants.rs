//! Everything that gives a user something in a project.

use rusqlite::Connection;

use super::organization::OrganizationRights;
use super::permissions::Permissions;
use crate::store::organizations;
use crate::store::project_access;
use crate::store::projects::Project;
use crate::store::teams;

/// Where a permission comes from, and so where it can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Owning the project's organization.
    Owner,
    /// A permission in the project's organization.
    OrganizationPermission,
    /// Access that was given to the user in the project.
    Direct,
    /// The team of this id.
    Team(String),
}

/// Something that gives a user permissions in a project.
#[derive(Clone, Debug)]
pub struct Grant {
    pub source: Source,
    pub permissions: Permissions,
}

/// All that gives this user something in the project; nothing for who may not know of it.
pub fn grants(connection: &Connection, project: &Project, user: &str) -> rusqlite::Result<Vec<Grant>> {
    let mut all = Vec::new();
    if let Some(organization) = organizations::get(connection, &project.organization_id)?
        && let Some(rights) = OrganizationRights::find(connection, &organization, user)?
        && rights.has("admin")
    {
        let source = if rights.is_owner { Source::Owner } else { Source::OrganizationPermission };
        all.push(Grant { source, permissions: Permissions::ADMIN });
    }
    if let Some(given) = project_access::get(connection, &project.id, user)? {
        all.push(Grant { source: Source::Direct, permissions: Permissions::kept(&given.permissions) });
    }
    for (team, permissions) in teams::permissions(connection, &project.id, user)? {
        let permissions = Permissions::named(permissions.iter().map(String::as_str));
        all.push(Grant { source: Source::Team(team), permissions });
    }
    Ok(all)
}
