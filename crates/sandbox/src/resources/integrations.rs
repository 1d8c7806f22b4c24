//! Third-Party Integrations. Secrets are taken and not kept: nothing here calls anyone.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use wheelhouse_contract::FieldError;
use wheelhouse_contract::resource::Resource;
use wheelhouse_contract::sections::integrations as declared;
use wheelhouse_contract::sections::integrations::GetInformationAboutAnExistingThirdPartyIntegration as Get;

use super::capabilities;
use super::change::Change;
use crate::access::ProjectRights;
use crate::activities;
use crate::error::ApiError;
use crate::integration_kinds as kinds;
use crate::request::{Context, Handler, Links, Reply};
use crate::store::integrations::{self, Integration};
use crate::store::organizations;
use crate::store::projects::Project;

pub const HANDLERS: &[(&str, Handler)] = &[
    ("get-list-of-existing-integrations-for-a-project", list),
    ("integrate-project-with-a-third-party-service", add),
    ("get-information-about-an-existing-third-party-integration", get),
    ("update-an-existing-third-party-integration", update),
    ("delete-an-existing-third-party-integration", delete),
];

/// The project, for those who may know what it is integrated with.
fn project(context: &Context<'_>) -> Result<(Project, ProjectRights), ApiError> {
    let (project, rights) = context.project()?;
    rights.require_admin()?;
    Ok((project, rights))
}

fn list(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, _) = project(context)?;
    Ok(Reply::json(&integrations::list(context.store, &project.id)?.iter().map(view).collect()))
}

fn get(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, _) = project(context)?;
    Ok(Reply::json(&view(&find(context, &project)?)))
}

fn add(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, _) = project(context)?;
    let kind = kind(context.body);
    let organization = organizations::get(context.store, &project.organization_id)?;
    let can = capabilities::of(&project, organization.as_ref());
    if can.pointer(&format!("/integrations/config/{kind}/enabled")) != Some(&Value::Bool(true)) {
        return Err(ApiError::forbidden(format!(
            "A project on the {} plan has no integrations of this kind. The owner of the organization can change the plan.",
            project.plan
        )));
    }
    let errors = kinds::check(kind, context.body, true);
    if !errors.is_empty() {
        return Err(ApiError::fields(&errors));
    }
    if kinds::is_code_host(kind) {
        let existing = integrations::list(context.store, &project.id)?;
        if let Some(other) = existing.iter().find(|other| kinds::is_code_host(&other.kind)) {
            let message = format!("The code comes from {} already. Delete that integration first.", name(other));
            return Err(ApiError::conflict("type", message));
        }
    }
    let integration = Integration {
        project_id: project.id.clone(),
        id: activities::random_id(),
        kind: kind.to_owned(),
        facts: kinds::facts(kind, context.body),
        created_at: context.now,
        updated_at: context.now,
    };
    integrations::insert(context.store, &integration)?;
    let mut started = vec![start(context, &project, &integration, "create", "added")?];
    if kinds::is_code_host(kind) && integration.facts.get("fetch_branches") == Some(&Value::Bool(true)) {
        started.push(fetch(context, &project, &integration)?);
    }
    Ok(Reply::created(&view(&integration), started))
}

fn update(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, _) = project(context)?;
    let mut integration = find(context, &project)?;
    let kind = kind(context.body);
    if kind != integration.kind {
        let message = format!("This integration is {}, and its kind stays.", integration.kind);
        return Err(ApiError::fields(&[FieldError::new("type", message)]));
    }
    let errors = kinds::check(kind, context.body, false);
    if !errors.is_empty() {
        return Err(ApiError::fields(&errors));
    }
    integration.facts.extend(kinds::readable(kind, context.body));
    integration.updated_at = context.now;
    integrations::update(context.store, &integration)?;
    let activity = start(context, &project, &integration, "update", "updated")?;
    Ok(Reply::updated(&view(&integration), vec![activity]))
}

fn delete(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, _) = project(context)?;
    let integration = find(context, &project)?;
    integrations::delete(context.store, &project.id, &integration.id)?;
    Ok(Reply::accepted(vec![start(context, &project, &integration, "delete", "deleted")?]))
}

fn find(context: &Context<'_>, project: &Project) -> Result<Integration, ApiError> {
    let id = context.parameter("integrationId");
    integrations::get(context.store, &project.id, id)?
        .ok_or_else(|| ApiError::not_found(format_args!("integration {id} in this project")))
}

/// The kind that a body names; it was checked to be one.
fn kind(body: &Map<String, Value>) -> &str {
    body.get("type").and_then(Value::as_str).unwrap_or_default()
}

fn start(
    context: &Context<'_>,
    project: &Project,
    integration: &Integration,
    verb: &str,
    done: &str,
) -> Result<Value, ApiError> {
    let name = name(integration);
    let change = Change {
        kind: &format!("integration.{verb}"),
        done: &format!("{done} integration"),
        name: &name,
        about: ("integration", Value::Object(about(integration))),
        log: format!("Integration {name} {done}"),
    };
    let hook = format!("Its hook is {}", hook(integration));
    let lines = if kinds::is_code_host(&integration.kind) && verb != "delete" { vec![(hook, 600)] } else { Vec::new() };
    change.run(context, project, &lines)
}

/// What a code host is asked for as soon as there is one.
fn fetch(context: &Context<'_>, project: &Project, integration: &Integration) -> Result<Value, ApiError> {
    let name = name(integration);
    let change = Change {
        kind: &format!("integration.{}.fetch", integration.kind),
        done: "fetched from",
        name: &name,
        about: ("integration", Value::Object(about(integration))),
        log: format!("Fetching from {name}"),
    };
    change.run(context, project, &[("The sandbox calls no other host: there is nothing new.".to_owned(), 900)])
}

/// What activities tell of an integration.
fn about(integration: &Integration) -> Map<String, Value> {
    let mut about = integration.facts.clone();
    about.insert("id".to_owned(), json!(integration.id));
    about.insert("type".to_owned(), json!(integration.kind));
    about
}

/// The kind and what it is connected to: `GitHub (acme/shop)`.
fn name(integration: &Integration) -> String {
    let label = kinds::declaration(&integration.kind).map_or(integration.kind.as_str(), |variant| variant.label);
    let view = declared::Integration::new(Arc::new(Value::Object(about(integration))));
    view.subject().map_or_else(|| label.to_owned(), |subject| format!("{label} ({subject})"))
}

/// Only who may change an integration gets to see it, so everything is allowed on what is seen.
fn view(integration: &Integration) -> Value {
    let path = Get::path(&integration.project_id, &integration.id);
    let links = Links::to_self(&path).editable_if(true, &path);
    let links = links.add_if(kinds::is_code_host(&integration.kind), "#hook", &format!("{path}/hook"));
    let mut view = about(integration);
    let more = [
        ("created_at", json!(integration.created_at.rfc3339())),
        ("updated_at", json!(integration.updated_at.rfc3339())),
        ("role", json!(kinds::role(&integration.kind))),
        ("_links", links.value()),
    ];
    view.extend(more.map(|(key, value)| (key.to_owned(), value)));
    Value::Object(view)
}

/// Where a code host says that something was pushed.
fn hook(integration: &Integration) -> String {
    format!("{}/hook", Get::path(&integration.project_id, &integration.id))
}
