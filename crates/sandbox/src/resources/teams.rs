//! Teams and the people in them.

use rusqlite::types::Value as Sql;
use wheelhouse_contract::sections::references::{ORGANIZATIONS, TEAMS, TeamReference, USERS};
use wheelhouse_contract::sections::teams as declared;

use super::members::distinct;
use super::organizations::column;
use crate::access::OrganizationRights;
use crate::request::prelude::*;
use crate::request::{self, Filterable, Kind, Listing, Once};
use crate::store::organizations::{self, MANAGED};
use crate::store::rows::Row;
use crate::store::teams::{self, COUNTED, Team, TeamMember};
use crate::store::ulid;

pub fn handlers() -> Vec<Handler> {
    vec![
        on(anyone, list),
        on(anyone, create),
        on(team, get),
        on(team_manager, update),
        on(team_manager, delete),
        on(team, list_members),
        on(team_manager, create_member),
        on(team, get_member),
        on(team_manager, delete_member),
        on(anyone, of_user),
    ]
}

const CREATED: Filterable = column("created_at", "t.created_at", Kind::Time);
const UPDATED: Filterable = column("updated_at", "t.updated_at", Kind::Time);
const FILTERS: &[Filterable] = &[column("organization_id", "t.organization_id", Kind::Text), UPDATED];
const SORTS: &[Filterable] = &[column("label", "t.label", Kind::Text), CREATED, UPDATED];

/// The caller's teams, and those of organizations in which they manage members.
fn list(call: &Call<'_, declared::ListTeams, ()>) -> Answer {
    let caller = Sql::Text(call.caller.id.clone());
    let condition =
        format!("t.organization_id IN ({MANAGED}) OR t.id IN (SELECT team_id FROM team_members WHERE user_id = ?)");
    listed(call, &condition, vec![caller.clone(), caller.clone(), caller], "label")
}

/// A user's teams: all of the caller's own, of others those in organizations in which the caller manages members.
fn of_user(call: &Call<'_, declared::UserTeams, ()>) -> Answer {
    const OF: &str = "t.id IN (SELECT team_id FROM team_members WHERE user_id = ?)";
    let (caller, user) = (&call.caller.id, &call.path.user_id);
    let text = |id: &String| Sql::Text(id.clone());
    if user == caller {
        return listed(call, OF, vec![text(user)], CREATED.name);
    }
    if !organizations::manages(call.store, caller, user)? {
        return Err(ApiError::forbidden(
            "You need permission to manage members in an organization that this user belongs to. An organization admin \
             can grant it.",
        ));
    }
    let condition = format!("{OF} AND t.organization_id IN ({MANAGED})");
    listed(call, &condition, vec![text(user), text(caller), text(caller)], CREATED.name)
}

fn listed(context: &Context<'_>, condition: &str, values: Vec<Sql>, default_sort: &str) -> Answer {
    let listing = Listing {
        from: COUNTED,
        alias: "t",
        condition,
        values,
        filters: FILTERS,
        sorts: SORTS,
        default_sort,
        id: "t.id",
    };
    let page = request::list(context, listing, Team::read)?;
    let organizations = Once::new(|id: &str| scope::find_organization(context, id));
    let nothing = OrganizationRights::default();
    let item = |team: &Team| {
        let found = organizations.get(&team.organization_id)?;
        Ok(view(team, found.as_deref().map_or(&nothing, |(_, rights)| rights)))
    };
    let items: Vec<Value> = page.items.iter().map(item).collect::<Result<_, ApiError>>()?;
    let owners: Vec<String> = page.items.into_iter().map(|team| team.organization_id).collect();
    let links = request::signed(context.store, page.links, ORGANIZATIONS, &owners)?;
    Ok(Reply::json(&json!({"count": page.count, "items": items, "_links": links.value()})))
}

fn create(call: &Call<'_, declared::CreateTeam, ()>) -> Answer {
    let body = &call.body;
    let Some((organization, rights)) = scope::find_organization(call, &body.organization_id)? else {
        let message = "There is no such organization, or you have no access to it.";
        return Err(ApiError::fields(&[FieldError::new("organization_id", message)]));
    };
    rights.require_members()?;
    let team = Team {
        id: ulid(call.now),
        organization_id: organization.id,
        label: body.label.trim().to_owned(),
        project_permissions: distinct(body.project_permissions.as_deref()),
        created_at: call.now,
        updated_at: call.now,
        member_count: 0,
        project_count: 0,
    };
    teams::insert(call.store, &team)?;
    Ok(Reply::made(&view(&reread(call, &team)?, &rights)))
}

fn get(call: &Call<'_, declared::GetTeam, InTeam>) -> Answer {
    let (team, rights) = &call.at;
    Ok(Reply::json(&view(team, rights)))
}

