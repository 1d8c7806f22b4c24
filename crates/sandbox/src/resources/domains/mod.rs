//! Domain Management: the domains of a project, which lead to its production environment, and those that stand for them
//! on its other environments.

mod place;
mod ssl;

use wheelhouse_contract::operation::OfDomain;
use wheelhouse_contract::resource::flag;
use wheelhouse_contract::sections::domains::of_environment::{
    AddAnEnvironmentDomain, DeleteAnEnvironmentDomain, GetAListOfEnvironmentDomains, GetAnEnvironmentDomain,
    UpdateAnEnvironmentDomain,
};
use wheelhouse_contract::sections::domains::of_project::{
    AddAProjectDomain, DeleteAProjectDomain, GetAProjectDomain, GetListOfProjectDomains, UpdateAProjectDomain,
};
use wheelhouse_contract::sections::domains::{DomainCreateInput, ProductionDomainPatch, ReplacementDomainPatch};
use wheelhouse_contract::validate::{Mode, validate};

use super::capabilities;
use crate::activities::Verb;
use crate::request::prelude::*;
use crate::store::domains::{self, Domain};
use crate::store::{certificates, organizations};
use place::Place;

pub fn handlers() -> Vec<Handler> {
    vec![
        on(Place::of_project, list::<GetListOfProjectDomains>),
        on(Place::of_project_admin, add::<AddAProjectDomain>),
        on(Place::of_project, get::<GetAProjectDomain>),
        on(Place::of_project_admin, update::<UpdateAProjectDomain>),
        on(Place::of_project_admin, delete::<DeleteAProjectDomain>),
        on(Place::of_environment, list::<GetAListOfEnvironmentDomains>),
        on(Place::of_environment_admin, add::<AddAnEnvironmentDomain>),
        on(Place::of_environment, get::<GetAnEnvironmentDomain>),
        on(Place::of_environment_admin, update::<UpdateAnEnvironmentDomain>),
        on(Place::of_environment_admin, delete::<DeleteAnEnvironmentDomain>),
    ]
}

fn list<E: Endpoint<Body = NoBody>>(call: &Call<'_, E, Place>) -> Answer {
    let place = &call.at;
    let found = domains::list(call.store, &place.project.id, place.replacing_id())?;
    let certificates = certificates::list(call.store, &place.project.id)?;
    Ok(Reply::json(&found.iter().map(|domain| place.view(call, domain, &certificates)).collect()))
}

fn get<E: Endpoint<Body = NoBody, Parameters: OfDomain>>(call: &Call<'_, E, Place>) -> Answer {
    let domain = call.at.find(call, call.path.domain_id())?;
    Ok(Reply::json(&call.at.entity(call, &domain)?))
}

fn add<E: Endpoint<Body = DomainCreateInput>>(call: &Call<'_, E, Place>) -> Answer {
    let (place, project) = (&call.at, &call.at.project);
    let organization = organizations::get(call.store, &project.organization_id)?;
    if flag(&capabilities::of(project, organization.as_ref()), "custom_domains.enabled") != Some(true) {
        return Err(ApiError::forbidden(format!(
            "The {} plan doesn’t include custom domains. The organization’s owner can change the plan.",
            project.plan
        )));
    }
    let (name, replacement_for, wants_default, attributes, ssl) = match &call.body {
        DomainCreateInput::Production(new) => {
            (&new.name, None, new.is_default == Some(true), &new.attributes, &new.ssl)
        }
        DomainCreateInput::Replacement(new) => {
            (&new.name, new.replacement_for.as_deref(), false, &new.attributes, &new.ssl)
        }
    };
    let name = name.to_ascii_lowercase();
    let replacement_for = replacement_for.map(str::to_ascii_lowercase);
    place.check(call, &name, replacement_for.as_deref(), wants_default)?;
    if let Some(ssl) = ssl.as_ref().and_then(Option::as_ref) {
        ssl::keep(call, project, &name, ssl)?;
    }
    let is_first = domains::default(call.store, &project.id)?.is_none();
    let domain = Domain {
        project_id: project.id.clone(),
        environment_id: place.replacing_id().map(str::to_owned),
        name,
        replacement_for,
        is_default: place.replacing().is_none() && (is_first || wants_default),
        attributes: json!(attributes.clone().unwrap_or_default()),
        created_at: call.now,
        updated_at: call.now,
    };
    domains::insert(call.store, &domain)?;
    let activity = place.start(call, &domain, Verb::Create, "added")?;
    Ok(Reply::created(&place.entity(call, &domain)?, vec![activity]))
}

fn update<E: Endpoint<Parameters: OfDomain>>(call: &Call<'_, E, Place, Raw>) -> Answer {
    let Call { at: place, body, .. } = call;
    let mut domain = place.find(call, call.path.domain_id())?;
    // The declaration takes either kind; a domain is of one. Attributes that are texts are any domain's.
    let replaces = domain.environment_id.is_some();
    let texts = |attributes: &Value| attributes.as_object().is_some_and(|all| all.values().all(Value::is_string));
    let declared = match replaces && !body.get("attributes").is_some_and(texts) {
        true => ReplacementDomainPatch::BODY,
        false => ProductionDomainPatch::BODY,
    };
    let mut errors = validate(declared, body, Mode::Partial);
    if replaces && body.contains_key("is_default") && errors.is_empty() {
        errors.push(FieldError::new("is_default", "The default domain must be one of the project’s domains."));
    }
    if !errors.is_empty() {
        return Err(ApiError::fields(&errors));
    }
    match (body.get("is_default").and_then(Value::as_bool), domain.is_default) {
        (Some(false), true) => {
            let message = "This domain is the default until another one is made the default.";
            return Err(ApiError::fields(&[FieldError::new("is_default", message)]));
        }
        (Some(true), false) => {
            domains::make_default(call.store, &place.project.id, &domain.name)?;
            domain.is_default = true;
        }
        _ => {}
    }
    if let Some(attributes) = body.get("attributes") {
        domain.attributes = attributes.clone();
    }
    domain.updated_at = call.now;
    domains::update(call.store, &domain)?;
    let activity = place.start(call, &domain, Verb::Update, "updated")?;
    Ok(Reply::updated(&place.entity(call, &domain)?, vec![activity]))
}

/// Deletes a domain. The oldest that is left becomes the default when it was that.
fn delete<E: Endpoint<Body = NoBody, Parameters: OfDomain>>(call: &Call<'_, E, Place>) -> Answer {
    let place = &call.at;
    let domain = place.find(call, call.path.domain_id())?;
    let replacements = domains::replacements(call.store, &place.project.id, &domain.name)?;
    if !replacements.is_empty() {
        let message = format!("{} replaces it on other environments. Delete that first.", replacements.join(", "));
        return Err(ApiError::conflict("name", message));
    }
    domains::delete(call.store, &place.project.id, &domain.name)?;
    Ok(Reply::accepted(vec![place.start(call, &domain, Verb::Delete, "deleted")?]))
}
