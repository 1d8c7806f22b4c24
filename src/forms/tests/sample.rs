//! A body with every kind of field.

use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use serde_json::{Map, Value};
use wheelhouse_contract::FieldError;
use wheelhouse_contract::body::{Body, Choice, Field, Kind, Literal, Secret, Source, Variant, Variants, choice};

use crate::forms::{FieldState, FormState, Input};

const FIELD: Field = Field {
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

const fn field(name: &'static str, label: &'static str, kind: Kind) -> Field {
    Field { name, label, kind, ..FIELD }
}

pub const SIZES: &[Choice] = &[choice("S", "Small"), choice("L", "Large")];

pub const HOST: Body = Body {
    name: "Host",
    fields: &[
        Field { required: true, min: Some(1), ..field("name", "Name", Kind::Text) },
        Field { required: true, ..field("type", "Type", Kind::Choice(SIZES)) },
        field("port", "Port", Kind::Integer),
        Field { secret: Secret::Always, ..field("key", "Key", Kind::Text) },
        Field { nullable: true, ..field("services", "Services", Kind::TextList) },
        Field { secret: Secret::Always, ..field("users", "Users", Kind::TextMap) },
    ],
    variants: None,
    check: None,
};

pub const SAMPLE: Body = Body {
    name: "Sample",
    fields: &[
        Field { required: true, min: Some(1), ..field("name", "Name", Kind::Text) },
        Field { nullable: true, ..field("note", "Note", Kind::Text) },
        Field { nullable: true, ..field("url", "Address", Kind::Url) },
        Field {
            unit: "MiB",
            step: 1024,
            default: Some(Literal::Integer(2048)),
            ..field("storage", "Storage", Kind::Integer)
        },
        field("cpu", "CPU", Kind::Number),
        field("enabled", "Enabled", Kind::Flag),
        Field { nullable: true, ..field("primary", "Primary", Kind::Flag) },
        field("size", "Size", Kind::Choice(SIZES)),
        field("sizes", "Sizes", Kind::Choices(SIZES)),
        field("region", "Region", Kind::Pick(Source::Regions)),
        Field { nullable: true, ..field("tags", "Tags", Kind::TextList) },
        field("chain", "Chain", Kind::PemList),
        field("labels", "Labels", Kind::TextMap),
        field("host", "Host", Kind::Object(&HOST)),
        Field { max: Some(3), ..field("hosts", "Hosts", Kind::Objects(&HOST)) },
        field("any", "Anything", Kind::Json),
        Field { secret: Secret::Always, nullable: true, ..field("token", "Token", Kind::Text) },
        Field { secret: Secret::When("enabled"), ..field("value", "Value", Kind::Code) },
        Field { fixed: true, ..field("plan", "Plan", Kind::Text) },
    ],
    variants: None,
    check: Some(no_twin),
};

fn no_twin(values: &Map<String, Value>) -> Vec<FieldError> {
    let is_twin = values.get("note").is_some_and(|note| Some(note) == values.get("name"));
    is_twin.then(|| FieldError::new("note", "Must differ from the name.")).into_iter().collect()
}

const GITHUB: Body = Body {
    name: "Github",
    fields: &[
        Field { required: true, min: Some(1), ..field("repository", "Repository", Kind::Text) },
        field("token", "Token", Kind::Text),
    ],
    variants: None,
    check: None,
};

const HOOK: Body = Body {
    name: "Hook",
    fields: &[
        Field { required: true, ..field("url", "Address", Kind::Url) },
        field("token", "Shared token", Kind::Text),
        field("repository", "Repositories", Kind::TextList),
    ],
    variants: None,
    check: None,
};

pub const KINDS: Body = Body {
    name: "Kinds",
    fields: &[field("title", "Title", Kind::Text)],
    variants: Some(&Variants {
        tag: Some("type"),
        label: "Kind of integration",
        list: &[
            Variant { value: "github", label: "GitHub", help: "", body: &GITHUB },
            Variant { value: "hook", label: "Webhook", help: "", body: &HOOK },
        ],
    }),
    check: None,
};

/// Runs a test as the console would run a page.
pub fn page<T>(test: impl FnOnce() -> T) -> T {
    let owner = Owner::new();
    let result = owner.with(test);
    owner.cleanup();
    result
}

pub fn of(form: FormState, name: &str) -> FieldState {
    untrack(|| form.fields()).into_iter().find(|state| state.field.name == name).unwrap()
}

pub fn enter(form: FormState, name: &str, text: &str) {
    of(form, name).input.set(Input::Text(text.to_owned()));
}

pub fn body(form: FormState) -> Value {
    Value::Object(untrack(|| form.body()))
}
