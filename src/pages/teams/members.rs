//! Who is in a team.

use leptos::prelude::*;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::teams::{ListTeamMembers, TeamMember};

use super::{member_path, team_path};
use crate::api::Api;
use crate::components::{
    Column, Item, Listing, Referenced, Rows, add_link, data_of, neighbours, page_path, page_title, referenced_teams,
    referenced_users, use_url_state,
};
use crate::data::{AnyRead, read};
use crate::reactive::Derived;
use crate::routes::AtKept;
use crate::text::isolated;
use crate::ui::{EmptyState, IconName, PageHeader, Section, el, view, views};

/// All of them, on their own page.
pub fn page(organization: String, team: String) -> AnyView {
    let (listing, list) = listing(organization.clone(), team.clone());
    // The list names its team by its id alone.
    let teams = referenced_teams(list);
    let title = {
        let team = team.clone();
        Signal::derive(move || match teams.known(&team) {
            Some(label) => format!("Members of {}", isolated(&label)),
            None => "Members".to_owned(),
        })
    };
    page_title(title);
    let back = el("p").child(el("a").attr("href", team_path(&organization, &team)).text("Back to the team"));
    views![view! { <PageHeader title=title /> }, back, listing]
}

/// The same as a part of the team's page.
pub fn section(organization: String, team: String) -> AnyView {
    let (listing, _) = listing(organization, team);
    view! { <Section title="Members">{listing}</Section> }
}

fn listing(organization: String, team: String) -> (AnyView, AnyRead) {
    let api = Api::expect();
    let cursor = use_url_state("cursor", &[]).signal();
    let first = ListTeamMembers::path(&team);
    let list = read::<ListTeamMembers>(move || Some(page_path(first.clone(), &cursor.get())));
    let users = referenced_users(*list);
    let (_, error, loading, retry) = data_of(list);
    let new = member_path(&organization, &team, AtKept::New);
    let refused = super::add::cannot_add(&team);
    let add = move || add_link("Add team member", refused, new.clone());
    let add_first = add.clone();
    let items = move || {
        let item = |one: &TeamMember| item(&organization, &team, one, users);
        list.data().map(|page| page.items().iter().filter_map(item).collect())
    };
    let listing = view! {
        <Listing
            caption="Team members"
            rows=Rows::new(COLUMNS, items).with_actions()
            error=error
            loading=loading
            on_retry=retry
            actions=add
            pages=Derived::new(move || neighbours(api, *list))
            empty=move || {
                let add = add_first.clone();
                view! {
                    <EmptyState
                        icon=IconName::USERS
                        title="Nobody is in this team"
                        text="Members of the organization can be added."
                        actions=add
                    />
                }
            }
        />
    };
    (listing, *list)
}

/// A person in a team, by name.
struct Row {
    member: TeamMember,
    name: String,
    email: String,
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("name", "Name", |row: &Row| row.name.clone()),
    Column::text("email", "Email", |row: &Row| row.email.clone()),
    Column::time("added", "Added", |row: &Row| row.member.created_at()),
];

fn item(organization: &str, team: &str, member: &TeamMember, users: Referenced) -> Option<Item<Row>> {
    let id = member.user_id()?.to_owned();
    let path = |at: AtKept| member_path(organization, team, at);
    let may = member.links().allows(TeamMember::DELETE);
    let remove = may.then(|| ("Remove", path(AtKept::Delete(id.clone()))));
    let email = users.user(&id).and_then(|user| user.email().map(str::to_owned)).unwrap_or_default();
    let row = Row { member: member.clone(), name: users.name(&id), email };
    Some(Item::new(id.clone(), row).leading_to(path(AtKept::One(id.clone()))).found_by([id]).doing(remove))
}
