//! Teams of an organization, and who is in them.

mod add;
mod member;
mod members;
mod opens;

use leptos::prelude::*;
use serde_json::json;
use wheelhouse_contract::sections::organizations::Organization;
use wheelhouse_contract::sections::teams::{CreateTeam, DeleteTeam, GetTeam, ListTeams, Team, UpdateTeam};
use wheelhouse_contract::{Relation, Resource};

use crate::access::Permissions;
use crate::components::{
    Column, Common, Consequence, Doing, Operations, Owner, Reason, ResourcePages, Shown, Words, copyable_id, exact_or,
    facts, facts_of, or_unknown, sent, unless_permitted,
};
use crate::data::{AnyRead, with_query};
use crate::layouts::resource_page;
use crate::routes::{At, AtKept, Route, page};
use crate::ui::{IconName, views};

/// The page of an address.
pub fn page(page: page::Teams) -> AnyView {
    match page {
        page::Teams::Teams { at, .. } => resource_page(&PAGES, at),
        page::Teams::TeamMembers { organization, team, at } => match at {
            AtKept::List => members::page(organization, team),
            AtKept::New => add::page(organization, team),
            AtKept::One(user) => member::page(organization, team, user),
            AtKept::Delete(user) => member::remove(organization, team, user),
        },
    }
}

static PAGES: ResourcePages<Team> = ResourcePages::plain(
    Common {
        cannot_add: Some(|owner, _| {
            unless_permitted(owner.read, owner.read, Organization::CREATE_MEMBER, "add teams", "members")
        }),
        cannot_edit: Some(|owner, team, _| cannot(owner, team, Team::EDIT, "change teams")),
        cannot_delete: Some(|owner, team, _| cannot(owner, team, Team::DELETE, "delete teams")),
        start: Some(|owner| json!({"organization_id": owner.organization()})),
        list_path: Some(|owner| {
            let path = ListTeams::path();
            with_query(&path, [("filter[organization_id]", owner.organization()), ("page[size]", "50".to_owned())])
        }),
        beside: Some(beside),
        ..Common::plain(
            Words {
                one: "team",
                many: "teams",
                icon: IconName::USERS,
                none: "No teams yet",
                hint: "A team gives many people the same permissions on projects.",
            },
            |owner, at| Route::Teams { organization: owner.organization(), at },
        )
    },
    Operations::of::<ListTeams, GetTeam>()
        .create::<CreateTeam>(
            Organization::CREATE_MEMBER,
            "Its members get these permissions on every project that the team is added to.",
        )
        .update::<UpdateTeam>(
            Team::EDIT,
            Consequence::plain("Applies at once, to all members on all of the team’s projects."),
        )
        .delete::<DeleteTeam>(Team::DELETE, "Its members lose access that only this team grants"),
    Shown {
        name: |team| or_unknown(team.label()),
        columns: COLUMNS,
        content,
        consequences: |_, _| {
            "They stay in the organization and keep access granted directly or through other teams.".to_owned()
        },
    },
);

const COLUMNS: &[Column<Team>] = &[
    Column::text("label", "Name", |team: &Team| or_unknown(team.label())),
    Column::text("permissions", "Permissions", permissions),
    Column::number("members", "Members", |team| team.member_count(), counted),
    Column::number("projects", "Projects", |team| team.project_count(), counted),
];

fn permissions(team: &Team) -> String {
    Permissions::words_of(sent(team.raw(), "project_permissions"))
}

fn counted(number: Option<i64>) -> String {
    number.map_or_else(|| "Unknown".to_owned(), |number| number.to_string())
}

fn cannot(owner: &Owner, team: AnyRead, relation: Relation, what: &'static str) -> Reason {
    unless_permitted(owner.read, team, relation, what, "members")
}

fn content(owner: &Owner, team: &Team) -> AnyView {
    let known =
        facts_of(facts![("Created", exact_or("Unknown", team.created_at())), ("ID", copyable_id("team", team.id())),]);
    views![known, opens::opens(team), members::section(owner.organization(), owner.one.clone())]
}

/// Above a team's form: who loses what by deleting it.
fn beside(_: &Owner, doing: Doing) -> AnyView {
    match doing {
        Doing::Delete(team) => opens::losses(&team),
        Doing::Add(_) | Doing::Edit(..) => ().into_any(),
    }
}

fn member_path(organization: &str, team: &str, at: AtKept) -> String {
    Route::TeamMembers { organization: organization.to_owned(), team: team.to_owned(), at }.path()
}

fn team_path(organization: &str, team: &str) -> String {
    Route::Teams { organization: organization.to_owned(), at: At::One(team.to_owned()) }.path()
}
