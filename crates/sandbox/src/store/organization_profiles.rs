//! What organizations say of themselves, and where they are billed to.

use rusqlite::Connection;
use serde_json::{Map, Value};

use super::organizations::Organization;
use super::rows::{self, row};
use crate::clock::Moment;

row! {
    /// What an organization says of itself.
    #[derive(Clone, Debug)]
    pub struct OrganizationProfile in "organization_profiles" by [organization_id] {
        pub organization_id: String,
        pub company_name: String,
        pub vat_number: String,
        pub billing_contact: String,
        pub security_contact: String,
        pub default_catalog: String,
        pub project_options_url: String,
        /// ISO 3166-1, two letters.
        pub country: String,
        /// The other parts of the address, by field.
        pub address: Map<String, Value> as "address_json",
        /// How payments go: `accepted`, `soft_decline` or `hard_decline`.
        pub payment: String,
        /// Empty where it is the company's.
        pub legal_entity_name: String,
        /// `individual`, `corporation` or `government`.
        pub customer_type: String,
        pub updated_at: Moment,
    }
}

/// The profile of an organization: of one that has said nothing yet, what else is known of it.
pub fn get(connection: &Connection, organization: &Organization) -> rusqlite::Result<OrganizationProfile> {
    let said: Option<OrganizationProfile> = rows::get(connection, [&organization.id])?;
    Ok(said.unwrap_or_else(|| OrganizationProfile {
        organization_id: organization.id.clone(),
        company_name: organization.label.clone(),
        vat_number: String::new(),
        billing_contact: String::new(),
        security_contact: String::new(),
        default_catalog: String::new(),
        project_options_url: String::new(),
        country: organization.country.clone(),
        address: Map::new(),
        payment: "accepted".to_owned(),
        legal_entity_name: String::new(),
        customer_type: "corporation".to_owned(),
        updated_at: organization.updated_at,
    }))
}

pub fn keep(connection: &Connection, profile: &OrganizationProfile) -> rusqlite::Result<()> {
    rows::replace(connection, profile)
}
