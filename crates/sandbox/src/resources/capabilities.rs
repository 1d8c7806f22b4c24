//! What a project's plan and its organization let it do.

use wheelhouse_contract::sections::project::ProjectCapabilities;

use crate::request::prelude::*;
use crate::store::organizations::Organization;
use crate::store::projects::Project;

/// Images and their versions.
const IMAGES: &[(&str, &[&str])] = &[
    ("nodejs", &["20", "22", "24"]),
    ("php", &["8.2", "8.3", "8.4"]),
    ("python", &["3.11", "3.12", "3.13"]),
    ("golang", &["1.23", "1.24"]),
    ("postgresql", &["15", "16", "17"]),
    ("mariadb", &["10.11", "11.4"]),
    ("redis", &["7.2", "8.0"]),
    ("opensearch", &["2"]),
];

/// Integrations that every plan has, and the project role that adding one takes.
const INTEGRATIONS: &[&str] = &[
    "github",
    "gitlab",
    "bitbucket",
    "bitbucket_server",
    "webhook",
    "script",
    "health.email",
    "health.pagerduty",
    "health.slack",
    "health.webhook",
];

/// Integrations that send logs and measurements elsewhere: with plans that are made for production.
const FORWARDING: &[&str] =
    &["blackfire", "cdn.fastly", "httplog", "newrelic", "otlplog", "splunk", "sumologic", "syslog"];

/// What a project can do.
pub fn of(project: &Project, organization: Option<&Organization>) -> Value {
    let granted = |capability: &str| {
        let list = organization.and_then(|organization| organization.capabilities.as_array());
        list.is_some_and(|list| list.iter().any(|held| held == capability))
    };
    let production = project.plan != "development";
    let large = !matches!(project.plan.as_str(), "development" | "standard" | "medium");
    let custom_domains = production && granted("custom_domains");
    let mut images = Map::new();
    for (image, versions) in IMAGES {
        let versions: Map<String, Value> =
            versions.iter().map(|version| ((*version).to_owned(), json!({"available": true}))).collect();
        images.insert((*image).to_owned(), Value::Object(versions));
    }
    let mut integrations = Map::new();
    let mut allowed = Vec::new();
    for (names, enabled) in [(INTEGRATIONS, true), (FORWARDING, production)] {
        for name in names {
            integrations.insert((*name).to_owned(), json!({"enabled": enabled, "role": "admin"}));
        }
        if enabled {
            allowed.extend_from_slice(names);
        }
    }
    let more = json!({
        "tasks": {"enabled": false},
        "logs_forwarding": {"max_extra_payload_size": 4_096},
        "guaranteed_resources": {"enabled": false, "instance_limit": 0},
        "build_resources": {
            "enabled": production,
            "max_cpu": if large { 8.0 } else { 2.0 },
            "max_memory": if large { 16_384 } else { 4_096 },
        },
        "data_retention": {"enabled": large},
        "autoscaling": {"enabled": false},
        "integrations": {"allowed_integrations": allowed},
    });
    facts!(ProjectCapabilities {
        custom_domains: custom_domains,
        environments_with_domains_limit: if custom_domains { project.environment_limit } else { 0 },
        source_operations: granted("source_operations"),
        runtime_operations: production,
        outbound_firewall: large,
        metrics_range: if large {
            "30d"
        } else if production {
            "7d"
        } else {
            "1d"
        },
        images: images,
        instance_limit: if large { 8 } else { 1 },
        integrations: true,
        integration_types: integrations,
        ..more
    })
}
