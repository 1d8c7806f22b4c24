//! Teams: members of an organization who have the same permissions on projects.

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use super::organizations::{AFTER, BEFORE, SIZE, UPDATED, filter};
use super::project_access;
use crate::answer::{Nothing, Page};
use crate::body::Choice;
use crate::operation::{QueryKind, QueryParameter, query, section};
use crate::resource::resource;

resource! {
    /// A team of an organization.
    Team {
        /// ULID.
        id: text,
        organization_id: text,
        label: text,
        /// What its members may do in projects.
        project_permissions: texts,
        member_count: integer "counts.member_count",
        /// The projects that it opens.
        project_count: integer "counts.project_count",
        created_at: time,
        updated_at: time,
    } => { MEMBERS: "members", EDIT: "#edit", DELETE: "#delete" }

    /// A person in a team.
    TeamMember {
        team_id: text,
        user_id: text,
        created_at: time,
        updated_at: time,
    } => { DELETE: "#delete" }
}

/// What the members of a team may be allowed in its projects, which is what anyone may.
pub const PROJECT_PERMISSIONS: &[Choice] = project_access::PERMISSIONS;

/// A new team.
#[derive(Deserialize, Body)]
pub struct TeamCreateInput {
    /// The name people see.
    #[field(min = 1, max = 100)]
    pub label: String,
    /// What its members may do in the organization’s projects.
    #[field(choices = PROJECT_PERMISSIONS)]
    pub project_permissions: Option<Vec<String>>,
    /// The organization whose members and projects it is about.
    #[field(label = "Organization ID", section = "Advanced", min = 1, max = 64, fixed)]
    pub organization_id: String,
}

/// Changes to a team.
#[derive(Deserialize, Body)]
pub struct TeamPatch {
    /// The name people see.
    #[field(min = 1, max = 100)]
    pub label: Option<String>,
    /// What its members may do in the organization’s projects.
    #[field(choices = PROJECT_PERMISSIONS)]
    pub project_permissions: Option<Vec<String>>,
}

/// A new member of a team.
#[derive(Deserialize, Body)]
pub struct TeamMemberCreateInput {
    /// A member of the team’s organization.
    #[field(label = "Person", pick = "users", min = 1, max = 36, fixed)]
    pub user_id: String,
}

const ORGANIZATION: QueryParameter = filter("filter[organization_id]");
const BY_TIME: QueryParameter = query("sort", QueryKind::Sort(&["created_at", "updated_at"]));

section! {
    "Teams"

    /// The teams that the caller can see.
    ListTeams = "list-teams" "List teams" GET "/teams" ()
        query [
            ORGANIZATION, UPDATED, SIZE, BEFORE, AFTER,
            query("sort", QueryKind::Sort(&["label", "created_at", "updated_at"])),
        ]
        => Page<Team>;

    /// Makes a team.
    CreateTeam = "create-team" "Create team" POST "/teams" () body TeamCreateInput => Team;

    /// One team, with what the caller may do.
    GetTeam = "get-team" "Get team" GET "/teams/{team_id}" (team_id) => Team;

    /// Changes a team, and what its members may do.
    UpdateTeam = "update-team" "Update team" PATCH "/teams/{team_id}" (team_id) body TeamPatch => Team;

    /// Deletes a team. Its members may no longer do what only the team let them do.
    DeleteTeam = "delete-team" "Delete team" DELETE "/teams/{team_id}" (team_id) => Nothing;

    /// The people in a team.
    ListTeamMembers = "list-team-members" "List team members" GET "/teams/{team_id}/members" (team_id)
        query [BEFORE, AFTER, BY_TIME] => Page<TeamMember>;

    /// Puts a member of the organization into a team.
    CreateTeamMember = "create-team-member" "Create team member"
        POST "/teams/{team_id}/members" (team_id) body TeamMemberCreateInput => TeamMember;

    /// One person in a team.
    GetTeamMember = "get-team-member" "Get team member"
        GET "/teams/{team_id}/members/{user_id}" (team_id, user_id) => TeamMember;

    /// Takes a person out of a team.
    DeleteTeamMember = "delete-team-member" "Delete team member"
        DELETE "/teams/{team_id}/members/{user_id}" (team_id, user_id) => Nothing;

    /// The teams that a user is in.
    UserTeams = "user-teams" "User teams" GET "/users/{user_id}/teams" (user_id)
        query [ORGANIZATION, UPDATED, SIZE, BEFORE, AFTER, BY_TIME] => Page<Team>;
}
