//! The forms that the contract declares, with what is good in each of their fields.

use leptos::prelude::*;
use serde_json::{Map, Value, json};
use wheelhouse::forms::{Extras, FieldState, FormState, Input};
use wheelhouse_contract::body::{Body, Field, Kind, Source, Variant};
use wheelhouse_contract::validate::{Mode, field_errors, validate};
use wheelhouse_contract::{Method, operations};

use super::sample::{Sent, confirm, show, submit};
use crate::ui::page::{Page, next_frame};

const PEM: &str = "-----BEGIN CERTIFICATE-----\nMIIB+/8=\n-----END CERTIFICATE-----\n";

/// Texts of which each rule takes at least one.
const TEXTS: [&str; 25] = [
    "acme/shop",
    "www.example.com",
    "Europe/Berlin",
    "env:DEBUG",
    "app",
    "ops@example.com",
    "dev@example.com",
    "https://example.com/hook?a=b",
    "2024-02-29",
    "198.51.100.0/24",
    "shop.example.com",
    "https://git.example.com",
    "1d",
    "03:00",
    "IE",
    "012345",
    "bug_report",
    "low",
    "5fe88a55-c92f-4e12-bd25-87bf15036ce9",
    "7e359385-67b1-4c24-8530-73be9a04faec",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPoQUbkVlx1KO5cB14rTgA0mb7q1L9EoVvdzWKyDgHwd",
    "environment.push",
    "project.*",
    PEM,
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAw\n-----END PRIVATE KEY-----\n",
];

/// Ids of users.
const PEOPLE: [&str; 2] = ["a169451c-8525-4352-b8ca-070dd449a1a5", "b169451c-8525-4352-b8ca-070dd449a1a5"];

/// A form: of an operation, and of one kind where its body comes in several.
#[derive(Clone, Copy)]
pub struct Case {
    pub id: &'static str,
    pub method: Method,
    pub body: &'static Body,
    pub variant: Option<&'static Variant>,
}

impl Case {
    pub fn name(self) -> String {
        format!("{} {}", self.id, self.variant.map_or("", |variant| variant.value))
    }

    pub fn fields(self) -> Vec<&'static Field> {
        let of_variant = self.variant.map_or(&[][..], |variant| variant.body.fields);
        self.body.fields.iter().chain(of_variant).collect()
    }

    /// A body that is good in every field.
    pub fn good(self) -> Value {
        let mut values: Map<String, Value> =
            self.fields().into_iter().map(|field| (field.name.to_owned(), good(field))).collect();
        if let (Some(variants), Some(variant)) = (self.body.variants, self.variant)
            && let Some(tag) = variants.tag
        {
            values.insert(tag.to_owned(), variant.value.into());
        }
        let errors = validate(self.body, &values, Mode::Whole);
        assert!(errors.is_empty(), "{}: {errors:?} in {values:?}", self.name());
        Value::Object(values)
    }

    /// Which bodies its API takes: a change carries what changed.
    pub fn mode(self) -> Mode {
        if self.method == Method::Patch { Mode::Partial } else { Mode::Whole }
    }

    /// The form, filled with what is good.
    pub async fn filled(self) -> (Page, FormState, Sent) {
        if self.method == Method::Patch { self.changed().await } else { self.entered().await }
    }

    /// A form of what is there, with another good value in every field that has one.
    async fn changed(self) -> (Page, FormState, Sent) {
        let good = self.good();
        let there = good.clone();
        let (page, form, sent) = show(move || FormState::edit(self.body, &there), Extras::default()).await;
        for state in untrack(|| form.fields()).into_iter().filter(|state| !untrack(|| state.is_locked())) {
            let other = candidates(state.field).into_iter().find(|value| *value != good[state.field.name]);
            if let Some(other) = other {
                state.input.set(Input::from_value(state.field, Some(&other)));
            }
        }
        next_frame().await;
        assert!(untrack(|| form.is_changed()), "{}: nothing in it can be changed", self.name());
        (page, form, sent)
    }

    /// A new form. Secrets have to be entered: no form starts with one.
    async fn entered(self) -> (Page, FormState, Sent) {
        let good = self.good();
        let values = good.clone();
        let filled = show(move || FormState::create_from(self.body, &values), Extras::default()).await;
        for state in untrack(|| filled.1.fields()) {
            let is_blank = state.input.with_untracked(|input| input.is_blank(state.field));
            if let Some(text) = good[state.field.name].as_str().filter(|_| is_blank) {
                state.input.set(Input::Text(text.to_owned()));
            }
        }
        next_frame().await;
        filled
    }
}

