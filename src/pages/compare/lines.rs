//! What each side says of itself, fact by fact.

use serde_json::Value;
use wheelhouse_contract::resource::{Named, text};
use wheelhouse_contract::sections::deployments::{Container, Deployment};
use wheelhouse_contract::sections::domains::{Domain, ReplacementDomainPatch};
use wheelhouse_contract::sections::environment::{Environment, EnvironmentPatch};
use wheelhouse_contract::sections::environment_variables::EnvironmentVariable;
use wheelhouse_contract::sections::routes::{Route, RouteCreateInput};
use wheelhouse_contract::{Described, Resource};

use super::pairs::Line;
use crate::components::{
    body_words, environment_status, http_access_words, kind_label, mebibytes, or_unknown, short_commit, sorted,
};
use crate::text::marked;

/// What stands for a value that cannot be read.
const SENSITIVE: &str = "Sensitive";

/// How an environment is set up. Its names are at the head of the page.
pub fn settings(environment: &Environment) -> Vec<Line> {
    let commit = environment.head_commit().map(short_commit);
    let mut lines = vec![Line::new("", "Status", environment_status(environment).0)];
    lines.extend(Line::of("", "Commit", commit));
    let words = body_words(EnvironmentPatch::BODY, environment.raw()).into_iter();
    let words = words.filter(|(field, _)| !matches!(field.name, "title" | "name"));
    lines.extend(words.map(|(field, text)| match field.name {
        "http_access" => Line::new("", field.label, http_access_words(environment)),
        _ => Line::new("", field.label, text),
    }));
    let rule = |rule: &Value| Some(format!("{} {}", text(rule, "permission")?, text(rule, "address")?));
    let rules: Vec<_> = environment.http_access_addresses().iter().filter_map(rule).collect();
    lines.extend((!rules.is_empty()).then(|| Line::new("", "IP rules", rules.join(", "))));
    lines
}

/// What an environment sees: its own and inherited variables, and those of the project that it does not override.
pub fn variables(seen: &[EnvironmentVariable], project: &[EnvironmentVariable]) -> Vec<Line> {
    let rest = project.iter().filter(|above| !seen.iter().any(|variable| variable.name() == above.name()));
    let lines = seen.iter().map(|one| (one, true)).chain(rest.map(|one| (one, false)));
    by_thing(lines.map(|(one, is_own)| variable(one, is_own)).collect())
}

