//! Organizations.

use rusqlite::types::Value as Sql;
use serde_json::{Value, json};
use wheelhouse_contract::sections::organizations::GetOrganization;
use wheelhouse_contract::sections::subscriptions::ListSubscriptions;

use crate::access::OrganizationRights;
use crate::error::ApiError;
use crate::request::{self, Context, Filterable, Handler, Kind, Links, Listing, Reply};
use crate::store::organizations::Organization;

pub const HANDLERS: &[(&str, Handler)] =
    &[("user-organizations", of_user), ("list-organizations", list), ("get-organization", get)];

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

fn list(context: &Context<'_>) -> Result<Reply, ApiError> {
    listed(context, &context.caller.id)
}

fn of_user(context: &Context<'_>) -> Result<Reply, ApiError> {
    let user = context.parameter("user_id");
    if user != context.caller.id {
        return Err(ApiError::forbidden("You can list only your own organizations."));
    }
    listed(context, user)
}

/// The organizations that a user owns or is a member of.
fn listed(context: &Context<'_>, user: &str) -> Result<Reply, ApiError> {
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
    let links = request::signed(context.store, page.links, "users", &owners)?;
    Ok(Reply::json(&json!({"count": page.count, "items": items, "_links": links.value()})))
}

fn get(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (organization, rights) = context.organization()?;
    Ok(Reply::json(&view(&organization, &rights)))
}

fn view(organization: &Organization, rights: &OrganizationRights) -> Value {
    json!({
        "id": organization.id,
        "type": "fixed",
        "owner_id": organization.owner_id,
        "namespace": "sandbox",
        "name": organization.name,
        "label": organization.label,
        "country": organization.country,
        "capabilities": organization.capabilities,
        "vendor": "platformsh",
        "status": organization.status,
        "created_at": organization.created_at.rfc3339(),
        "updated_at": organization.updated_at.rfc3339(),
        "_links": links(organization, rights),
    })
}

/// Organizations name what may be done without `#`.
fn links(organization: &Organization, rights: &OrganizationRights) -> Value {
    let path = GetOrganization::path(&organization.id);
    let subscriptions = ListSubscriptions::path(&organization.id);
    let billing = rights.has("billing");
    Links::to_self(&path)
        .add("members", &format!("{path}/members"))
        .add("subscriptions", &subscriptions)
        .add_if(rights.has("admin"), "update", &path)
        .add_if(rights.is_owner, "delete", &path)
        .add_if(rights.has("members"), "create-member", &format!("{path}/members"))
        .add_if(rights.has("projects:create"), "create-subscription", &subscriptions)
        .add_if(rights.has("projects:create"), "estimate-subscription", &format!("{subscriptions}/estimate"))
        .add_if(billing, "address", &format!("{path}/address"))
        .add_if(billing, "profile", &format!("{path}/profile"))
        .add_if(billing, "orders", &format!("{path}/orders"))
        .add_if(billing, "vouchers", &format!("{path}/vouchers"))
        .value()
}
