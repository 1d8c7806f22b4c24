//! Source Operations: commands of applications that change the code. What one changes is committed to the branch.

mod command;

use wheelhouse_contract::resource::flag;
use wheelhouse_contract::sections::source_operations as declared;

use super::capabilities;
use super::environment::{Action, Deed, Found, author, seconds};
use crate::activities::{self, Kind, Script};
use crate::config::{App, Config};
use crate::git;
use crate::request::prelude::*;
use crate::store::environments::Environment;
use crate::store::organizations;
use command::Command;

pub fn handlers() -> Vec<Handler> {
    vec![on(Found::at, list), on(Found::when(Action::SourceOperation), trigger)]
}

fn list(call: &Call<'_, declared::ListSourceOperations, Found>) -> Answer {
    let config = newest(call, &call.at)?;
    let all = config.apps.iter().flat_map(|app| {
        app.source_operations().into_iter().map(|(operation, spec)| {
            facts!(declared::EnvironmentSourceOperation {
                id: format!("{}:{operation}", app.name),
                app: &app.name,
                operation: &operation,
                command: command_of(&spec),
            })
        })
    });
    Ok(Reply::json(&all.collect()))
}

/// The newest code of the environment, which is what operations change.
fn newest(context: &Context<'_>, found: &Found) -> Result<Config, ApiError> {
    match (super::repository::open(context, &found.project)?, &found.environment.head_commit) {
        (Some(repository), Some(head)) => Ok(Config::read(&repository, head)?),
        _ => Ok(Config::default()),
    }
}

fn command_of(spec: &Value) -> &str {
    spec.get("command").and_then(Value::as_str).unwrap_or_default()
}

/// An operation by its name, or by its application's and its own with a colon between.
fn find<'a>(config: &'a Config, wanted: &str) -> Option<(&'a App, String, String)> {
    let all = config
        .apps
        .iter()
        .flat_map(|app| app.source_operations().into_iter().map(move |(name, spec)| (app, name, spec)));
    let is_wanted = |app: &App, name: &str| name == wanted || format!("{}:{name}", app.name) == wanted;
    let mut matching = all.filter(|(app, name, _)| is_wanted(app, name));
    matching.next().map(|(app, name, spec)| (app, name, command_of(&spec).to_owned()))
}

fn trigger(call: &Call<'_, declared::TriggerASourceOperation, Found>) -> Answer {
    let Call { at: found, body, .. } = call;
    let organization = organizations::get(call.store, &found.project.organization_id)?;
    let can = capabilities::of(&found.project, organization.as_ref());
    if flag(&can, "source_operations.enabled") != Some(true) {
        return Err(ApiError::forbidden(
            "This project’s organization doesn’t have source operations. Its owner can ask for them.",
        ));
    }
    let config = newest(call, found)?;
    let Some((app, name, command)) = find(&config, &body.operation) else {
        let message = format!(
            "No application of environment {} has a source operation {}.",
            found.environment.id, body.operation
        );
        return Err(ApiError::fields(&[FieldError::new("operation", message)]));
    };
    let environment = &found.environment;
    let concerned = [environment.id.as_str()];
    let (ran_in, ran) = (app.name.clone(), name.clone());
    let kind = |commit| Kind::EnvironmentSourceOperation { app: ran_in, operation: ran, commit };
    activities::require_turn(call.store, &found.project.id, &kind.clone()(None), &concerned)?;
    let variables = given(&body.variables);
    let command = Command::read(&command, &variables);
    let commit = commit(call, found, &command)?;

    let names: Vec<&str> = variables.keys().map(String::as_str).collect();
    let script = Script::new(call.pace)
        .phase("source-operation")
        .line(format!("Running source operation '{name}' of application '{}'", app.name), 800);
    let script = match names.as_slice() {
        [] => script,
        names => script.line(format!("  With {}", names.join(", ")), 100),
    };
    let script = command.lines().iter().fold(script, |script, line| script.line(format!("  {line}"), 1_800));
    let script = script.command(&app.name, "source-operation", 0);
    let (plan, deploys) = match &commit {
        Some(commit) => {
            let short = commit.get(..7).unwrap_or_default();
            let script = script.line(format!("  [{} {short}] {}", environment.name, command.subject()), 300);
            let then = Environment { head_commit: Some(commit.clone()), ..environment.clone() };
            (activities::deployment(call, &then, script)?, true)
        }
        None => (script.line("Nothing was committed. The code is unchanged.", 100).succeed(), false),
    };
    let done = format!("ran source operation {name} on environment ");
    let deed = Deed::alone(found, kind(commit), &done, plan)
        .about("operation", json!({"app": app.name, "operation": name, "variables": names}));
    Ok(Reply::accepted(vec![Deed { deploys, ..deed }.start(call)?]))
}

/// What the command sees as its environment, by name: what was given under the prefix `env`.
fn given(variables: &Value) -> Map<String, Value> {
    variables.get("env").and_then(Value::as_object).cloned().unwrap_or_default()
}

/// Writes the commit that the command makes; nothing leads to it before the activity ends.
fn commit(context: &Context<'_>, found: &Found, command: &Command) -> Result<Option<String>, ApiError> {
    let (Some(repository), Some(head)) =
        (super::repository::open(context, &found.project)?, &found.environment.head_commit)
    else {
        return Ok(None);
    };
    let Some(message) = command.message() else { return Ok(None) };
    let changes = command.changes(|path| git::read_file(&repository, head, path))?;
    if changes.is_empty() {
        return Ok(None);
    }
    let by = author(context.caller);
    let message = format!("{}\n", message.trim_end());
    Ok(Some(git::write_files(&repository, Some(head), &by, &message, seconds(context), &changes)?))
}
