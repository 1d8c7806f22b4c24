//! Changing what a member may do.

use leptos::prelude::*;
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::organizations::{
    GetOrganizationMember, OrganizationMember, OrganizationMemberPatch, UpdateOrganizationMember,
};

use super::warnings::warnings;
use super::{cannot, member_path};
use crate::components::{Change, Consequence, EditForm, FormPage, edit_form, form_page, person_name, person_read};
use crate::data::read;
use crate::routes::At;
use crate::text::isolated;
use crate::ui::{el, views};

/// The form over a member.
pub fn page(organization: String, user: String) -> AnyView {
    let path = GetOrganizationMember::path(&organization, &user);
    let member = read::<GetOrganizationMember>(move || Some(path.clone()));
    let person = {
        let user = user.clone();
        person_read(move || Some(user.clone()))
    };
    let title = {
        let user = user.clone();
        Signal::derive(move || format!("Change permissions for {}", isolated(&person_name(person, &user))))
    };
    let forbidden = cannot(
        *member,
        OrganizationMember::UPDATE,
        "change members’ permissions",
        "The owner has all permissions, and keeps them.",
    );
    let form = move || {
        let form = edit_form(EditForm {
            body: OrganizationMemberPatch::BODY,
            of: *member,
            part: None,
            change: Change::new::<UpdateOrganizationMember>(UpdateOrganizationMember::path(&organization, &user)),
            forbidden,
            done: "Saved the permissions".to_owned(),
            back: member_path(&organization, At::One(user.clone())),
            consequence: Some(Consequence::plain(
                "Applies at once. “Everything the owner can do” includes managing every project: who loses it keeps only \
                 what they were granted directly or through teams. No other permission changes access to a project.",
            )),
            options: None,
        });
        let above = el("div").class("stack form-width").child(warnings(&organization, user.clone(), false));
        views![above, form]
    };
    form_page(FormPage { loading: "Loading member".into(), of: *member, title, form: form.into() })
}
