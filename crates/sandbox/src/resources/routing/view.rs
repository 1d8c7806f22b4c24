//! A route as the API answers it.

use sha2::{Digest, Sha256};
use wheelhouse_contract::sections::routes::{self as declared, GetARouteInfo};

use crate::config::Route;
use crate::request::prelude::*;
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

/// What a route says, with what it leaves unsaid. Which of `all` is the primary one follows from all. `more` is added, and
/// takes the place of what the route says.
pub fn facts(route: &Route, all: &[Route], id: Option<&str>, production_url: Option<&str>, more: Value) -> Value {
    let explicit = |route: &Route| route.spec.get("primary").and_then(Value::as_bool);
    let primary = match all.iter().find(|route| explicit(route) == Some(true)) {
        Some(primary) => Some(primary),
        None => all.iter().find(|route| route.kind() == "upstream" && explicit(route) != Some(false)),
    };
    let said = |field: &str| match (default_of(field).unwrap_or_default(), route.spec.get(field)) {
        (Value::Object(mut fields), Some(Value::Object(said))) => {
            fields.extend(said.clone());
            Value::Object(fields)
        }
        (usual, said) => said.cloned().unwrap_or(usual),
    };
    let mut beside = Map::new();
    for field in ["cache", "ssi", "sticky"] {
        beside.insert(field.to_owned(), said(field));
    }
    beside.insert("redirects".to_owned(), in_full(said("redirects")));
    merge(&mut beside, more);
    facts!(declared::Route {
        id: id,
        kind: route.kind(),
        primary: primary.is_some_and(|primary| primary.address == route.address),
        production_url: production_url,
        to: said("to"),
        upstream: said("upstream"),
        tls: said("tls"),
        attributes: said("attributes"),
        ..Value::Object(beside)
    })
}

/// Redirects, where the file may have short forms.
fn in_full(mut redirects: Value) -> Value {
    let paths = redirects.get_mut("paths").and_then(Value::as_object_mut);
    for rule in paths.into_iter().flat_map(|paths| paths.values_mut()).filter_map(Value::as_object_mut) {
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
    redirects
}

/// A route of an environment.
pub fn view(route: &Route, all: &[Route], found: &Found) -> Value {
    let id = id_of(route);
    let path = GetARouteInfo::path(&found.project.id, &found.environment.id, &id);
    let may = found.place().require(Action::Route).is_ok();
    let links = Links::to_self(&path).each_if(may, &[declared::Route::EDIT, declared::Route::DELETE], &path);
    facts(route, all, Some(&id), Some(&route.address), json!({"_links": links.value()}))
}
