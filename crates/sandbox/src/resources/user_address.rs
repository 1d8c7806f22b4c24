//! Addresses of people, and what belongs into one in each country.

use wheelhouse_contract::sections::user_profiles as declared;

use super::users::set;
use crate::request::prelude::*;
use crate::store::profiles::{self, Address};
use crate::store::users::User;

pub fn handlers() -> Vec<Handler> {
    vec![on(own_profile, get), on(own_profile, update)]
}

fn get(call: &Call<'_, declared::GetAUserAddress, User>) -> Answer {
    Ok(Reply::json(&view(&find(call, &call.at)?)))
}

fn update(call: &Call<'_, declared::UpdateAUserAddress, User>) -> Answer {
    let given = &call.body;
    let mut address = find(call, &call.at)?;
    set([
        (&mut address.country, &given.country),
        (&mut address.name_line, &given.name_line),
        (&mut address.premise, &given.premise),
        (&mut address.sub_premise, &given.sub_premise),
        (&mut address.thoroughfare, &given.thoroughfare),
        (&mut address.administrative_area, &given.administrative_area),
        (&mut address.sub_administrative_area, &given.sub_administrative_area),
        (&mut address.locality, &given.locality),
        (&mut address.dependent_locality, &given.dependent_locality),
        (&mut address.postal_code, &given.postal_code),
    ]);
    require(
        &address.country,
        &[
            ("thoroughfare", &given.thoroughfare),
            ("administrative_area", &given.administrative_area),
            ("locality", &given.locality),
            ("postal_code", &given.postal_code),
        ],
    )?;
    profiles::keep_address(call.store, &address)?;
    Ok(Reply::json(&view(&address)))
}

/// That nothing is emptied that an address in a country cannot do without.
///
/// # Errors
/// 400 at each field that was.
pub fn require(country: &str, given: &[(&str, &Option<String>)]) -> Result<(), ApiError> {
    let form = Form::of(country);
    let emptied = given.iter().filter(|(field, given)| {
        form.required.contains(field) && given.as_deref().is_some_and(|given| given.trim().is_empty())
    });
    let message = format!("An address in {country} needs this.");
    let errors: Vec<FieldError> = emptied.map(|(field, _)| FieldError::new(*field, message.clone())).collect();
    if errors.is_empty() { Ok(()) } else { Err(ApiError::fields(&errors)) }
}

/// The user's address; of who has given none, the country alone.
fn find(context: &Context<'_>, user: &User) -> rusqlite::Result<Address> {
    Ok(profiles::address(context.store, &user.id)?.unwrap_or_else(|| Address::empty(&user.id, &user.country)))
}

fn view(address: &Address) -> Value {
    let form = Form::of(&address.country);
    let labels: Map<String, Value> =
        form.labels.iter().map(|(field, label)| ((*field).to_owned(), json!(label))).collect();
    facts!(declared::Address {
        country: &address.country,
        name_line: &address.name_line,
        premise: &address.premise,
        sub_premise: &address.sub_premise,
        thoroughfare: &address.thoroughfare,
        administrative_area: &address.administrative_area,
        sub_administrative_area: &address.sub_administrative_area,
        locality: &address.locality,
        dependent_locality: &address.dependent_locality,
        postal_code: &address.postal_code,
        required_fields: form.required,
        field_labels: labels,
        show_vat: VAT.contains(&address.country.as_str()),
    })
}

/// What belongs into an address of a country.
struct Form {
    required: &'static [&'static str],
    /// What fields are called there; the others are called what they are.
    labels: &'static [(&'static str, &'static str)],
}

impl Form {
    fn of(country: &str) -> Self {
        const STREET: &[&str] = &["thoroughfare", "locality"];
        const CODED: &[&str] = &["thoroughfare", "locality", "postal_code"];
        const WHOLE: &[&str] = &["thoroughfare", "locality", "administrative_area", "postal_code"];
        let (required, labels): (_, &[_]) = match country {
            "US" => (WHOLE, &[("administrative_area", "State"), ("postal_code", "ZIP code")]),
            "CA" => (WHOLE, &[("administrative_area", "Province")]),
            "AU" => (
                WHOLE,
                &[("administrative_area", "State"), ("locality", "City or suburb"), ("postal_code", "Postcode")],
            ),
            "IN" => (WHOLE, &[("administrative_area", "State"), ("postal_code", "PIN code")]),
            "GB" => {
                (CODED, &[("administrative_area", "County"), ("locality", "Town or city"), ("postal_code", "Postcode")])
            }
            "NZ" => (CODED, &[("dependent_locality", "Suburb"), ("postal_code", "Postcode")]),
            "IE" => (STREET, &[("administrative_area", "County"), ("postal_code", "Eircode")]),
            "SG" => (&["thoroughfare", "postal_code"], &[]),
            "HK" | "AE" | "PE" | "KE" => (STREET, &[]),
            _ => (CODED, &[]),
        };
        Self { required, labels }
    }
}

/// Countries of the European Union's VAT area, and others that have a VAT number.
const VAT: &[&str] = &[
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IT", "LT",
    "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];
