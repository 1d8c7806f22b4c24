//! Organizations.

use rusqlite::types::Value as Sql;
use wheelhouse_contract::sections::organizations as declared;
use wheelhouse_contract::sections::references::USERS;
use wheelhouse_contract::sections::subscriptions::ListSubscriptions;

use crate::access::OrganizationRights;
use crate::request::prelude::*;
use crate::request::{self, Filterable, Kind, Listing};
use crate::store::organizations::Organization;
use crate::store::rows::Row;

pub fn handlers() -> Vec<Handler> {
    vec![on(anyone, of_user), on(anyone, list), on(organization, get)]
}

const fn column(name: &'static str, column: &'static str, kind: Kind) -> Filterable {
    Filterable { name, column, kind }
}

const NAME: Filterable = column("name", "o.name", Kind::Text);
const UPDATED: Filterable = column("updated_at", "o.updated_at", Kind::Time);

const FILTERS: &[Filterable] = &[
    column("id", "o.id", Kind::Text),
    column("owner_id", "o.owner_id", Kind::Text),
    NAME,
    column("label", "o.label", Kind::Text),
    // The reference spells it so.
    column("capabilites", "o.capabilities_json", Kind::Texts),
    column("capabilities", "o.capabilities_json", Kind::Texts),
    column("status", "o.status", Kind::Text),
    UPDATED,
];

const SORTS: &[Filterable] = &[NAME, column("created_at", "o.created_at", Kind::Time), UPDATED];

fn list(call: &Call<'_, declared::ListOrganizations, ()>) -> Answer {
    listed(call, &call.caller.id)
}

fn of_user(call: &Call<'_, declared::UserOrganizations, ()>) -> Answer {
    if call.path.user_id != call.caller.id {
        return Err(ApiError::forbidden("You can list only your own organizations."));
    }
    listed(call, &call.path.user_id)
}

/// The organizations that a user owns or is a member of.
fn listed(context: &Context<'_>, user: &str) -> Answer {
    let listing = Listing {
        from: "organizations o",
        alias: "o",
        condition: "o.owner_id = ? OR o.id IN (SELECT organization_id FROM organization_members WHERE user_id = ?)",
        values: vec![Sql::Text(user.to_owned()), Sql::Text(user.to_owned())],
        filters: FILTERS,
        sorts: SORTS,
        default_sort: "name",
        id: "o.id",
    };
    let page = request::list(context, listing, Organization::read)?;
    let mut items = Vec::new();
    for organization in &page.items {
        let rights = OrganizationRights::find(context.store, organization, &context.caller.id)?.unwrap_or_default();
        items.push(view(organization, &rights));
    }
    let owners: Vec<String> = page.items.iter().map(|organization| organization.owner_id.clone()).collect();
    let links = request::signed(context.store, page.links, USERS, &owners)?;
    Ok(Reply::json(&json!({"count": page.count, "items": items, "_links": links.value()})))
}

fn get(call: &Call<'_, declared::GetOrganization, InOrganization>) -> Answer {
    let (organization, rights) = &call.at;
    Ok(Reply::json(&view(organization, rights)))
}

fn view(organization: &Organization, rights: &OrganizationRights) -> Value {
    facts!(declared::Organization {
        id: &organization.id,
        owner_id: &organization.owner_id,
        namespace: "sandbox",
        name: &organization.name,
        label: &organization.label,
        country: &organization.country,
        vendor: "platformsh",
        capabilities: &organization.capabilities,
        status: &organization.status,
        created_at: organization.created_at,
        updated_at: organization.updated_at,
        ..json!({"type": "fixed", "_links": links(organization, rights)})
    })
}

/// Organizations name what may be done without `#`.
fn links(organization: &Organization, rights: &OrganizationRights) -> Value {
    let path = declared::GetOrganization::path(&organization.id);
    let subscriptions = ListSubscriptions::path(&organization.id);
    let billing = rights.has("billing");
    Links::to_self(&path)
        .add(declared::Organization::MEMBERS, &format!("{path}/members"))
        .add(declared::Organization::SUBSCRIPTIONS, &subscriptions)
        .add_if(rights.has("admin"), declared::Organization::UPDATE, &path)
        .add_if(rights.is_owner, declared::Organization::DELETE, &path)
        .add_if(rights.has("members"), declared::Organization::CREATE_MEMBER, &format!("{path}/members"))
        .add_if(rights.has("projects:create"), declared::Organization::CREATE_SUBSCRIPTION, &subscriptions)
        .add_if(
            rights.has("projects:create"),
            declared::Organization::ESTIMATE_SUBSCRIPTION,
            &format!("{subscriptions}/estimate"),
        )
        .add_if(billing, declared::Organization::ADDRESS, &format!("{path}/address"))
        .add_if(billing, declared::Organization::PROFILE, &format!("{path}/profile"))
        .add_if(billing, declared::Organization::ORDERS, &format!("{path}/orders"))
        .add_if(billing, declared::Organization::VOUCHERS, &format!("{path}/vouchers"))
        .value()
}
