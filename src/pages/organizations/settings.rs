//! The settings of an organization, and the way to delete it.

use leptos::prelude::*;
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::invitations::ListInvitationsToAnOrganization;
use wheelhouse_contract::sections::organizations::{
    DeleteOrganization, ListOrganizationMembers, Organization, OrganizationPatch, UpdateOrganization,
};
use wheelhouse_contract::sections::subscriptions::ListSubscriptions;
use wheelhouse_contract::sections::teams::ListTeams;
use wheelhouse_contract::{Answer, Endpoint};

use crate::components::{
    Change, Consequence, DeleteForm, EditForm, FormPage, copyable_id, counted_names, delete_form, edit_form, exact_or,
    facts, facts_of, forbidden, form_link, form_page, referenced_users,
};
use crate::data::{Read, read, with_query};
use crate::layouts::Place;
use crate::routes::{Route, page};
use crate::ui::{ButtonKind, Section, el, live, view, views};

/// The page of an address.
pub fn page(page: page::OrganizationSettings) -> AnyView {
    let place = Place::expect();
    match page {
        // What is read while it is drawn must not draw it again: the form holds what the person types.
        page::OrganizationSettings::OrganizationSettings { organization } => untrack(|| settings(place, &organization)),
        page::OrganizationSettings::OrganizationDelete { organization } => deletion(place, organization),
    }
}

fn settings(place: Place, organization: &str) -> AnyView {
    let form = edit_form(EditForm {
        body: OrganizationPatch::BODY,
        of: *place.organization,
        part: None,
        change: Change::new::<UpdateOrganization>(UpdateOrganization::path(organization)),
        forbidden: forbidden(*place.organization, Organization::UPDATE, "change this organization"),
        done: "Saved the organization’s settings".to_owned(),
        back: Route::Organization { organization: organization.to_owned() }.path(),
        consequence: Some(Consequence::plain("A new short name changes addresses that contain it.")),
        options: None,
    });
    let known = move || {
        let known = place.organization.data().map(|it| {
            facts_of(facts![
                ("Created", exact_or("Unknown", it.created_at())),
                ("ID", copyable_id("organization", it.id())),
            ])
        });
        known.into_any()
    };
    let href = Route::OrganizationDelete { organization: organization.to_owned() }.path();
    let delete = move || {
        let href = href.clone();
        let of = *place.organization;
        let what = "delete this organization";
        form_link(of, Organization::DELETE, what, "Delete organization", ButtonKind::Secondary, move || href.clone())
    };
    let delete = view! {
        <Section title="Delete this organization" actions=delete>
            {el("p").class("muted").text("It must have no projects left. This can’t be undone.")}
        </Section>
    };
    views![view! { <Section title="General">{form}</Section> }, live(known), delete]
}

/// Says what goes with it, asks for its name, then deletes it.
fn deletion(place: Place, organization: String) -> AnyView {
    let hundred = |path: String| with_query(&path, [("page[size]", "100".to_owned())]);
    let subscriptions = known::<ListSubscriptions>(ListSubscriptions::path(&organization));
    let members = known::<ListOrganizationMembers>(hundred(ListOrganizationMembers::path(&organization)));
    let users = referenced_users(*members);
    let invitations =
        known::<ListInvitationsToAnOrganization>(hundred(ListInvitationsToAnOrganization::path(&organization)));
    let of_teams = with_query(
        &ListTeams::path(),
        [("filter[organization_id]", organization.clone()), ("page[size]", "100".to_owned())],
    );
    let teams = known::<ListTeams>(of_teams);
    let projects = move || {
        let page = subscriptions.data()?;
        // What is deleted already keeps nothing.
        let left = page.items().iter().filter(|one| one.status() != Some("deleted"));
        let names = left.filter_map(|one| one.project_title().or(one.project_id()).map(str::to_owned)).collect();
        Some((names, page.count(), page.next().is_some()))
    };
    let people = move || {
        let page = members.data()?;
        Some((
            page.items().iter().filter_map(|one| one.user_id().map(|id| users.name(id))).collect(),
            page.count(),
            page.next().is_some(),
        ))
    };
    let of_teams = move || {
        let page = teams.data()?;
        let labels = page.items().iter().filter_map(|one| one.label().map(str::to_owned)).collect();
        Some((labels, page.count(), page.next().is_some()))
    };
    let invited = move || {
        let all = invitations.data()?;
        Some((all.items().iter().filter_map(|one| one.email().map(str::to_owned)).collect(), None, false))
    };
    let lost = move || {
        facts_of(vec![
            ("Projects", counted(subscriptions, projects)),
            ("Members", counted(members, people)),
            ("Teams", counted(teams, of_teams)),
            ("Pending invitations", counted(invitations, invited)),
        ])
    };
    let refused = forbidden(*place.organization, Organization::DELETE, "delete this organization");
    let blocked = Signal::derive(move || {
        let count = projects().map_or(0, |(names, total, goes_on): Known| {
            let total = total.filter(|_| goes_on).and_then(|total| usize::try_from(total).ok());
            total.unwrap_or(0).max(names.len())
        });
        refused.get().or_else(|| blocked(count))
    });
    let form = move || {
        let form = delete_form(DeleteForm {
            thing: "organization",
            name: untrack(|| place.organization_label()).trim().to_owned(),
            called: None,
            lost: "The organization and all it has are deleted",
            consequences:
                "Members lose access, teams and pending invitations are deleted, and its bills can no longer \
                be read here. This can’t be undone."
                    .to_owned(),
            change: Change::new::<DeleteOrganization>(DeleteOrganization::path(&organization)),
            back: Route::OrganizationSettings { organization: organization.clone() }.path(),
            landing: Route::Organizations.path(),
            forbidden: blocked,
        });
        views![lost(), form]
    };
    form_page(FormPage {
        loading: "Loading organization".into(),
        of: *place.organization,
        title: Signal::derive(move || format!("Delete {}", place.organization_label())),
        form: form.into(),
    })
}

fn known<E: Endpoint>(path: String) -> Read<E::Answer> {
    read::<E>(move || Some(path.clone()))
}

/// Names, how many there are where the API says, and whether there are more than these.
type Known = (Vec<String>, Option<i64>, bool);

/// What is counted, by name, as far as it may be read.
fn counted<T: Answer>(of: Read<T>, names: impl Fn() -> Option<Known> + Send + Sync + 'static) -> AnyView {
    live(move || {
        let text = match (names(), of.error()) {
            (Some((names, total, goes_on)), _) => counted_names(&names, total, goes_on),
            (None, Some(_)) => "Not known: you can’t read them.".to_owned(),
            (None, None) => "…".to_owned(),
        };
        text.into_any()
    })
}

/// Why it cannot be deleted while it has projects.
fn blocked(projects: usize) -> Option<String> {
    match projects {
        0 => None,
        1 => Some("It still has a project. Delete the project first.".to_owned()),
        count => Some(format!("It still has {count} projects. Delete them first.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn projects_have_to_go_first() {
        assert_eq!(blocked(0), None);
        assert!(blocked(1).is_some_and(|reason| reason.contains("a project")));
        assert!(blocked(3).is_some_and(|reason| reason.contains("3 projects")));
    }
}
