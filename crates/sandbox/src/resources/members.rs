//! Members of organizations.

use rusqlite::types::Value as Sql;
use wheelhouse_contract::sections::organizations as declared;
use wheelhouse_contract::sections::references::USERS;

use super::organizations::column;
use crate::access::OrganizationRights;
use crate::request::prelude::*;
use crate::request::{self, Filterable, Kind, Listing};
use crate::store::organizations::{self, Member, Organization};
use crate::store::rows::Row;
use crate::store::users;

pub fn handlers() -> Vec<Handler> {
    vec![
        on(member_manager, list),
        on(member_manager, create),
        on(organization, get),
        on(member_manager, update),
        on(organization, remove),
    ]
}

const FILTERS: &[Filterable] = &[column("permissions", "m.permissions_json", Kind::Texts)];
const SORTS: &[Filterable] =
    &[column("created_at", "m.created_at", Kind::Time), column("updated_at", "m.updated_at", Kind::Time)];

fn list(call: &Call<'_, declared::ListOrganizationMembers, InOrganization>) -> Answer {
    let (organization, rights) = &call.at;
    let listing = Listing {
        from: "organization_members m",
        alias: "m",
        condition: "m.organization_id = ?",
        values: vec![Sql::Text(organization.id.clone())],
        filters: FILTERS,
        sorts: SORTS,
        default_sort: "created_at",
        id: "m.user_id",
    };
    let page = request::list(call, listing, Member::read)?;
    let items: Vec<Value> = page.items.iter().map(|member| view(call, member, organization, rights)).collect();
    let people: Vec<String> = page.items.into_iter().map(|member| member.user_id).collect();
    let links = request::signed(call.store, page.links, USERS, &people)?;
    Ok(Reply::json(&json!({"count": page.count, "items": items, "_links": links.value()})))
}

fn create(call: &Call<'_, declared::CreateOrganizationMember, InOrganization>) -> Answer {
    let Call { at: (organization, rights), body, .. } = call;
    let permissions = distinct(body.permissions.as_deref());
    rights.require_grant(&permissions)?;
    let refused = |message: &str| Err(ApiError::fields(&[FieldError::new("user_id", message)]));
    if users::get(call.store, &body.user_id)?.is_none() {
        return refused("Nobody has this ID. Invite people who have no account by email.");
    }
    if organizations::member(call.store, &organization.id, &body.user_id)?.is_some() {
        return refused("This person is a member already. Change what they may do instead.");
    }
    organizations::insert_member(call.store, &organization.id, &body.user_id, &permissions, call.now)?;
    Ok(Reply::made(&view(call, &find(call, organization, &body.user_id)?, organization, rights)))
}

fn get(call: &Call<'_, declared::GetOrganizationMember, InOrganization>) -> Answer {
    let Call { at: (organization, rights), path, .. } = call;
    if path.user_id != call.caller.id {
        rights.require_members()?;
    }
    Ok(Reply::json(&view(call, &find(call, organization, &path.user_id)?, organization, rights)))
}

fn update(call: &Call<'_, declared::UpdateOrganizationMember, InOrganization>) -> Answer {
    let Call { at: (organization, rights), body, path, .. } = call;
    let mut member = find(call, organization, &path.user_id)?;
    refuse_owner(&member, organization)?;
    if let Some(permissions) = &body.permissions {
        let permissions = distinct(Some(permissions));
        rights.require_grant(&member.permissions)?;
        rights.require_grant(&permissions)?;
        member.permissions = permissions;
    }
    member.updated_at = call.now;
    organizations::update_member(call.store, &member)?;
    Ok(Reply::json(&view(call, &member, organization, rights)))
}

fn remove(call: &Call<'_, declared::DeleteOrganizationMember, InOrganization>) -> Answer {
    let Call { at: (organization, rights), path, .. } = call;
    let is_leaving = path.user_id == call.caller.id;
    if !is_leaving {
        rights.require_members()?;
    }
    let member = find(call, organization, &path.user_id)?;
    refuse_owner(&member, organization)?;
    if !is_leaving {
        rights.require_grant(&member.permissions)?;
    }
    organizations::remove_member(call.store, &organization.id, &member.user_id)?;
    Ok(Reply::nothing())
}

fn find(context: &Context<'_>, organization: &Organization, user: &str) -> Result<Member, ApiError> {
    let missing = || ApiError::not_found(format_args!("member {user} of this organization"));
    organizations::member(context.store, &organization.id, user)?.ok_or_else(missing)
}

fn refuse_owner(member: &Member, organization: &Organization) -> Result<(), ApiError> {
    if member.user_id != organization.owner_id {
        return Ok(());
    }
    Err(ApiError::bad_request("The owner may do everything and always belongs to the organization."))
}

/// Each permission once, in the order in which they were given.
pub fn distinct(permissions: Option<&[String]>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for permission in permissions.unwrap_or_default() {
        if !kept.contains(permission) {
            kept.push(permission.clone());
        }
    }
    kept
}

/// Members name what may be done without `#`, as organizations do.
fn view(context: &Context<'_>, member: &Member, organization: &Organization, rights: &OrganizationRights) -> Value {
    let is_owner = member.user_id == organization.owner_id;
    let path = declared::GetOrganizationMember::path(&member.organization_id, &member.user_id);
    let may_change = !is_owner && rights.may_grant(&member.permissions);
    let may_remove = may_change || !is_owner && member.user_id == context.caller.id;
    let is_admin = is_owner || member.permissions.iter().any(|permission| permission == "admin");
    let links = Links::to_self(&path).add_if(may_change, declared::OrganizationMember::UPDATE, &path).add_if(
        may_remove,
        declared::OrganizationMember::DELETE,
        &path,
    );
    facts!(declared::OrganizationMember {
        id: &member.id,
        organization_id: &member.organization_id,
        user_id: &member.user_id,
        permissions: if is_owner { &[][..] } else { member.permissions.as_slice() },
        owner: is_owner,
        created_at: member.created_at,
        updated_at: member.updated_at,
        ..json!({"level": if is_admin { "admin" } else { "viewer" }, "_links": links.value()})
    })
}
