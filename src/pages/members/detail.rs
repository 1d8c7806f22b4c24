//! One member: what they may do, and what they are in.

use leptos::prelude::*;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::organizations::{
    GetOrganizationMember, Organization, OrganizationMember, UserOrganizations,
};
use wheelhouse_contract::sections::teams::Team;
use wheelhouse_contract::{Answer, Page};

use super::counts::Holdings;
use super::{cannot, member_path};
use crate::api::ApiError;
use crate::components::{
    Detail, copyable_id, detail, exact_or, facts, facts_of, link_unless, member_permissions, more_actions, person_name,
    person_read, sent,
};
use crate::data::{Read, read};
use crate::layouts::Place;
use crate::routes::{At, Route};
use crate::ui::{Badge, Button, ButtonKind, ButtonLink, Section, el, live, nothing, view, views};

/// The page of a member.
pub fn page(organization: String, user: String) -> AnyView {
    let path = GetOrganizationMember::path(&organization, &user);
    let member = read::<GetOrganizationMember>(move || Some(path.clone()));
    let person = {
        let user = user.clone();
        person_read(move || Some(user.clone()))
    };
    let holdings = Holdings::of(&organization, &user);
    // The API may tell this of oneself only, so that of others it is asked on demand.
    let is_asked = RwSignal::new(false);
    let others = {
        let (user, path) = (user.clone(), UserOrganizations::path(&user));
        let place = Place::expect();
        let is_own = move || place.user.data().is_some_and(|own| own.id() == Some(&user));
        read::<UserOrganizations>(move || (is_asked.get() || is_own()).then(|| path.clone()))
    };
    let name = {
        let user = user.clone();
        Signal::derive(move || person_name(person, &user))
    };
    let state = move || {
        live(move || match member.data().and_then(|member| member.owner()) {
            Some(true) => view! { <Badge text="Owner" /> },
            _ => nothing(),
        })
    };
    let (edit, delete) =
        (member_path(&organization, At::Edit(user.clone())), member_path(&organization, At::Delete(user.clone())));
    let cannot_edit = cannot(
        *member,
        OrganizationMember::UPDATE,
        "change members’ permissions",
        "The owner has all permissions, and keeps them.",
    );
    let cannot_delete = cannot(*member, OrganizationMember::DELETE, "remove members", "The owner can’t be removed.");
    let actions = move || {
        let edit = edit.clone();
        views![
            link_unless(cannot_edit, "Change permissions", ButtonKind::Secondary, move || edit.clone()),
            more_actions("member", vec![("Remove member".to_owned(), cannot_delete, delete.clone())])
        ]
    };
    let content = move || {
        let Some(member) = member.data() else { return nothing() };
        let email = person.data().and_then(|user| user.email().map(str::to_owned));
        let known = facts_of(facts![
            ("Email", email.unwrap_or_else(|| "Hidden".to_owned())),
            ("Member since", exact_or("Unknown", member.created_at())),
            ("User ID", copyable_id("user", member.user_id())),
        ]);
        let permissions = match member.owner() {
            Some(true) => el("p").text("Everything: this member owns the organization.").into_any(),
            _ => member_permissions(sent(member.raw(), "permissions")),
        };
        let permissions = view! { <Section title="Permissions">{permissions}</Section> };
        views![
            known,
            permissions,
            teams(&organization, holdings),
            projects(&organization, &user, holdings),
            organizations(others, is_asked)
        ]
    };
    detail(Detail {
        loading: "Loading member".into(),
        of: *member,
        title: name,
        state: Some(state.into()),
        actions: Some(actions.into()),
        content: content.into(),
    })
}

/// The teams that they are in here.
fn teams(organization: &str, holdings: Holdings) -> AnyView {
    let organization = organization.to_owned();
    let link = move |team: &Team| {
        let at = At::One(team.id()?.to_owned());
        let href = Route::Teams { organization: organization.clone(), at }.path();
        Some((team.label()?.to_owned(), href))
    };
    let list = links("Teams", "Not in any teams in this organization.", holdings.teams, move |page: Page<Team>| {
        page.items().iter().filter_map(&link).collect()
    });
    let hidden = move || match holdings.is_hidden() {
        true => el("p").class("muted").text("You can’t see these.").into_any(),
        false => nothing(),
    };
    let inside = views![live(hidden), list];
    view! { <Section title="Teams">{inside}</Section> }
}

/// How much of the organization's projects they can open, and the way to see and change it.
fn projects(organization: &str, user: &str, holdings: Holdings) -> AnyView {
    let href = format!("{}/projects", member_path(organization, At::One(user.to_owned())));
    let actions = move || {
        let href = href.clone();
        view! { <ButtonLink href=href>"Project access"</ButtonLink> }
    };
    let words = Signal::derive(move || holdings.project_words());
    view! {
        <Section title="Projects" actions=actions>
            {el("p").show(words).into_any()}
        </Section>
    }
}

/// The organizations that they belong to, as far as the person may know.
fn organizations(all: Read<Page<Organization>>, is_asked: RwSignal<bool>) -> AnyView {
    let link = |organization: &Organization| {
        let id = organization.id()?.to_owned();
        let label = organization.label().or(organization.name()).unwrap_or(&id).to_owned();
        Some((label, Route::Organization { organization: id }.path()))
    };
    let list = links("Organizations", "Not in any organizations.", all, move |page: Page<Organization>| {
        page.items().iter().filter_map(link).collect()
    });
    let ask = move || match all.path().is_some() {
        true => nothing(),
        false => view! { <Button on_click=move || is_asked.set(true)>"Show organizations"</Button> },
    };
    view! { <Section title="Organizations" actions=move || live(ask)>{list}</Section> }
}

/// What is read, as links by their names.
fn links<T: Answer>(
    name: &'static str,
    none: &'static str,
    of: Read<T>,
    links: impl Fn(T) -> Vec<(String, String)> + Send + Sync + 'static,
) -> AnyView {
    let shown = move || {
        if let Some(error) = of.error() {
            return hidden(&error);
        }
        let Some(all) = of.data().map(&links) else { return nothing() };
        if all.is_empty() {
            return el("p").class("muted").text(none).into_any();
        }
        let item = |(label, href): (String, String)| el("li").child(el("a").attr("href", href).text(label)).into_any();
        el("ul").class("stack-tight").attr("aria-label", name).children(all.into_iter().map(item)).into_any()
    };
    live(shown)
}

fn hidden(error: &ApiError) -> AnyView {
    let text = match error.is(403) {
        true => "You can’t see these.".to_owned(),
        false => format!("{}. {}", error.title(), error.text()),
    };
    el("p").class("muted").text(text).into_any()
}
