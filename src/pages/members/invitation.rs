//! One invitation: as it stands, sending it again, and cancelling it.

use leptos::prelude::*;
use serde_json::json;
use wheelhouse_contract::sections::invitations::{
    CancelAPendingInvitationToAnOrganization, InviteUserToAnOrganizationByEmail, ListInvitationsToAnOrganization,
    OrganizationInvitation, OrganizationInvitationCreateInput,
};
use wheelhouse_contract::{Described, Items, Resource};

use super::invitations::list_path;
use super::{cannot_add, invitation_path};
use crate::components::{
    ActForm, Change, CreateForm, Labels, Loaded, act_form, create_form_from, data_of, exact_or, facts, facts_of,
    invitation_status, or_unknown, page_title, permission_words, use_url_state,
};
use crate::data::{Read, read, with_query};
use crate::routes::AtKept;
use crate::text::isolated;
use crate::ui::{ButtonLink, EmptyState, IconName, PageHeader, Section, Status, el, view, views};

/// The page of an invitation.
pub fn page(organization: String, id: String) -> AnyView {
    let state = use_url_state("state", &[]).signal();
    let path = list_path(&organization);
    let list =
        read::<ListInvitationsToAnOrganization>(move || Some(with_query(&path, [("filter[state]", state.get())])));
    within(organization, id, list, "Invitation", |organization, invitation| {
        let facts = facts_of(known(&invitation));
        if invitation.state() != Some("pending") {
            return facts;
        }
        let cancel = invitation_path(&organization, AtKept::Delete(invitation.id().unwrap_or_default().to_owned()));
        let cancel = invitation.links().allows(OrganizationInvitation::DELETE).then_some(cancel);
        let cancel = cancel.map(|href| {
            let actions = move || view! { <ButtonLink href=href.clone()>"Cancel invitation"</ButtonLink> };
            let text = el("p").class("muted").text("The link in the email stops working.");
            view! { <Section title="Cancel this invitation" actions=actions>{text}</Section> }
        });
        let form = resend(&organization, &invitation);
        let again = view! {
            <Section
                title="Resend invitation"
                description=Some("Replaces the invitation: the link in the earlier email stops working.".to_owned())
            >
                {form}
            </Section>
        };
        views![facts, again, cancel]
    })
}

/// Says what stops working, then cancels it.
pub fn cancel(organization: String, id: String) -> AnyView {
    let path = list_path(&organization);
    let list = read::<ListInvitationsToAnOrganization>(move || Some(path.clone()));
    within(organization, id, list, "Cancel invitation", |organization, invitation| {
        let id = invitation.id().unwrap_or_default().to_owned();
        let email = isolated(&or_unknown(invitation.email()));
        let is_gone = invitation.state() != Some("pending");
        let reason = cannot_add("cancel invitations");
        let state = invitation_status(invitation.state()).0;
        let over = move || is_gone.then(|| format!("Only pending invitations can be cancelled. Status: {state}."));
        let form = act_form(ActForm {
            change: Change::new::<CancelAPendingInvitationToAnOrganization>(
                CancelAPendingInvitationToAnOrganization::path(&organization, &id),
            ),
            submit: Signal::stored("Cancel invitation".to_owned()),
            busy: "Cancelling…",
            done: Signal::stored(format!("Cancelled the invitation to {email}")),
            warning: Some((
                "The link in the email stops working",
                "They aren’t told. You can invite them again.".to_owned(),
            )),
            typed: None,
            back: invitation_path(&organization, AtKept::One(id.clone())),
            landing: invitation_path(&organization, AtKept::List),
            forbidden: Signal::derive(move || over().or_else(|| reason.get())),
        });
        views![facts_of(known(&invitation)), form]
    })
}

/// A page over one invitation of a list, drawn once it is known: it may hold what a person types.
fn within(
    organization: String,
    id: String,
    list: Read<Items<OrganizationInvitation>>,
    title: &'static str,
    draw: fn(String, OrganizationInvitation) -> AnyView,
) -> AnyView {
    let (ready, error, loading, retry) = data_of(list);
    let find = {
        let id = id.clone();
        move || list.data()?.items().iter().find(|one| one.id() == Some(&id)).cloned()
    };
    let heading = {
        let find = find.clone();
        Signal::derive(move || match find() {
            Some(invitation) => format!("{title} to {}", isolated(&or_unknown(invitation.email()))),
            None => title.to_owned(),
        })
    };
    page_title(heading);
    let inside = move || {
        untrack(|| match find() {
            Some(invitation) => views![view! { <PageHeader title=heading /> }, draw(organization.clone(), invitation)],
            None => {
                let href = invitation_path(&organization, AtKept::List);
                let actions = move || view! { <ButtonLink href=href.clone()>"All invitations"</ButtonLink> };
                let empty = view! {
                    <EmptyState
                        icon=IconName::USERS
                        title="This invitation isn’t pending"
                        text="It was accepted, cancelled or replaced, or it ran out."
                        actions=actions
                    />
                };
                views![view! { <PageHeader title=heading /> }, empty]
            }
        })
    };
    view! {
        <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading invitation">
            {inside()}
        </Loaded>
    }
}

fn known(invitation: &OrganizationInvitation) -> Vec<(&'static str, AnyView)> {
    let (text, tone) = invitation_status(invitation.state());
    let mut known = facts![
        ("Status", view! { <Status text=text tone=tone /> }),
        ("Permissions", permission_words(invitation.raw())),
        ("Invited by", or_unknown(invitation.owner_name().or(invitation.owner_id()))),
        ("Sent", exact_or("Unknown", invitation.created_at())),
    ];
    if invitation.finished_at().is_some() {
        known.extend(facts![("Finished", exact_or("Unknown", invitation.finished_at()))]);
    }
    known
}

/// The same invitation once more, perhaps with other permissions.
fn resend(organization: &str, invitation: &OrganizationInvitation) -> AnyView {
    let back = invitation_path(organization, AtKept::List);
    let start = json!({"email": invitation.email(), "permissions": invitation.permissions(), "force": true});
    create_form_from(
        start,
        CreateForm {
            body: OrganizationInvitationCreateInput::BODY,
            change: Change::new::<InviteUserToAnOrganizationByEmail>(InviteUserToAnOrganizationByEmail::path(
                organization,
            )),
            labels: Labels::new("Resend invitation", "Sending…"),
            done: Box::new(|_| "Sent the invitation again".to_owned()),
            back,
            land: Box::new(|_| None),
            forbidden: cannot_add("invite people"),
            lacks: Signal::stored(None),
            options: None,
            before_actions: None,
        },
    )
}
