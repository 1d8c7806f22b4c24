//! Putting a member of the organization into a team.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::teams::{CreateTeamMember, GetTeam, Team, TeamMemberCreateInput};

use super::team_path;
use crate::components::{Change, CreateForm, FormPage, Labels, create_form, form_page, people, unless_permitted};
use crate::data::{AnyRead, read};
use crate::layouts::Place;
use crate::text::isolated;
use crate::ui::{el, views};

/// Why nobody can be added to a team.
pub fn cannot_add(team: &str) -> Signal<Option<String>> {
    let path = GetTeam::path(team);
    cannot_add_to(*read::<GetTeam>(move || Some(path.clone())))
}

fn cannot_add_to(team: AnyRead) -> Signal<Option<String>> {
    unless_permitted(*Place::expect().organization, team, Team::EDIT, "change who is in teams", "members")
}

/// The form.
pub fn page(organization: String, team: String) -> AnyView {
    let path = GetTeam::path(&team);
    let of = read::<GetTeam>(move || Some(path.clone()));
    let title = Signal::derive(move || match of.data().and_then(|team| team.label().map(isolated)) {
        Some(label) => format!("Add to {label}"),
        None => "Add team member".to_owned(),
    });
    let form = move || {
        let form = create_form(CreateForm {
            body: TeamMemberCreateInput::BODY,
            change: Change::new::<CreateTeamMember>(CreateTeamMember::path(&team)),
            labels: Labels::new("Add team member", "Adding…"),
            done: Box::new(|_| "Added to the team".to_owned()),
            back: team_path(&organization, &team),
            land: Box::new(|_: &Value| None),
            forbidden: cannot_add_to(*of),
            lacks: Signal::stored(None),
            options: Some(people(Some(organization.clone()))),
            before_actions: None,
        });
        views![
            el("p")
                .class("muted")
                .text("They get the team’s permissions on all of its projects, at once. No email is sent."),
            form
        ]
    };
    form_page(FormPage { loading: "Loading team".into(), of: *of, title, form: form.into() })
}
