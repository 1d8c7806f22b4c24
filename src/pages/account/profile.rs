//! Who a person is to others, and how they sign in.

use leptos::prelude::*;
use wheelhouse_contract::sections::user_profiles::{
    AddressPatch, GetASingleUserProfile, GetAUserAddress, ListUserProfiles, UpdateAUserAddress, UpdateAUserProfile,
    UserProfile, UserProfilePatch,
};
use wheelhouse_contract::sections::users::{ResetUserPassword, UpdateAUser, User, UserPatch};
use wheelhouse_contract::{Described, Resource};

use crate::components::{
    Action, Change, EditForm, FormPage, Loaded, action, body_facts, body_facts_without, copyable_id, data_of_chosen,
    edit_form, facts, facts_of, form_page, or_unknown, yes_no,
};
use crate::data::{AnyRead, read};
use crate::layouts::Place;
use crate::routes::Route;
use crate::text::{sentence, within};
use crate::ui::{ButtonLink, Copyable, Section, Status, Tone, el, live, nothing, view, views};

stylance::import_style!(style, "profile.module.css");

/// All of it, with the ways to change it.
pub fn page(place: Place, id: &str) -> AnyView {
    let path = GetASingleUserProfile::path(id);
    let profile = read::<GetASingleUserProfile>(move || Some(path.clone()));
    let path = GetAUserAddress::path(id);
    let address = read::<GetAUserAddress>(move || Some(path.clone()));
    let person = move || live(move || place.user.data().map_or_else(nothing, |user| person(&user)));
    let preferences = move || live(move || profile.data().map_or_else(nothing, |profile| facts_of(said(&profile))));
    let home = move || {
        live(move || address.data().map_or_else(nothing, |it| body_facts(AddressPatch::BODY, it.raw(), Vec::new())))
    };
    views![
        section("Personal details", *place.user, Route::ProfileEdit, person),
        picture(place),
        section("Profile", *profile, Route::ProfilePreferences, preferences),
        section("Address", *address, Route::ProfileAddress, home),
        sign_in(place, id.to_owned()),
        super::verification::section(),
        profiles(id),
    ]
}

/// The picture, as far as this page may show it, with the way to another.
fn picture(place: Place) -> AnyView {
    let name = Signal::derive(move || place.user.data().and_then(|user| user.display_name()).unwrap_or_default());
    let shown = move || {
        let address = place.user.data().and_then(|user| user.picture().map(str::to_owned)).unwrap_or_default();
        let page = window().location();
        let origin = page.origin().unwrap_or_default();
        let url = web_sys::Url::new_with_base(&address, &page.href().unwrap_or_default());
        let is_ours = url.is_ok_and(|url| url.origin() == origin);
        match address.is_empty() {
            true => el("p").class("muted").text("No picture. Your initials show in its place.").into_any(),
            false if is_ours => el("img")
                .class(style::picture)
                .attr("src", address)
                .attr("alt", format!("Picture of {}", name.get_untracked()))
                .attr("width", "96")
                .attr("height", "96")
                .into_any(),
            // Nothing of another host is loaded into this page.
            false => view! { <Copyable text=address label="Copy picture URL" /> },
        }
    };
    let edit = Route::ProfilePicture.path();
    let actions = move || view! { <ButtonLink href=edit.clone()>"Change picture"</ButtonLink> };
    view! {
        <Section title="Picture" actions=actions>
            {live(shown)}
        </Section>
    }
}

/// The other profiles that the person may read, such as those of organizations.
fn profiles(id: &str) -> AnyView {
    let own = id.to_owned();
    let all = read::<ListUserProfiles>(|| Some(ListUserProfiles::path()));
    let others = move || {
        let others = all.data().map_or_else(Vec::new, |all| {
            all.items().iter().filter(|profile| profile.id() != Some(&own)).cloned().collect::<Vec<_>>()
        });
        if others.is_empty() {
            return nothing();
        }
        let line = |profile: &UserProfile| {
            let name = profile.display_name().or(profile.username());
            el("li").text(format!("{} · {}", or_unknown(name), or_unknown(profile.email())))
        };
        let list = el("ul").children(others.iter().map(line));
        view! { <Section title="Other profiles">{list}</Section> }
    };
    live(others)
}

