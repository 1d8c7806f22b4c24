//! What is a person's own.

mod api_tokens;
mod connections;
mod email;
mod organizations;
mod picture;
mod profile;
mod ssh_keys;
mod teams;
mod two_factor;
mod verification;

use leptos::prelude::*;

use crate::chunk::in_chunk;
use crate::layouts::Place;
use crate::routes::page;

/// The page of an address.
pub fn page(page: page::Account) -> AnyView {
    use page::Account as Page;

    let place = Place::expect();
    // The address does not say whose account it is; it is drawn once that is known.
    let id = untrack(|| place.user.data()).and_then(|user| user.id().map(str::to_owned)).unwrap_or_default();
    match page {
        Page::Profile => untrack(|| profile::page(place, &id)),
        Page::ProfileEdit => profile::edit(place, &id),
        Page::ProfilePreferences => profile::preferences(&id),
        Page::ProfileAddress => profile::address(&id),
        Page::ProfileEmail => email::page(&id),
        Page::ProfilePicture => picture(id).view(),
        Page::TwoFactor => two_factor(id).view(),
        Page::ApiTokens { at } => api_tokens::page(at),
        Page::SshKeys { at } => ssh_keys::page(place, at),
        Page::Connections { at } => connections::page(at),
        Page::OwnOrganizations => organizations::page(&id),
        Page::OwnTeams => teams::page(&id),
    }
}

in_chunk! {
    account_picture: fn picture(user: String) { picture::page(Place::expect(), &user) }
}

in_chunk! {
    account_two_factor: fn two_factor(user: String) { two_factor::page(&user) }
}
