//! Every form there is, driven by its declaration: what holds for one holds for all.

use leptos::prelude::*;
use serde_json::{Map, Value, json};
use wasm_bindgen_test::wasm_bindgen_test;
use wheelhouse::forms::{Extras, FieldState, FormProblem, FormState, Input, WayOut};
use wheelhouse_contract::body::{Body, Field, Kind, Variant};
use wheelhouse_contract::validate::{Mode, field_errors, validate};
use wheelhouse_contract::{FieldError, Method, operations};

use super::sample::{Sent, enter, show, submit, text_of};
use crate::ui::page::{Page, dispatch, next_frame};

const PEM: &str = "-----BEGIN CERTIFICATE-----\nMIIB+/8=\n-----END CERTIFICATE-----\n";

/// Texts of which each rule takes at least one.
const TEXTS: [&str; 11] = [
    "acme/shop",
    "www.example.com",
    "Europe/Berlin",
    "env:DEBUG",
    "app",
    "ops@example.com",
    "https://example.com/hook?a=b",
    "2024-02-29",
    "198.51.100.0/24",
    PEM,
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAw\n-----END PRIVATE KEY-----\n",
];

const HOSTILE: &str = "<img src=x onerror=alert(1)>\"'`${1}\u{202e}\u{0}👩‍🚀";

/// A form: of an operation, and of one kind where its body comes in several.
#[derive(Clone, Copy)]
struct Case {
    id: &'static str,
    method: Method,
    body: &'static Body,
    variant: Option<&'static Variant>,
}

impl Case {
    fn name(self) -> String {
        format!("{} {}", self.id, self.variant.map_or("", |variant| variant.value))
    }

    fn fields(self) -> Vec<&'static Field> {
        let of_variant = self.variant.map_or(&[][..], |variant| variant.body.fields);
        self.body.fields.iter().chain(of_variant).collect()
    }

    /// A body that is good in every field.
    fn good(self) -> Value {
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

    /// The form, filled with what is good. Secrets have to be entered: no form starts with one.
    async fn filled(self) -> (Page, FormState, Sent) {
        let good = self.good();
        let values = good.clone();
        let filled = show(move || FormState::create_from(self.body, &values), Extras::default()).await;
        for state in untrack(|| filled.1.fields()) {
            let is_blank = state.input.with_untracked(Input::is_blank);
            if let Some(text) = good[state.field.name].as_str().filter(|_| is_blank) {
                state.input.set(Input::Text(text.to_owned()));
            }
        }
        next_frame().await;
        filled
    }
}

