//! Adding somebody who has an account.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Described;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::organizations::{CreateOrganizationMember, OrganizationMemberCreateInput};

use super::{cannot_add, invitation_path, member_path};
use crate::components::{Change, CreateForm, Labels, create_form, page_title, people};
use crate::routes::{At, AtKept};
use crate::ui::{PageHeader, el, view, views};

/// The form, with the way to those who have none.
pub fn page(organization: String) -> AnyView {
    let title = "Add member";
    page_title(title);
    let land = organization.clone();
    let invite = el("a").attr("href", invitation_path(&organization, AtKept::New)).text("Invite them by email");
    let form = create_form(CreateForm {
        body: OrganizationMemberCreateInput::BODY,
        change: Change::new::<CreateOrganizationMember>(CreateOrganizationMember::path(&organization)),
        labels: Labels::new(title, "Adding…"),
        done: Box::new(|_| "Added the member".to_owned()),
        back: member_path(&organization, At::List),
        land: Box::new(move |made: &Value| Some(member_path(&land, At::One(text(made, "user_id")?.to_owned())))),
        forbidden: cannot_add("add members"),
        lacks: Signal::stored(None),
        // Who is at hand is a member already.
        options: Some(people(None)),
        before_actions: None,
    });
    views![
        view! {
            <PageHeader
                title=title
                description=Some("They’re added at once, without an invitation.".to_owned())
            />
        },
        el("p").text("No account yet? ").child(invite).text("."),
        form
    ]
}
