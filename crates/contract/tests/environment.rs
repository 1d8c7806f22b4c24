//! What bodies about an environment hold together, and what its deployment says of what runs.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::sync::Arc;

use serde_json::{Value, json};
use wheelhouse_contract::sections::deployments::{Container, Deployment};
use wheelhouse_contract::sections::environment::{EnvironmentInitializeInput, EnvironmentPatch, HttpAccess};
use wheelhouse_contract::sections::routes::{RouteCreateInput, RoutePatch};
use wheelhouse_contract::sections::source_operations::EnvironmentSourceOperationInput;
use wheelhouse_contract::validate::{Mode, validate};
use wheelhouse_contract::{Described, Resource};

/// The fields in error.
fn at<D: Described>(values: &Value, mode: Mode) -> Vec<String> {
    validate(D::BODY, values.as_object().unwrap(), mode).into_iter().map(|error| error.field).collect()
}

#[test]
fn the_first_code_comes_from_somewhere() {
    let errors = |repository: &str, files: Value| {
        let body = json!({"profile": "", "repository": repository, "config": null, "files": files});
        at::<EnvironmentInitializeInput>(&body, Mode::Whole)
    };
    assert_eq!(errors("https://example.com/a.git@main", json!([])), [""; 0]);
    assert_eq!(errors("", json!([{"path": "README.md", "contents": "IyBTaG9w"}])), [""; 0]);
    assert_eq!(errors("", json!([{"path": "README.md", "contents": "# Shop"}])), ["files.0.contents"]);
    assert_eq!(errors(" ", json!([])), ["repository"]);
    assert_eq!(errors("", json!([{"path": "../README.md"}])), ["files.0.path"]);
}

#[test]
fn access_can_be_changed_in_part_and_passwords_are_secret() {
    assert_eq!(at::<EnvironmentPatch>(&json!({"http_access": {"is_enabled": true}}), Mode::Partial), [""; 0]);
    let rules = json!({"http_access": {"addresses": [{"permission": "deny", "address": "any"}]}});
    assert_eq!(at::<EnvironmentPatch>(&rules, Mode::Partial), ["http_access.addresses.0.address"]);
    assert!(HttpAccess::BODY.field("basic_auth").unwrap().is_secret(|_| false));
}

#[test]
fn variables_of_a_source_operation_are_objects_by_prefix() {
    for (variables, errors) in [
        (json!({}), &[][..]),
        (json!({"env": {"A": "1", "B": {"c": 2}}}), &[]),
        (json!({"env": "A=1"}), &["variables"]),
        (json!([]), &["variables"]),
        (json!(null), &["variables"]),
    ] {
        let body = json!({"operation": "update", "variables": variables});
        assert_eq!(at::<EnvironmentSourceOperationInput>(&body, Mode::Whole), errors, "{body}");
    }
}

#[test]
fn a_route_leads_somewhere_by_its_kind() {
    for (body, errors) in [
        (json!({"type": "upstream", "upstream": "app:http"}), &[][..]),
        (json!({"type": "upstream", "upstream": "app"}), &[]),
        (json!({"type": "upstream", "upstream": "app:"}), &["upstream"]),
        (json!({"type": "upstream", "upstream": "https://app"}), &["upstream"]),
        (json!({"type": "redirect", "to": "https://www.{default}/"}), &[]),
        (json!({"type": "redirect"}), &["to"]),
        (json!({"type": "proxy", "to": null}), &["to"]),
        (
            json!({"type": "proxy", "to": "https://example.com/", "cache": {"enabled": true, "default_ttl": -1, "cookies": [], "headers": []}}),
            &["cache.default_ttl"],
        ),
        (
            json!({"type": "redirect", "to": "https://a.b/", "redirects": {"expires": "1d", "paths": null}}),
            &["redirects.paths"],
        ),
        (
            json!({"type": "redirect", "to": "https://a.b/", "redirects": {"expires": "1d", "paths": []}}),
            &["redirects.paths"],
        ),
    ] {
        assert_eq!(at::<RouteCreateInput>(&body, Mode::Whole), errors, "{body}");
    }
    assert_eq!(at::<RoutePatch>(&json!({"type": "redirect", "primary": true}), Mode::Partial), [""; 0]);
    assert_eq!(at::<RoutePatch>(&json!({"primary": true}), Mode::Partial), ["type"]);
}

