//! The form for changes to a thing.

use std::sync::Arc;

use futures::future::FutureExt;
use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Body;
use wheelhouse_contract::answer::entity;

use super::create_form::Land;
use super::{Change, Consequence, ResourceForm, changes_production, save_label};
use crate::api::{Api, Request};
use crate::chunk::{Held, in_chunk};
use crate::data::{AnyRead, Cache};
use crate::forms::{FormState, Fresh, Options};

/// A form over a thing that is there.
pub struct EditForm {
    pub body: &'static Body,
    /// The thing as it is, already read.
    pub of: AnyRead,
    /// What the form starts from, where that is not the whole of the thing.
    pub part: Option<fn(&Value) -> Value>,
    pub change: Change,
    /// Why the person may not: see [`super::forbidden`].
    pub forbidden: Signal<Option<String>>,
    /// What is said when it was taken.
    pub done: String,
    /// Where the person lands then, and by Cancel.
    pub back: String,
    /// What follows from the change.
    pub consequence: Option<Consequence>,
    pub options: Option<Options>,
}

/// Draws it. To be drawn inside of [`super::Loaded`], since it starts from what is known.
pub fn edit_form(form: EditForm) -> AnyView {
    edit(Held::new(form)).view()
}

in_chunk! {
    forms: fn edit(form: Held<EditForm>) {
        form.take().map(|form| draw(edit_state(&form), form, None)).into_any()
    }
}

/// What [`edit_form`] starts from.
pub fn edit_state(form: &EditForm) -> FormState {
    let now = form.of.raw_untracked().map(|raw| form.part.map_or_else(|| (*raw).clone(), |part| part(&raw)));
    FormState::edit(form.body, &now.unwrap_or_default())
}

/// As [`edit_form`], over what the page holds, so that it can show more beside the form, and for a thing that may have
/// another address when some of it is changed: `land` says where it is then.
pub fn edit_form_landing(state: FormState, form: EditForm, land: Land) -> AnyView {
    draw(state, form, Some(land))
}

fn draw(state: FormState, form: EditForm, land: Option<Land>) -> AnyView {
    let EditForm { body: _, of, part, change, forbidden, done, back, consequence, options } = form;
    let cache = Cache::expect();
    let api = Api::expect();
    let part = move |whole: &Value| part.map_or_else(|| whole.clone(), |part| part(whole));
    let request = change.request(api);
    let production = changes_production(&change);
    let fresh: Fresh = Callback::new(move |()| {
        async move {
            let path = of.path_untracked()?;
            let answer = api.send(Request::get(path)).await.ok()?;
            Some(part(&answer))
        }
        .boxed_local()
    });
    let landing = RwSignal::new(back.clone());
    let land = Arc::new(land);
    let send = Callback::new(move |body: Value| {
        let sent = change.clone().send(cache, Some(body));
        let land = land.clone();
        async move {
            let answer = sent.await?;
            if let Some(target) = land.as_ref().as_ref().zip(entity(&answer)).and_then(|(land, thing)| land(thing)) {
                landing.try_set(target);
            }
            Ok(())
        }
        .boxed_local()
    });
    view! {
        <ResourceForm
            state=state
            submit_label=save_label(consequence, state)
            busy_label="Saving…"
            send=send
            done=Signal::stored(done)
            back=back
            landing=landing
            disabled_because=forbidden
            production=production
            consequences=consequence.map_or_else(|| Signal::stored(None), |consequence| consequence.follows(state))
            fresh=fresh
            options=options
            request=Some(request)
        />
    }
    .into_any()
}
