//! One person in a team.

use leptos::prelude::*;
use wheelhouse_contract::sections::teams::{DeleteTeamMember, GetTeam, GetTeamMember, Team, TeamMember};

use super::{counted, member_path, permissions, team_path};
use crate::components::{
    ActForm, Change, Detail, FormPage, act_form, copyable_id, detail, exact_or, facts, facts_of, form_page,
    link_unless, person_name, person_read, unless_permitted,
};
use crate::data::{Read, read};
use crate::layouts::Place;
use crate::routes::{At, AtKept, Route};
use crate::text::isolated;
use crate::ui::{ButtonKind, el, live, nothing, views};

/// What is read of one person in a team.
#[derive(Clone, Copy)]
struct Reads {
    member: Read<TeamMember>,
    team: Read<Team>,
    name: Signal<String>,
    /// Why they cannot be taken out.
    cannot_remove: Signal<Option<String>>,
}

impl Reads {
    fn of(team: &str, user: &str) -> Self {
        let (of_member, of_team, id) = (GetTeamMember::path(team, user), GetTeam::path(team), user.to_owned());
        let member = read::<GetTeamMember>(move || Some(of_member.clone()));
        let team = read::<GetTeam>(move || Some(of_team.clone()));
        let person = {
            let id = id.clone();
            person_read(move || Some(id.clone()))
        };
        let name = Signal::derive(move || isolated(&person_name(person, &id)));
        let organization = *Place::expect().organization;
        let cannot_remove =
            unless_permitted(organization, *member, TeamMember::DELETE, "change who is in teams", "members");
        Self { member, team, name, cannot_remove }
    }

    fn team_label(self) -> String {
        self.team.data().and_then(|team| team.label().map(isolated)).unwrap_or_else(|| "the team".to_owned())
    }

    fn of_team(self, words: fn(&Team) -> String) -> AnyView {
        live(move || self.team.data().map_or_else(|| "…".to_owned(), |team| words(&team)).into_any())
    }
}

/// The page of a person in a team.
pub fn page(organization: String, team: String, user: String) -> AnyView {
    let reads = Reads::of(&team, &user);
    let remove = member_path(&organization, &team, AtKept::Delete(user.clone()));
    let actions = move || {
        let remove = remove.clone();
        link_unless(reads.cannot_remove, "Remove from team", ButtonKind::Secondary, move || remove.clone())
    };
    let content = move || {
        let Some(member) = reads.member.data() else { return nothing() };
        let in_team =
            el("a").attr("href", team_path(&organization, &team)).show(Signal::derive(move || reads.team_label()));
        let at = At::One(user.clone());
        let person = Route::Members { organization: organization.clone(), at }.path();
        let person = el("a").attr("href", person).text("All access in this organization");
        let known = facts_of(facts![
            ("Team", in_team.into_any()),
            ("Permissions", reads.of_team(permissions)),
            ("Projects", reads.of_team(|team| counted(team.project_count()))),
            ("Added", exact_or("Unknown", member.created_at())),
            ("User ID", copyable_id("user", member.user_id())),
        ]);
        views![known, el("p").child(person)]
    };
    detail(Detail {
        loading: "Loading team member".into(),
        of: *reads.member,
        title: reads.name,
        state: None,
        actions: Some(actions.into()),
        content: content.into(),
    })
}

/// Says what they lose, then takes them out.
pub fn remove(organization: String, team: String, user: String) -> AnyView {
    let reads = Reads::of(&team, &user);
    let form = move || {
        let lost = facts_of(vec![
            ("Team", live(move || reads.team_label().into_any())),
            ("Permissions", reads.of_team(permissions)),
            ("Projects", reads.of_team(|team| counted(team.project_count()))),
        ]);
        let form = act_form(ActForm {
            change: Change::new::<DeleteTeamMember>(DeleteTeamMember::path(&team, &user)),
            submit: Signal::stored("Remove from team".to_owned()),
            busy: "Removing…",
            done: Signal::derive(move || format!("Removed {} from {}", reads.name.get(), reads.team_label())),
            warning: Some((
                "They lose access that only this team grants",
                "They stay in the organization and keep access granted directly or through other teams.".to_owned(),
            )),
            typed: None,
            back: member_path(&organization, &team, AtKept::One(user.clone())),
            landing: team_path(&organization, &team),
            forbidden: reads.cannot_remove,
        });
        views![lost, form]
    };
    form_page(FormPage {
        loading: "Loading team member".into(),
        of: *reads.member,
        title: Signal::derive(move || format!("Remove {} from {}", reads.name.get(), reads.team_label())),
        form: form.into(),
    })
}
