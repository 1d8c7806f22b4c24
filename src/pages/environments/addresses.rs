//! Where an environment answers.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::deployments::Deployment;
use wheelhouse_contract::sections::environment::Environment;

use crate::ui::{Icon, IconName, Section, VisuallyHidden, el, view};

stylance::import_style!(style, "addresses.module.css");

/// How many addresses are listed.
const SHOWN: usize = 12;

/// The addresses of its sites: those of its deployment, once that is known.
pub fn addresses(environment: &Environment, deployment: Option<&Deployment>) -> AnyView {
    let deployed = deployment.map(routes).filter(|routes| !routes.is_empty());
    let urls = deployed.unwrap_or_else(|| urls(environment));
    let more = urls.len().saturating_sub(SHOWN);
    let content = if urls.is_empty() {
        let why = match environment.status() {
            Some("inactive") => "No URLs: the environment is inactive.",
            Some("paused") => "No URLs: the environment is paused.",
            _ => "No URLs yet: not deployed, or no routes.",
        };
        el("p").class("muted").text(why)
    } else {
        let more = (more > 0).then(|| el("li").class("muted").text(format!("and {more} more")).into_any());
        let item = |url: String| el("li").child(address(url)).into_any();
        el("ul").class("stack-tight").children(urls.into_iter().take(SHOWN).map(item)).maybe(more)
    };
    view! { <Section title="URLs">{content.into_any()}</Section> }
}

/// Where a deployment answers itself, the primary address first; those that only lead on are left out.
fn routes(deployment: &Deployment) -> Vec<String> {
    let routes = deployment.routes();
    let mut own: Vec<_> = routes.iter().filter(|route| route.kind() != Some("redirect")).collect();
    own.sort_by_key(|route| route.primary() != Some(true));
    let urls: Vec<String> = own.iter().map(|route| route.name.clone()).collect();
    // Every address answers with and without TLS: once is enough.
    let is_double =
        |url: &String| url.strip_prefix("http://").is_some_and(|rest| urls.contains(&format!("https://{rest}")));
    urls.iter().filter(|url| !is_double(url)).cloned().collect()
}

/// A link that opens in a new tab, if a browser may open it at all.
fn address(url: String) -> AnyView {
    if !url.starts_with("https://") && !url.starts_with("http://") {
        return el("span").class("mono").text(url).into_any();
    }
    el("a")
        .class(style::address)
        .attr("href", url.clone())
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .text(url)
        .child(view! { <Icon name=IconName::EXTERNAL /> })
        .child(view! { <VisuallyHidden>" (opens in a new tab)"</VisuallyHidden> })
        .into_any()
}

/// Of its links, which the API gives one or several of; else the domain that the platform made.
fn urls(environment: &Environment) -> Vec<String> {
    let link = environment.raw().get("_links").and_then(|links| links.get("pf:routes"));
    let listed = match link {
        Some(Value::Array(links)) => links.iter().collect(),
        Some(link) => vec![link],
        None => Vec::new(),
    };
    let mut urls: Vec<String> = Vec::new();
    for url in listed.into_iter().filter_map(|link| link.get("href")?.as_str()) {
        // Every address answers with and without TLS: once is enough.
        let secure = url.replacen("http://", "https://", 1);
        let is_there = |other: &Value| other.get("href").and_then(Value::as_str) == Some(&*secure);
        let is_double = secure != url && link.and_then(Value::as_array).is_some_and(|all| all.iter().any(is_there));
        if !is_double && !urls.iter().any(|known| known == url) {
            urls.push(url.to_owned());
        }
    }
    if urls.is_empty() {
        urls.extend(environment.default_domain().map(|domain| format!("https://{domain}/")));
    }
    urls
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::sync::Arc;

    fn found(environment: Value) -> Vec<String> {
        urls(&Environment::new(Arc::new(environment)))
    }

    #[test]
    fn addresses_come_from_the_links_and_once() {
        let links = |routes: Value| json!({"_links": {"pf:routes": routes}, "default_domain": "x.example"});
        let href = |url: &str| json!({ "href": url });
        assert_eq!(
            found(links(json!([href("https://a.example/"), href("http://a.example/"), href("http://b.example/"), 7]))),
            ["https://a.example/", "http://b.example/"]
        );
        assert_eq!(found(links(href("https://a.example/"))), ["https://a.example/"]);
        assert_eq!(found(links(json!("none"))), ["https://x.example/"]);
        assert!(found(json!({"_links": null})).is_empty());
    }
}
