//! Cancelling an invitation to a project.

use leptos::prelude::*;
use wheelhouse_contract::sections::invitations::of_project::CancelAPendingInvitationToAProject;
use wheelhouse_contract::sections::project::Project;

use super::super::list::TO_CHANGE;
use super::invitations;
use crate::components::{ActForm, Change, FormPage, act_form, forbidden, form_page};
use crate::layouts::Place;
use crate::routes::{AtKept, Route};
use crate::text::isolated;

/// What it means, and the button.
pub(super) fn page(project: String, id: String) -> AnyView {
    let place = Place::expect();
    let list = invitations(&project, String::new);
    let wanted = id.clone();
    let email = Signal::derive(move || {
        let known = list.data();
        let found = known.as_ref().and_then(|all| all.items().iter().find(|one| one.id() == Some(&wanted)));
        found.and_then(|one| one.email().map(isolated)).unwrap_or_else(|| "this person".to_owned())
    });
    let title = Signal::derive(move || format!("Cancel invitation to {}", email.get()));
    let form = move || {
        let address = |at: AtKept| Route::AccessInvitations { project: project.clone(), at }.path();
        let path = CancelAPendingInvitationToAProject::path(&project, &id);
        act_form(ActForm {
            change: Change::new::<CancelAPendingInvitationToAProject>(path),
            submit: Signal::stored("Cancel invitation".to_owned()),
            busy: "Cancelling…",
            done: Signal::derive(move || format!("Cancelled the invitation to {}", email.get())),
            warning: Some((
                "The link in the email stops working",
                "They won’t get access through it. You can invite them again at any time.".to_owned(),
            )),
            typed: None,
            back: address(AtKept::One(id.clone())),
            landing: address(AtKept::List),
            forbidden: forbidden(*place.project, Project::MANAGE_ACCESS, TO_CHANGE),
        })
    };
    form_page(FormPage { loading: "Loading invitation".into(), of: *list, title, form: form.into() })
}
