//! Applications, workers and services of a deployment, with what their files leave unsaid.

use sha2::{Digest, Sha256};
use wheelhouse_contract::sections::deployments::{Cron, Mount, RuntimeOperation};

use crate::config::{App, Config};
use crate::request::prelude::*;
use crate::store::projects::Project;

/// By name.
pub fn services(config: &Config) -> Map<String, Value> {
    let service = |spec: &Value| {
        let said = |key: &str| spec.get(key).cloned();
        json!({
            "type": said("type"),
            "size": said("size").unwrap_or(json!("AUTO")),
            "disk": said("disk"),
            "access": said("access").unwrap_or(json!({})),
            "configuration": said("configuration").unwrap_or(json!({})),
            "relationships": said("relationships").unwrap_or(json!({})),
            "firewall": said("firewall"),
            "resources": resources(spec.get("resources")),
            "container_profile": said("container_profile"),
            "endpoints": said("endpoints"),
            "instance_count": 1,
            "supports_horizontal_scaling": false,
        })
    };
    config.services.iter().map(|(name, spec)| (name.clone(), service(spec))).collect()
}

pub fn webapps(config: &Config, project: &Project) -> Map<String, Value> {
    config.apps.iter().map(|app| (app.name.clone(), Value::Object(webapp(app, project)))).collect()
}

/// What an application has.
fn webapp(app: &App, project: &Project) -> Map<String, Value> {
    let said = |key: &str| app.spec.get(key).cloned();
    let text = |key: &str, part: &str| app.spec.get(key).and_then(|value| value.get(part)).cloned();
    let mut all = container(&app.spec, project, app);
    let own = json!({
        "web": web(app.spec.get("web")),
        "hooks": {
            "build": text("hooks", "build"),
            "deploy": text("hooks", "deploy"),
            "post_deploy": text("hooks", "post_deploy"),
        },
        "crons": entries(app.spec.get("crons"), cron_of),
        "source": {
            "root": text("source", "root"),
            "operations": entries(app.spec.get("source").and_then(|source| source.get("operations")), |operation| {
                json!({"command": operation.get("command")})
            }),
        },
        "build": {
            "flavor": text("build", "flavor"),
            "caches": entries(text("build", "caches").as_ref(), |cache| json!({
                "directory": cache.get("directory"),
                "watch": cache.get("watch").cloned().unwrap_or(json!([])),
                "allow_stale": cache.get("allow_stale").cloned().unwrap_or(json!(false)),
                "share_between_apps": cache.get("share_between_apps").cloned().unwrap_or(json!(false)),
            })),
        },
        "dependencies": said("dependencies").unwrap_or(json!({})),
        "is_across_submodule": false,
        "config_id": hash(&Value::Object(app.spec.clone()).to_string()),
    });
    if let Value::Object(own) = own {
        all.extend(own);
    }
    all
}

/// What applications and workers have alike.
fn container(spec: &Map<String, Value>, project: &Project, app: &App) -> Map<String, Value> {
    let said = |key: &str| spec.get(key).cloned();
    let of_app = |key: &str| said(key).or_else(|| app.spec.get(key).cloned());
    let all = json!({
        "resources": resources(spec.get("resources")),
        "size": said("size").unwrap_or(json!("AUTO")),
        "disk": of_app("disk"),
        "access": of_app("access").unwrap_or(json!({"ssh": "contributor"})),
        "relationships": entries(of_app("relationships").as_ref(), relationship),
        "additional_hosts": of_app("additional_hosts").unwrap_or(json!({})),
        "mounts": entries(of_app("mounts").as_ref(), mount),
        "timezone": of_app("timezone").unwrap_or(json!(project.timezone)),
        "variables": of_app("variables").unwrap_or(json!({})),
        "firewall": said("firewall"),
        "container_profile": said("container_profile"),
        "operations": entries(spec.get("operations"), operation),
        "name": app.name,
        "type": of_app("type").unwrap_or(json!("unknown")),
        "preflight": {"enabled": true, "ignored_rules": []},
        "tree_id": app.tree,
        "app_dir": "/app",
        "endpoints": {},
        "runtime": of_app("runtime").unwrap_or(json!({})),
        "stack": of_app("stack").unwrap_or(json!({"runtimes": [], "packages": []})),
        "image": null,
        "instance_count": 1,
        "slug_id": format!("{}-{}", app.name, app.tree.get(..12).unwrap_or_default()),
        "supports_horizontal_scaling": false,
    });
    if let Value::Object(all) = all { all } else { Map::new() }
}

