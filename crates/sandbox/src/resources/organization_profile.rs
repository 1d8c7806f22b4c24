//! What an organization says of itself, and where it is billed to.

use rusqlite::Connection;
use wheelhouse_contract::checks::vat;
use wheelhouse_contract::sections::organization_profiles as declared;
use wheelhouse_contract::sections::user_profiles::AddressPatch;

use super::user_address;
use super::users::set;
use crate::request::prelude::*;
use crate::store::organization_profiles::{self as profiles, OrganizationProfile};
use crate::store::organizations::Organization;
use crate::store::{offers, users};

pub fn handlers() -> Vec<Handler> {
    vec![
        on(scope::billing, get_address),
        on(scope::billing, update_address),
        on(scope::billing, get),
        on(scope::billing, update),
    ]
}

fn get(call: &Call<'_, declared::GetProfile, InOrganization>) -> Answer {
    let (organization, _) = &call.at;
    let profile = profiles::get(call.store, organization)?;
    Ok(Reply::json(&view(call.store, organization, &profile)?))
}

fn update(call: &Call<'_, declared::UpdateProfile, InOrganization, Both>) -> Answer {
    let (organization, _) = &call.at;
    let given = &call.body.read;
    let mut profile = profiles::get(call.store, organization)?;
    set([
        (&mut profile.company_name, &given.company_name),
        (&mut profile.vat_number, &given.vat_number),
        (&mut profile.billing_contact, &given.billing_contact),
        (&mut profile.security_contact, &given.security_contact),
        (&mut profile.default_catalog, &given.default_catalog),
        (&mut profile.project_options_url, &given.project_options_url),
        (&mut profile.legal_entity_name, &newer(&call.body.given, "legal_entity_name", legal_entity_name)?),
        (&mut profile.customer_type, &newer(&call.body.given, "customer_type", customer_type)?),
    ]);
    require_vat("vat_number", &profile)?;
    profile.updated_at = call.now;
    profiles::keep(call.store, &profile)?;
    Ok(Reply::json(&view(call.store, organization, &profile)?))
}

/// A field that newer descriptions have beside those that are declared.
///
/// # Errors
/// 400 at the field for what it cannot be.
fn newer(
    given: &Given,
    field: &str,
    read: impl FnOnce(&str) -> Result<&str, &'static str>,
) -> Result<Option<String>, ApiError> {
    let Some(value) = given.get(field) else { return Ok(None) };
    let read = value.as_str().ok_or("Must be a text.").and_then(|text| read(text.trim()));
    read.map(|text| Some(text.to_owned())).map_err(|message| ApiError::fields(&[FieldError::new(field, message)]))
}

fn legal_entity_name(text: &str) -> Result<&str, &'static str> {
    if text.chars().count() <= 200 { Ok(text) } else { Err("Must be at most 200 characters.") }
}

/// What a kind of customer is called in answers; descriptions call one otherwise in requests, and misspell another.
fn customer_type(text: &str) -> Result<&str, &'static str> {
    match text {
        "individual" | "indvidual" => Ok("individual"),
        "corporation" | "company" => Ok("corporation"),
        "government" => Ok("government"),
        _ => Err("Must be one of: individual, company, government."),
    }
}

fn get_address(call: &Call<'_, declared::GetAddress, InOrganization>) -> Answer {
    let (organization, _) = &call.at;
    Ok(Reply::json(&address_view(&profiles::get(call.store, organization)?)))
}

fn update_address(call: &Call<'_, declared::UpdateAddress, InOrganization>) -> Answer {
    let (organization, _) = &call.at;
    let mut profile = profiles::get(call.store, organization)?;
    let given: &AddressPatch = &call.body;
    set([(&mut profile.country, &given.country)]);
    for (field, text) in fields(given) {
        if let Some(text) = text {
            profile.address.insert(field.to_owned(), json!(text.trim()));
        }
    }
    user_address::require(&profile.country, &fields(given))?;
    require_vat("country", &profile)?;
    profile.updated_at = call.now;
    profiles::keep(call.store, &profile)?;
    Ok(Reply::json(&address_view(&profile)))
}

/// The parts of an address beside its country.
fn fields(given: &AddressPatch) -> [(&'static str, &Option<String>); 9] {
    [
        ("name_line", &given.name_line),
        ("premise", &given.premise),
        ("sub_premise", &given.sub_premise),
        ("thoroughfare", &given.thoroughfare),
        ("administrative_area", &given.administrative_area),
        ("sub_administrative_area", &given.sub_administrative_area),
        ("locality", &given.locality),
        ("dependent_locality", &given.dependent_locality),
        ("postal_code", &given.postal_code),
    ]
}

/// A VAT number is of the address's country, as far as its looks go.
///
/// # Errors
/// 400 at the field that was changed.
fn require_vat(field: &str, profile: &OrganizationProfile) -> Result<(), ApiError> {
    if profile.vat_number.is_empty() {
        return Ok(());
    }
    vat::looks_right(&profile.country, &profile.vat_number)
        .map_err(|message| ApiError::fields(&[FieldError::new(field, message)]))
}

fn address_view(profile: &OrganizationProfile) -> Value {
    let text = |field: &str| profile.address.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    facts!(declared::OrganizationAddress {
        country: &profile.country,
        name_line: text("name_line"),
        premise: text("premise"),
        sub_premise: text("sub_premise"),
        thoroughfare: text("thoroughfare"),
        administrative_area: text("administrative_area"),
        sub_administrative_area: text("sub_administrative_area"),
        locality: text("locality"),
        dependent_locality: text("dependent_locality"),
        postal_code: text("postal_code"),
    })
}

fn view(
    connection: &Connection,
    organization: &Organization,
    profile: &OrganizationProfile,
) -> Result<Value, ApiError> {
    let owner = users::get(connection, &organization.owner_id)?;
    let owner_email = owner.map(|owner| owner.email).unwrap_or_default();
    let or_owner = |contact: &str| if contact.is_empty() { owner_email.clone() } else { contact.to_owned() };
    Ok(facts!(declared::OrganizationProfile {
        id: &organization.id,
        display_name: &organization.label,
        email: or_owner(&profile.billing_contact),
        username: &organization.name,
        kind: "organization",
        picture: "",
        company_type: "",
        company_name: &profile.company_name,
        currency: offers::currency(connection, &organization.country)?.code,
        vat_number: &profile.vat_number,
        company_role: "",
        website_url: "",
        new_ui: true,
        ui_colorscheme: "",
        default_catalog: &profile.default_catalog,
        project_options_url: &profile.project_options_url,
        marketing: false,
        created_at: organization.created_at,
        updated_at: profile.updated_at,
        billing_contact: or_owner(&profile.billing_contact),
        security_contact: or_owner(&profile.security_contact),
        current_trial: Map::new(),
        ..json!({
            "invoiced": true,
            "customer_type": profile.customer_type,
            "legal_entity_name": match profile.legal_entity_name.as_str() {
                "" => &profile.company_name,
                name => name,
            },
        })
    }))
}
