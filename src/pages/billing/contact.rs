//! Whom and where an organization's invoices are addressed to.

use leptos::prelude::*;
use wheelhouse_contract::sections::organization_profiles::{
    GetAddress, GetProfile, ProfilePatch, UpdateAddress, UpdateProfile,
};
use wheelhouse_contract::sections::organizations::Organization;
use wheelhouse_contract::sections::user_profiles::AddressPatch;
use wheelhouse_contract::{Body, Described, Relation, Resource};

use super::{ADDRESS, PROFILE, part, strip};
use crate::components::{
    Change, Consequence, EditForm, FormPage, Loaded, body_facts, copyable_id, data_of_any, edit_form, facts, forbidden,
    form_page, link_unless, or_unknown,
};
use crate::data::{AnyRead, read};
use crate::layouts::Place;
use crate::routes::{AtRead, Route};
use crate::text::within;
use crate::ui::{ButtonKind, Section, live, nothing, view, views};

/// Both, with the ways to change them.
pub fn sections(organization: &str) -> AnyView {
    let path = GetAddress::path(organization);
    let address = read::<GetAddress>(move || Some(path.clone()));
    let path = GetProfile::path(organization);
    let profile = read::<GetProfile>(move || Some(path.clone()));
    let address_facts = move || {
        live(move || address.data().map_or_else(nothing, |it| body_facts(AddressPatch::BODY, it.raw(), Vec::new())))
    };
    let profile_facts = move || {
        live(move || {
            let Some(it) = profile.data() else { return nothing() };
            let more = facts![("Currency", or_unknown(it.currency())), ("ID", copyable_id("profile", it.id()))];
            body_facts(ProfilePatch::BODY, it.raw(), more)
        })
    };
    let (to_address, to_profile) = (part(organization, ADDRESS), part(organization, PROFILE));
    views![
        section("Billing address", *address, (Organization::ADDRESS, to_address), address_facts),
        section("Billing profile", *profile, (Organization::PROFILE, to_profile), profile_facts),
    ]
}

fn section(
    title: &'static str,
    of: AnyRead,
    (relation, edit): (Relation, String),
    facts: impl Fn() -> AnyView + Send + Sync + Copy + 'static,
) -> AnyView {
    let (ready, error, loading, retry) = data_of_any(of);
    let place = Place::expect();
    let label = format!("Edit {}", within(title));
    let waiting = format!("Loading {}", within(title));
    let actions = move || {
        let edit = edit.clone();
        link_unless(reason(place, relation), label.clone(), ButtonKind::Secondary, move || edit.clone())
    };
    view! {
        <Section title=title actions=actions>
            <Loaded ready=ready error=error loading=loading on_retry=retry label=waiting>
                {facts()}
            </Loaded>
        </Section>
    }
}

/// Why the person may not see and change it: the organization carries its link for who may.
fn reason(place: Place, relation: Relation) -> Signal<Option<String>> {
    forbidden(*place.organization, relation, "change this organization’s billing details")
}

/// The form for the address.
pub fn address(organization: &str) -> AnyView {
    let path = GetAddress::path(organization);
    let of = read::<GetAddress>(move || Some(path.clone()));
    let change = Change::new::<UpdateAddress>(UpdateAddress::path(organization));
    let follows = Consequence::plain("The country determines taxes, starting with the current order.");
    changes(
        organization,
        ("Edit billing address", "Saved the billing address"),
        *of,
        (AddressPatch::BODY, change, Organization::ADDRESS),
        Some(follows),
    )
}

/// The form for the profile.
pub fn profile(organization: &str) -> AnyView {
    let path = GetProfile::path(organization);
    let of = read::<GetProfile>(move || Some(path.clone()));
    let change = Change::new::<UpdateProfile>(UpdateProfile::path(organization));
    changes(
        organization,
        ("Edit billing profile", "Saved the billing profile"),
        *of,
        (ProfilePatch::BODY, change, Organization::PROFILE),
        None,
    )
}

fn changes(
    organization: &str,
    (title, done): (&'static str, &'static str),
    of: AnyRead,
    (body, change, relation): (&'static Body, Change, Relation),
    consequence: Option<Consequence>,
) -> AnyView {
    let place = Place::expect();
    let back = Route::Billing { organization: organization.to_owned(), at: AtRead::List }.path();
    let form = move || {
        edit_form(EditForm {
            body,
            of,
            part: None,
            change: change.clone(),
            forbidden: reason(place, relation),
            done: done.to_owned(),
            back: back.clone(),
            consequence,
            options: None,
        })
    };
    let page = form_page(FormPage {
        loading: "Loading billing details".into(),
        of,
        title: Signal::stored(title.to_owned()),
        form: ViewFn::from(form),
    });
    views![strip(organization, "Overview"), page]
}
