//! The kinds of integrations: what is kept of what they were given, and what their declarations cannot say.

use serde_json::{Map, Value, json};
use wheelhouse_contract::body::Variant;
use wheelhouse_contract::sections::integrations::IntegrationCreateInput;
use wheelhouse_contract::sections::integrations::code_hosts::{CREDENTIALS, NOT_FETCHED};
use wheelhouse_contract::{Body, Described, Field, FieldError, Kind};

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

/// Secrets that are answered all the same: whoever may read an integration reads what it signs and identifies itself with.
const READABLE: &[&str] = &["routing_key", "shared_key", "headers"];

fn is_readable(field: &Field) -> bool {
    !field.is_secret(|_| false) || READABLE.contains(&field.name)
}

/// What a body has Slack posted to with, where it says so.
pub fn bot_token(kind: &str, body: &Map<String, Value>) -> Option<String> {
    let token = if kind == "health.slack" { body.get("token") } else { None };
    token.and_then(Value::as_str).map(str::to_owned)
}

/// How long tokens are made for that replace one that ends.
const WEEKS_OF_A_TOKEN: i64 = 4;

/// All facts of a new integration: what it was given, without what cannot be read back, and what goes without saying.
pub fn facts(kind: &str, body: &Map<String, Value>) -> Map<String, Value> {
    let mut facts = readable(kind, body);
    let fields = declaration(kind).map_or(&[][..], |variant| variant.body.fields);
    for field in fields.iter().filter(|field| is_readable(field)) {
        let empty = match field.kind {
            _ if field.default.is_some() => field.initial(),
            kind if kind.is_list() => json!([]),
            Kind::TextMap => json!({}),
            Kind::Flag => json!(false),
            _ => Value::Null,
        };
        facts.entry(field.name).or_insert(empty);
    }
    if facts.get("fetch_branches") == Some(&Value::Bool(false)) {
        facts.insert("prune_branches".to_owned(), Value::Bool(false));
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
        "gitlab" => {
            &[("base_url", json!("https://gitlab.com")), ("rotate_token_validity_in_weeks", json!(WEEKS_OF_A_TOKEN))][..]
        }
        "splunk" => &[("sourcetype", json!(""))],
        "sumologic" => &[("category", json!(""))],
        "syslog" => &[("port", json!(6514)), ("host", json!(""))],
        _ => &[],
    };
    for (name, value) in instead {
        if facts.get(*name) == Some(&Value::Null) {
            facts.insert((*name).to_owned(), value.clone());
        }
    }
    facts
}

/// What may be read of a kind's body, however deep.
pub fn readable(kind: &str, body: &Map<String, Value>) -> Map<String, Value> {
    declaration(kind).map(|variant| part(variant.body, body, is_readable)).unwrap_or_default()
}

/// What may be told of an integration to whoever sees its project: no secret at all.
pub fn told(kind: &str, facts: &Map<String, Value>) -> Map<String, Value> {
    declaration(kind).map(|variant| part(variant.body, facts, |field| !field.is_secret(|_| false))).unwrap_or_default()
}

fn part(body: &Body, values: &Map<String, Value>, takes: fn(&Field) -> bool) -> Map<String, Value> {
    let mut kept = Map::new();
    for field in body.fields.iter().filter(|field| takes(field)) {
        let Some(value) = values.get(field.name) else { continue };
        let value = match (field.kind, value) {
            (Kind::Object(inner), Value::Object(values)) => Value::Object(part(inner, values, takes)),
            (Kind::Objects(inner), Value::Array(items)) => {
                items.iter().filter_map(Value::as_object).map(|item| part(inner, item, takes)).collect()
            }
            _ => value.clone(),
        };
        kept.insert(field.name.to_owned(), value);
    }
    kept
}

/// Takes changes; what is no longer fetched is no longer pruned.
///
/// # Errors
/// When branches are to be pruned that are not fetched.
pub fn change(facts: &mut Map<String, Value>, kind: &str, body: &Map<String, Value>) -> Result<(), FieldError> {
    facts.extend(readable(kind, body));
    // One kind of credentials takes the place of the other.
    if CREDENTIALS.iter().any(|name| body.get(*name).is_some_and(Value::is_object)) {
        let others = CREDENTIALS.iter().filter(|name| !body.get(**name).is_some_and(Value::is_object));
        others.for_each(|name| drop(facts.insert((*name).to_owned(), Value::Null)));
    }
    if facts.get("fetch_branches") == Some(&Value::Bool(false)) {
        if body.get("prune_branches") == Some(&Value::Bool(true)) {
            return Err(FieldError::new("prune_branches", NOT_FETCHED));
        }
        if let Some(prunes) = facts.get_mut("prune_branches") {
            *prunes = Value::Bool(false);
        }
    }
    Ok(())
}
