//! The invitations to a project, and one of them.

use leptos::prelude::*;
use wheelhouse_contract::sections::invitations::of_project::ProjectInvitation;
use wheelhouse_contract::sections::project::Project;

use super::super::list::TO_CHANGE;
use super::{STATE, invitations, promised};
use crate::access::{Permissions, Type, comes_to, notes, role_on, role_word};
use crate::components::{
    Column, Detail, Item, Listing, Rows, add_link, copyable_id, data_of, detail, exact_or, facts, facts_of, forbidden,
    invitation_status, link_unless, more_actions, or_unknown, page_title, use_url_state,
};
use crate::data::with_query;
use crate::layouts::Place;
use crate::routes::{AtKept, Route};
use crate::text::sentence;
use crate::ui::{
    ButtonKind, EmptyState, IconName, Notice, NoticeTone, PageHeader, Select, SelectOption, Status, nothing, view,
    views,
};

const TITLE: &str = "Invitations";

/// The list of invitations.
pub(super) fn page(project: String) -> AnyView {
    let place = Place::expect();
    page_title(Signal::stored(TITLE.to_owned()));
    let state = use_url_state(STATE, &[]);
    let chosen = state.signal();
    let list = invitations(&project, move || chosen.get());
    let (_, error, loading, retry) = data_of(list);
    let of = StoredValue::new(project.clone());
    let items = move || {
        let row = |invitation: &ProjectInvitation| {
            let id = invitation.id()?.to_owned();
            let address = |at: AtKept| Route::AccessInvitations { project: of.get_value(), at }.path();
            let is_open = invitation.state() == Some("pending");
            let actions = is_open.then(|| ("Cancel", address(AtKept::Delete(id.clone()))));
            let row = Row { held: promised(invitation), invitation: invitation.clone() };
            // Each is looked up in the list that it is in.
            let own = with_query(&address(AtKept::One(id.clone())), [(STATE, chosen.get_untracked())]);
            Some(Item::new(id, row).leading_to(own).doing(actions))
        };
        list.data().map(|all| all.items().iter().filter_map(row).collect())
    };
    let reason = forbidden(*place.project, Project::MANAGE_ACCESS, TO_CHANGE);
    let new = Route::AccessInvitations { project, at: AtKept::New }.path();
    let invite = move || add_link("Invite", reason, new.clone());
    let first = invite.clone();
    let clear = {
        let state = state.clone();
        Callback::new(move |()| state.push(String::new()))
    };
    let filters = move || {
        let state = state.clone();
        let options = [("", "Pending"), ("error", "Failed"), ("accepted", "Accepted"), ("cancelled", "Cancelled")];
        let options: Vec<_> = options.into_iter().map(|(value, label)| SelectOption::new(value, label)).collect();
        view! {
            <Select label="Status" value=chosen options=options on_change=move |value: String| state.push(value) />
        }
    };
    let listing = view! {
        <Listing
            caption=TITLE
            rows=Rows::new(COLUMNS, items).with_actions()
            error=error
            loading=loading
            on_retry=retry
            filters=filters
            is_filtered=Signal::derive(move || !chosen.with(String::is_empty))
            on_clear=clear
            actions=invite
            empty=move || {
                let first = first.clone();
                view! {
                    <EmptyState
                        icon=IconName::USERS
                        title="No pending invitations"
                        text="People who are invited by email appear here until they accept."
                        actions=move || first()
                    />
                }
            }
        />
    };
    views![
        view! {
            <PageHeader
                title=TITLE
                description=Some("People invited by email who haven’t answered yet.".to_owned())
            />
        },
        listing
    ]
}

/// An invitation, and what accepting it grants.
struct Row {
    held: Permissions,
    invitation: ProjectInvitation,
}

fn status(invitation: &ProjectInvitation) -> AnyView {
    let (text, tone) = invitation_status(invitation.state());
    view! { <Status text=text tone=tone /> }
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("email", "Email", |row: &Row| or_unknown(row.invitation.email())),
    Column::text("state", "Status", |row: &Row| invitation_status(row.invitation.state()).0)
        .cell(|row| status(&row.invitation)),
    Column::text("project", "Project", |row: &Row| role_word(row.held.project()).to_owned()),
    Column::text("production", "Production", |row: &Row| role_on(&row.held, Type::Production)),
    Column::text("staging", "Staging", |row: &Row| role_on(&row.held, Type::Staging)),
    Column::text("development", "Development", |row: &Row| role_on(&row.held, Type::Development)),
    Column::text("by", "Invited by", |row: &Row| or_unknown(row.invitation.owner_name())).wide_only(),
    Column::time("updated", "Sent", |row: &Row| row.invitation.updated_at()).wide_only(),
];

/// One invitation: the API lists them only, so it is looked up in the list.
pub(super) fn one(project: String, id: String) -> AnyView {
    let place = Place::expect();
    let state = use_url_state(STATE, &[]).signal();
    let list = invitations(&project, move || state.get());
    let wanted = id.clone();
    let found = move || list.data().and_then(|all| all.items().iter().find(|one| one.id() == Some(&wanted)).cloned());
    let title = {
        let found = found.clone();
        Signal::derive(move || found().map_or_else(|| "Invitation".to_owned(), |one| or_unknown(one.email())))
    };
    let actions = {
        let (found, project, id) = (found.clone(), project.clone(), id.clone());
        move || {
            let Some(invitation) = found() else { return nothing() };
            let reason = forbidden(*place.project, Project::MANAGE_ACCESS, TO_CHANGE);
            let address = |at: AtKept| Route::AccessInvitations { project: project.clone(), at }.path();
            let email = invitation.email().unwrap_or_default().to_owned();
            let query = [("again", id.clone()), ("email", email), (STATE, state.get_untracked())];
            let again = with_query(&address(AtKept::New), query);
            let resend = link_unless(reason, "Resend invitation", ButtonKind::Secondary, move || again.clone());
            let cancel = || ("Cancel invitation".to_owned(), reason, address(AtKept::Delete(id.clone())));
            let is_open = invitation.state() == Some("pending");
            let more = if is_open { more_actions("invitation", vec![cancel()]) } else { nothing() };
            vec![resend, more].into_any()
        }
    };
    let content = move || {
        let Some(invitation) = found() else {
            return view! {
                <Notice tone=NoticeTone::Info title="Not pending">
                    "It was accepted or cancelled, or ran out."
                </Notice>
            };
        };
        let held = promised(&invitation);
        let notes = match notes(&held) {
            notes if notes.is_empty() => nothing(),
            notes => view! { <Notice tone=NoticeTone::Info title="Which role counts">{notes.join(" ")}</Notice> },
        };
        let known = facts_of(facts![
            ("Email", or_unknown(invitation.email())),
            ("Status", status(&invitation)),
            ("Role on the project", role_word(held.project())),
            ("Effective roles", sentence(&comes_to(&held))),
            ("Invited by", or_unknown(invitation.owner_name())),
            ("Invited", exact_or("Unknown", invitation.created_at())),
            ("Sent", exact_or("Unknown", invitation.updated_at())),
            ("Answered", exact_or("Not yet", invitation.finished_at())),
            ("ID", copyable_id("invitation", invitation.id())),
        ]);
        views![notes, known]
    };
    detail(Detail {
        loading: "Loading invitation".into(),
        of: *list,
        title,
        state: None,
        actions: Some(actions.into()),
        content: content.into(),
    })
}
