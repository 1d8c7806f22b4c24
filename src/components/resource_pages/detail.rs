//! The page of one resource.

use leptos::prelude::*;

use super::reasons::{cannot_delete, cannot_edit};
use super::{AnyPages, Owner, called};
use crate::components::{Detail, detail as draw, link_unless, more_actions};
use crate::routes::At;
use crate::ui::{ButtonKind, live};

pub(super) fn detail(pages: &'static dyn AnyPages, owner: Owner, id: String) -> AnyView {
    let common = pages.common();
    let operations = pages.operations();
    let read = pages.read_one(owner.path(operations.get, Some(&id)));
    let name = called(pages, read, |names| names.name);
    let state = move || live(move || read.raw().and_then(|raw| pages.state(raw)).into_any());
    let whole = Owner { one: id.clone(), ..owner.clone() };
    let actions = move || {
        let address = |at: At| (common.route)(&owner, at).path();
        let label = |own: Option<&'static str>, verb: &str| match own {
            Some(own) => own.to_owned(),
            None => format!("{verb} {}", common.words.one),
        };
        let (edit, delete) = (address(At::Edit(id.clone())), address(At::Delete(id.clone())));
        let edit = operations.update.map(|write| {
            let reason = cannot_edit(common, &owner, read, write);
            link_unless(reason, label(common.edit, "Edit"), ButtonKind::Secondary, move || edit.clone())
        });
        let delete = operations.delete.map(|write| {
            let reason = cannot_delete(common, &owner, read, write);
            more_actions(common.words.one, vec![(label(None, "Delete"), reason, delete)])
        });
        vec![edit, delete].into_any()
    };
    let content = move || read.raw().map(|raw| pages.content(&whole, raw)).into_any();
    draw(Detail {
        loading: format!("Loading {}", common.words.one).into(),
        of: read,
        title: name,
        state: Some(state.into()),
        actions: Some(actions.into()),
        content: content.into(),
    })
}
