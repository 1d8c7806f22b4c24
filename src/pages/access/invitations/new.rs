//! Inviting somebody to a project.

use leptos::prelude::*;
use serde_json::{Value, json};
use wheelhouse_contract::Described;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::invitations::of_project::{
    InviteUserToAProjectByEmail, ProjectInvitationCreateInput,
};
use wheelhouse_contract::sections::project::Project;

use super::super::list::TO_CHANGE;
use super::super::price::price;
use super::{STATE, invitations, promised};
use crate::access::Type;
use crate::components::{
    Change, CreateForm, FormPage, Labels, create_form_from, forbidden, form_page, options_of, use_url_state,
};
use crate::layouts::Place;
use crate::routes::{AtKept, Route};
use crate::text::isolated;
use crate::ui::{Notice, NoticeTone, el, live, nothing, view, views};

/// The form for an invitation; for one that is sent again, with what it said.
pub(super) fn page(project: String) -> AnyView {
    let place = Place::expect();
    let again = use_url_state("again", &[]).signal();
    let state = use_url_state(STATE, &[]).signal();
    let earlier = invitations(&project, move || state.get());
    let is_again = move || !again.with(String::is_empty);
    let of = if untrack(is_again) { *earlier } else { *place.project };
    let title = Signal::derive(move || if is_again() { "Resend invitation" } else { "Invite" }.to_owned());
    let form = move || {
        let list = Route::AccessInvitations { project: project.clone(), at: AtKept::List }.path();
        let wanted = again.get_untracked();
        let known = earlier.data_untracked();
        let earlier = known.and_then(|all| all.items().iter().find(|one| one.id() == Some(&wanted)).cloned());
        let start = earlier.as_ref().map_or_else(
            || json!({"role": "viewer"}),
            |earlier| {
                let held = promised(earlier);
                let of_type = |kind: Type| {
                    let role = held.given(kind)?.name();
                    Some(json!({"type": kind.name(), "role": role}))
                };
                let roles: Vec<Value> = Type::ALL.into_iter().filter_map(of_type).collect();
                json!({"email": earlier.email(), "role": earlier.role(), "permissions": roles, "force": true})
            },
        );
        let form = create_form_from(
            start,
            CreateForm {
                body: ProjectInvitationCreateInput::BODY,
                change: Change::new::<InviteUserToAProjectByEmail>(InviteUserToAProjectByEmail::path(&project)),
                labels: Labels::new(
                    if untrack(is_again) { "Resend invitation" } else { "Send invitation" },
                    "Sending…",
                ),
                done: Box::new(|sent: &Value| format!("Invited {}", isolated(text(sent, "email").unwrap_or_default()))),
                back: list,
                land: Box::new(|_| None),
                forbidden: forbidden(*place.project, Project::MANAGE_ACCESS, TO_CHANGE),
                lacks: Signal::stored(None),
                options: Some(options_of(Some(project.clone()), None)),
                before_actions: Some(price(&project)),
            },
        );
        views![live(move || if is_again() { nothing() } else { pending_note() }), form]
    };
    form_page(FormPage { loading: "Loading project".into(), of, title, form: form.into() })
}

fn pending_note() -> AnyView {
    let notice = view! {
        <Notice tone=NoticeTone::Info title="One invitation at a time">
            "If this address has a pending invitation, the API refuses another. Switch on “Replace a pending invitation” to \
             cancel that one and send this instead."
        </Notice>
    };
    el("div").class("form-width").child(notice).into_any()
}
