//! What activities write in their logs, and how long that takes at pace 1.

mod lifecycle;

pub use lifecycle::{
    activating, branching, changing, deactivate, delete, initializing, merging, pause, pushing, resuming, synchronizing,
};

use super::plan::{Plan, Script};
use crate::store::environments::Environment;

/// A change that no environment runs with yet.
pub fn saved(pace: f64, what: &str) -> Plan {
    Script::new(pace)
        .line(what, 400)
        .line("No environment runs that sees it: it is there at the next deployment.", 300)
        .succeed()
}

/// A change, and an environment that redeploys with it. `failing` is the variable that makes the deploy hook fail.
pub fn redeploy(pace: f64, what: &str, environment: &Environment, failing: Option<&str>) -> Plan {
    deployed(changing(pace, what), environment, failing, false)
}

/// What comes before a deployment, and the deployment; when `is_fresh`, nothing of earlier builds is kept.
pub fn deployed(script: Script, environment: &Environment, failing: Option<&str>, is_fresh: bool) -> Plan {
    let deployment = if is_fresh { fresh_deployment } else { deployment };
    let script = deployment(script, environment);
    match failing {
        None => script
            .command("app", "deploy", 0)
            .line("  Deploy hook finished with exit code 0", 300)
            .line("Opening environment", 400)
            .line(format!("Deployment of {} is complete", environment.id), 100)
            .succeed(),
        Some(name) => script
            .command("app", "deploy", 1)
            .line(format!("  The variable {name} is set: exiting with 1"), 200)
            .line("E: The deploy hook exited with code 1", 200)
            .line(format!("E: Deployment of {} failed. Delete {name} and redeploy.", environment.id), 100)
            .fail("shell"),
    }
}

/// The part that every deployment has, up to its deploy hook.
fn deployment(script: Script, environment: &Environment) -> Script {
    let script = building(script, environment).line("  Reusing existing build for this tree ID", 300);
    deploying(script, environment)
}

fn fresh_deployment(script: Script, environment: &Environment) -> Script {
    let script = building(script, environment)
        .line("  The build cache is empty: building from nothing", 300)
        .line("  npm ci", 9_000)
        .line("  npm run build", 14_000);
    deploying(script, environment)
}

fn building(script: Script, environment: &Environment) -> Script {
    let commit = environment.head_commit.as_deref().and_then(|commit| commit.get(..7)).unwrap_or("unknown");
    script.phase("build").line(format!("Building application 'app' (runtime type: nodejs:22, tree: {commit})"), 500)
}

fn deploying(script: Script, environment: &Environment) -> Script {
    script
        .line("Provisioning certificates", 200)
        .line("  Certificates", 200)
        .line("  - certificate is up to date", 200)
        .phase("deploy")
        .line(format!("Redeploying environment {}", environment.id), 400)
        .line("  Preparing deployment", 300)
        .line("  Closing services router and app", 500)
        .line("  Opening application app and its relationships", 600)
        .line("  Executing deploy hook for application app", 500)
}

/// A push or a redeployment of an environment.
pub fn push(pace: f64, environment: &Environment, files: u32) -> Plan {
    let script = Script::new(pace)
        .phase("parse")
        .line(format!("Found {files} new commits"), 300)
        .line("Configuration", 200)
        .line("  Found application 'app' and 2 services", 300)
        .phase("build")
        .line("W: Route '/static' has no cache rule", 100)
        .line("Executing build hook...", 2_000)
        .line("  npm ci", 9_000)
        .line("  added 812 packages in 8s", 300)
        .line("  npm run build", 14_000)
        .line("  > vite build", 200)
        .lines("  transforming ({n}) src/pages", files.saturating_mul(7), 6_000)
        .line("  dist/assets/index.js  214.33 kB, gzip 61.02 kB", 300)
        .line("Executing pre-flight checks", 500);
    deployment(script, environment)
        .command("app", "deploy", 0)
        .line("  Deploy hook finished with exit code 0", 300)
        .line(format!("Deployment of {} is complete", environment.id), 100)
        .succeed()
}

/// A push whose build does not pass.
pub fn broken_push(pace: f64) -> Plan {
    Script::new(pace)
        .phase("parse")
        .line("Found 1 new commit", 300)
        .phase("build")
        .line("Executing build hook...", 2_000)
        .line("  npm ci", 8_000)
        .line("  npm run build", 5_000)
        .line(
            "  src/checkout/total.ts:41:17 - error TS2345: Argument of type 'string' is not assignable to 'number'.",
            300,
        )
        .line("  npm error Lifecycle script `build` failed with error code 2", 200)
        .command("app", "build", 2)
        .line("E: Error building project: Step failed with status code 2.", 300)
        .line("E: Error: Unable to build application, aborting.", 100)
        .fail("shell")
}

/// A backup.
pub fn backup(pace: f64) -> Plan {
    Script::new(pace)
        .line("Creating backup", 1_500)
        .line("  Backing up service 'db' (postgresql:16)", 9_000)
        .line("  Backing up service 'cache' (redis:7)", 2_000)
        .line("  Backing up mounts of application 'app'", 6_000)
        .line("Backup complete", 200)
        .succeed()
}

/// A merge into an environment.
pub fn merge(pace: f64, from: &str, into: &Environment) -> Plan {
    deployed(merging(pace, from, &into.id), into, None, false)
}

/// A new environment.
pub fn branch(pace: f64, from: &str, environment: &Environment) -> Plan {
    deployed(branching(pace, from, &[]), environment, None, false)
}

/// A cron job.
pub fn cron(pace: f64, command: &str) -> Plan {
    Script::new(pace).line(format!("Running `{command}`"), 3_000).line("Done.", 100).command("app", "cron", 0).succeed()
}