fn variable(variable: &EnvironmentVariable, is_own: bool) -> Line {
    let is_secret = variable.is_sensitive() == Some(true);
    let only_in = variable.application_scope();
    let notes: Vec<String> = [
        (variable.is_json() == Some(true)).then(|| "JSON".to_owned()),
        (variable.is_enabled() == Some(false)).then(|| "off".to_owned()),
        (variable.visible_build() == Some(false)).then(|| "not in builds".to_owned()),
        (variable.visible_runtime() == Some(false)).then(|| "not at runtime".to_owned()),
        (variable.is_inheritable() == Some(false)).then(|| "not inherited".to_owned()),
        (!only_in.is_empty()).then(|| format!("only in {}", only_in.join(", "))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let value = match (is_secret, variable.value()) {
        (true, _) => SENSITIVE.to_owned(),
        (false, None) => or_unknown(None),
        // What is said of it is told from what it says.
        (false, Some(value)) if !notes.is_empty() || reads_as_words(value) => format!("“{}”", marked(value)),
        (false, Some(value)) => marked(value),
    };
    let text = std::iter::once(&value).chain(&notes).cloned().collect::<Vec<_>>().join(" · ");
    let exact = serde_json::json!([variable.value().filter(|_| !is_secret), notes]).to_string();
    // What both sides take from the project is the same secret.
    Line { text, exact, is_secret: is_secret && is_own, ..Line::new(or_unknown(variable.name()), "", "") }
}

/// Whether a value looks like what is said of values.
fn reads_as_words(value: &str) -> bool {
    value.starts_with('“') || value == SENSITIVE || value == or_unknown(None)
}

/// The domains, by the domain of production that each stands for.
pub fn domains(domains: &[Domain]) -> Vec<Line> {
    let lines = domains.iter().flat_map(|domain| {
        let name = or_unknown(domain.name());
        let of = domain.replacement_for().unwrap_or(&name).to_owned();
        // Domains of production have no settings that an environment could have otherwise.
        let replaces = domain.replacement_for().is_some();
        let words = if replaces { body_words(ReplacementDomainPatch::BODY, domain.raw()) } else { Vec::new() };
        let words = words.into_iter().map(|(field, text)| Line::new(of.clone(), field.label, text));
        let words = words.collect::<Vec<_>>();
        std::iter::once(Line::new(of, "Domain", name)).chain(words)
    });
    by_thing(lines.collect())
}

/// The routes, by their address in production.
pub fn routes(routes: &[Route]) -> Vec<Line> {
    let lines = routes.iter().flat_map(|route| {
        let of = or_unknown(route.production_url().or(route.id()));
        let kind = Line::new(of.clone(), "Kind", kind_label(RouteCreateInput::BODY, route.kind()));
        let words = body_words(RouteCreateInput::BODY, route.raw()).into_iter();
        let words = words.filter(|(field, _)| !matches!(field.name, "production_url" | "id"));
        std::iter::once(kind).chain(words.map(move |(field, text)| Line::new(of.clone(), field.label, text)))
    });
    by_thing(lines.collect())
}

/// What runs: applications, workers and services, each with its size and what it has to do with others.
pub fn deployment(deployment: &Deployment) -> Vec<Line> {
    let parts = [
        ("Application", deployment.applications()),
        ("Worker", deployment.workers()),
        ("Service", deployment.services()),
    ];
    let lines = parts.iter().flat_map(|(kind, all)| all.iter().flat_map(|one| container(kind, one)));
    lines.collect()
}

fn container(kind: &str, container: &Named<Container>) -> Vec<Line> {
    let of = container.name.as_str();
    let size = match (container.container_profile(), container.profile_size()) {
        (Some(profile), Some(size)) => Some(format!("{size} ({profile})")),
        _ => container.size().map(str::to_owned),
    };
    let facts = [
        Line::of(of, "Kind", Some(kind)),
        Line::of(of, "Type", container.kind()),
        Line::of(of, "Size", size),
        Line::of(of, "Disk", container.disk().map(mebibytes)),
        Line::of(of, "Instances", container.instance_count().map(|count| count.to_string())),
        Line::of(of, "Command", container.start_command().or(container.worker_command())),
    ];
    let relationships = container.relationships().into_iter().map(|to| {
        let target = to.endpoint.map_or_else(|| to.service.to_owned(), |endpoint| format!("{}:{endpoint}", to.service));
        Line::new(of, format!("Relationship {}", to.name), target)
    });
    let mounts = container.mounts().into_iter().map(|mount| {
        let parts = [mount.source(), mount.service(), mount.source_path()];
        Line::new(of, format!("Mount {}", mount.name), parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
    });
    let crons = container.crons().into_iter().map(|cron| {
        let parts = [cron.spec(), cron.start()];
        let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        Line::new(of, format!("Cron {}", cron.name), text)
    });
    facts.into_iter().flatten().chain(relationships).chain(mounts).chain(crons).collect()
}

/// The same order on both sides, so that what stands on one only does not part what stands on both.
fn by_thing(lines: Vec<Line>) -> Vec<Line> {
    sorted(lines, |line| line.of.clone())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;

    fn said(lines: &[Line]) -> Vec<String> {
        lines.iter().map(|line| format!("{}|{}|{}", line.of, line.what, line.text)).collect()
    }

    fn all<R: Resource>(values: &[Value]) -> Vec<R> {
        values.iter().map(|value| R::new(Arc::new(value.clone()))).collect()
    }

    #[test]
    fn settings_leave_out_names_and_secrets() {
        let environment = Environment::new(Arc::new(json!({
            "title": "Main", "name": "main", "status": "active", "type": "production", "restrict_robots": false,
            "http_access": {"is_enabled": true, "addresses": [{"permission": "allow", "address": "192.0.2.0/24"}],
                "basic_auth": {"ada": "hush"}},
        })));
        assert_eq!(
            said(&settings(&environment)),
            [
                "|Status|Active",
                "|Type|Production",
                "|HTTP access|Restricted",
                "|Hide from search engines|Off",
                "|IP rules|allow 192.0.2.0/24",
            ]
        );
    }

    #[test]
    fn variables_are_those_that_the_environment_sees() {
        let seen = all(&[
            json!({"name": "B", "value": "x\ny", "is_enabled": false}),
            json!({"name": "A", "is_sensitive": true}),
        ]);
        let project = all(&[json!({"name": "B", "value": "hidden"}), json!({"name": "C", "is_sensitive": true})]);
        let lines = variables(&seen, &project);
        assert_eq!(said(&lines), ["A||Sensitive", "B||“x↵y” · off", "C||Sensitive"]);
        assert_eq!(lines.iter().map(|line| line.is_secret).collect::<Vec<_>>(), [true, false, false]);
    }

    #[test]
    fn variables_that_differ_are_told_apart_by_what_is_shown() {
        let of = |rest: Value| {
            let mut variable = json!({"name": "A"});
            if let (Some(variable), Some(rest)) = (variable.as_object_mut(), rest.as_object()) {
                variable.extend(rest.clone());
            }
            variables(&all(&[variable]), &[]).pop().map(|line| (line.text, line.exact))
        };
        let value = |text: &str| json!({"value": text});
        for (one, other) in [
            (value("abc123"), value("abc123\n")),
            (value("a  b"), value("a b")),
            (value("On"), value("on")),
            (value("a"), json!({"value": "a", "is_enabled": false})),
            (value("“a” · off"), json!({"value": "a", "is_enabled": false})),
            (value("a · off"), json!({"value": "a", "is_enabled": false})),
            (value("Sensitive"), json!({"is_sensitive": true})),
            (value("Unknown"), json!({"value": null})),
            (value("“a”"), json!({"value": "a", "is_json": true})),
            (value("8.10"), value("8.1")),
            (value("e\u{301}"), value("\u{e9}")),
        ] {
            let (one, other) = (of(one), of(other));
            let differs = one.as_ref().zip(other.as_ref()).is_some_and(|(a, b)| a.0 != b.0 && a.1 != b.1);
            assert!(differs, "{one:?} {other:?}");
        }
    }

    #[test]
    fn a_deployment_says_what_each_container_has() {
        let one = Deployment::new(Arc::new(json!({
            "webapps": {"app": {
                "type": "nodejs:22", "size": "S", "disk": 2048, "instance_count": null,
                "relationships": {"database": "db:mysql", "cache": {"service": "cache"}},
                "mounts": {"uploads": {"source": "storage", "source_path": "uploads"}},
                "crons": {"nightly": {"spec": "0 3 * * *", "commands": {"start": "npm run\nnightly"}}},
            }},
            "services": {"db": {"type": "mariadb:11"}}, "workers": 7,
        })));
        assert_eq!(
            said(&deployment(&one)),
            [
                "app|Kind|Application",
                "app|Type|nodejs:22",
                "app|Size|S",
                "app|Disk|2 GiB",
                "app|Relationship cache|cache",
                "app|Relationship database|db:mysql",
                "app|Mount uploads|storage · uploads",
                "app|Cron nightly|0 3 * * * · npm run↵nightly",
                "db|Kind|Service",
                "db|Type|mariadb:11",
            ]
        );
    }

    #[test]
    fn values_are_compared_to_the_last_blank_and_the_difference_is_seen() {
        let long = "k".repeat(304);
        let values = [
            ("abc123", "abc123\n"),
            ("a b", "a  b"),
            ("x", " x"),
            (&format!("{long}1"), &format!("{long}k")),
            ("A\nB", "A B"),
            ("On", "on"),
            (r#"{"a": "x  y"}"#, r#"{"a": "x y"}"#),
            ("8.10", "8.1"),
            ("", " "),
        ];
        let lines_of = |value: Value| variables(&all(&[value]), &[]);
        for (one, other) in values {
            let [left, right] = [one, other].map(|value| lines_of(json!({"name": "A", "value": value})));
            let found = super::super::pairs::pairs(&left, &right).pop();
            let found = found.map(|pair| (pair.found, pair.left != pair.right));
            assert_eq!(found, Some((crate::components::Match::Differs, true)), "{one:?} {other:?}");
        }
        let off = lines_of(json!({"name": "A", "value": "a", "is_enabled": false}));
        assert_ne!(said(&off), said(&lines_of(json!({"name": "A", "value": "a · off"}))));
        let scoped =
            lines_of(json!({"name": "A", "value": "a", "application_scope": ["app"], "is_inheritable": false}));
        assert_eq!(said(&scoped), ["A||“a” · not inherited · only in app"]);
    }
}
