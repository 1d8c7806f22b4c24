//! The page for a new resource.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::resource::text;

use super::operations::Write;
use super::reasons::cannot_add;
use super::{AnyPages, Doing, Owner, beside};
use crate::chunk::in_chunk;
use crate::components::{CreateForm, FormPage, Labels, create_form_of, form_page, page_title};
use crate::forms::FormState;
use crate::routes::At;
use crate::text::isolated;
use crate::ui::{PageHeader, el};

pub(super) fn add(pages: &'static dyn AnyPages, owner: Owner, write: Write) -> AnyView {
    let common = pages.common();
    let heading = format!("Add {}", common.words.one);
    if let Some(add) = common.add {
        page_title(Signal::stored(heading));
        return add(pages, &owner);
    }
    let form = {
        let owner = owner.clone();
        move || {
            let Some(body) = common.add_body.map_or(write.operation.body, |body| Some(body(&owner))) else {
                return ().into_any();
            };
            let state = match common.start {
                Some(start) => FormState::create_from(body, &start(&owner)),
                None => FormState::create(body),
            };
            add_form(pages, &owner, state)
        }
    };
    if common.add_body.is_some() {
        // Which fields it has depends on what it is added to.
        let title = Signal::stored(heading);
        let form = move || vec![el("p").class("muted").text(write.means.text).into_any(), form()].into_any();
        return form_page(FormPage { loading: "Loading".into(), of: owner.read, title, form: form.into() });
    }
    page_title(Signal::stored(heading.clone()));
    let description = Some(write.means.text.to_owned()).filter(|text| !text.is_empty());
    vec![view! { <PageHeader title=heading description=description /> }.into_any(), form()].into_any()
}

/// The form for a new resource, starting from these values.
pub fn add_form_from(start: Value, pages: &'static dyn AnyPages, owner: &Owner) -> AnyView {
    started(pages, owner.clone(), start).view()
}

in_chunk! {
    forms: fn started(pages: &'static dyn AnyPages, owner: Owner, start: Value) {
        let body = pages.operations().create.and_then(|write| write.operation.body);
        body.map(|body| add_form(pages, &owner, FormState::create_from(body, &start))).into_any()
    }
}

/// The form for a new resource, over what the page holds.
fn add_form(pages: &'static dyn AnyPages, owner: &Owner, state: FormState) -> AnyView {
    let common = pages.common();
    let Some(write) = pages.operations().create else { return ().into_any() };
    let Some(body) = write.operation.body else { return ().into_any() };
    let beside = beside(common, owner, Doing::Add(state));
    let done = move |sent: &Value| match (common.added, text(sent, "name")) {
        (Some(added), _) => added(sent),
        (None, Some(name)) => format!("Added {}", isolated(name)),
        (None, None) => format!("Added the {}", common.words.one),
    };
    let land = {
        let owner = owner.clone();
        move |made: &Value| {
            common.made.iter().for_each(|keep| keep(made));
            Some((common.route)(&owner, At::One((common.id)(&owner, made)?)).path())
        }
    };
    let form = create_form_of(
        state,
        CreateForm {
            body,
            change: write.change(owner, None),
            labels: Labels::new(format!("Add {}", common.words.one), "Adding…"),
            done: Box::new(done),
            back: (common.route)(owner, At::List).path(),
            land: Box::new(land),
            forbidden: cannot_add(pages, owner),
            lacks: Signal::stored(None),
            options: Some(owner.options()),
            before_actions: None,
        },
    );
    vec![beside, Some(form)].into_any()
}
