//! User profiles: what people say of themselves, their address and their picture.

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use crate::answer::{Keyed, Nothing, Wrapped};
use crate::body::{Choice, choice};
use crate::checks::{self, account};
use crate::operation::section;
use crate::resource::resource;

resource! {
    /// What a person says of themselves.
    UserProfile {
        /// The user's.
        id: text,
        display_name: text,
        email: text,
        username: text,
        /// `user` or `organization`.
        kind: text "type",
        /// An address of an image; empty when there is none.
        picture: text,
        company_type: text,
        company_name: text,
        /// ISO 4217.
        currency: text,
        vat_number: text,
        company_role: text,
        website_url: text,
        new_ui: flag,
        /// `light` or `dark`; empty for what the device prefers.
        ui_colorscheme: text,
        default_catalog: text,
        project_options_url: text,
        /// Whether marketing e-mails may be sent.
        marketing: flag,
        billing_contact: text,
        security_contact: text,
        current_trial: object,
        created_at: time,
        updated_at: time,
    }

    /// Where a person can be reached by post.
    Address {
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
        /// The fields that an address in this country cannot do without.
        required_fields: texts "metadata.required_fields",
        /// What fields are called in this country, by field; those that are not here are called what they are.
        field_labels: object "metadata.field_labels",
        /// Whether companies in this country have a VAT number.
        show_vat: flag "metadata.show_vat",
    }

    /// Where a new picture is.
    ProfilePicture {
        url: text,
    }
}

impl Keyed for UserProfile {
    const KEY: &'static str = "profiles";
}

/// What is sent for a new picture: a form (`multipart/form-data`) with the image as a file in this field.
pub const PICTURE_FIELD: &str = "file";

/// The types of image that a picture can be sent as.
pub const PICTURE_TYPES: &[&str] = &["image/png", "image/jpeg", "image/webp"];

/// The greatest file of a picture, in bytes.
pub const PICTURE_BYTES: usize = 1_000_000;

/// The least and the greatest width and height of a picture, in pixels.
pub const PICTURE_PIXELS: (u32, u32) = (32, 4096);

const COLOR_SCHEMES: &[Choice] = &[choice("light", "Light"), choice("dark", "Dark")];

/// Changes to a profile.
#[derive(Deserialize, Body)]
pub struct UserProfilePatch {
    /// The name other people see you under.
    #[field(min = 1, max = 200)]
    pub display_name: Option<String>,
    /// Unique across all accounts.
    #[field(min = 2, max = 60, check = account::username)]
    pub username: Option<String>,
    /// The URL of an image.
    #[field(max = 2000, check = account::picture)]
    pub picture: Option<String>,
    /// Colors of the interface.
    #[field(label = "Color scheme", choices = COLOR_SCHEMES)]
    pub ui_colorscheme: Option<String>,
    /// Send me news about products and events.
    #[field(label = "Marketing emails")]
    pub marketing: Option<bool>,
    #[field(section = "Company", label = "Company", max = 200)]
    pub company_name: Option<String>,
    /// What the company does, such as agency or software.
    #[field(section = "Company", max = 100)]
    pub company_type: Option<String>,
    /// What you do there, such as developer.
    #[field(section = "Company", label = "Role", max = 100)]
    pub company_role: Option<String>,
    /// With its country prefix, such as DE123456789.
    #[field(section = "Company", label = "VAT number", max = 32, check = account::vat_number)]
    pub vat_number: Option<String>,
    /// URL of a template catalog that replaces the default one.
    #[field(section = "New projects", label = "Template catalog", max = 2000, check = checks::url)]
    pub default_catalog: Option<String>,
    /// URL of a file with options for all your new projects.
    #[field(section = "New projects", label = "Project options", max = 2000, check = checks::url)]
    pub project_options_url: Option<String>,
    /// Needed to change your password.
    #[field(section = "Password", max = 128, secret)]
    pub current_password: Option<String>,
    /// At least 12 characters.
    #[field(section = "Password", label = "New password", min = 12, max = 128, secret)]
    pub password: Option<String>,
}

/// Changes to an address.
#[derive(Deserialize, Body)]
pub struct AddressPatch {
    /// Two-letter country code, such as DE.
    #[field(min = 2, max = 2, check = account::country)]
    pub country: Option<String>,
    #[field(label = "Full name", max = 200)]
    pub name_line: Option<String>,
    /// Street and house number.
    #[field(label = "Street address", max = 200)]
    pub thoroughfare: Option<String>,
    /// Building, apartment or suite.
    #[field(label = "Building", max = 200)]
    pub premise: Option<String>,
    /// For example 3rd floor.
    #[field(label = "Floor or unit", max = 200)]
    pub sub_premise: Option<String>,
    #[field(label = "Neighborhood", max = 200)]
    pub dependent_locality: Option<String>,
    #[field(label = "City", max = 200)]
    pub locality: Option<String>,
    #[field(label = "County or district", max = 200)]
    pub sub_administrative_area: Option<String>,
    /// Use its code where there is one, such as CA.
    #[field(label = "State or province", max = 80)]
    pub administrative_area: Option<String>,
    #[field(max = 20)]
    pub postal_code: Option<String>,
}

section! {
    "User Profiles"

    /// The profiles that the caller may read: their own.
    ListUserProfiles = "list-user-profiles" "List user profiles"
        GET "/profiles" () => Wrapped<UserProfile>;

    /// One profile.
    GetASingleUserProfile = "get-a-single-user-profile" "Get a single user profile"
        GET "/profiles/{userId}" (user_id) => UserProfile;

    /// Changes the caller's own profile.
    UpdateAUserProfile = "update-a-user-profile" "Update a user profile"
        PATCH "/profiles/{userId}" (user_id) body UserProfilePatch => UserProfile;

    /// The address of a user, and what belongs into one in its country.
    GetAUserAddress = "get-a-user-address" "Get a user address"
        GET "/profiles/{userId}/address" (user_id) => Address;

    /// Changes the caller's own address.
    UpdateAUserAddress = "update-a-user-address" "Update a user address"
        PATCH "/profiles/{userId}/address" (user_id) body AddressPatch => Address;

    /// Takes an image as the user's picture. It is sent as a form, with the file in the field `file`.
    CreateAUserProfilePicture = "create-a-user-profile-picture" "Create a user profile picture"
        POST "/profile/{uuid}/picture" (uuid) file PICTURE_FIELD => ProfilePicture;

    /// Deletes the user's picture.
    DeleteAUserProfilePicture = "delete-a-user-profile-picture" "Delete a user profile picture"
        DELETE "/profile/{uuid}/picture" (uuid) => Nothing;
}
