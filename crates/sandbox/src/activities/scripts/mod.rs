//! What activities write in their logs, and how long that takes at pace 1. Tools write in colours, and over their own
//! lines while they count: a text that ends in a carriage return is no line of its own.

mod lifecycle;

pub use lifecycle::{
    activating, branching, changing, deactivate, delete, initializing, merging, not_initialized, pause, pushing,
    resuming, synchronizing,
};

use super::plan::{Plan, Script};
use crate::store::environments::Environment;

/// A change that no environment runs with yet.
pub fn saved(pace: f64, what: &str) -> Plan {
    Script::new(pace)
        .line(what, 400)
        .line("No running environment uses it. It applies at the next deployment.", 300)
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
            .line("\u{1b}[31mE: The deploy hook exited with code 1\u{1b}[0m", 200)
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
    let modules = files.saturating_mul(7);
    let script = Script::new(pace)
        .phase("parse")
        .line(format!("Found {files} new commits"), 300)
        .line("Configuration", 200)
        .line("  Found application 'app' and 2 services", 300)
        .phase("build")
        .line("\u{1b}[33mW: Route '/static' has no cache rule\u{1b}[0m", 100)
        .line("Executing build hook...", 2_000)
        .line("  \u{1b}[1mnpm ci\u{1b}[0m", 500)
        .lines("  \u{1b}[36m⠿\u{1b}[0m reify: {n}/812 packages\r", 812, 8_500)
        .line("\u{1b}[2K  \u{1b}[32madded 812 packages\u{1b}[0m in 8s", 300)
        .line("  \u{1b}[1mnpm run build\u{1b}[0m", 14_000)
        .line("  \u{1b}[35m> vite build\u{1b}[0m", 200)
        .lines("  transforming ({n}) \u{1b}[2msrc/pages\u{1b}[22m\r", modules, 6_000)
        .line(format!("\u{1b}[2K  \u{1b}[32m✓\u{1b}[0m {modules} modules transformed"), 100)
        .line(
            "  \u{1b}[2mdist/\u{1b}[22m\u{1b}[36massets/index.js\u{1b}[39m  \u{1b}[1m214.33 kB\u{1b}[22m, gzip 61.02 kB",
            300,
        )
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
        .line("  \u{1b}[1mnpm ci\u{1b}[0m", 500)
        .lines("  \u{1b}[36m⠿\u{1b}[0m reify: {n}/812 packages\r", 812, 7_500)
        .line("\u{1b}[2K  \u{1b}[32madded 812 packages\u{1b}[0m in 7s", 300)
        .line("  \u{1b}[1mnpm run build\u{1b}[0m", 5_000)
        .line("  \u{1b}[35m> tsc --noEmit && vite build\u{1b}[0m", 300)
        .line(
            "  \u{1b}[96msrc/checkout/total.ts\u{1b}[0m:\u{1b}[93m41\u{1b}[0m:\u{1b}[93m17\u{1b}[0m - \
             \u{1b}[91merror\u{1b}[0m \u{1b}[90mTS2345: \u{1b}[0mArgument of type 'string' is not assignable to \
             parameter of type 'number'.",
            100,
        )
        .line("", 0)
        .line("  \u{1b}[7m41\u{1b}[0m   return net + vat(net, country.rate);", 0)
        .line("  \u{1b}[7m  \u{1b}[0m \u{1b}[91m                      ~~~~~~~~~~~~\u{1b}[0m", 0)
        .line("", 0)
        .line("  Found 1 error in \u{1b}[36msrc/checkout/total.ts:41\u{1b}[0m", 200)
        .line("  \u{1b}[31mnpm error\u{1b}[0m Lifecycle script `build` failed with error code 2", 200)
        .command("app", "build", 2)
        .line("\u{1b}[31mE: Error building project: Step failed with status code 2.\u{1b}[0m", 300)
        .line("\u{1b}[31mE: Error: Unable to build application, aborting.\u{1b}[0m", 100)
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
