//! Third-Party Integrations. Of secrets, those are kept that can be read back or that something is posted with.

use std::sync::Arc;

use rusqlite::Connection;
use wheelhouse_contract::resource::Resource;
use wheelhouse_contract::sections::integrations as declared;

use super::capabilities;
use super::change::Change;
use crate::activities::{self, Kind, Verb};
use crate::integration_kinds as kinds;
use crate::request::prelude::*;
use crate::request::{Caller, Query};
use crate::setup::random_token;
use crate::store::integrations::{self, Integration};
use crate::store::projects::{self, Project};
use crate::store::{organizations, users};

/// What a project is integrated with, its admins alone may know.
pub fn handlers() -> Vec<Handler> {
    vec![
        on(project_admin, list),
        on(project_admin, add),
        on(project_admin, get),
        on(project_admin, update),
        on(project_admin, delete),
        beneath(HOOK, "hook", project_admin, hooked).posted().open_to(by_key),
    ]
}

/// Under which faults and tests know the hook.
const HOOK: &str = "integration-hook";

/// The parameter of the hook's query that stands in for signing in.
const KEY: &str = "key";

fn list(call: &Call<'_, declared::GetListOfExistingIntegrationsForAProject, InProject>) -> Answer {
    let (project, _) = &call.at;
    Ok(Reply::json(&integrations::list(call.store, &project.id)?.iter().map(view).collect()))
}

fn get(call: &Call<'_, declared::GetInformationAboutAnExistingThirdPartyIntegration, InProject>) -> Answer {
    let (project, _) = &call.at;
    Ok(Reply::json(&view(&find(call, project, &call.path.integration_id)?)))
}

fn add(call: &Call<'_, declared::IntegrateProjectWithAThirdPartyService, InProject, Raw>) -> Answer {
    let Call { at: (project, _), body, .. } = call;
    let kind = kind(body);
    let organization = organizations::get(call.store, &project.organization_id)?;
    let can = capabilities::of(project, organization.as_ref());
    if can.pointer(&format!("/integrations/config/{kind}/enabled")) != Some(&Value::Bool(true)) {
        return Err(ApiError::forbidden(format!(
            "The {} plan doesn’t include this integration. The organization’s owner can change the plan.",
            project.plan
        )));
    }
    if kinds::is_code_host(kind) {
        let existing = integrations::list(call.store, &project.id)?;
        if let Some(other) = existing.iter().find(|other| kinds::is_code_host(&other.kind)) {
            let message = format!("The code already comes from {}. Delete that integration first.", name(other));
            return Err(ApiError::conflict("type", message));
        }
    }
    let integration = Integration {
        project_id: project.id.clone(),
        id: activities::random_id(),
        kind: kind.to_owned(),
        facts: kinds::facts(kind, body),
        hook_key: random_token(),
        bot_token: kinds::bot_token(kind, body).unwrap_or_default(),
        created_at: call.now,
        updated_at: call.now,
    };
    integrations::insert(call.store, &integration)?;
    let mut started = vec![start(call, project, &integration, Verb::Create, "added")?];
    if integration.facts.get("fetch_branches") == Some(&Value::Bool(true)) {
        started.extend(fetch(call, project, &integration)?);
    }
    Ok(Reply::created(&view(&integration), started))
}

fn update(call: &Call<'_, declared::UpdateAnExistingThirdPartyIntegration, InProject, Raw>) -> Answer {
    let (project, _) = &call.at;
    let mut integration = find(call, project, &call.path.integration_id)?;
    let body = &of_kind(declared::IntegrationPatch::BODY, &call.body, &integration.kind)?;
    let kind = kind(body);
    if kind != integration.kind {
        let message = format!("This integration is {}, and its kind stays.", integration.kind);
        return Err(ApiError::fields(&[FieldError::new("type", message)]));
    }
    kinds::change(&mut integration.facts, kind, body).map_err(|error| ApiError::fields(&[error]))?;
    if let Some(token) = kinds::bot_token(kind, body) {
        integration.bot_token = token;
    }
    integration.updated_at = call.now;
    integrations::update(call.store, &integration)?;
    let activity = start(call, project, &integration, Verb::Update, "updated")?;
    Ok(Reply::updated(&view(&integration), vec![activity]))
}

fn delete(call: &Call<'_, declared::DeleteAnExistingThirdPartyIntegration, InProject>) -> Answer {
    let (project, _) = &call.at;
    let integration = find(call, project, &call.path.integration_id)?;
    integrations::delete(call.store, &project.id, &integration.id)?;
    Ok(Reply::accepted(vec![start(call, project, &integration, Verb::Delete, "deleted")?]))
}

