//! The page for changes to a resource.

use leptos::prelude::*;
use serde_json::Value;

use super::operations::Write;
use super::reasons::cannot_edit;
use super::{AnyPages, Doing, Owner, beside, called};
use crate::components::{EditForm, FormPage, edit_form_landing, edit_state, form_page};
use crate::routes::At;
use crate::text::isolated;

pub(super) fn edit(pages: &'static dyn AnyPages, owner: Owner, id: String, write: Write) -> AnyView {
    let common = pages.common();
    let read = pages.read_one(owner.path(pages.operations().get, Some(&id)));
    let called = called(pages, read, |names| names.called);
    let thing = common.entry();
    let heading = Signal::derive(move || format!("{} {thing}{}", common.editing, called.get()));
    let forbidden = cannot_edit(common, &owner, read, write);
    let form = move || {
        let own = read.raw_untracked().and_then(|raw| pages.edit_body(raw));
        let Some(body) = own.or(write.operation.body) else { return ().into_any() };
        let form = EditForm {
            body,
            of: read,
            part: common.part,
            change: write.change(&owner, Some(&id)),
            forbidden,
            done: format!("Saved {}", isolated(&called.get_untracked())),
            back: (common.route)(&owner, At::One(id.clone())).path(),
            consequence: Some(write.means),
            options: Some(owner.options()),
        };
        let state = edit_state(&form);
        let beside = beside(common, &owner, Doing::Edit(state, id.clone()));
        // What is changed may be known by another id afterwards.
        let owner = owner.clone();
        let land = move |changed: &Value| Some((common.route)(&owner, At::One((common.id)(&owner, changed)?)).path());
        vec![beside, Some(edit_form_landing(state, form, Box::new(land)))].into_any()
    };
    form_page(FormPage {
        loading: format!("Loading {}", common.words.one).into(),
        of: read,
        title: heading,
        form: form.into(),
    })
}
