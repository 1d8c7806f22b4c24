//! Runtime Operations: commands of applications and workers that run where these run.

use serde_json::{Value, json};
use wheelhouse_contract::FieldError;
use wheelhouse_contract::resource::flag;

use super::environment::{Action, Deed, Found};
use super::{capabilities, deployment};
use crate::access::Role;
use crate::activities::{Plan, Script};
use crate::error::ApiError;
use crate::request::{Context, Handler, Reply};
use crate::store::organizations;

pub const HANDLERS: &[(&str, Handler)] = &[("execute-a-runtime-operation", execute)];

fn execute(context: &Context<'_>) -> Result<Reply, ApiError> {
    let found = Found::read(context)?;
    let id = context.parameter("deploymentId");
    let current = deployment::current(context, &found.project, &found.environment)?;
    let (_, config) = current.filter(|_| id == deployment::CURRENT).ok_or_else(|| deployment::missing(&found, id))?;
    let organization = organizations::get(context.store, &found.project.organization_id)?;
    let can = capabilities::of(&found.project, organization.as_ref());
    if flag(&can, "runtime_operations.enabled") != Some(true) {
        return Err(ApiError::forbidden(format!(
            "A project on the {} plan has no runtime operations. The owner of the organization can change the plan.",
            found.project.plan
        )));
    }
    let text = |name: &str| context.body.get(name).and_then(Value::as_str).unwrap_or_default();
    let (service, name) = (text("service"), text("operation"));
    let refuse = |field: &str, message: String| ApiError::fields(&[FieldError::new(field, message)]);
    let containers = deployment::with_operations(&config, &found.project);
    let Some(container) = containers.get(service) else {
        let names: Vec<&str> = containers.keys().map(String::as_str).collect();
        let message = format!("What runs here has no application or worker {service}: {} is there.", names.join(", "));
        return Err(refuse("service", message));
    };
    let Some(operation) = container.get(name) else {
        return Err(refuse("operation", format!("{service} has no operation {name} in the deployment that runs.")));
    };
    let part = |name: &str| operation.get(name).and_then(Value::as_str);
    found.rights.require_on(&found.environment, role(part("role")))?;
    found.place().require(Action::RuntimeOperation)?;
    let command = operation.get("commands").and_then(|commands| commands.get("start")).and_then(Value::as_str);
    let parameters: Vec<&str> = match context.body.get("parameters") {
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let asked = json!({"service": service, "operation": name, "parameters": parameters});
    let done = format!("ran operation {name} of {service} on environment ");
    let plan = plan(context.pace, service, name, command.unwrap_or_default(), &parameters);
    let deed = Deed::alone(&found, "operation", &done, plan).about("operation", asked.clone()).with(asked);
    Ok(Reply::accepted(vec![deed.start(context)?]))
}

fn role(name: Option<&str>) -> Role {
    match name {
        Some("admin") => Role::Admin,
        Some("contributor") => Role::Contributor,
        _ => Role::Viewer,
    }
}

/// A command that ends with `exit N` does so; the others end well.
fn plan(pace: f64, service: &str, name: &str, command: &str, parameters: &[&str]) -> Plan {
    let script = Script::new(pace).line(format!("Running operation '{name}' in '{service}'"), 600);
    let script = if parameters.is_empty() {
        script
    } else {
        script.line(format!("  With the parameters {}", Value::from(parameters.to_vec())), 100)
    };
    let mut lines = command.lines().map(str::trim).filter(|line| !line.is_empty());
    let script = lines.clone().fold(script, |script, line| script.line(format!("  + {line}"), 1_500));
    let last = lines.next_back().and_then(|line| line.rsplit(';').next()).map(str::trim);
    let code = last.and_then(|line| line.strip_prefix("exit ")).and_then(|code| code.parse::<i64>().ok()).unwrap_or(0);
    let script = script.command(service, "operation", code);
    if code == 0 {
        script.line(format!("Operation '{name}' is complete"), 100).succeed()
    } else {
        script.line(format!("E: Operation '{name}' exited with code {code}"), 100).fail("shell")
    }
}
