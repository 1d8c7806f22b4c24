//! Organizations.

use rusqlite::types::Value as Sql;
use wheelhouse_contract::sections::organizations as declared;
use wheelhouse_contract::sections::references::{OrganizationReference, USERS};
use wheelhouse_contract::sections::subscriptions::ListSubscriptions;

use super::users::set;
use crate::access::OrganizationRights;
use crate::request::prelude::*;
use crate::request::{self, Filterable, Kind, Listing};
use crate::store::organizations::{self, Organization};
use crate::store::rows::Row;
use crate::store::ulid;

pub fn handlers() -> Vec<Handler> {
    vec![
        on(anyone, of_user),
        on(anyone, list),
        on(anyone, create),
        on(organization, get),
        on(organization_admin, update),
        on(organization_owner, delete),
    ]
}

/// Projects that a new organization may have.
const PROJECT_LIMIT: i64 = 100;

/// What new organizations can.
const CAPABILITIES: &[&str] = &["custom_domains", "source_operations", "teams"];

pub const fn column(name: &'static str, column: &'static str, kind: Kind) -> Filterable {
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

/// The organizations that somebody is a member of.
const OF: &str = "o.id IN (SELECT organization_id FROM organization_members WHERE user_id = ?)";

fn list(call: &Call<'_, declared::ListOrganizations, ()>) -> Answer {
    listed(call, OF)
}

fn of_user(call: &Call<'_, declared::UserOrganizations, ()>) -> Answer {
    if call.path.user_id != call.caller.id {
        return Err(ApiError::forbidden("You can list only your own organizations."));
    }
    let says_status = call.query.filters().any(|(name, ..)| name == "status");
    listed(call, &if says_status { OF.to_owned() } else { format!("{OF} AND o.status <> 'deleted'") })
}

/// Those of the caller's organizations that are wanted.
fn listed(context: &Context<'_>, condition: &str) -> Answer {
    let listing = Listing {
        from: "organizations o",
        alias: "o",
        condition,
        values: vec![Sql::Text(context.caller.id.clone())],
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

fn create(call: &Call<'_, declared::CreateOrganization, ()>) -> Answer {
    let (body, caller) = (&call.body, call.caller);
    let owner = body.owner_id.as_deref().filter(|owner| !owner.is_empty());
    if owner.is_some_and(|owner| owner != caller.id) {
        let why = "You need to be on the platform’s staff to create organizations for others. Leave the owner out.";
        return Err(ApiError::forbidden(why));
    }
    let label = body.label.trim().to_owned();
    let name = match &body.name {
        Some(name) if is_taken(call, name)? => {
            return Err(ApiError::fields(&[FieldError::new("name", taken(name))]));
        }
        Some(name) => name.clone(),
        None => free_name(call, &label)?,
    };
    let organization = Organization {
        id: ulid(call.now),
        owner_id: caller.id.clone(),
        name,
        label,
        country: body.country.clone().unwrap_or_else(|| caller.country.clone()),
        status: "active".to_owned(),
        capabilities: json!(CAPABILITIES),
        created_at: call.now,
        updated_at: call.now,
        project_limit: PROJECT_LIMIT,
    };
    organizations::insert(call.store, &organization)?;
    let rights = OrganizationRights::find(call.store, &organization, &caller.id)?.unwrap_or_default();
    Ok(Reply::made(&view(&organization, &rights)))
}

fn is_taken(context: &Context<'_>, name: &str) -> rusqlite::Result<bool> {
    Ok(organizations::get(context.store, &format!("name={name}"))?.is_some())
}

fn taken(name: &str) -> String {
    format!("{name} is taken. Choose another name.")
}

/// A name that nobody has, from what an organization calls itself.
fn free_name(context: &Context<'_>, label: &str) -> rusqlite::Result<String> {
    let words = label.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    let name: String = name.chars().take(50).collect();
    let name = match name.trim_end_matches('-') {
        short if short.len() < 2 => "organization",
        name => name,
    };
    let mut free = name.to_owned();
    let mut number = 1_u32;
    while is_taken(context, &free)? {
        number = number.saturating_add(1);
        free = format!("{name}-{number}");
    }
    Ok(free)
}

fn update(call: &Call<'_, declared::UpdateOrganization, InOrganization>) -> Answer {
    let (organization, rights) = &call.at;
    let mut changed = organization.clone();
    let declared::OrganizationPatch { label, name, country } = &call.body;
    if let Some(name) = name
        && *name != organization.name
        && is_taken(call, name)?
    {
        return Err(ApiError::conflict("name", taken(name)));
    }
    set([(&mut changed.label, label), (&mut changed.name, name), (&mut changed.country, country)]);
    changed.updated_at = call.now;
    organizations::update(call.store, &changed)?;
    Ok(Reply::json(&view(&changed, rights)))
}

fn delete(call: &Call<'_, declared::DeleteOrganization, InOrganization>) -> Answer {
    let (organization, _) = &call.at;
    let (_, projects) = organizations::project_limit(call.store, &organization.id)?;
    if projects > 0 {
        let these =
            if projects == 1 { "1 project. Delete it".to_owned() } else { format!("{projects} projects. Delete them") };
        return Err(ApiError::bad_request(format!("{} still has {these} first.", organization.label)));
    }
    organizations::delete(call.store, &organization.id)?;
    Ok(Reply::nothing())
}

/// What others are shown of an organization.
pub fn reference(organization: &Organization) -> Value {
    facts!(OrganizationReference {
        id: &organization.id,
        owner_id: &organization.owner_id,
        name: &organization.name,
        label: &organization.label,
        vendor: VENDOR,
        created_at: organization.created_at,
        updated_at: organization.updated_at,
        ..json!({"type": KIND})
    })
}

const VENDOR: &str = "platformsh";
const KIND: &str = "fixed";

fn view(organization: &Organization, rights: &OrganizationRights) -> Value {
    facts!(declared::Organization {
        id: &organization.id,
        owner_id: &organization.owner_id,
        namespace: "sandbox",
        name: &organization.name,
        label: &organization.label,
        country: &organization.country,
        vendor: VENDOR,
        capabilities: &organization.capabilities,
        status: &organization.status,
        created_at: organization.created_at,
        updated_at: organization.updated_at,
        ..json!({"type": KIND, "_links": links(organization, rights)})
    })
}

/// Organizations name what may be done without `#`.
fn links(organization: &Organization, rights: &OrganizationRights) -> Value {
    let path = declared::GetOrganization::path(&organization.id);
    let subscriptions = ListSubscriptions::path(&organization.id);
    let billing = rights.has("billing");
    Links::to_self(&path)
        .add(declared::Organization::SUBSCRIPTIONS, &subscriptions)
        .add_if(rights.has("admin"), declared::Organization::UPDATE, &path)
        .add_if(rights.is_owner, declared::Organization::DELETE, &path)
        .each_if(
            rights.has("members"),
            &[declared::Organization::MEMBERS, declared::Organization::CREATE_MEMBER],
            &declared::ListOrganizationMembers::path(&organization.id),
        )
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
