//! What a form would send, to copy it elsewhere.

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::FormState;
use super::controls::{Act, call, says};
use super::request_text::{Request, json, placeholder};
use crate::reactive::Derived;
use crate::ui::{ButtonKind, CopyButton, Dialog, IconName, el, view, views};

stylance::import_style!(style, "copy_as.module.css");

impl FormState {
    /// The body to send with placeholders for its secrets.
    pub(super) fn public_body(self) -> Value {
        let mut body = self.body();
        self.veil(&mut body);
        Value::Object(body)
    }

    fn veil(self, body: &mut Map<String, Value>) {
        for state in self.fields() {
            let Some(value) = body.get_mut(state.field.name) else { continue };
            if value.is_null() {
                continue;
            }
            if self.is_secret(state.field) {
                *value = placeholder(state.field.name);
                continue;
            }
            let groups = state.input.with(|input| input.groups().to_vec());
            let objects: Vec<&mut Value> = match value {
                Value::Array(items) => items.iter_mut().collect(),
                object => vec![object],
            };
            for (group, object) in groups.iter().zip(objects) {
                if let Value::Object(object) = object {
                    group.form.veil(object);
                }
            }
        }
    }
}

/// A button that shows the request in several forms.
pub(super) fn copy_as(form: FormState, request: Derived<Option<Request>>) -> AnyView {
    let open = RwSignal::new(false);
    let of = move |text: fn(&Request, Value) -> String| {
        says(move || {
            let body = form.public_body();
            let text = |request: &Request| {
                let body = request.shape.map_or(body.clone(), |shape| shape(&body));
                text(request, body)
            };
            request.with(|request| request.as_ref().map(text)).unwrap_or_default()
        })
    };
    let content = move || {
        let hint = "$TOKEN is your access token. Secrets are variables.";
        let path = of(|request, _| format!("{} {}", request.method.name(), request.path()));
        views![
            el("p").class("muted").text(hint),
            block("curl", "Copy curl command", of(|request, body| request.curl(&body))),
            block("JSON body", "Copy JSON body", of(|_, body| json(&body))),
            block("Path", "Copy path", path)
        ]
    };
    let act = Act { icon: Some(IconName::COPY), ..Act::new(ButtonKind::Quiet, "Copy as…") };
    let button =
        el("span").flag("hidden", move || request.with(Option::is_none)).child(act.view(call(move || open.set(true))));
    let dialog = view! {
        <Dialog open on_close=move || open.set(false) title="Copy as">
            {content()}
        </Dialog>
    };
    el("span").child(button).child(dialog).into_any()
}

fn block(title: &'static str, label: &'static str, text: Signal<String>) -> AnyView {
    let copy = view! { <CopyButton text label /> };
    let head = el("div").class(style::head).child(el("h3").text(title)).child(copy);
    let text = el("pre").class(style::text).attr("tabindex", "0").show(text);
    el("section").class(style::block).child(head).child(text).into_any()
}