pub fn cases(method: Method) -> Vec<Case> {
    let cases: Vec<Case> = operations()
        .filter(|operation| operation.method == method)
        .filter_map(|operation| Some((operation, operation.body?)))
        .flat_map(|(operation, body)| {
            let case = Case { id: operation.id, method, body, variant: None };
            match body.variants {
                None => vec![case],
                Some(variants) => variants.list.iter().map(|variant| Case { variant: Some(variant), ..case }).collect(),
            }
        })
        .collect();
    assert!(!cases.is_empty());
    cases
}

/// Every form that there is, of something new and of something that is there.
pub fn all() -> Vec<Case> {
    // Of some integrations nothing can be changed but the kind, which stays.
    let can_change = |case: &Case| case.fields().into_iter().any(|field| !field.fixed && candidates(field).len() > 1);
    cases(Method::Post).into_iter().chain(cases(Method::Patch).into_iter().filter(can_change)).collect()
}

fn good(field: &'static Field) -> Value {
    candidates(field).into_iter().next().unwrap_or_else(|| panic!("say what is good for {}", field.name))
}

/// Good values of a field: where there can be, more than one.
fn candidates(field: &'static Field) -> Vec<Value> {
    let texts = || TEXTS.iter().map(|text| json!(text));
    let number = field.min.unwrap_or(field.step).max(field.step);
    let number = (number + field.step - 1) / field.step * field.step;
    let found: Vec<Value> = match field.kind {
        // With secrets inside, which would have to be entered one by one.
        Kind::Object(_) if field.nullable => vec![Value::Null],
        Kind::Flag => vec![json!(false), json!(true)],
        Kind::Integer | Kind::Number => vec![json!(number), json!(number + field.step)],
        Kind::Pick(Source::Users) => PEOPLE.iter().map(|id| json!(id)).collect(),
        Kind::Choice(choices) => choices.iter().map(|choice| json!(choice.value)).collect(),
        Kind::Choices(choices) => choices.iter().map(|choice| json!([choice.value])).collect(),
        Kind::TextMap => texts().map(|text| json!({ text.as_str().unwrap(): "x" })).collect(),
        Kind::Object(body) => vec![object(body, 0), object(body, 1)],
        Kind::Objects(body) => vec![json!([object(body, 0)]), json!([object(body, 0), object(body, 1)])],
        Kind::Json if field.name == "data_retention" => vec![json!({}), json!({"production": retention()})],
        Kind::Json => vec![json!({}), json!({"a": {}}), json!([]), json!("x")],
        kind if kind.is_list() => texts().map(|text| json!([text])).collect(),
        // Digits are JSON too, where a flag says that they are.
        Kind::Code => vec![json!("1"), json!("2"), json!(PEM)],
        _ => texts().chain([json!("2025-03-01"), json!("env:OTHER")]).collect(),
    };
    found.into_iter().filter(|value| field_errors(field, value).is_empty()).collect()
}

/// What is kept of the backups of a type of environment.
fn retention() -> Value {
    let schedule = json!([{"interval": "1d", "count": 7}]);
    json!({"max_backups": 9, "default_config": {"manual_count": 2, "schedule": schedule}})
}

/// Good values of an object's fields: of each the one of this number, or the first.
fn object(body: &'static Body, number: usize) -> Value {
    let value = |field| {
        let candidates = candidates(field);
        let value = candidates.get(number).or(candidates.first());
        value.cloned().unwrap_or_else(|| panic!("say what is good for {}", field.name))
    };
    body.fields.iter().map(|field| (field.name.to_owned(), value(field))).collect()
}

/// Sends the form: a change is reviewed before.
pub async fn send(case: Case, page: &Page) {
    submit(page);
    if case.method == Method::Patch {
        let what = format!("{}: what changes is shown", case.name());
        page.until(&what, |page| page.all("section[aria-labelledby^=review]").len() == 1).await;
        confirm(page).click();
    }
}

pub fn state_of(form: FormState, name: &str) -> FieldState {
    form.fields().into_iter().find(|state| state.field.name == name).unwrap_or_else(|| panic!("no field {name}"))
}

/// The fields that a person types into.
pub fn typed(form: FormState) -> Vec<FieldState> {
    let is_typed = |state: &FieldState| {
        state.field.kind.is_text() && !matches!(state.field.kind, Kind::Date) && !untrack(|| state.is_locked())
    };
    form.fields().into_iter().filter(is_typed).collect()
}
