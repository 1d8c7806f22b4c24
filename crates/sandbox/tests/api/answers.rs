//! Every answer of every test is looked at: it has what its operation declares and what the newer description of the API
//! requires of it, each of its type, and a refusal says what is wrong. What is beyond that may be there.

use std::cell::Cell;

use serde_json::Value;
use wheelhouse_contract::answer::{AnswerShape, activities, entity};
use wheelhouse_contract::resource::{Fact, FactKind, Resource, at};
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::{Operation, operations};

use crate::common::{Answer, Client, SHOP, sandbox};
use crate::shapes::SHAPES;

thread_local! {
    /// Whether this test asked for faults: what they answer is nothing that the API says.
    static FAULTS: Cell<bool> = const { Cell::new(false) };
}

/// Looks at an answer to a request that was sent by this method to this path.
pub fn check(method: &str, path: &str, query: &str, answer: &Answer) {
    if path == "/_sandbox/faults" || path == "/_sandbox/reset" {
        FAULTS.set(method == "POST" && path.ends_with("faults"));
    }
    let Some(path) = path.strip_prefix("/api").filter(|_| !FAULTS.get()) else { return };
    let what = format!("{method} {path}: {}", answer.status);
    // Who asks only for the head of an answer is told no more.
    if !answer.status.is_success() && method != "HEAD" {
        return refusal(&what, answer);
    }
    let Some(operation) = operation(method, path) else { return };
    if answer.status == 204 {
        assert!(matches!(operation.answer(), AnswerShape::Nothing), "{what}: an answer is missing");
        assert!(answer.text.is_empty() && !answer.headers.contains_key("content-type"), "{what}: {}", answer.text);
        return;
    }
    assert_eq!(answer.headers["content-type"], "application/json", "{what}");
    let value = answer.json();
    let value = if query.contains("format=complex") { simple(value) } else { value };
    let errors = errors(operation, &value);
    assert!(errors.is_empty(), "{what}, {}:\n{}\n{value}", operation.id, errors.join("\n"));
}

/// An estimate with each amount as a text, as it is when nobody asks for more.
fn simple(mut estimate: Value) -> Value {
    for amount in estimate.as_object_mut().into_iter().flat_map(|map| map.values_mut()) {
        if let Some(text) = amount.get("formatted") {
            *amount = text.clone();
        }
    }
    estimate
}

/// A refusal says its status and what is wrong, in one of the API's two forms.
fn refusal(what: &str, answer: &Answer) {
    let value = answer.json();
    let status = match answer.headers["content-type"].to_str().unwrap() {
        "application/problem+json" => &value["status"],
        "application/json" => &value["code"],
        kind => panic!("{what} is {kind}: {value}"),
    };
    assert_eq!(status, answer.status.as_u16(), "{what}: {value}");
    let is_said = |name: &str| value[name].as_str().is_some_and(|text| !text.is_empty());
    assert!(is_said("title") && is_said("message"), "{what}: {value}");
    let by_field = value["detail"].as_object().is_some_and(|fields| fields.values().all(Value::is_string));
    assert!(by_field || is_said("detail"), "{what}: {value}");
}

/// The operation that a request to this path, without the mount, is for: where several fit, the one that says most.
pub fn operation(method: &str, path: &str) -> Option<&'static Operation> {
    let found = operations().filter(|operation| operation.method.name() == method);
    let found = found.filter_map(|operation| Some((literals(operation.path, path)?, operation)));
    found.max_by(|(a, _), (b, _)| a.cmp(b)).map(|(_, operation)| operation)
}

/// How much of each part of a path its template says; nothing when the path is another.
fn literals(template: &str, path: &str) -> Option<Vec<usize>> {
    let (parts, given) = (template.split('/'), path.split('/'));
    if parts.clone().count() != given.clone().count() {
        return None;
    }
    let said = parts.zip(given).map(|(part, given)| match part.split_once('{') {
        Some((prefix, _)) => given.starts_with(prefix).then_some(prefix.len()),
        None => (part == given).then_some(usize::MAX),
    });
    said.collect()
}

/// The things that an answer is about, each with the name and the facts that are declared of them.
pub fn things<'a>(operation: &Operation, answer: &'a Value) -> Vec<(&'static str, &'static [Fact], &'a Value)> {
    let (name, facts, list) = match operation.answer() {
        AnswerShape::Resource(name, facts) => return vec![(name, facts, answer)],
        AnswerShape::Written(name, facts) => {
            return entity(answer).into_iter().map(|value| (name, facts, value)).collect();
        }
        AnswerShape::Items(name, facts) => (name, facts, Some(answer)),
        AnswerShape::Page(name, facts) => (name, facts, answer.get("items")),
        AnswerShape::Wrapped(key, name, facts) => (name, facts, answer.get(key)),
        AnswerShape::Accepted | AnswerShape::Nothing => return Vec::new(),
    };
    list.and_then(Value::as_array).into_iter().flatten().map(|value| (name, facts, value)).collect()
}