/// What is read, with the way to change it.
fn section(
    title: &'static str,
    of: AnyRead,
    edit: Route,
    facts: impl Fn() -> AnyView + Send + Sync + Copy + 'static,
) -> AnyView {
    let (ready, error, loading, retry) = data_of_chosen(move || Some(of));
    let href = edit.path();
    let label = format!("Edit {}", within(title));
    let actions = move || {
        let label = label.clone();
        view! { <ButtonLink href=href.clone()>{label}</ButtonLink> }
    };
    let waiting = format!("Loading {}", within(title));
    view! {
        <Section title=title actions=actions>
            <Loaded ready=ready error=error loading=loading on_retry=retry label=waiting>
                {facts()}
            </Loaded>
        </Section>
    }
}

/// What the person says of themselves, as far as it is not among their details.
fn said(profile: &UserProfile) -> Vec<(&'static str, AnyView)> {
    let or_unset = |text: Option<&str>| {
        let text = text.filter(|text| !text.is_empty());
        text.map_or_else(|| el("span").class("muted").text("Not set").into_any(), |text| text.to_owned().into_any())
    };
    facts![
        ("Display name", or_unset(profile.display_name())),
        ("Color scheme", or_unset(profile.ui_colorscheme().map(sentence).as_deref())),
        ("Marketing emails", yes_no(profile.marketing())),
        ("Company type", or_unset(profile.company_type())),
        ("Role", or_unset(profile.company_role())),
        ("VAT number", or_unset(profile.vat_number())),
    ]
}

fn person(user: &User) -> AnyView {
    body_facts_without("picture", UserPatch::BODY, user.raw(), facts![("ID", copyable_id("user", user.id()))])
}

/// The e-mail address and the password.
fn sign_in(place: Place, id: String) -> AnyView {
    let email = Route::ProfileEmail.path();
    let actions = move || {
        let id = id.clone();
        let reset = action(Action {
            label: "Reset password",
            busy: "Sending…",
            done: "We sent you an email with a link to set a new password",
            of: *place.user,
            relation: None,
            change: Box::new(move || Change::new::<ResetUserPassword>(ResetUserPassword::path(&id))),
            asks: "You get an email with a link to set a new password. Until then, your password stays the same.",
        });
        views![view! { <ButtonLink href=email.clone()>"Change email"</ButtonLink> }, reset]
    };
    let content = move || place.user.data().map_or_else(nothing, |user| facts_of(known(&user)));
    view! {
        <Section title="Sign-in" actions=actions>
            {live(content)}
        </Section>
    }
}

fn known(user: &User) -> Vec<(&'static str, AnyView)> {
    let verified = match user.email_verified() {
        Some(true) => view! { <Status text="Confirmed" tone=Tone::Success /> },
        Some(false) => view! { <Status text="Not confirmed yet" tone=Tone::Warning /> },
        None => or_unknown(None).into_any(),
    };
    facts![("Email", or_unknown(user.email())), ("Email address", verified)]
}

/// The form for who one is.
pub fn edit(place: Place, id: &str) -> AnyView {
    let change = Change::new::<UpdateAUser>(UpdateAUser::path(id));
    changes("Edit personal details", *place.user, UserPatch::BODY, change, "Saved your personal details")
}

/// The form for what one says of oneself.
pub fn preferences(id: &str) -> AnyView {
    let path = GetASingleUserProfile::path(id);
    let of = read::<GetASingleUserProfile>(move || Some(path.clone()));
    let change = Change::new::<UpdateAUserProfile>(UpdateAUserProfile::path(id));
    changes("Edit profile", *of, UserProfilePatch::BODY, change, "Saved your profile")
}

/// The form for where one can be reached by post.
pub fn address(id: &str) -> AnyView {
    let path = GetAUserAddress::path(id);
    let of = read::<GetAUserAddress>(move || Some(path.clone()));
    let change = Change::new::<UpdateAUserAddress>(UpdateAUserAddress::path(id));
    changes("Edit address", *of, AddressPatch::BODY, change, "Saved your address")
}

fn changes(
    title: &'static str,
    of: AnyRead,
    body: &'static wheelhouse_contract::Body,
    change: Change,
    done: &'static str,
) -> AnyView {
    let form = move || {
        edit_form(EditForm {
            body,
            of,
            part: None,
            change: change.clone(),
            forbidden: Signal::stored(None),
            done: done.to_owned(),
            back: Route::Profile.path(),
            consequence: None,
            options: None,
        })
    };
    form_page(FormPage {
        loading: "Loading account".into(),
        of,
        title: Signal::stored(title.to_owned()),
        form: ViewFn::from(form),
    })
}
