//! User profiles: what people say of themselves, and their pictures.

use rusqlite::Connection;
use wheelhouse_contract::sections::user_profiles as declared;

use super::{pictures, users};
use crate::request;
use crate::request::prelude::*;
use crate::store::users::User;
use crate::store::{offers, passwords, profiles};

pub fn handlers() -> Vec<Handler> {
    vec![
        on(anyone, list),
        on(own_profile, get),
        on(own_profile, update),
        on(own_profile, create_picture),
        on(own_profile, delete_picture),
    ]
}

/// Nobody reads the profile of another.
fn list(call: &Call<'_, declared::ListUserProfiles, ()>) -> Answer {
    let profiles = vec![view(call.store, call.caller)?];
    let links = request::pages(call, 1, 1, 1).value();
    Ok(Reply::json(&json!({"count": profiles.len(), "profiles": profiles, "_links": links})))
}

fn get(call: &Call<'_, declared::GetASingleUserProfile, User>) -> Answer {
    Ok(Reply::json(&view(call.store, &call.at)?))
}

fn update(call: &Call<'_, declared::UpdateAUserProfile, User>) -> Answer {
    let given = &call.body;
    let mut user = call.at.clone();
    users::take(call, &mut user, given.username.as_deref(), given.picture.as_deref())?;
    change_password(call, given)?;
    let mut profile = profiles::get(call.store, &user.id)?;
    users::set([
        (&mut user.display_name, &given.display_name),
        (&mut user.company, &given.company_name),
        (&mut profile.company_type, &given.company_type),
        (&mut profile.company_role, &given.company_role),
        (&mut profile.vat_number, &given.vat_number),
        (&mut profile.ui_colorscheme, &given.ui_colorscheme),
        (&mut profile.default_catalog, &given.default_catalog),
        (&mut profile.project_options_url, &given.project_options_url),
    ]);
    profile.marketing = given.marketing.unwrap_or(profile.marketing);
    profiles::keep(call.store, &profile)?;
    users::keep(call.store, &mut user, call.now)?;
    Ok(Reply::json(&view(call.store, &user)?))
}

/// Sets a new password, for who knows the one there is.
///
/// # Errors
/// 400 at the field that is missing or wrong.
fn change_password(context: &Context<'_>, given: &declared::UserProfilePatch) -> Result<(), ApiError> {
    let refused = |field: &str, message: &str| Err(ApiError::fields(&[FieldError::new(field, message)]));
    let Some(password) = &given.password else {
        return match &given.current_password {
            Some(_) => refused("password", "Enter the new password."),
            None => Ok(()),
        };
    };
    let Some(current) = &given.current_password else {
        return refused("current_password", "Enter your current password.");
    };
    match passwords::is(context.store, &context.caller.id, current)? {
        None => refused("current_password", "You have no password yet. Set one with a password reset email."),
        Some(false) => refused("current_password", "This isn’t your current password."),
        Some(true) => Ok(passwords::set(context.store, &context.caller.id, password)?),
    }
}

fn create_picture(call: &Call<'_, declared::CreateAUserProfilePicture, User>) -> Answer {
    let mut user = call.at.clone();
    user.picture = pictures::keep(call.store, &user, call.upload)?;
    users::keep(call.store, &mut user, call.now)?;
    Ok(Reply::json(&facts!(declared::ProfilePicture { url: &user.picture })))
}

fn delete_picture(call: &Call<'_, declared::DeleteAUserProfilePicture, User>) -> Answer {
    let mut user = call.at.clone();
    if user.picture.is_empty() {
        return Err(ApiError::not_found("picture"));
    }
    user.picture.clear();
    users::keep(call.store, &mut user, call.now)?;
    Ok(Reply::nothing())
}

fn view(connection: &Connection, user: &User) -> Result<Value, ApiError> {
    let profile = profiles::get(connection, &user.id)?;
    let customer_type = if user.company.is_empty() { "individual" } else { "corporation" };
    Ok(facts!(declared::UserProfile {
        id: &user.id,
        display_name: user.display_name(),
        email: &user.email,
        username: &user.username,
        kind: "user",
        picture: &user.picture,
        company_type: &profile.company_type,
        company_name: &user.company,
        currency: offers::currency(connection, &user.country)?.code,
        vat_number: &profile.vat_number,
        company_role: &profile.company_role,
        website_url: &user.website,
        new_ui: true,
        ui_colorscheme: &profile.ui_colorscheme,
        default_catalog: &profile.default_catalog,
        project_options_url: &profile.project_options_url,
        marketing: profile.marketing,
        billing_contact: &user.email,
        security_contact: &user.email,
        current_trial: Map::new(),
        created_at: user.created_at,
        updated_at: user.updated_at,
        ..json!({"invoiced": false, "customer_type": customer_type, "legal_entity_name": user.company})
    }))
}