/// What runs beside applications with their code, as `APPLICATION--WORKER`.
pub fn workers(config: &Config, project: &Project) -> Map<String, Value> {
    let mut all = Map::new();
    for app in &config.apps {
        for (name, spec) in app.spec.get("workers").and_then(Value::as_object).into_iter().flatten() {
            let Some(spec) = spec.as_object() else { continue };
            let full = format!("{}--{name}", app.name);
            let commands = spec.get("commands");
            let command = |name: &str| commands.and_then(|commands| commands.get(name)).cloned();
            let mut worker = container(spec, project, app);
            worker.insert("name".to_owned(), json!(full));
            worker.insert("app".to_owned(), json!(app.name));
            worker.insert(
                "worker".to_owned(),
                json!({
                    "commands": {
                        "pre_start": command("pre_start"),
                        "start": command("start").unwrap_or(json!("")),
                        "post_start": command("post_start"),
                    },
                    "disk": spec.get("disk"),
                }),
            );
            all.insert(full, Value::Object(worker));
        }
    }
    all
}

/// Each entry of a map in full.
fn entries(map: Option<&Value>, full: impl Fn(&Value) -> Value) -> Map<String, Value> {
    let map = map.and_then(Value::as_object).into_iter().flatten();
    map.map(|(name, value)| (name.clone(), full(value))).collect()
}

/// `service:endpoint`, or the parts of it.
fn relationship(said: &Value) -> Value {
    match said {
        Value::String(text) => {
            let (service, endpoint) = text.split_once(':').map_or((text.as_str(), None), |(s, e)| (s, Some(e)));
            json!({"service": service, "endpoint": endpoint})
        }
        Value::Object(parts) => json!({"service": parts.get("service"), "endpoint": parts.get("endpoint")}),
        _ => json!({"service": null, "endpoint": null}),
    }
}

fn mount(said: &Value) -> Value {
    let part = |name: &str| said.get(name).cloned();
    match said {
        // As they were written once: `shared:files/PATH`.
        Value::String(text) => facts!(Mount {
            source: "local",
            source_path: text.trim_start_matches("shared:files").trim_start_matches('/'),
            service: Value::Null,
        }),
        _ => facts!(Mount {
            source: part("source").unwrap_or(json!("local")),
            source_path: part("source_path").unwrap_or(json!("")),
            service: part("service"),
        }),
    }
}

/// What starts something, and what stops it.
fn commands(said: Option<&Value>) -> (Value, Option<Value>) {
    let part = |name: &str| said.and_then(|said| said.get(name)).cloned();
    (part("start").unwrap_or(json!("")), part("stop"))
}

fn cron_of(said: &Value) -> Value {
    let short = said.get("cmd").map(|command| json!({"start": command}));
    let (start, stop) = commands(said.get("commands").or(short.as_ref()));
    facts!(Cron {
        spec: said.get("spec").cloned().unwrap_or(json!("")),
        start: &start,
        stop: stop,
        timeout: said.get("timeout").cloned().unwrap_or(json!(86_400)),
        shutdown_timeout: said.get("shutdown_timeout"),
        ..json!({"cmd": start})
    })
}

/// Whoever sees the environment may run it, unless it says otherwise.
fn operation(said: &Value) -> Value {
    let (start, stop) = commands(said.get("commands"));
    facts!(RuntimeOperation {
        start: start,
        stop: stop,
        timeout: said.get("timeout"),
        role: said.get("role").cloned().unwrap_or(json!("viewer")),
    })
}

fn resources(said: Option<&Value>) -> Value {
    let Some(said) = said else { return Value::Null };
    let part = |name: &str| said.get(name).cloned();
    json!({
        "base_memory": part("base_memory"),
        "memory_ratio": part("memory_ratio"),
        "profile_size": part("profile_size"),
        "minimum": part("minimum"),
        "default": part("default"),
        "disk": part("disk"),
    })
}

fn web(said: Option<&Value>) -> Value {
    let part = |name: &str| said.and_then(|said| said.get(name)).cloned();
    let command = |name: &str| part("commands").and_then(|commands| commands.get(name).cloned());
    json!({
        "locations": entries(part("locations").as_ref(), |location| {
            let part = |name: &str| location.get(name).cloned();
            json!({
                "root": part("root"),
                "expires": part("expires").map_or(json!("-1s"), text),
                "passthru": part("passthru").map_or(json!("false"), text),
                "scripts": part("scripts").unwrap_or(json!(true)),
                "index": part("index"),
                "allow": part("allow").unwrap_or(json!(true)),
                "headers": part("headers").unwrap_or(json!({})),
                "rules": part("rules").unwrap_or(json!({})),
            })
        }),
        "commands": {"pre_start": command("pre_start"), "start": command("start"), "post_start": command("post_start")},
        "upstream": {
            "socket_family": part("upstream").and_then(|upstream| upstream.get("socket_family").cloned()).unwrap_or(json!("tcp")),
            "protocol": part("upstream").and_then(|upstream| upstream.get("protocol").cloned()),
        },
        "move_to_root": false,
    })
}

/// `true` is written as well as `"/index.php"`.
fn text(value: Value) -> Value {
    match value {
        Value::String(_) => value,
        other => json!(other.to_string()),
    }
}

fn hash(of: &str) -> String {
    Sha256::digest(of.as_bytes()).iter().take(20).map(|byte| format!("{byte:02x}")).collect()
}
