//! Bodies that were taken once and should not have been, or the other way round.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::{Map, Value, json};
use wheelhouse_contract::body::{Body, Described};
use wheelhouse_contract::checks::trimmed;
use wheelhouse_contract::sections::integrations::IntegrationCreateInput;
use wheelhouse_contract::sections::routes::RouteCreateInput;
use wheelhouse_contract::validate::{Mode, validate};

fn errors(body: &Body, value: &Value) -> Map<String, Value> {
    let errors = validate(body, value.as_object().unwrap(), Mode::Whole);
    errors.into_iter().map(|error| (error.field, json!(error.message))).collect()
}

#[test]
fn redirects_say_everything_that_is_wrong_with_them() {
    let case: Value = serde_json::from_str(include_str!("cases/route-redirects.json")).unwrap();
    let errors = errors(RouteCreateInput::BODY, &case);
    assert_eq!(errors.keys().collect::<Vec<_>>(), ["redirects.expires", "redirects.paths"]);
    let said = errors["redirects.paths"].as_str().unwrap();
    let mut last = 0;
    // In the order of the paths, the twins behind.
    for expected in [
        "/old/(.*: This isn’t a regular expression",
        "/a: Say where it leads",
        "/a: “code” must be 301, 302, 307 or 308",
        "old: A path starts with a slash",
        "old: Must be an object",
        "/discover and /discover/ are the same path",
    ] {
        let at = said.find(expected).unwrap_or_else(|| panic!("{expected}: {said}"));
        assert!(at >= last, "{expected} comes later: {said}");
        last = at;
    }
}

#[test]
fn what_the_api_answers_of_redirects_is_taken_back() {
    let redirects = json!({"expires": "-1s", "paths": {"/a": {"to": "https://{default}/b", "code": 302, "regexp": false,
        "prefix": null, "append_suffix": null, "expires": null}}});
    let route = json!({"type": "upstream", "upstream": "app:http", "redirects": redirects});
    assert_eq!(errors(RouteCreateInput::BODY, &route), Map::new());
}

/// Forms take off blanks around names; what is left is taken, or named.
#[test]
fn a_project_on_gitlab_is_named_by_its_path_and_its_server_by_its_own_address() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("cases/gitlab-integration.json")).unwrap();
    let wrong = |case: &Value| {
        let text = |key: &str| trimmed(case[key].as_str().unwrap()).to_owned();
        let mut body = json!({"type": "gitlab", "project": text("project"), "token": text("token")});
        if !text("server").is_empty() {
            body["base_url"] = json!(text("server"));
        }
        errors(IntegrationCreateInput::BODY, &body).keys().cloned().collect::<Vec<_>>().join(" ")
    };
    let wrong: Vec<String> = cases.iter().map(wrong).collect();
    assert_eq!(wrong, ["", "", "", "project", "project", "project", "base_url", "base_url"]);
}

#[test]
fn headers_cookies_and_events_are_names() {
    let log = |header: &str| json!({"type": "httplog", "url": "https://a.example/", "headers": {header: "x"}});
    let cache = |name: &str, value: &str| {
        let mut cache = json!({"enabled": true, "default_ttl": 0, "cookies": ["*"], "headers": []});
        cache[name] = json!([value]);
        json!({"type": "upstream", "upstream": "app:http", "cache": cache})
    };
    let hook = |event: &str| json!({"type": "webhook", "url": "https://a.example/", "events": [event]});
    for (good, bad) in [
        (log("Authorization"), log("Authorization: Bearer")),
        (log("x-api-key"), log("x api key")),
        (hook("environment.*"), hook("environment..push")),
        (hook("*"), hook("Environment.push")),
        (hook("project.domain.create"), hook("domain.create")),
        (hook("maintenance.upgrade"), hook("environment.")),
    ] {
        assert_eq!(errors(IntegrationCreateInput::BODY, &good), Map::new());
        assert_eq!(errors(IntegrationCreateInput::BODY, &bad).len(), 1, "{bad}");
    }
    for (good, bad) in [
        (cache("cookies", "*"), cache("cookies", "a=b")),
        (cache("cookies", "/^SS?ESS/"), cache("cookies", "/")),
        (cache("headers", "Accept-Language"), cache("headers", "Accept: text/html")),
    ] {
        assert_eq!(errors(RouteCreateInput::BODY, &good), Map::new());
        assert_eq!(errors(RouteCreateInput::BODY, &bad).keys().next().map(|at| &at[..5]), Some("cache"), "{bad}");
    }
}
