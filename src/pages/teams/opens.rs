//! What a team opens, and what goes with it.

use leptos::prelude::*;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::teams::{GetTeam, ListTeamMembers, Team};

use super::{counted, permissions};
use crate::components::{counted_names, facts_of, project_permissions, referenced_users, sent};
use crate::data::read;
use crate::ui::{Section, el, live, view, views};

/// What its members may do, and where.
pub fn opens(team: &Team) -> AnyView {
    let none = "None yet. The team grants its members no access until it has permissions.";
    let list = project_permissions(sent(team.raw(), "project_permissions"), none);
    let projects = match team.project_count() {
        Some(0) => "Not added to any project yet.".to_owned(),
        Some(1) => "On 1 project.".to_owned(),
        Some(count) => format!("On each of {count} projects."),
        None => "On the projects it was added to; how many isn’t known.".to_owned(),
    };
    let inside = views![list, el("p").class("muted").text(projects)];
    view! { <Section title="Permissions">{inside}</Section> }
}

/// Who loses what when the team is deleted.
pub fn losses(id: &str) -> AnyView {
    let (of_team, of_members) = (GetTeam::path(id), ListTeamMembers::path(id));
    let team = read::<GetTeam>(move || Some(of_team.clone()));
    let members = read::<ListTeamMembers>(move || Some(of_members.clone()));
    let users = referenced_users(*members);
    let names = move || {
        let Some(page) = members.data() else {
            let text = if members.error().is_some() { "Not known: you can’t read them." } else { "…" };
            return text.into_any();
        };
        let names: Vec<String> = page.items().iter().filter_map(|one| one.user_id()).map(|id| users.name(id)).collect();
        match names.is_empty() {
            true => "Nobody".into_any(),
            false => counted_names(&names, page.count(), page.next().is_some()).into_any(),
        }
    };
    let of = move |words: fn(&Team) -> String| {
        live(move || team.data().map_or_else(|| "…".to_owned(), |team| words(&team)).into_any())
    };
    facts_of(vec![
        ("Affected members", live(names)),
        ("Permissions lost", of(permissions)),
        ("On projects", of(|team| counted(team.project_count()))),
    ])
}