fn update(call: &Call<'_, declared::UpdateTeam, InTeam>) -> Answer {
    let Call { at: (team, rights), body, .. } = call;
    let mut team = Team { updated_at: call.now, ..team.clone() };
    if let Some(label) = &body.label {
        label.trim().clone_into(&mut team.label);
    }
    if let Some(permissions) = &body.project_permissions {
        team.project_permissions = distinct(Some(permissions));
    }
    teams::update(call.store, &team)?;
    Ok(Reply::json(&view(&reread(call, &team)?, rights)))
}

/// The team with what it opens as it is kept now.
fn reread(context: &Context<'_>, team: &Team) -> Result<Team, ApiError> {
    teams::get(context.store, &team.id)?.ok_or_else(|| ApiError::internal("The team was not kept."))
}

fn delete(call: &Call<'_, declared::DeleteTeam, InTeam>) -> Answer {
    let (team, _) = &call.at;
    teams::delete(call.store, &team.id)?;
    Ok(Reply::nothing())
}

fn list_members(call: &Call<'_, declared::ListTeamMembers, InTeam>) -> Answer {
    let (team, rights) = &call.at;
    let listing = Listing {
        from: "team_members m",
        alias: "m",
        condition: "m.team_id = ?",
        values: vec![Sql::Text(team.id.clone())],
        filters: &[],
        sorts: &[column("created_at", "m.created_at", Kind::Time), column("updated_at", "m.updated_at", Kind::Time)],
        default_sort: "created_at",
        id: "m.user_id",
    };
    let page = request::list(call, listing, TeamMember::read)?;
    let items: Vec<Value> = page.items.iter().map(|member| member_view(member, rights)).collect();
    let people: Vec<String> = page.items.into_iter().map(|member| member.user_id).collect();
    let links = request::signed(call.store, page.links, USERS, &people)?;
    let links = request::signed(call.store, links, TEAMS, std::slice::from_ref(&team.id))?;
    Ok(Reply::json(&json!({"items": items, "_links": links.value()})))
}

fn create_member(call: &Call<'_, declared::CreateTeamMember, InTeam>) -> Answer {
    let Call { at: (team, rights), body, .. } = call;
    let refused = |message: &str| Err(ApiError::fields(&[FieldError::new("user_id", message)]));
    if organizations::member(call.store, &team.organization_id, &body.user_id)?.is_none() {
        return refused("This person is no member of the organization. Make them one first.");
    }
    if teams::member(call.store, &team.id, &body.user_id)?.is_some() {
        return refused("This person is in the team already.");
    }
    let member = teams::insert_member(call.store, &team.id, &body.user_id, call.now)?;
    Ok(Reply::made(&member_view(&member, rights)))
}

fn get_member(call: &Call<'_, declared::GetTeamMember, InTeam>) -> Answer {
    let Call { at: (team, rights), path, .. } = call;
    Ok(Reply::json(&member_view(&find_member(call, team, &path.user_id)?, rights)))
}

fn delete_member(call: &Call<'_, declared::DeleteTeamMember, InTeam>) -> Answer {
    let Call { at: (team, _), path, .. } = call;
    let member = find_member(call, team, &path.user_id)?;
    teams::delete_member(call.store, &team.id, &member.user_id)?;
    Ok(Reply::nothing())
}

fn find_member(context: &Context<'_>, team: &Team, user: &str) -> Result<TeamMember, ApiError> {
    let missing = || ApiError::not_found(format_args!("member {user} of this team"));
    teams::member(context.store, &team.id, user)?.ok_or_else(missing)
}

/// What others are shown of a team.
pub fn reference(team: &Team) -> Value {
    facts!(TeamReference {
        id: &team.id,
        organization_id: &team.organization_id,
        label: &team.label,
        project_permissions: team.project_permissions.as_slice(),
        member_count: team.member_count,
        project_count: team.project_count,
        created_at: team.created_at,
        updated_at: team.updated_at,
    })
}

fn view(team: &Team, rights: &OrganizationRights) -> Value {
    let path = declared::GetTeam::path(&team.id);
    facts!(declared::Team {
        id: &team.id,
        organization_id: &team.organization_id,
        label: &team.label,
        project_permissions: team.project_permissions.as_slice(),
        member_count: team.member_count,
        project_count: team.project_count,
        created_at: team.created_at,
        updated_at: team.updated_at,
        ..Links::to_self(&path).add(declared::Team::MEMBERS, &declared::ListTeamMembers::path(&team.id)).each_if(
            rights.has("members"),
            &[declared::Team::EDIT, declared::Team::DELETE],
            &path
        )
    })
}

fn member_view(member: &TeamMember, rights: &OrganizationRights) -> Value {
    let path = declared::GetTeamMember::path(&member.team_id, &member.user_id);
    facts!(declared::TeamMember {
        team_id: &member.team_id,
        user_id: &member.user_id,
        created_at: member.created_at,
        updated_at: member.updated_at,
        ..Links::to_self(&path).add_if(rights.has("members"), declared::TeamMember::DELETE, &path)
    })
}
