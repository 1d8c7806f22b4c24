//! The kinds of integrations: what is kept of what they were given, and what their declarations cannot say.

use serde_json::{Map, Value, json};
use wheelhouse_contract::body::Variant;
use wheelhouse_contract::sections::integrations::IntegrationCreateInput;
use wheelhouse_contract::{Body, Described, FieldError, Kind};

const CODE_HOSTS: &[&str] = &["github", "gitlab", "bitbucket", "bitbucket_server"];

/// Whether a project can get its code through this kind.
pub fn is_code_host(kind: &str) -> bool {
    CODE_HOSTS.contains(&kind)
}

/// What a kind does for a project.
pub fn role(kind: &str) -> &'static str {
    match kind {
        "webhook" | "script" => "events",
        "cdn.fastly" => "cdn",
        "blackfire" => "profiling",
        _ if is_code_host(kind) => "repository",
        _ if kind.starts_with("health.") => "health",
        _ => "logs",
    }
}

/// The declaration of a kind.
pub fn declaration(kind: &str) -> Option<&'static Variant> {
    IntegrationCreateInput::BODY.variants?.list.iter().find(|variant| variant.value == kind)
}

/// What is wrong with the body of a kind, new or changed, beyond what its declaration says.
pub fn check(kind: &str, body: &Map<String, Value>, is_new: bool) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let repository = body.get("repository").and_then(Value::as_str);
    if matches!(kind, "github" | "bitbucket") && repository.is_some_and(|name| name.split('/').count() != 2) {
        errors.push(FieldError::new("repository", "Enter the owner and the name, such as acme/shop."));
    }
    if kind == "bitbucket" {
        let given = |name: &str| body.get(name).is_some_and(Value::is_object);
        let message = match (given("app_credentials"), given("addon_credentials")) {
            (false, false) if is_new => "Give one of the two kinds of credentials.",
            (true, true) => "Give only one of the two kinds of credentials.",
            _ => "",
        };
        if !message.is_empty() {
            errors.push(FieldError::new("app_credentials", message));
        }
    }
    let mut events = body.get("events").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    if let Some(wrong) = events.find(|event| !is_event(event)) {
        errors
            .push(FieldError::new("events", format!("{wrong}: a type of activity is written as in environment.push.")));
    }
    errors
}

/// `*`, `environment.push`, `environment.*`.
fn is_event(event: &str) -> bool {
    let fits = |part: &str| {
        part == "*" || !part.is_empty() && part.bytes().all(|c| c.is_ascii_lowercase() || matches!(c, b'_' | b'-'))
    };
    event.split('.').all(fits)
}

/// All facts of a new integration: what it was given, without secrets, and what goes without saying.
pub fn facts(kind: &str, body: &Map<String, Value>) -> Map<String, Value> {
    let mut facts = readable(kind, body);
    let fields = declaration(kind).map_or(&[][..], |variant| variant.body.fields);
    for field in fields.iter().filter(|field| !field.is_secret(|_| false)) {
        let empty = match field.kind {
            _ if field.default.is_some() => field.initial(),
            kind if kind.is_list() => json!([]),
            Kind::TextMap => json!({}),
            Kind::Flag => json!(false),
            _ => Value::Null,
        };
        facts.entry(field.name).or_insert(empty);
    }
    let more = match kind {
        "github" => json!({"token_type": "classic_personal_token"}),
        "gitlab" => json!({"token_expires_at": null}),
        // Credentials come from Blackfire, which nobody asks here.
        "blackfire" => json!({"environments_credentials": {}, "continuous_profiling": false}),
        _ => json!({}),
    };
    facts.extend(more.as_object().cloned().unwrap_or_default());
    let instead = match kind {
        "gitlab" => ("base_url", json!("https://gitlab.com")),
        "splunk" => ("sourcetype", json!("")),
        "sumologic" => ("category", json!("")),
        "syslog" => ("port", json!(6514)),
        _ => return facts,
    };
    if facts.get(instead.0) == Some(&Value::Null) {
        facts.insert(instead.0.to_owned(), instead.1);
    }
    facts
}

/// What may be read of a kind's body: all but the secrets, however deep.
pub fn readable(kind: &str, body: &Map<String, Value>) -> Map<String, Value> {
    declaration(kind).map(|variant| without_secrets(variant.body, body)).unwrap_or_default()
}

fn without_secrets(body: &Body, values: &Map<String, Value>) -> Map<String, Value> {
    let mut kept = Map::new();
    for field in body.fields.iter().filter(|field| !field.is_secret(|_| false)) {
        let Some(value) = values.get(field.name) else { continue };
        let value = match (field.kind, value) {
            (Kind::Object(inner), Value::Object(values)) => Value::Object(without_secrets(inner, values)),
            (Kind::Objects(inner), Value::Array(items)) => {
                items.iter().filter_map(Value::as_object).map(|item| without_secrets(inner, item)).collect()
            }
            _ => value.clone(),
        };
        kept.insert(field.name.to_owned(), value);
    }
    kept
}
