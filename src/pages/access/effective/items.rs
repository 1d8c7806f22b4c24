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

/// Said of a list of which an item, or all of it, is not what it should be: what follows from it is unknown then, as it
/// must not be taken for nothing.
pub(super) const UNREADABLE: &str = "The answer was unreadable";

/// What an item says; nothing in it where it is about something else. `None` where it cannot be read.
type Said<T> = Option<Option<T>>;

pub(super) fn each<T>(items: Vec<Value>, read: impl Fn(Value) -> Said<T>) -> Result<Vec<T>, String> {
    let mut all = Vec::with_capacity(items.len());
    for item in items {
        all.extend(read(item).ok_or_else(|| UNREADABLE.to_owned())?);
    }
    Ok(all)
}

fn view<R: Resource>(value: Value) -> R {
    R::new(Arc::new(value))
}

/// The texts of a list that has nothing else.
fn names<'a>(value: &'a Value, path: &str) -> Option<Vec<&'a str>> {
    value.get(path)?.as_array()?.iter().map(Value::as_str).collect()
}

/// Who owns the organization. Whoever reads it is told.
pub(super) fn owner(value: Value) -> Said<String> {
    Some(Some(view::<Organization>(value).owner_id()?.to_owned()))
}

pub(super) fn member(value: Value) -> Said<Member> {
    let permissions = names(&value, "permissions")?.into_iter().map(str::to_owned).collect();
    Some(Some(Member { user: view::<OrganizationMember>(value).user_id()?.to_owned(), permissions }))
}

pub(super) fn of_team(value: Value) -> Said<String> {
    Some(Some(text(&value, "user_id")?.to_owned()))
}

pub(super) fn team(value: Value, organization: &str) -> Said<Team> {
    // An API that does not filter lists the teams of others as well.
    if text(&value, "organization_id").is_some_and(|of| of != organization) {
        return Some(None);
    }
    let permissions = Permissions::named(names(&value, "project_permissions")?);
    let team: TeamView = view(value);
    let members = if permissions.is_empty() { Part::Known(Vec::new()) } else { Part::Awaited };
    let id = team.id()?.to_owned();
    let label = team.label().unwrap_or(&id).to_owned();
    Some(Some(Team { label, permissions, projects: team.project_count(), members, id }))
}

pub(super) fn project(value: Value) -> Said<Project> {
    let Some(id) = text(&value, "project_id").filter(|id| !id.is_empty()) else {
        // What was ordered has none until it is there.
        return value.is_object().then_some(None);
    };
    if text(&value, "status") == Some("deleted") {
        return Some(None);
    }
    let title = text(&value, "project_title").filter(|title| !title.is_empty()).unwrap_or(id).to_owned();
    Some(Some(Project { id: id.to_owned(), title, ..Project::default() }))
}

pub(super) fn direct(value: Value) -> Said<Direct> {
    names(&value, "permissions")?;
    let access: UserProjectAccess = view(value);
    Some(Some(Direct { user: access.user_id()?.to_owned(), permissions: permissions(&access) }))
}

pub(super) fn invited(value: Value) -> Said<Invited> {
    let invitation: ProjectInvitation = view(value);
    let id = invitation.id()?.to_owned();
    if !matches!(invitation.state(), None | Some("pending" | "processing")) {
        return Some(None);
    }
    Some(Some(Invited { id, email: invitation.email()?.to_owned(), permissions: promised(&invitation) }))
}

pub(super) fn called(user: &UserReference) -> Option<String> {
    let parts = [user.first_name(), user.last_name()].into_iter().flatten().filter(|part| !part.is_empty());
    let name = parts.collect::<Vec<_>>().join(" ");
    Some(name).filter(|name| !name.is_empty()).or_else(|| user.username().map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_cannot_be_read_is_not_taken_for_nothing() {
        let read = |item: Value| each(vec![item], direct).map(|all| all.len());
        assert_eq!(read(json!({"user_id": "ada", "permissions": ["viewer"]})), Ok(1));
        for bad in [
            json!({"permissions": ["viewer"]}),
            json!({"user_id": "ada"}),
            json!({"user_id": "ada", "permissions": null}),
            json!({"user_id": "ada", "permissions": ["viewer", 7]}),
            json!(null),
        ] {
            assert_eq!(read(bad.clone()), Err(UNREADABLE.to_owned()), "{bad}");
        }
        let read = |item: Value| each(vec![item], |item| team(item, "ours")).map(|all| all.len());
        let one = |of: &str| json!({"id": "a", "organization_id": of, "project_permissions": []});
        assert_eq!((read(one("ours")), read(one("others"))), (Ok(1), Ok(0)));
        assert_eq!(read(json!({"id": "a", "organization_id": "ours"})), Err(UNREADABLE.to_owned()));
        let read = |item: Value| each(vec![item], project).map(|all| all.len());
        assert_eq!((read(json!({"status": "requested"})), read(json!(7))), (Ok(0), Err(UNREADABLE.to_owned())));
        assert_eq!(owner(json!({"id": "ours"})), None);
    }
}