fn cases(method: Method) -> Vec<Case> {
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

fn good(field: &'static Field) -> Value {
    let texts = || TEXTS.iter().map(|text| json!(text));
    let fits = |value: &Value| field_errors(field, value).is_empty();
    let number = field.min.unwrap_or(field.step).max(field.step);
    let number = (number + field.step - 1) / field.step * field.step;
    let found = match field.kind {
        // With secrets inside, which would have to be entered one by one.
        Kind::Object(_) if field.nullable => Some(Value::Null),
        Kind::Flag => Some(json!(false)),
        Kind::Integer | Kind::Number => Some(json!(number)),
        Kind::Choice(choices) => choices.first().map(|choice| json!(choice.value)),
        Kind::Choices(choices) => choices.first().map(|choice| json!([choice.value])),
        Kind::TextMap => texts().map(|text| json!({ text.as_str().unwrap(): "x" })).find(fits),
        Kind::Object(body) => Some(object(body)),
        Kind::Objects(body) => Some(json!([object(body)])),
        Kind::Json => [json!({}), json!([]), json!("x")].into_iter().find(fits),
        kind if kind.is_list() => texts().map(|text| json!([text])).find(fits),
        // Digits are JSON too, where a flag says that they are.
        Kind::Code => [json!("1"), json!(PEM)].into_iter().find(fits),
        _ => texts().find(fits),
    };
    found.filter(fits).unwrap_or_else(|| panic!("say what is good for {}", field.name))
}

fn object(body: &'static Body) -> Value {
    body.fields.iter().map(|field| (field.name.to_owned(), good(field))).collect()
}

fn state_of(form: FormState, name: &str) -> FieldState {
    form.fields().into_iter().find(|state| state.field.name == name).unwrap_or_else(|| panic!("no field {name}"))
}

fn is_typed(kind: Kind) -> bool {
    kind.is_text() && !matches!(kind, Kind::Date)
}

#[wasm_bindgen_test]
async fn required_fields_that_are_left_out_are_said_and_nothing_is_sent() {
    for case in cases(Method::Post) {
        let (page, form, sent) = show(
            move || {
                let form = FormState::create(case.body);
                if let Some(variant) = case.variant {
                    form.choose(variant.value);
                }
                form
            },
            Extras::default(),
        )
        .await;
        let missing = |field: &&Field| {
            let blank = field.initial();
            field.required && !field.nullable && (blank.is_null() || !field_errors(field, &blank).is_empty())
        };
        let missing: Vec<&str> = case.fields().into_iter().filter(missing).map(|field| field.name).collect();
        if missing.is_empty() {
            continue;
        }
        submit(&page);
        page.until(&format!("{}: it is said", case.name()), |page| !page.all("[role=alert]").is_empty()).await;
        for name in missing {
            let error = state_of(form, name).error.get_untracked();
            assert!(error.is_some_and(|error| !error.is_empty()), "{}: nothing is said of {name}", case.name());
        }
        assert!(sent.bodies.get_untracked().is_empty(), "{}: it was sent", case.name());
    }
}

#[wasm_bindgen_test]
async fn a_good_form_is_sent_once_whatever_is_clicked() {
    for case in cases(Method::Post) {
        let (page, _, sent) = case.filled().await;
        let button = page.button("Save");
        button.click();
        button.click();
        dispatch(&page.get("form"), "submit");
        page.until(&format!("{}: it is sent", case.name()), |_| sent.done.get_untracked() == 1).await;
        button.click();
        next_frame().await;
        let bodies = sent.bodies.get_untracked();
        assert_eq!(bodies.len(), 1, "{}", case.name());
        let errors = validate(case.body, bodies[0].as_object().unwrap(), Mode::Whole);
        assert!(errors.is_empty(), "{}: {errors:?} in {}", case.name(), bodies[0]);
    }
}

#[wasm_bindgen_test]
async fn a_refusal_of_each_field_stands_at_it_and_nothing_typed_is_lost() {
    for case in cases(Method::Post) {
        let (page, form, sent) = case.filled().await;
        let before = untrack(|| form.body());
        for (round, field) in case.fields().into_iter().enumerate() {
            let reason = format!("Refused for the {round}th reason.");
            sent.answers.set(vec![FormProblem {
                title: "Refused".to_owned(),
                fields: vec![FieldError::new(field.name, reason.clone())],
                ..FormProblem::default()
            }]);
            submit(&page);
            let what = format!("{}: {} says why", case.name(), field.name);
            page.until(&what, |page| page.get("form").inner_text().contains(&reason)).await;
            let error = state_of(form, field.name).error.get_untracked();
            assert_eq!(error.as_deref(), Some(reason.as_str()), "{what}");
            assert_eq!(sent.bodies.get_untracked().len(), round + 1, "{what}");
            assert_eq!(untrack(|| form.body()), before, "{what}");
        }
    }
}

#[wasm_bindgen_test]
async fn hostile_texts_stay_texts() {
    for case in cases(Method::Post) {
        let (page, form, _) = case.filled().await;
        for state in form.fields().into_iter().filter(|state| is_typed(state.field.kind)) {
            let control = page.get(&format!("[id='{}']", state.id()));
            enter(&control, HOSTILE);
            dispatch(&control, "blur");
            assert_eq!(text_of(&control), HOSTILE, "{}: {}", case.name(), state.field.name);
        }
        submit(&page);
        next_frame().await;
        assert!(page.all("img, script").is_empty(), "{}: it became an element", case.name());
    }
}

#[wasm_bindgen_test]
async fn what_is_too_long_is_said_at_its_field() {
    for case in cases(Method::Post) {
        let (page, form, sent) = case.filled().await;
        for state in form.fields().into_iter().filter(|state| is_typed(state.field.kind)) {
            let Some(max) = state.field.max else { continue };
            let control = page.get(&format!("[id='{}']", state.id()));
            let kept = text_of(&control);
            enter(&control, &"a".repeat(usize::try_from(max).unwrap() + 1));
            submit(&page);
            let what = format!("{}: {} is too long", case.name(), state.field.name);
            page.until(&what, |_| state.error.with_untracked(Option::is_some)).await;
            assert!(sent.bodies.get_untracked().is_empty(), "{what}");
            enter(&control, &kept);
            next_frame().await;
        }
    }
}

#[wasm_bindgen_test]
async fn a_lost_network_keeps_everything_and_sends_nothing_by_itself() {
    for case in cases(Method::Post) {
        let (page, form, sent) = case.filled().await;
        let before = untrack(|| form.body());
        sent.answers.set(vec![FormProblem {
            title: "The network is gone".to_owned(),
            way_out: WayOut::TryAgain,
            ..FormProblem::default()
        }]);
        submit(&page);
        page.until(&format!("{}: it is said", case.name()), |page| {
            page.get("form").inner_text().contains("The network is gone")
        })
        .await;
        assert_eq!(
            (sent.bodies.get_untracked().len(), untrack(|| form.body())),
            (1, before.clone()),
            "{}",
            case.name()
        );
        page.button("Try again").click();
        page.until(&format!("{}: it is sent again", case.name()), |_| sent.done.get_untracked() == 1).await;
        assert_eq!(sent.bodies.get_untracked()[1], Value::Object(before), "{}", case.name());
    }
}

#[wasm_bindgen_test]
async fn changes_that_are_none_are_not_claimed_and_not_sent() {
    for case in cases(Method::Patch) {
        let good = case.good();
        let (page, form, sent) = show(move || FormState::edit(case.body, &good), Extras::default()).await;
        assert_eq!(case.method, Method::Patch);
        assert!(!untrack(|| form.is_changed()), "{}: it claims changes", case.name());
        dispatch(&page.get("form"), "submit");
        next_frame().await;
        assert!(sent.bodies.get_untracked().is_empty(), "{}: it was sent", case.name());
    }
}
