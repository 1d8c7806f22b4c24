//! A route as the API answers it.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use wheelhouse_contract::sections::routes::GetARouteInfo;

use crate::config::Route;
use crate::request::Links;
use crate::resources::environment::{Action, Found};

/// The name that a route was given, or one that follows from its address.
pub fn id_of(route: &Route) -> String {
    if let Some(id) = route.text("id") {
        return id.to_owned();
    }
    let words = route.address.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.take(8).collect();
    let hash: String =
        Sha256::digest(route.address.as_bytes()).iter().take(3).map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{hash}", words.join("-"))
}

/// What a field is where the file says nothing.
pub fn default_of(field: &str) -> Option<Value> {
    Some(match field {
        "attributes" => json!({}),
        "tls" => json!({
            "strict_transport_security": {"enabled": null, "include_subdomains": null, "preload": null},
            "min_version": null,
            "client_authentication": null,
            "client_certificate_authorities": [],
        }),
        "redirects" => json!({"expires": "-1s", "paths": {}}),
        "cache" => {
            json!({"enabled": true, "default_ttl": 0, "cookies": ["*"], "headers": ["Accept", "Accept-Language"]})
        }
        "ssi" | "sticky" => json!({"enabled": false}),
        "to" | "upstream" => Value::Null,
        _ => return None,
    })
}

/// What a route says, with what it leaves unsaid. Which of `all` is the primary one follows from all.
pub fn facts(route: &Route, all: &[Route]) -> Map<String, Value> {
    let explicit = |route: &Route| route.spec.get("primary").and_then(Value::as_bool);
    let primary = match all.iter().find(|route| explicit(route) == Some(true)) {
        Some(primary) => Some(primary),
        None => all.iter().find(|route| route.kind() == "upstream" && explicit(route) != Some(false)),
    };
    let mut facts = Map::new();
    facts.insert("primary".to_owned(), json!(primary.is_some_and(|primary| primary.address == route.address)));
    facts.insert("type".to_owned(), json!(route.kind()));
    for field in ["attributes", "tls", "redirects", "cache", "ssi", "sticky", "to", "upstream"] {
        let mut value = default_of(field).unwrap_or_default();
        match (&mut value, route.spec.get(field)) {
            (Value::Object(fields), Some(Value::Object(said))) => fields.extend(said.clone()),
            (value, Some(said)) => value.clone_from(said),
            (_, None) => {}
        }
        facts.insert(field.to_owned(), value);
    }
    // A short form in the file.
    if let Some(sites) = facts.get_mut("redirects").and_then(|redirects| redirects.get_mut("paths")?.as_object_mut()) {
        for rule in sites.values_mut().filter_map(Value::as_object_mut) {
            for (key, value) in [
                ("regexp", json!(false)),
                ("prefix", json!(null)),
                ("append_suffix", json!(null)),
                ("code", json!(302)),
                ("expires", json!(null)),
            ] {
                rule.entry(key).or_insert(value);
            }
        }
    }
    facts
}

/// A route of an environment.
pub fn view(route: &Route, all: &[Route], found: &Found) -> Value {
    let mut view = facts(route, all);
    let id = id_of(route);
    let path = GetARouteInfo::path(&found.project.id, &found.environment.id, &id);
    let may = found.place().require(Action::Route).is_ok();
    view.insert("id".to_owned(), json!(id));
    view.insert("production_url".to_owned(), json!(route.address));
    view.insert("_links".to_owned(), Links::to_self(&path).editable_if(may, &path).value());
    Value::Object(view)
}