/// What is wrong with a good answer.
fn errors(operation: &Operation, answer: &Value) -> Vec<String> {
    let mut errors: Vec<String> =
        things(operation, answer).into_iter().flat_map(|(name, facts, value)| of_facts(name, facts, value)).collect();
    let mut must = |holds: bool, what: &str| {
        if !holds {
            errors.push(what.to_owned());
        }
    };
    match operation.answer() {
        AnswerShape::Resource(name, facts) => {
            let is_linked = facts.is_empty() || UNLINKED.contains(&name);
            must(is_linked || answer["_links"]["self"]["href"].is_string(), "no link to itself");
        }
        AnswerShape::Items(..) => must(answer.is_array(), "no list"),
        AnswerShape::Page(..) => {
            must(answer["items"].is_array(), "no items");
            must(answer["_links"]["self"]["href"].is_string(), "no link to itself");
        }
        AnswerShape::Wrapped(key, ..) => must(answer[key].is_array(), "no list under its key"),
        AnswerShape::Written(..) | AnswerShape::Accepted => {
            must(answer["status"].is_string(), "no status");
            must(answer["code"].is_i64(), "no code");
            let is_written = matches!(operation.answer(), AnswerShape::Written(..));
            must(!is_written || entity(answer).is_some(), "what was written is not there");
            let started = activities(answer);
            let of_activities = |activity: &Activity| of_facts(Activity::NAME, Activity::FACTS, activity.raw());
            errors.extend(started.iter().flat_map(of_activities));
        }
        AnswerShape::Nothing => must(answer.is_null(), "an answer"),
    }
    errors.extend(SHAPES.errors_of(operation, answer));
    errors.sort();
    errors.dedup();
    errors
}

/// Answers about what has no address of its own.
const UNLINKED: &[&str] = &[
    "Address",
    "ApiToken",
    "Connection",
    "CurrentUser",
    "OrganizationInvitation",
    "PhoneVerification",
    "OrganizationAddress",
    "OrganizationProfile",
    "ProfilePicture",
    "ProjectLocation",
    "RecoveryCodes",
    "SshKey",
    "SubscriptionEstimate",
    "SubscriptionPermission",
    "Ticket",
    "TotpEnrollment",
    "User",
    "UserProfile",
    "Verification",
];

fn of_facts(name: &str, facts: &[Fact], value: &Value) -> Vec<String> {
    let wrong = facts.iter().filter_map(|fact| match at(value, fact.path) {
        Some(found) if fits(fact.kind, found) => None,
        Some(found) => Some(format!("{} of {name} is {found}", fact.path)),
        None if may_be_missing(name, fact, value) => None,
        None => Some(format!("{name} has no {}", fact.path)),
    });
    wrong.collect()
}

fn may_be_missing(name: &str, fact: &Fact, value: &Value) -> bool {
    let above = fact.path.split('.').next().unwrap();
    // A sensitive value is never told.
    fact.path == "value" && value["is_sensitive"] == true
        || fact.path != above && at(value, above) == Some(&Value::Null)
        // What was only asked for has no project yet.
        || value["status"] == "requested" && fact.path.starts_with("project_")
        // Only one of the project's own domains can be its default.
        || fact.path == "is_default" && value["type"] == "replacement"
        // Who is invited to some environments has no role in the project.
        || name == "ProjectInvitation" && fact.path == "role" && value["environments"] != serde_json::json!([])
        // What nobody knows of a ticket is not said.
        || name == "Ticket"
        // Null until there is a deployment.
        || fact.path == "payload.user.display_name"
}

fn fits(kind: FactKind, found: &Value) -> bool {
    found.is_null()
        || match kind {
            FactKind::text => found.is_string(),
            FactKind::time => found.as_str().is_some_and(|text| text.len() == 32 && text.ends_with("+00:00")),
            FactKind::flag => found.is_boolean(),
            FactKind::integer => found.is_i64(),
            FactKind::number => found.is_number(),
            FactKind::decimal => found.is_number() || found.is_string(),
            FactKind::texts => found.as_array().is_some_and(|items| items.iter().all(Value::is_string)),
            FactKind::list => found.is_array(),
            FactKind::object => found.is_object(),
        }
}

#[tokio::test]
async fn an_answer_that_lacks_what_is_declared_or_has_it_of_another_type_is_found() {
    let operation = operation("GET", "/projects/made/variables/env:TZ").unwrap();
    assert_eq!(operation.id, "get-a-project-variable");
    let client = Client::admin(&sandbox()).await;
    let good = client.get(&format!("/projects/{SHOP}/variables/env:TZ")).await.ok();
    let mut more = good.clone();
    more["beyond"] = 1.into();
    assert_eq!(errors(operation, &more), Vec::<String>::new());
    for (name, value) in [("name", Value::from(1)), ("value", Value::from(1)), ("is_json", Value::from("no"))] {
        let mut wrong = good.clone();
        wrong[name] = value;
        assert!(!errors(operation, &wrong).is_empty(), "{name} is of another type");
        wrong.as_object_mut().unwrap().remove(name);
        assert!(!errors(operation, &wrong).is_empty(), "{name} is missing");
    }
}
