//! What a form would send, to copy it elsewhere.

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::request_text::{Request, json, placeholder};
use super::{FormState, Input};
use crate::ui::{Button, ButtonKind, CopyButton, Dialog, IconName, el};

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
            let groups = state.input.with(|input| Input::groups(input).to_vec());
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
pub(super) fn copy_as(form: FormState, request: Signal<Option<Request>>) -> AnyView {
    let open = RwSignal::new(false);
    let block = move |title: &'static str, label: &'static str, text: Signal<String>| {
        let head =
            el("div").class(style::head).el(el("h3").text(title)).child(view! { <CopyButton text label /> }.into_any());
        el("section")
            .class(style::block)
            .el(head)
            .el(el("pre").class(style::text).attr("tabindex", "0").show(text))
            .into_any()
    };
    let of = move |text: fn(&Request, Value) -> String| {
        Signal::derive(move || request.get().map(|request| text(&request, form.public_body())).unwrap_or_default())
    };
    let content = move || {
        let hint = "The access token is expected in $TOKEN. Secrets are left out: each has a variable in its place.";
        let path = of(|request, _| format!("{} {}", request.method.name(), request.path()));
        vec![
            el("p").class("muted").text(hint).into_any(),
            block("curl", "Copy curl command", of(|request, body| request.curl(&body))),
            block("JSON body", "Copy JSON body", of(|_, body| json(&body))),
            block("Path", "Copy path", path),
        ]
        .into_any()
    };
    let button = move || {
        if request.with(Option::is_none) {
            return ().into_any();
        }
        view! {
            <Button kind=ButtonKind::Quiet icon=IconName::COPY on_click=move || open.set(true)>
                "Copy as…"
            </Button>
        }
        .into_any()
    };
    let dialog = view! {
        <Dialog open on_close=move || open.set(false) title="Copy as">
            {content()}
        </Dialog>
    };
    el("span").child_fn(button).child(dialog.into_any()).into_any()
}
