//! Every grant of a person in a project, each with the way to where it can be taken back.

use leptos::prelude::*;

use super::super::end::End;
use super::super::person::link_to;
use crate::access::effective::{Access, Grant, Source, Subject};
use crate::routes::{At, AtKept, Route};
use crate::ui::el;

/// Where a grant can be taken back.
fn place(grant: &Grant, organization: &str, project: &str, subject: &Subject) -> String {
    let user = match subject {
        Subject::Person(user) => user.clone(),
        Subject::Invited(_) => String::new(),
    };
    let organization = organization.to_owned();
    match &grant.source {
        Source::Owner => Route::Organization { organization }.path(),
        Source::Organization => Route::Members { organization, at: At::One(user) }.path(),
        Source::Team(team, _) => Route::Teams { organization, at: At::One(team.clone()) }.path(),
        Source::Direct => End::of_project(project.to_owned(), user).path(At::One),
        Source::Invitation => Route::AccessInvitations { project: project.to_owned(), at: AtKept::List }.path(),
    }
}

/// The grants, and what is not known.
pub(super) fn grants_view(access: &Access, organization: &str, project: &str, subject: &Subject) -> AnyView {
    let grant =
        |grant: &Grant| el("li").child(link_to(grant.words(), place(grant, organization, project, subject))).into_any();
    let lack = access.lacks.iter().map(|lack| el("li").class("muted").text(lack.words()).into_any());
    el("ul").class("stack-tight").children(access.grants.iter().map(grant)).children(lack).into_any()
}

/// The same in words, for search and files.
pub(super) fn grants_words(access: &Access) -> String {
    let grants = access.grants.iter().map(Grant::words);
    grants.chain(access.lacks.iter().map(|lack| lack.words())).collect::<Vec<_>>().join("; ")
}
