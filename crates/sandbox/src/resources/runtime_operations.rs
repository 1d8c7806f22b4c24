//! Runtime Operations: commands of applications and workers that run where these run.

use wheelhouse_contract::resource::flag;
use wheelhouse_contract::sections::runtime_operations as declared;

use super::environment::{Action, Deed, Found};
use super::{capabilities, deployment};
use crate::access::Role;
use crate::activities::{Kind, Plan, Script};
use crate::request::prelude::*;
use crate::store::organizations;

pub fn handlers() -> Vec<Handler> {
    vec![on(Found::at, execute)]
}

fn execute(call: &Call<'_, declared::ExecuteARuntimeOperation, Found>) -> Answer {
    let Call { at: found, path, body, .. } = call;
    let id = &path.deployment_id;
    let current = deployment::current(call, &found.project, &found.environment)?;
    let (_, config) = current.filter(|_| id == deployment::CURRENT).ok_or_else(|| deployment::missing(found, id))?;
    let organization = organizations::get(call.store, &found.project.organization_id)?;
    let can = capabilities::of(&found.project, organization.as_ref());
    if flag(&can, "runtime_operations.enabled") != Some(true) {
        return Err(ApiError::forbidden(format!(
            "The {} plan doesn’t include runtime operations. The organization’s owner can change the plan.",
            found.project.plan
        )));
    }
    let (service, name) = (body.service.as_str(), body.operation.as_str());
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
    let parameters = body.parameters.as_deref().unwrap_or_default();
    let asked = json!({"service": service, "operation": name, "parameters": parameters});
    let done = format!("ran operation {name} of {service} on environment ");
    let plan = plan(call.pace, service, name, command.unwrap_or_default(), parameters);
    let kind = Kind::EnvironmentOperation {
        service: service.to_owned(),
        operation: name.to_owned(),
        parameters: parameters.to_vec(),
    };
    let deed = Deed::alone(found, kind, &done, plan).about("operation", asked);
    Ok(Reply::accepted(vec![deed.start(call)?]))
}

fn role(name: Option<&str>) -> Role {
    match name {
        Some("admin") => Role::Admin,
        Some("contributor") => Role::Contributor,
        _ => Role::Viewer,
    }
}

/// A command that ends with `exit N` does so; the others end well.
fn plan(pace: f64, service: &str, name: &str, command: &str, parameters: &[String]) -> Plan {
    let script = Script::new(pace).line(format!("Running operation '{name}' in '{service}'"), 600);
    let script = if parameters.is_empty() {
        script
    } else {
        script.line(format!("  With the parameters {}", json!(parameters)), 100)
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
