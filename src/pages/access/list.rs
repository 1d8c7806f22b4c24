//! Who has access to a project.

use leptos::prelude::*;
use wheelhouse_contract::sections::project::Project;
use wheelhouse_contract::sections::project_access::{ListUserAccessForAProject, UserProjectAccess};
use wheelhouse_contract::{Relation, Resource};

use super::end::{End, permissions};
use super::person::{first_page, listed};
use crate::access::{Permissions, Type, role_on, role_word};
use crate::api::Api;
use crate::components::{
    Column, Item, Listing, Rows, add_link, data_of, forbidden, link_unless, neighbours, page_path, referenced_users,
    use_url_state,
};
use crate::data::read;
use crate::layouts::Place;
use crate::reactive::Derived;
use crate::routes::{At, AtKept, Route};
use crate::ui::{ButtonKind, ButtonLink, EmptyState, IconName, el, lead, view, views};

/// What a person lacks who may not change who has access.
pub(super) const TO_CHANGE: &str = "change who has access to this project";

/// The list of people.
pub fn page(project: String) -> AnyView {
    let api = Api::expect();
    let place = Place::expect();
    let first = first_page(&project);
    let cursor = use_url_state("cursor", &[]).signal();
    let list = read::<ListUserAccessForAProject>(move || Some(page_path(first.clone(), &cursor.get())));
    let names = referenced_users(*list);
    let (_, error, loading, retry) = data_of(list);
    let of = StoredValue::new(project.clone());
    let items = move || {
        let row = |access: &UserProjectAccess| {
            let user = access.user_id()?.to_owned();
            let end = End::of_project(of.get_value(), user.clone());
            let actions = doing(access, &end);
            let row = Row { name: listed(names, Some(&user)), held: permissions(access), access: access.clone() };
            Some(Item::new(user.clone(), row).leading_to(end.path(At::One)).found_by([user]).doing(actions))
        };
        list.data().map(|page| page.items().iter().filter_map(row).collect())
    };
    let reason = forbidden(*place.project, Project::MANAGE_ACCESS, TO_CHANGE);
    let invite = {
        let href = Route::AccessInvitations { project: project.clone(), at: AtKept::New }.path();
        move || {
            link_unless(reason, "Invite by email", ButtonKind::Secondary, {
                let href = href.clone();
                move || href.clone()
            })
        }
    };
    let add = Route::Access { project: project.clone(), at: At::New }.path();
    let actions = move || vec![invite(), add_link("Add people", reason, add.clone())].into_any();
    let first = actions.clone();
    let listing = view! {
        <Listing
            caption="People"
            rows=Rows::new(COLUMNS, items).with_actions()
            error=error
            loading=loading
            on_retry=retry
            actions=actions
            pages=Derived::new(move || neighbours(api, *list))
            empty=move || {
                let first = first.clone();
                view! {
                    <EmptyState
                        icon=IconName::USERS
                        title="Nobody has direct access yet"
                        text="The organization’s owner and admins have access to every project. People who are added \
                            or invited to this one appear here."
                        actions=move || first()
                    />
                }
            }
        />
    };
    views![
        lead(
            "Who was given access to this project. The organization’s owner, its admins and teams may have access beyond \
             this list.",
            ways(project),
        ),
        listing
    ]
}

/// Other views of the same.
fn ways(project: String) -> AnyView {
    let way = |label: &'static str, route: Route| {
        let href = route.path();
        view! {
            <ButtonLink kind=ButtonKind::Quiet href=href>
                {label}
            </ButtonLink>
        }
    };
    let entries = Route::AccessEntries { project: project.clone(), at: At::List };
    let invitations = Route::AccessInvitations { project: project.clone(), at: AtKept::List };
    el("div")
        .class("row")
        .child(way("Who can do what", Route::AccessWho { project }))
        .child(way("Invitations", invitations))
        .child(way("Access list (deprecated)", entries))
        .into_any()
}

/// What can be done with it, by its links.
pub(super) fn doing(access: &UserProjectAccess, end: &End) -> Vec<(&'static str, String)> {
    let links = access.links();
    let can = |relation: Relation, verb, at: fn(String) -> At| links.allows(relation).then(|| (verb, end.path(at)));
    let all = [can(UserProjectAccess::UPDATE, "Edit", At::Edit), can(UserProjectAccess::DELETE, "Remove", At::Delete)];
    all.into_iter().flatten().collect()
}

/// A person's access, with their name.
struct Row {
    name: String,
    held: Permissions,
    access: UserProjectAccess,
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("name", "Name", |row: &Row| row.name.clone()),
    Column::text("project", "Project", |row: &Row| role_word(row.held.project()).to_owned()),
    Column::text("production", "Production", |row: &Row| role_on(&row.held, Type::Production)),
    Column::text("staging", "Staging", |row: &Row| role_on(&row.held, Type::Staging)),
    Column::text("development", "Development", |row: &Row| role_on(&row.held, Type::Development)),
    Column::time("granted", "Granted", |row: &Row| row.access.granted_at()).wide_only(),
];
