//! The page for deleting a resource.

use leptos::prelude::*;

use super::operations::Write;
use super::reasons::cannot_delete;
use super::{AnyPages, Doing, Owner, beside, called};
use crate::components::{DeleteForm, FormPage, delete_form, form_page};
use crate::routes::At;
use crate::text::isolated;

pub(super) fn delete(pages: &'static dyn AnyPages, owner: Owner, id: String, write: Write) -> AnyView {
    let common = pages.common();
    let read = pages.read_one(owner.path(pages.operations().get, Some(&id)));
    let called = called(pages, read, |names| names.called);
    let thing = common.entry();
    let called = Signal::derive(move || format!("{thing}{}", isolated(&called.get())));
    let heading = Signal::derive(move || format!("Delete {}", called.get()));
    let forbidden = cannot_delete(common, &owner, read, write);
    let form = move || {
        let Some(raw) = read.raw_untracked() else { return ().into_any() };
        let address = |at| (common.route)(&owner, at).path();
        let beside = beside(common, &owner, Doing::Delete(id.clone()));
        let form = delete_form(DeleteForm {
            thing: common.words.one,
            name: pages.names(raw.clone()).typed,
            called: common.called.map(|_| called),
            lost: write.means.text,
            consequences: pages.consequences(&owner, raw),
            change: write.change(&owner, Some(&id)),
            back: address(At::One(id.clone())),
            landing: address(At::List),
            forbidden,
        });
        vec![beside, Some(form)].into_any()
    };
    form_page(FormPage {
        loading: format!("Loading {}", common.words.one).into(),
        of: read,
        title: heading,
        form: form.into(),
    })
}
