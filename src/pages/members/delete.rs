//! Removing a member.

use leptos::prelude::*;
use wheelhouse_contract::sections::organizations::{
    DeleteOrganizationMember, GetOrganizationMember, OrganizationMember,
};

use super::counts::Holdings;
use super::warnings::warnings;
use super::{cannot, member_path};
use crate::components::{
    ActForm, Change, FormPage, act_form, facts_of, form_page, member_words, person_name, person_read,
};
use crate::data::read;
use crate::routes::At;
use crate::text::isolated;
use crate::ui::{el, live, nothing, views};

/// Says what they lose, then removes them.
pub fn page(organization: String, user: String) -> AnyView {
    let path = GetOrganizationMember::path(&organization, &user);
    let member = read::<GetOrganizationMember>(move || Some(path.clone()));
    let person = {
        let user = user.clone();
        person_read(move || Some(user.clone()))
    };
    let name = {
        let user = user.clone();
        Signal::derive(move || isolated(&person_name(person, &user)))
    };
    let holdings = Holdings::of(&organization, &user);
    let forbidden = cannot(*member, OrganizationMember::DELETE, "remove members", "The owner can’t be removed.");
    let form = move || {
        let permissions = move || member.data().map_or_else(nothing, |member| member_words(&member).into_any());
        let lost = facts_of(vec![
            ("Permissions", live(permissions)),
            ("Teams", live(move || holdings.team_words().into_any())),
            ("Projects", live(move || holdings.project_words().into_any())),
        ]);
        let form = act_form(ActForm {
            change: Change::new::<DeleteOrganizationMember>(DeleteOrganizationMember::path(&organization, &user)),
            submit: Signal::stored("Remove member".to_owned()),
            busy: "Removing…",
            done: Signal::derive(move || format!("Removed {}", name.get())),
            warning: Some((
                "They lose all of this",
                "Removes them from the organization, its teams and its projects. Their account stays, and you can \
                 invite them again."
                    .to_owned(),
            )),
            typed: None,
            back: member_path(&organization, At::One(user.clone())),
            landing: member_path(&organization, At::List),
            forbidden,
        });
        let above = el("div").class("stack form-width").child(warnings(&organization, user.clone(), true));
        views![lost, above, form]
    };
    form_page(FormPage {
        loading: "Loading member".into(),
        of: *member,
        title: Signal::derive(move || format!("Remove {}", name.get())),
        form: form.into(),
    })
}
