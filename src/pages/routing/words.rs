//! What routes are called, and their settings in words.

use serde_json::Value;
use wheelhouse_contract::resource::{flag, integer, text, texts};
use wheelhouse_contract::sections::domains::TLS_VERSIONS;
use wheelhouse_contract::sections::routes::Route as EnvironmentRoute;
use wheelhouse_contract::{Relation, Resource};

use crate::api::Api;
use crate::components::one_line;
use crate::routes::decode;

/// How the API knows a route: by the last part of its own address, as it may have no id. `None` where it says neither.
pub fn key(api: Api, route: &EnvironmentRoute) -> Option<String> {
    let own = route.links().href(Relation::SELF).and_then(|href| api.path_of(href).ok());
    let linked = own.and_then(|path| path.rsplit('/').next().map(decode));
    linked.or_else(|| route.id().map(str::to_owned)).filter(|key| !key.is_empty())
}

/// The address at which it answers, else its id.
pub fn name(route: &EnvironmentRoute) -> String {
    let names = [route.production_url(), route.id()].into_iter().flatten().map(one_line);
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_else(|| "Route".to_owned())
}

/// What answers there: an application's endpoint, or an address.
pub fn goes_to(route: &EnvironmentRoute) -> Option<&str> {
    let (first, second) = match route.kind() {
        Some("upstream") => (route.upstream(), route.to()),
        _ => (route.to(), route.upstream()),
    };
    first.or(second).filter(|target| !target.is_empty())
}

/// How clients connect, in a few words.
pub fn tls_words(route: &Value) -> String {
    if text(route, "production_url").is_some_and(|address| address.starts_with("http://")) {
        return "None".to_owned();
    }
    let mut words: Vec<String> = oldest_tls(route).into_iter().map(|version| format!("{version} or newer")).collect();
    if flag(route, "tls.strict_transport_security.enabled") == Some(true) {
        words.push("HSTS".to_owned());
    }
    if let Some(wanted) = text(route, "tls.client_authentication") {
        words.push(format!("client certificates ({wanted})"));
    }
    if words.is_empty() { "Default".to_owned() } else { words.join(", ") }
}

/// The oldest version of TLS that is accepted, where one is set.
pub fn oldest_tls(route: &Value) -> Option<String> {
    let version = text(route, "tls.min_version")?;
    let label = TLS_VERSIONS.iter().find(|known| known.value == version).map(|known| known.label);
    Some(label.unwrap_or(version).to_owned())
}

/// Which answers may be given again, in a few words.
pub fn cache_words(route: &Value) -> String {
    match (flag(route, "cache.enabled"), integer(route, "cache.default_ttl")) {
        (Some(false), _) => "Off".to_owned(),
        (None, _) => "Default".to_owned(),
        (Some(true), None | Some(0)) => "On".to_owned(),
        (Some(true), Some(seconds)) => format!("On, {}", duration_words(seconds)),
    }
}

/// By what answers are kept apart: "by all cookies", "by session", "alike for all".
pub fn apart_by(route: &Value, path: &str) -> String {
    let names = texts(route, path);
    if names.contains(&"*") {
        return "All".to_owned();
    }
    if names.is_empty() { "None".to_owned() } else { names.join(", ") }
}

/// Seconds in the unit that people use for them.
pub fn duration_words(seconds: i64) -> String {
    const UNITS: [(i64, &str); 3] = [(86_400, "day"), (3_600, "hour"), (60, "minute")];
    let whole = UNITS.iter().find(|(length, _)| seconds >= *length && seconds % length == 0);
    let (length, unit) = whole.copied().unwrap_or((1, "second"));
    let count = seconds / length;
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// A length of time as routes spell it, as in 1d or 300s; `None` where it is left to browsers.
pub fn expires_words(spelt: &str) -> Option<String> {
    let split = spelt.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(spelt.len());
    let (count, unit) = spelt.split_at(split);
    let length = match unit {
        "s" | "" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        "w" => 604_800,
        _ => return Some(spelt.to_owned()),
    };
    match count.parse::<i64>() {
        Ok(count) if count < 0 => None,
        Ok(count) => Some(duration_words(count.saturating_mul(length))),
        Err(_) => Some(spelt.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn seconds_are_said_in_the_unit_that_fits() {
        for (seconds, words) in [
            (0, "0 seconds"),
            (1, "1 second"),
            (90, "90 seconds"),
            (60, "1 minute"),
            (7_200, "2 hours"),
            (86_400, "1 day"),
            (-1, "-1 seconds"),
        ] {
            assert_eq!(duration_words(seconds), words);
        }
        for (spelt, words) in
            [("1d", Some("1 day")), ("300s", Some("5 minutes")), ("-1s", None), ("soon", Some("soon"))]
        {
            assert_eq!(expires_words(spelt).as_deref(), words, "{spelt}");
        }
    }

    #[test]
    fn settings_are_said_in_a_few_words() {
        let route = json!({
            "production_url": "https://{default}/",
            "tls": {"min_version": "TLSv1.3", "strict_transport_security": {"enabled": true}, "client_authentication": null},
            "cache": {"enabled": true, "default_ttl": 3600, "cookies": ["*"], "headers": []},
        });
        assert_eq!(tls_words(&route), "TLS 1.3 or newer, HSTS");
        assert_eq!(cache_words(&route), "On, 1 hour");
        assert_eq!(
            (apart_by(&route, "cache.cookies"), apart_by(&route, "cache.headers")),
            ("All".into(), "None".into())
        );
        assert_eq!(tls_words(&json!({"production_url": "http://{default}/"})), "None");
        assert_eq!((tls_words(&json!(7)), cache_words(&json!({"cache": null}))), ("Default".into(), "Default".into()));
    }
}