#[test]
fn a_deployment_says_what_runs_and_what_is_connected() {
    let deployment = Deployment::new(Arc::new(json!({
        "id": "current",
        "environment_info": {"name": "main", "is_production": true},
        "webapps": {
            "app": {
                "name": "app", "type": "php:8.3", "size": "M", "disk": 2048, "resources": null,
                "relationships": {
                    "database": {"service": "db", "endpoint": "mysql"},
                    "redis": null,
                    "search": "index:elasticsearch",
                    "queue": {"service": null, "endpoint": null},
                },
                "mounts": {"/var": {"source": "storage", "source_path": "var", "service": null}, "/odd": "local"},
                "crons": {"tidy": {"spec": "0 3 * * *", "commands": {"start": "bin/tidy"}, "timeout": 3600}},
                "operations": {"clear": {"commands": {"start": "bin/clear", "stop": null}, "timeout": null, "role": "contributor"}},
                "hooks": {"build": "make", "deploy": null, "post_deploy": null},
            },
            "broken": null,
        },
        "services": {"db": {"type": "mariadb:10.11", "disk": 4096, "resources": {"profile_size": "0.5"}}},
        "workers": {"app--queue": {"type": "php:8.3", "app": "app", "worker": {"commands": {"start": "bin/work"}}}},
        "routes": {"https://example.com/": {"type": "upstream", "upstream": "app", "primary": true}},
    })));
    assert_eq!((deployment.environment_name(), deployment.is_production()), (Some("main"), Some(true)));
    let applications = deployment.applications();
    assert_eq!(applications.iter().map(|application| application.name.as_str()).collect::<Vec<_>>(), ["app"]);
    let app = &applications[0];
    assert_eq!(
        (app.kind(), app.size(), app.disk(), app.profile_size()),
        (Some("php:8.3"), Some("M"), Some(2048), None)
    );
    assert_eq!(app.build_hook(), Some("make"));
    let mut relationships: Vec<_> =
        app.relationships().into_iter().map(|to| (to.name, to.service, to.endpoint)).collect();
    relationships.sort_unstable();
    assert_eq!(
        relationships,
        [
            ("database", "db", Some("mysql")),
            ("queue", "queue", None),
            ("redis", "redis", None),
            ("search", "index", Some("elasticsearch")),
        ]
    );
    let mounts = app.mounts();
    assert_eq!(mounts.len(), 1, "what is no object is left out");
    assert_eq!((mounts[0].name.as_str(), mounts[0].source(), mounts[0].service()), ("/var", Some("storage"), None));
    let (crons, operations) = (app.crons(), app.operations());
    assert_eq!(
        (crons[0].spec(), crons[0].start(), crons[0].timeout()),
        (Some("0 3 * * *"), Some("bin/tidy"), Some(3600))
    );
    assert_eq!((operations[0].name.as_str(), operations[0].role()), ("clear", Some("contributor")));
    let services = deployment.services();
    assert_eq!((services[0].name.as_str(), services[0].profile_size()), ("db", Some("0.5")));
    let workers = deployment.workers();
    assert_eq!((workers[0].application(), workers[0].worker_command()), (Some("app"), Some("bin/work")));
    let routes = deployment.routes();
    assert_eq!((routes[0].name.as_str(), routes[0].primary()), ("https://example.com/", Some(true)));
}

#[test]
fn nothing_in_a_deployment_is_counted_on() {
    for value in [json!(null), json!([]), json!({"webapps": [], "services": 1, "workers": null, "routes": {"a": [1]}})]
    {
        let deployment = Deployment::new(Arc::new(value));
        assert!(deployment.applications().is_empty() && deployment.services().is_empty());
        assert!(deployment.workers().is_empty() && deployment.routes().is_empty());
    }
    for value in [json!({}), json!({"relationships": [], "mounts": "x", "crons": null, "operations": {"a": 1}})] {
        let container = Container::new(Arc::new(value));
        assert!(container.relationships().is_empty() && container.mounts().is_empty());
        assert!(container.crons().is_empty() && container.operations().is_empty());
    }
}
