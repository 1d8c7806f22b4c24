//! The form for a new thing.

use std::sync::Arc;

use futures::future::FutureExt;
use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Body;
use wheelhouse_contract::answer::entity;

use super::{Change, Labels, ResourceForm, changes_production};
use crate::api::Api;
use crate::chunk::{Held, in_chunk};
use crate::data::Cache;
use crate::forms::{FormState, Options};

/// Where a new thing is shown, given the thing as it was answered.
pub type Land = Box<dyn Fn(&Value) -> Option<String> + Send + Sync>;

/// What is said of a new thing, given what was sent.
pub type Done = Box<dyn Fn(&Value) -> String + Send + Sync>;

/// A form that makes a new thing.
pub struct CreateForm {
    pub body: &'static Body,
    pub change: Change,
    pub labels: Labels,
    /// What is said when it was taken, given what was sent: "Added env:DEBUG".
    pub done: Done,
    /// Where Cancel leads.
    pub back: String,
    /// Where the person lands, given the new thing as it was answered; `back` where it was not.
    pub land: Land,
    /// Why the person may not.
    pub forbidden: Signal<Option<String>>,
    /// What still has to be chosen or typed outside of the fields.
    pub lacks: Signal<Option<String>>,
    /// What fields that pick from a collection offer.
    pub options: Option<Options>,
    /// What stands between the fields and the buttons, such as a name that has to be typed.
    pub before_actions: Option<AnyView>,
}

/// Draws it.
pub fn create_form(form: CreateForm) -> AnyView {
    started(Held::new(form), None).view()
}

/// As [`create_form`], starting from these values instead of the API's defaults.
pub fn create_form_from(start: Value, form: CreateForm) -> AnyView {
    started(Held::new(form), Some(start)).view()
}

in_chunk! {
    forms: fn started(form: Held<CreateForm>, start: Option<Value>) {
        let form = form.take().map(|form| {
            let state = match &start {
                Some(start) => FormState::create_from(form.body, start),
                None => FormState::create(form.body),
            };
            create_form_of(state, form)
        });
        form.into_any()
    }
}

/// As [`create_form`], over what the page holds, so that it can show more beside the form.
pub fn create_form_of(state: FormState, form: CreateForm) -> AnyView {
    let CreateForm { body: _, change, labels, done, back, land, forbidden, lacks, options, before_actions } = form;
    let cache = Cache::expect();
    let api = Api::expect();
    let request = change.request(api);
    let production = changes_production(&change);
    let said = RwSignal::new(String::new());
    let landing = RwSignal::new(back.clone());
    let (land, done) = (Arc::new(land), Arc::new(done));
    let send = Callback::new(move |body: Value| {
        let sent = change.clone().send(cache, Some(body.clone()));
        let (land, done) = (land.clone(), done.clone());
        async move {
            let answer = sent.await?;
            said.try_set(done(&body));
            // What has no id of the usual kind is the answer itself.
            if let Some(target) = land(entity(&answer).unwrap_or(&answer)) {
                landing.try_set(target);
            }
            Ok(())
        }
        .boxed_local()
    });
    view! {
        <ResourceForm
            state=state
            submit_label=Signal::stored(labels.submit.into_owned())
            busy_label=labels.busy
            send=send
            done=said
            back=back
            landing=landing
            disabled_because=forbidden
            lacks=lacks
            production=production
            options=options
            before_actions=before_actions
            request=Some(request)
        />
    }
    .into_any()
}
