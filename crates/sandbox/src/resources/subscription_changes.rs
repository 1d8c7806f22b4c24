//! Subscriptions: what changes them, and their end.

use wheelhouse_contract::sections::subscriptions as declared;

use super::change::Change;
use super::environment::in_use;
use super::prices;
use super::project_changes::remove;
use super::repository;
use super::subscriptions::{find, owner, view};
use crate::activities::Kind;
use crate::billing::{self, OPTIONS};
use crate::config::Config;
use crate::request::prelude::*;
use crate::store::environments::{self, Environment};
use crate::store::projects::{self, Project};

pub fn handlers() -> Vec<Handler> {
    vec![on(scope::plans, update), on(scope::plans, delete)]
}

/// What is left out stays, the plan too.
fn update(call: &Call<'_, declared::UpdateSubscription, InOrganization, Raw>) -> Answer {
    let (organization, _) = &call.at;
    let mut subscription = find(call, organization, &call.path.subscription_id)?;
    let before = subscription.project.clone();
    if before.is_being_set_up() {
        return Err(ApiError::not_now("The project is being set up. Wait until it is ready."));
    }
    let options_before = billing::records::options(call.store, &before)?;
    let (after, options) = wanted(call, &before, &options_before, &call.body)?;
    let (from, to) = (told(&before, &options_before), told(&after, &options));
    if from != to {
        let after = Project { updated_at: call.now, ..after };
        projects::update_subscription(call.store, &after)?;
        billing::records::follow(call.store, &after, &options, call.now)?;
        let change = Change {
            kind: Kind::EnvironmentSubscriptionUpdate { from: from.clone(), to: to.clone() },
            done: "changed the subscription to",
            name: &after.plan,
            about: ("change", json!({"from": from, "to": to})),
            log: format!("The project has the plan {} now", after.plan),
        };
        change.redeploy(call, &after, None)?;
        subscription.project = after;
    }
    let owner = owner(call.store, organization)?;
    Ok(Reply::json(&view(&subscription, organization, owner.as_ref())))
}

/// What a subscription buys, as activities tell it.
fn told(project: &Project, options: &[String]) -> Value {
    json!({
        "plan": project.plan,
        "environments": project.environment_limit,
        "storage": project.storage,
        "options": options,
    })
}

/// What a body asks for, all of which is on offer.
///
/// # Errors
/// 400 with a message at each field that asks for what there is not.
fn wanted(
    context: &Context<'_>,
    before: &Project,
    options: &[String],
    body: &Given,
) -> Result<(Project, Vec<String>), ApiError> {
    let mut project = before.clone();
    let mut options = options.to_vec();
    if let Some(plan) = body.get("plan").and_then(Value::as_str) {
        prices::require_plan(context.store, plan.trim())?;
        plan.trim().clone_into(&mut project.plan);
    }
    let mut errors = Vec::new();
    if let Some(environments) = body.get("environments").and_then(Value::as_i64) {
        let used = in_use(context.store, before)?;
        if environments < used {
            let message = format!("{used} environments besides production are in use. Deactivate some first.");
            errors.push(FieldError::new("environments", message));
        }
        project.environment_limit = environments;
    }
    project.storage = body.get("storage").and_then(Value::as_i64).unwrap_or(project.storage);
    if project.storage < before.storage
        && let Some((environment, needed)) = storage_used(context, before)?
        && project.storage < needed
    {
        let message =
            format!("The disks of the environment {environment} have {needed} MiB. Declare smaller ones first.");
        errors.push(FieldError::new("storage", message));
    }
    for (option, plans) in OPTIONS {
        let Some(plan) = body.get(*option).and_then(Value::as_str).map(str::trim) else { continue };
        if !plan.is_empty() && !plans.contains(&plan) {
            errors.push(FieldError::new(*option, format!("Must be one of: {}; or empty.", plans.join(", "))));
            continue;
        }
        let prefix = format!("{option}:");
        options.retain(|held| !held.starts_with(&prefix));
        if !plan.is_empty() {
            options.push(format!("{prefix}{plan}"));
        }
    }
    options.sort();
    if errors.is_empty() { Ok((project, options)) } else { Err(ApiError::fields(&errors)) }
}

/// The environment whose disks are the largest, and their MiB: storage is for each environment by itself.
fn storage_used(context: &Context<'_>, project: &Project) -> Result<Option<(String, i64)>, ApiError> {
    let Some(repository) = repository::open(context, project)? else { return Ok(None) };
    let running = environments::list(context.store, &project.id)?.into_iter().filter(Environment::takes_room);
    let mut most: Option<(String, i64)> = None;
    for environment in running {
        let Some(head) = &environment.head_commit else { continue };
        let disk = Config::read(&repository, head)?.disk();
        if most.as_ref().is_none_or(|(_, most)| disk > *most) {
            most = Some((environment.id, disk));
        }
    }
    Ok(most)
}

/// The project goes with it.
fn delete(call: &Call<'_, declared::DeleteSubscription, InOrganization>) -> Answer {
    let (organization, _) = &call.at;
    let subscription = find(call, organization, &call.path.subscription_id)?;
    remove(call, &subscription.project)?;
    Ok(Reply::nothing())
}
