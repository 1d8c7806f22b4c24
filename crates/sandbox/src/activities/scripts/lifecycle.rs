//! What is written while environments come, change and go. Those that answer a [`Script`] end with a deployment.

use super::{Plan, Script};
use crate::store::environment_data::Data;
use crate::store::environments::Environment;

/// What comes before a new environment is deployed; `data` is what it gets a copy of.
pub fn branching(pace: f64, from: &str, data: &[Data]) -> Script {
    let script = Script::new(pace).phase("parse").line(format!("Branching {from}"), 800);
    copying(script, "Cloning", data)
}

pub fn merging(pace: f64, from: &str, into: &str) -> Script {
    Script::new(pace)
        .phase("parse")
        .line(format!("Merging {from} into {into}"), 1_000)
        .line("  Merge made by the 'ort' strategy.", 300)
}

pub fn synchronizing(pace: f64, from: &str, has_code: bool, is_rebased: bool, data: &[Data]) -> Script {
    let script = Script::new(pace).phase("parse").line(format!("Synchronizing with {from}"), 800);
    let script = match (has_code, is_rebased) {
        (true, true) => script.line(format!("  Rebasing commits on top of {from}"), 900),
        (true, false) => script.line("  Fast-forward", 300),
        (false, _) => script,
    };
    copying(script, "Replacing", data)
}

pub fn activating(pace: f64, environment: &str, data: &[Data]) -> Script {
    let script = Script::new(pace).phase("parse").line(format!("Activating environment {environment}"), 600);
    let script = script.line("Creating services and mounts", 2_500);
    copying(script, "Cloning", data)
}

pub fn resuming(pace: f64, environment: &str) -> Script {
    let script = Script::new(pace).phase("parse").line(format!("Resuming environment {environment}"), 600);
    script.line("  Starting services with the data they had", 2_000)
}

/// What comes before the deployment of commits that were pushed.
pub fn pushing(pace: f64, commits: usize) -> Script {
    let plural = if commits == 1 { "" } else { "s" };
    Script::new(pace)
        .phase("parse")
        .line(format!("Found {commits} new commit{plural}"), 300)
        .line("Validating the configuration", 400)
}

/// What comes before the deployment of a changed setting.
pub fn changing(pace: f64, what: &str) -> Script {
    Script::new(pace).phase("parse").line(what, 500).line("Validating the configuration", 400)
}

pub fn initializing(pace: f64, source: &str, files: usize) -> Script {
    Script::new(pace)
        .phase("parse")
        .line(format!("Initializing from {source}"), 1_500)
        .line(format!("  Committed {files} files"), 400)
        .line("Validating the configuration", 400)
}

/// What could not be copied has changed nothing.
pub fn not_initialized(pace: f64, source: &str, why: &str) -> Plan {
    Script::new(pace)
        .phase("parse")
        .line(format!("Initializing from {source}"), 1_500)
        .line(format!("\u{1b}[31mE: {why}\u{1b}[0m"), 200)
        .fail("error")
}

pub fn pause(pace: f64, environment: &str) -> Plan {
    Script::new(pace)
        .line(format!("Pausing environment {environment}"), 500)
        .line("  Closing router, applications and services", 2_500)
        .line("  Data and mounts are kept", 300)
        .line(format!("Environment {environment} is paused"), 100)
        .succeed()
}

pub fn deactivate(pace: f64, environment: &str, data: &[Data]) -> Plan {
    let script = Script::new(pace)
        .line(format!("Deactivating environment {environment}"), 500)
        .line("  Closing router, applications and services", 2_500);
    let destroyed = |script: Script, data: &Data| script.line(format!("  Destroying data of '{}'", data.service), 700);
    data.iter()
        .fold(script, destroyed)
        .line(format!("Environment {environment} is inactive. Its branch is kept."), 100)
        .succeed()
}

pub fn delete(pace: f64, environment: &Environment) -> Plan {
    let name = &environment.id;
    Script::new(pace)
        .line(format!("Deleting environment {name}"), 500)
        .line("  Deleting variables, domains and backups", 900)
        .line(format!("  Deleting branch {}", environment.name), 400)
        .line(format!("Environment {name} is gone"), 100)
        .succeed()
}

fn copying(script: Script, verb: &str, data: &[Data]) -> Script {
    let copied = |script: Script, data: &Data| {
        let millis = 600_i64.saturating_add(data.size_bytes.div_euclid(1 << 20).min(4_000));
        script.line(format!("  {verb} data of '{}' ({})", data.service, size(data.size_bytes)), millis)
    };
    data.iter().fold(script, copied)
}

/// Bytes as people read them.
fn size(bytes: i64) -> String {
    const MIB: f64 = 1_048_576.0;
    let mib = bytes as f64 / MIB;
    if mib >= 1024.0 { format!("{:.1} GiB", mib / 1024.0) } else { format!("{mib:.0} MiB") }
}
