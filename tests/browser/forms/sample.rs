//! Bodies to fill, and forms over them whose sending the test sees.

use futures::future::{FutureExt, LocalBoxFuture};
use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement};
use wheelhouse::forms::{Extras, Form, FormProblem, FormState, Sending};
use wheelhouse_contract::body::{Body, Choice, Field, Kind, Secret, Source, Variant, Variants, choice};

use crate::ui::page::{Page, dispatch};

pub const FIELD: Field = Field {
    name: "",
    label: "",
    help: "",
    section: "",
    kind: Kind::Text,
    required: false,
    nullable: false,
    min: None,
    max: None,
    unit: "",
    step: 1,
    default: None,
    check: None,
    secret: Secret::Never,
    fixed: false,
    one_way: false,
    hint: None,
};

pub const fn field(name: &'static str, label: &'static str, kind: Kind) -> Field {
    Field { name, label, kind, ..FIELD }
}

pub const fn body(fields: &'static [Field]) -> Body {
    Body { name: "Sample", fields, variants: None, check: None }
}

pub const SIZES: &[Choice] = &[choice("S", "Small"), choice("L", "Large")];

const HOST: Body = body(&[
    Field { required: true, min: Some(1), ..field("name", "Host name", Kind::Text) },
    field("port", "Port", Kind::Integer),
]);

/// Many kinds of field.
pub const SAMPLE: Body = body(&[
    Field { required: true, min: Some(1), ..field("name", "Name", Kind::Text) },
    Field { nullable: true, ..field("note", "Note", Kind::Text) },
    Field { unit: "MiB", step: 1024, ..field("storage", "Storage", Kind::Integer) },
    field("enabled", "Enabled", Kind::Flag),
    field("sizes", "Sizes", Kind::Choices(SIZES)),
    Field { max: Some(3), ..field("tags", "Tags", Kind::TextList) },
    field("labels", "Labels", Kind::TextMap),
    field("host", "Host", Kind::Object(&HOST)),
    Field { max: Some(2), ..field("hosts", "Hosts", Kind::Objects(&HOST)) },
    field("any", "Anything", Kind::Json),
    field("region", "Region", Kind::Pick(Source::Regions)),
    field("regions", "Regions", Kind::PickList(Source::Regions)),
    Field { secret: Secret::Always, ..field("token", "Token", Kind::Text) },
    field("key", "Key", Kind::Pem),
]);

const HOOK: Body =
    body(&[Field { required: true, ..field("url", "Address", Kind::Url) }, field("title", "Title", Kind::Text)]);
const MAIL: Body = body(&[field("title", "Title", Kind::Text), field("to", "Recipients", Kind::TextList)]);

/// Two kinds of body.
pub const KINDS: Body = Body {
    name: "Kinds",
    fields: &[],
    variants: Some(&Variants {
        tag: Some("type"),
        label: "Kind of integration",
        list: &[
            Variant { value: "hook", label: "Webhook", help: "Sends to an address.", body: &HOOK },
            Variant { value: "mail", label: "E-mail", help: "", body: &MAIL },
        ],
    }),
    check: None,
};

/// What became of a form on a page.
#[derive(Clone, Copy)]
pub struct Sent {
    pub bodies: RwSignal<Vec<Value>>,
    /// How each sending ends; the last one holds for all that follow. Nothing in it means: taken.
    pub answers: RwSignal<Vec<FormProblem>>,
    pub done: RwSignal<u32>,
    /// Sends instead, where there is one.
    pub way: RwSignal<Option<Sending>>,
}

impl Sent {
    pub fn new() -> Self {
        Self {
            bodies: RwSignal::new(Vec::new()),
            answers: RwSignal::new(Vec::new()),
            done: RwSignal::new(0),
            way: RwSignal::new(None),
        }
    }

    fn sending(self) -> Sending {
        Callback::new(move |body: Value| {
            self.bodies.update(|bodies| bodies.push(body.clone()));
            if let Some(way) = self.way.get_untracked() {
                return way.run(body);
            }
            let answer = self.answers.try_update(|answers| (!answers.is_empty()).then(|| answers.remove(0))).flatten();
            async move { answer.map_or(Ok(()), Err) }.boxed_local() as LocalBoxFuture<'static, Result<(), FormProblem>>
        })
    }
}

/// A form on a page that sends nowhere.
pub async fn show(state: impl FnOnce() -> FormState + 'static, extras: Extras) -> (Page, FormState, Sent) {
    let shown = StoredValue::new(None);
    let sent = Sent::new();
    let page = Page::show(move || {
        let state = state();
        shown.set_value(Some(state));
        form(state, sent.sending(), sent, extras)
    })
    .await;
    (page, shown.get_value().unwrap(), sent)
}

/// A form with a way of sending of its own.
pub fn form(state: FormState, send: Sending, sent: Sent, extras: Extras) -> AnyView {
    view! {
        <Form
            state=state
            submit_label="Save"
            busy_label="Saving…"
            send=send
            on_sent=move || {
                sent.done.update(|done| *done += 1);
                state.settle();
            }
            cancel="/back"
            extras=extras
        />
    }
    .into_any()
}

pub fn submit(page: &Page) {
    page.button("Save").click();
}

/// The button of the review, which says what the form's own says.
pub fn confirm(page: &Page) -> HtmlElement {
    page.all("section button").into_iter().find(|button| button.inner_text().trim() == "Save").unwrap()
}

/// The control that a label names.
pub fn labelled(page: &Page, label: &str) -> HtmlElement {
    let label =
        page.all("label").into_iter().find(|one| one.inner_text().trim().trim_end_matches(" *") == label).unwrap();
    page.get(&format!("[id='{}']", label.get_attribute("for").unwrap()))
}

/// Types into a control, as a person replacing its text would.
pub fn enter(control: &HtmlElement, text: &str) {
    match control.dyn_ref::<HtmlInputElement>() {
        Some(input) => input.set_value(text),
        None => control.unchecked_ref::<HtmlTextAreaElement>().set_value(text),
    }
    dispatch(control, "input");
}

pub fn text_of(control: &HtmlElement) -> String {
    match control.dyn_ref::<HtmlInputElement>() {
        Some(input) => input.value(),
        None => control.unchecked_ref::<HtmlTextAreaElement>().value(),
    }
}
