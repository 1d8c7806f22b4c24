//! The projects that a member of an organization was given access to.

use leptos::prelude::*;
use wheelhouse_contract::sections::organizations::Organization;
use wheelhouse_contract::sections::project_access::UserProjectAccess;
use wheelhouse_contract::sections::user_access::ListProjectAccessForAUser;

use super::end::{End, permissions};
use super::list::doing;
use super::person::name_of;
use crate::access::{Permissions, Type, role_on, role_word};
use crate::api::Api;
use crate::components::{
    Column, Item, Listing, Rows, add_link, data_of, forbidden, neighbours, or_unknown, page_path, page_title,
    use_url_state,
};
use crate::data::{read, with_query};
use crate::layouts::Place;
use crate::reactive::Derived;
use crate::routes::{At, Route};
use crate::text::isolated;
use crate::ui::{ButtonKind, ButtonLink, EmptyState, IconName, PageHeader, view, views};

/// The list of a member's projects.
pub fn page(organization: String, user: String) -> AnyView {
    let api = Api::expect();
    let place = Place::expect();
    let name = name_of(&user);
    let title = Signal::derive(move || format!("Projects of {}", isolated(&name.get())));
    page_title(title);
    let first = with_query(
        &ListProjectAccessForAUser::path(&user),
        [
            ("filter[organization_id]", organization.clone()),
            ("page[size]", "200".to_owned()),
            ("sort", "project_title".to_owned()),
        ],
    );
    let cursor = use_url_state("cursor", &[]).signal();
    let list = read::<ListProjectAccessForAUser>(move || Some(page_path(first.clone(), &cursor.get())));
    let (_, error, loading, retry) = data_of(list);
    let ids = StoredValue::new((organization.clone(), user.clone()));
    let items = move || {
        let row = |access: &UserProjectAccess| {
            let project = access.project_id()?.to_owned();
            let (organization, user) = ids.get_value();
            let end = End::of_member(organization, user, project.clone());
            let actions = doing(access, &end);
            let row = Row { held: permissions(access), access: access.clone() };
            Some(Item::new(project.clone(), row).leading_to(end.path(At::One)).found_by([project]).doing(actions))
        };
        list.data().map(|page| page.items().iter().filter_map(row).collect())
    };
    // Who manages members, or makes projects, may know of all of them; what they may grant each project says.
    let reason = forbidden(*place.organization, Organization::MEMBERS, "give members of this organization access");
    let new = Route::MemberProjects { organization: organization.clone(), user: user.clone(), at: At::New }.path();
    let add = move || add_link("Give access", reason, new.clone());
    let first = add.clone();
    let all = Route::AccessAll { organization }.path();
    let effective = format!("{all}?person={user}");
    let listing = view! {
        <Listing
            caption="Projects"
            rows=Rows::new(COLUMNS, items).with_actions()
            error=error
            loading=loading
            on_retry=retry
            actions=add
            pages=Derived::new(move || neighbours(api, *list))
            empty=move || {
                let first = first.clone();
                view! {
                    <EmptyState
                        icon=IconName::PROJECT
                        title="No direct access to any project"
                        text="They may still have access as the organization’s owner or admin, or through a team."
                        actions=move || first()
                    />
                }
            }
        />
    };
    views![
        view! {
            <PageHeader
                title=title
                description=Some("Projects this person has direct access to.".to_owned())
                actions=move || {
                    let href = effective.clone();
                    view! {
                        <ButtonLink kind=ButtonKind::Quiet href=href>
                            "What they can do"
                        </ButtonLink>
                    }
                }
            />
        },
        listing
    ]
}

/// A person's access to a project.
struct Row {
    held: Permissions,
    access: UserProjectAccess,
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("name", "Project", |row: &Row| or_unknown(row.access.project_title().or(row.access.project_id()))),
    Column::text("role", "Role", |row: &Row| role_word(row.held.project()).to_owned()),
    Column::text("production", "Production", |row: &Row| role_on(&row.held, Type::Production)),
    Column::text("staging", "Staging", |row: &Row| role_on(&row.held, Type::Staging)),
    Column::text("development", "Development", |row: &Row| role_on(&row.held, Type::Development)),
    Column::time("granted", "Granted", |row: &Row| row.access.granted_at()).wide_only(),
];
