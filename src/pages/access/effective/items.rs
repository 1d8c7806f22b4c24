//! What the API's items say, as facts.

use std::sync::Arc;

use serde_json::Value;
use wheelhouse_contract::Resource;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::invitations::of_project::ProjectInvitation;
use wheelhouse_contract::sections::organizations::{Organization, OrganizationMember};
use wheelhouse_contract::sections::project_access::UserProjectAccess;
use wheelhouse_contract::sections::references::UserReference;
use wheelhouse_contract::sections::teams::Team as TeamView;

use super::super::end::permissions;
use super::super::invitations::promised;
use crate::access::Permissions;
use crate::access::effective::{Direct, Invited, Member, Part, Project, Team};

pub(super) fn part<T>(found: Result<T, String>) -> Part<T> {
    found.map_or_else(Part::Failed, Part::Known)
}

pub(super) fn each<T>(items: Vec<Value>, read: impl Fn(Value) -> Option<T>) -> Vec<T> {
    items.into_iter().filter_map(read).collect()
}

fn view<R: Resource>(value: Value) -> R {
    R::new(Arc::new(value))
}

/// Who owns the organization. Whoever reads it is told.
pub(super) fn owner(value: Value) -> Option<String> {
    view::<Organization>(value).owner_id().map(str::to_owned)
}

pub(super) fn member(value: Value) -> Option<Member> {
    let member: OrganizationMember = view(value);
    let permissions = member.permissions().into_iter().map(str::to_owned).collect();
    Some(Member { user: member.user_id()?.to_owned(), permissions })
}

pub(super) fn team(value: Value, organization: &str) -> Option<Team> {
    let team: TeamView = view(value);
    // An API that does not filter lists the teams of others as well.
    if team.organization_id().is_some_and(|of| of != organization) {
        return None;
    }
    let permissions = Permissions::named(team.project_permissions());
    let members = if permissions.is_empty() { Part::Known(Vec::new()) } else { Part::Awaited };
    let id = team.id()?.to_owned();
    let label = team.label().unwrap_or(&id).to_owned();
    Some(Team { label, permissions, projects: team.project_count(), members, id })
}

pub(super) fn project(value: Value) -> Option<Project> {
    let id = text(&value, "project_id").filter(|id| !id.is_empty())?.to_owned();
    if text(&value, "status") == Some("deleted") {
        return None;
    }
    let title = text(&value, "project_title").filter(|title| !title.is_empty()).unwrap_or(&id).to_owned();
    Some(Project { id, title, ..Project::default() })
}

pub(super) fn direct(value: Value) -> Option<Direct> {
    let access: UserProjectAccess = view(value);
    Some(Direct { user: access.user_id()?.to_owned(), permissions: permissions(&access) })
}

pub(super) fn invited(value: Value) -> Option<Invited> {
    let invitation: ProjectInvitation = view(value);
    let is_open = matches!(invitation.state(), None | Some("pending" | "processing"));
    let email = invitation.email().filter(|_| is_open)?.to_owned();
    Some(Invited { id: invitation.id()?.to_owned(), email, permissions: promised(&invitation) })
}

pub(super) fn called(user: &UserReference) -> Option<String> {
    let parts = [user.first_name(), user.last_name()].into_iter().flatten().filter(|part| !part.is_empty());
    let name = parts.collect::<Vec<_>>().join(" ");
    Some(name).filter(|name| !name.is_empty()).or_else(|| user.username().map(str::to_owned))
}
