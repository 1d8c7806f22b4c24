//! Whether a route can be.

use super::view::id_of;
use crate::config::{Address, Config, Hosts, Route};
use crate::request::prelude::*;

/// Checks a route that is new, or that was at the address `before`.
///
/// # Errors
/// 409 for what is taken by another route, 400 with a message at each field that cannot be.
pub fn check(config: &Config, hosts: &Hosts, route: &Route, before: Option<&str>) -> Result<(), ApiError> {
    let others: Vec<&Route> = config.routes.iter().filter(|other| Some(other.address.as_str()) != before).collect();
    let same =
        |other: &&&Route| Address::parse(&other.address).is_ok_and(|address| address.to_string() == route.address);
    if others.iter().any(|other| same(&other)) {
        let message = format!("A route for {} already exists.", route.address);
        return Err(ApiError::conflict("production_url", message));
    }
    let id = id_of(route);
    if let Some(other) = others.iter().find(|other| id_of(other) == id) {
        return Err(ApiError::conflict("id", format!("The route {} already has this ID.", other.address)));
    }
    let mut errors = Vec::new();
    let mut refuse = |field: &str, message: String| errors.push(FieldError::new(field, message));
    if route.kind() == "upstream" {
        if let Err(message) = check_upstream(config, route.text("upstream")) {
            refuse("upstream", message);
        }
    } else {
        match route.text("to").map(Address::parse) {
            None => refuse("to", "This field is required.".to_owned()),
            Some(Err(message)) => refuse("to", message.to_owned()),
            Some(Ok(to)) => {
                if let Some(message) = leads_back(&others, hosts, route, &to) {
                    refuse("to", message);
                }
            }
        }
        if route.spec.get("primary") == Some(&Value::Bool(true)) {
            refuse("primary", "Only a route to an application can be primary.".to_owned());
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(ApiError::fields(&errors)) }
}

fn check_upstream(config: &Config, upstream: Option<&str>) -> Result<(), String> {
    let Some(upstream) = upstream else { return Err("Enter the application, such as app:http.".to_owned()) };
    let (name, endpoint) = upstream.split_once(':').unwrap_or((upstream, "http"));
    if config.services.contains_key(name) {
        return Ok(());
    }
    if config.app(name).is_none() {
        let names: Vec<&str> = config.apps.iter().map(|app| app.name.as_str()).collect();
        return Err(match names.as_slice() {
            [] => "The code of this environment has no application yet.".to_owned(),
            names => format!("There is no application {name}: {} is there.", names.join(", ")),
        });
    }
    if endpoint == "http" { Ok(()) } else { Err(format!("Use {name}:http.")) }
}

/// Whether who follows a route comes back to where they were; then how.
fn leads_back(others: &[&Route], hosts: &Hosts, route: &Route, to: &Address) -> Option<String> {
    let prefixes =
        |route: &Route| Address::parse(&route.address).map(|address| address.expand(hosts)).unwrap_or_default();
    let all: Vec<(Vec<String>, &Route)> =
        others.iter().copied().chain([route]).map(|route| (prefixes(route), route)).collect();
    // Whose path is longest answers.
    let answers = |url: &str| {
        let matching = all.iter().flat_map(|(prefixes, route)| prefixes.iter().map(move |prefix| (prefix, *route)));
        matching.filter(|(prefix, _)| url.starts_with(prefix.as_str())).max_by_key(|(prefix, _)| prefix.len())
    };
    let mut seen: Vec<&str> = vec![&route.address];
    let mut next = to.expand(hosts).into_iter().next()?;
    while let Some((_, found)) = answers(&next) {
        if found.kind() == "upstream" {
            return None;
        }
        if seen.contains(&found.address.as_str()) {
            let way: Vec<&str> = seen.iter().copied().chain([found.address.as_str()]).collect();
            return Some(format!("This creates a redirect loop: {}.", way.join(" → ")));
        }
        seen.push(&found.address);
        next = Address::parse(found.text("to")?).ok()?.expand(hosts).into_iter().next()?;
    }
    None
}
