//! Profiles of organizations: whom invoices are addressed to.

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use super::user_profiles::AddressPatch;
use crate::checks::{self, account};
use crate::operation::section;
use crate::resource::resource;

resource! {
    /// What an organization says of itself. The shape is that of people's profiles.
    OrganizationProfile {
        id: text,
        display_name: text,
        email: text,
        username: text,
        /// `organization`.
        kind: text "type",
        picture: text,
        company_type: text,
        company_name: text,
        /// ISO 4217.
        currency: text,
        vat_number: text,
        company_role: text,
        website_url: text,
        new_ui: flag,
        ui_colorscheme: text,
        default_catalog: text,
        project_options_url: text,
        marketing: flag,
        created_at: time,
        updated_at: time,
        billing_contact: text,
        security_contact: text,
        current_trial: object,
    }

    /// Where an organization can be reached by post, and is taxed.
    OrganizationAddress {
        /// ISO 3166-1, two letters.
        country: text,
        name_line: text,
        premise: text,
        sub_premise: text,
        thoroughfare: text,
        administrative_area: text,
        sub_administrative_area: text,
        locality: text,
        dependent_locality: text,
        postal_code: text,
    }
}

/// Changes to the profile of an organization.
#[derive(Deserialize, Body)]
pub struct ProfilePatch {
    /// The name on invoices.
    #[field(label = "Company", max = 200)]
    pub company_name: Option<String>,
    /// With its country prefix, such as DE123456789. Only the format is checked.
    #[field(label = "VAT number", max = 32, check = account::vat_number)]
    pub vat_number: Option<String>,
    /// Who receives emails about invoices and payments.
    #[field(section = "Contacts", label = "Billing contact", max = 254, check = checks::email)]
    pub billing_contact: Option<String>,
    /// Who receives emails about security.
    #[field(section = "Contacts", label = "Security contact", max = 254, check = checks::email)]
    pub security_contact: Option<String>,
    /// URL of a template catalog that replaces the default one.
    #[field(section = "New projects", label = "Template catalog", max = 2000, check = checks::url)]
    pub default_catalog: Option<String>,
    /// URL of a file with options for all new projects of the organization.
    #[field(section = "New projects", label = "Project options", max = 2000, check = checks::url)]
    pub project_options_url: Option<String>,
}

section! {
    "Profiles"

    /// The address of an organization.
    GetAddress = "get-address" "Get address"
        GET "/organizations/{organization_id}/address" (organization_id) => OrganizationAddress;

    /// Changes the address of an organization. Its country decides about taxes.
    UpdateAddress = "update-address" "Update address"
        PATCH "/organizations/{organization_id}/address" (organization_id) body AddressPatch => OrganizationAddress;

    /// The profile of an organization.
    GetProfile = "get-profile" "Get profile"
        GET "/organizations/{organization_id}/profile" (organization_id) => OrganizationProfile;

    /// Changes the profile of an organization.
    UpdateProfile = "update-profile" "Update profile"
        PATCH "/organizations/{organization_id}/profile" (organization_id) body ProfilePatch => OrganizationProfile;
}