/// Whoever has the key of the hook acts for the organization's owner.
fn by_key(store: &Connection, parameters: &[String], query: &Query) -> rusqlite::Result<Option<Caller>> {
    let (Some(key), [project, id]) = (query.get(KEY), parameters) else { return Ok(None) };
    let integration = integrations::get(store, project, id)?;
    if !integration.is_some_and(|integration| is_same(key, &integration.hook_key)) {
        return Ok(None);
    }
    let Some(project) = projects::get(store, project)? else { return Ok(None) };
    users::owner_of(store, &project.organization_id)
}

/// Takes as long whatever differs.
fn is_same(given: &str, key: &str) -> bool {
    given.len() == key.len()
        && given.bytes().zip(key.bytes()).fold(0, |differs, (one, other)| differs | (one ^ other)) == 0
}

/// A code host says that something was pushed: it is asked for what it has.
fn hooked(call: &Call<'_, declared::GetInformationAboutAnExistingThirdPartyIntegration, InProject>) -> Answer {
    let (project, _) = &call.at;
    let integration = find(call, project, &call.path.integration_id)?;
    match fetch(call, project, &integration)? {
        Some(started) => Ok(Reply::accepted(vec![started])),
        None => {
            Err(ApiError::not_found(format_args!("hook of integration {}: no code comes from there", integration.id)))
        }
    }
}

fn find(context: &Context<'_>, project: &Project, id: &str) -> Result<Integration, ApiError> {
    integrations::get(context.store, &project.id, id)?
        .ok_or_else(|| ApiError::not_found(format_args!("integration {id} in this project")))
}

/// The kind that a body names; it was checked to be one.
fn kind(body: &Given) -> &'static str {
    declared::IntegrationCreateInput::BODY.variant(body).map_or("", |variant| variant.value)
}

fn start(
    context: &Context<'_>,
    project: &Project,
    integration: &Integration,
    verb: Verb,
    done: &str,
) -> Result<Value, ApiError> {
    let name = name(integration);
    let change = Change {
        kind: Kind::Integration { verb },
        done: &format!("{done} integration"),
        name: &name,
        about: ("integration", Value::Object(activities::about_integration(integration))),
        log: format!("Integration {name} {done}"),
    };
    change.run(context, project, &[])
}

/// The activity in which each code host is asked for what it has.
const FETCHES: &[(&str, Kind)] = &[
    ("bitbucket", Kind::IntegrationBitbucketFetch),
    ("bitbucket_server", Kind::IntegrationBitbucketServerFetch),
    ("github", Kind::IntegrationGithubFetch),
    ("gitlab", Kind::IntegrationGitlabFetch),
];

/// What a code host is asked for as soon as there is one.
fn fetch(context: &Context<'_>, project: &Project, integration: &Integration) -> Result<Option<Value>, ApiError> {
    let Some((_, kind)) = FETCHES.iter().find(|(host, _)| *host == integration.kind) else { return Ok(None) };
    let name = name(integration);
    let change = Change {
        kind: kind.clone(),
        done: "fetched from",
        name: &name,
        about: ("integration", Value::Object(activities::about_integration(integration))),
        log: format!("Fetching from {name}"),
    };
    let lines = [("The sandbox calls no other host: there is nothing new.".to_owned(), 900)];
    change.run(context, project, &lines).map(Some)
}

/// The kind and what it is connected to: `GitHub (acme/shop)`.
fn name(integration: &Integration) -> String {
    let label = kinds::declaration(&integration.kind).map_or(integration.kind.as_str(), |variant| variant.label);
    let view = declared::Integration::new(Arc::new(Value::Object(activities::about_integration(integration))));
    view.subject().map_or_else(|| label.to_owned(), |subject| format!("{label} ({subject})"))
}

/// Only who may change an integration gets to see it, so everything is allowed on what is seen.
fn view(integration: &Integration) -> Value {
    let path =
        declared::GetInformationAboutAnExistingThirdPartyIntegration::path(&integration.project_id, &integration.id);
    let links = Links::to_self(&path)
        .add(declared::Integration::EDIT, &path)
        .add(declared::Integration::DELETE, &path)
        .add_if(kinds::is_code_host(&integration.kind), declared::Integration::HOOK, &hook(integration, &path));
    let mut more = integration.facts.clone();
    more.insert("_links".to_owned(), links.value());
    facts!(declared::Integration {
        id: &integration.id,
        created_at: integration.created_at,
        updated_at: integration.updated_at,
        kind: &integration.kind,
        role: kinds::role(&integration.kind),
        ..Value::Object(more)
    })
}

/// Where a code host says that something was pushed.
fn hook(integration: &Integration, path: &str) -> String {
    format!("{path}/hook?{KEY}={}", integration.hook_key)
}
