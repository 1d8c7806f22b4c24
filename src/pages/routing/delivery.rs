//! How a route is delivered, as facts in words.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::resource::{flag, integer, list, object, text};

use super::words::{apart_by, cache_words, duration_words, expires_words, oldest_tls, tls_words};
use crate::components::{facts_of, or_unknown};
use crate::ui::{Section, el, view};

type Facts = Vec<(&'static str, AnyView)>;

/// What holds for every kind of route, and what only where an application answers.
pub fn delivery(route: &Value, is_upstream: bool) -> AnyView {
    let mut parts = vec![section("TLS", tls(route))];
    if is_upstream {
        parts.push(section("Cache", cache(route)));
        let switches = vec![
            ("Server-side includes", on_off(flag(route, "ssi.enabled"))),
            ("Sticky sessions", on_off(flag(route, "sticky.enabled"))),
        ];
        parts.push(section("Delivery", switches));
    }
    parts.extend(redirects(route));
    parts.into_any()
}

fn section(title: &'static str, facts: Facts) -> AnyView {
    view! { <Section title=title>{facts_of(facts)}</Section> }
}

fn tls(route: &Value) -> Facts {
    if tls_words(route) == "None" {
        return vec![("TLS", "None: not an HTTPS URL".into_any())];
    }
    let strict = |name: &str| flag(route, &format!("tls.strict_transport_security.{name}"));
    let hsts = match strict("enabled") {
        Some(true) => {
            let more = [("include_subdomains", ", including subdomains"), ("preload", ", preloaded")];
            let more = more.into_iter().filter(|(name, _)| strict(name) == Some(true)).map(|(_, words)| words);
            std::iter::once("On: returning browsers use HTTPS only").chain(more).collect()
        }
        Some(false) => "Off".to_owned(),
        None => "Default".to_owned(),
    };
    let clients = match text(route, "tls.client_authentication") {
        None => "Not requested",
        Some("request") => "Requested",
        Some("require") => "Required",
        Some(other) => other,
    };
    let issuers = list(route, "tls.client_certificate_authorities").len();
    let mut facts: Facts = vec![
        ("Minimum version", oldest_tls(route).unwrap_or_else(|| "Platform default".to_owned()).into_any()),
        ("Strict transport security", hsts.into_any()),
        ("Client certificates", clients.to_owned().into_any()),
    ];
    if issuers > 0 {
        facts.push(("Client certificate issuers", issuers.to_string().into_any()));
    }
    facts
}

fn cache(route: &Value) -> Facts {
    if flag(route, "cache.enabled") != Some(true) {
        return vec![("Cache", cache_words(route).into_any())];
    }
    let kept = match integer(route, "cache.default_ttl") {
        None => "Unknown".to_owned(),
        Some(0) => "As set by the response".to_owned(),
        Some(seconds) => format!("{}, unless the response says otherwise", duration_words(seconds)),
    };
    vec![
        ("Cache", "On".into_any()),
        ("Cached for", kept.into_any()),
        ("Varies by cookie", apart_by(route, "cache.cookies").into_any()),
        ("Varies by header", apart_by(route, "cache.headers").into_any()),
    ]
}

fn redirects(route: &Value) -> Option<AnyView> {
    let paths = object(route, "redirects.paths").filter(|paths| !paths.is_empty())?;
    let expires = text(route, "redirects.expires");
    let remembered = expires.and_then(expires_words).unwrap_or_else(|| "Browser default".to_owned());
    let line = |(from, rule): (&String, &Value)| {
        let to = or_unknown(text(rule, "to"));
        let code = integer(rule, "code").map_or(String::new(), |code| format!(" ({code})"));
        format!("{from} → {to}{code}")
    };
    let facts = vec![("Cached by browsers for", remembered.into_any()), ("Paths", lines(paths.iter().map(line)))];
    Some(section("Path redirects", facts))
}

fn on_off(flag: Option<bool>) -> AnyView {
    match flag {
        Some(true) => "On",
        Some(false) => "Off",
        None => "Default",
    }
    .into_any()
}

/// Texts as they are, one below the other.
pub fn lines(texts: impl Iterator<Item = String>) -> AnyView {
    el("ul").children(texts.map(|text| el("li").class("mono").text(text).into_any())).into_any()
}
