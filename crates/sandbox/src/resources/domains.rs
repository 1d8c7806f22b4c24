//! Domain Management: the domains of a project, which lead to its production environment, and those that stand for
//them on
//! its other environments.

use wheelhouse_contract::operation::{OfDomain, OfEnvironment, OfProject};
use wheelhouse_contract::resource::flag;
use wheelhouse_contract::sections::domains::of_environment::{
    AddAnEnvironmentDomain, DeleteAnEnvironmentDomain, GetAListOfEnvironmentDomains, GetAnEnvironmentDomain,
    UpdateAnEnvironmentDomain,
};
use wheelhouse_contract::sections::domains::of_project::{
    AddAProjectDomain, DeleteAProjectDomain, GetAProjectDomain, GetListOfProjectDomains, UpdateAProjectDomain,
};
use wheelhouse_contract::sections::domains::{
    self as declared, DomainCreateInput, ProductionDomainPatch, ReplacementDomainPatch,
};
use wheelhouse_contract::validate::{Mode, validate};

use super::capabilities;
use super::change::{Change, told};
use crate::access::{ProjectRights, Role};
use crate::activities::{Kind, Verb};
use crate::request::prelude::*;
use crate::store::certificates::{self, Certificate};
use crate::store::domains::{self, Domain};
use crate::store::environments::Environment;
use crate::store::organizations;
use crate::store::projects::Project;

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

/// Domains below these are the service's, one for each environment.
const OWN: &[&str] = &[".platformsh.site", ".platform.sh"];

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
    let (name, replacement_for, wants_default, attributes) = match &call.body {
        DomainCreateInput::Production(new) => (&new.name, None, new.is_default == Some(true), &new.attributes),
        DomainCreateInput::Replacement(new) => (&new.name, new.replacement_for.as_deref(), false, &new.attributes),
    };
    let name = name.to_ascii_lowercase();
    let replacement_for = replacement_for.map(str::to_ascii_lowercase);
    place.check(call, &name, replacement_for.as_deref(), wants_default)?;
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
    // The declaration takes either kind; a domain is of one.
    let replaces = domain.environment_id.is_some();
    let declared = if replaces { ReplacementDomainPatch::BODY } else { ProductionDomainPatch::BODY };
    let errors = validate(declared, body, Mode::Partial);
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

/// Where domains are managed: in a project, or in one of its environments.
struct Place {
    project: Project,
    rights: ProjectRights,
    environment: Option<Environment>,
}

impl Place {
    fn of_project(context: &Context<'_>, path: &impl OfProject) -> Result<Self, ApiError> {
        let (project, rights) = scope::project(context, path)?;
        Ok(Self { project, rights, environment: None })
    }

    fn of_project_admin(context: &Context<'_>, path: &impl OfProject) -> Result<Self, ApiError> {
        let (project, rights) = scope::project_admin(context, path)?;
        Ok(Self { project, rights, environment: None })
    }

    fn of_environment(context: &Context<'_>, path: &impl OfEnvironment) -> Result<Self, ApiError> {
        let (project, rights, environment) = scope::environment(context, path)?;
        Ok(Self { project, rights, environment: Some(environment) })
    }

    fn of_environment_admin(context: &Context<'_>, path: &impl OfEnvironment) -> Result<Self, ApiError> {
        let (project, rights, environment) = scope::environment_admin(context, path)?;
        Ok(Self { project, rights, environment: Some(environment) })
    }

    /// The environment whose domains stand for the project's. The production environment's are the project's.
    fn replacing(&self) -> Option<&Environment> {
        self.environment.as_ref().filter(|environment| environment.id != self.project.default_branch)
    }

    fn replacing_id(&self) -> Option<&str> {
        self.replacing().map(|environment| environment.id.as_str())
    }

    fn may_change(&self) -> bool {
        match &self.environment {
            Some(environment) => self.rights.on(&environment.kind) >= Role::Admin,
            None => self.rights.is_admin(),
        }
    }

    /// Whether a new domain can be: its name is nobody's, and it replaces what it may.
    fn check(
        &self,
        context: &Context<'_>,
        name: &str,
        replacement_for: Option<&str>,
        wants_default: bool,
    ) -> Result<(), ApiError> {
        let refuse = |field: &str, message: &str| Err(ApiError::fields(&[FieldError::new(field, message)]));
        if OWN.iter().any(|suffix| name.ends_with(suffix)) {
            return refuse("name", "Domains of this type come from the service and can’t be added.");
        }
        match (self.replacing(), replacement_for) {
            (None, None) => {}
            (None, Some(_)) => {
                return refuse(
                    "replacement_for",
                    "A project domain can’t replace another one. Only domains of non-production environments can.",
                );
            }
            (Some(_), None) => {
                return refuse("replacement_for", "Choose the production domain to replace.");
            }
            (Some(environment), Some(replaced)) => {
                if wants_default {
                    return refuse("is_default", "The default domain must be one of the project’s domains.");
                }
                let production = domains::get(context.store, &self.project.id, replaced)?;
                if production.is_none_or(|domain| domain.environment_id.is_some()) {
                    return refuse("replacement_for", "The project doesn’t have this domain.");
                }
                let here = domains::list(context.store, &self.project.id, Some(&environment.id))?;
                if let Some(other) = here.iter().find(|domain| domain.replacement_for.as_deref() == Some(replaced)) {
                    let message = format!("{} stands for {replaced} on this environment already.", other.name);
                    return Err(ApiError::conflict("replacement_for", message));
                }
            }
        }
        if domains::get(context.store, &self.project.id, name)?.is_some() {
            return Err(ApiError::conflict("name", format!("The project already has the domain {name}.")));
        }
        match domains::taken_by_other(context.store, &self.project.id, name)? {
            None => Ok(()),
            Some(_) => Err(ApiError::conflict("name", format!("The domain {name} is in use in another project."))),
        }
    }

    fn find(&self, context: &Context<'_>, name: &str) -> Result<Domain, ApiError> {
        domains::get(context.store, &self.project.id, &name.to_ascii_lowercase())?
            .filter(|domain| domain.environment_id.as_deref() == self.replacing_id())
            .ok_or_else(|| ApiError::not_found(format_args!("domain {name} here")))
    }

    fn start(&self, context: &Context<'_>, domain: &Domain, verb: Verb, done: &str) -> Result<Value, ApiError> {
        let kind = match &self.environment {
            Some(_) => Kind::EnvironmentDomain { verb },
            None => Kind::ProjectDomain { verb },
        };
        let about = json!({
            "id": domain.name,
            "name": domain.name,
            "is_default": domain.is_default,
            "replacement_for": domain.replacement_for,
            "attributes": told(&domain.attributes),
        });
        let default = domains::default(context.store, &self.project.id)?;
        let default = default.filter(|_| domain.environment_id.is_none() && domain.is_default);
        let default = default.map_or_else(String::new, |name| format!(". The default domain is {name}"));
        let change = Change {
            kind,
            done: &format!("{done} domain"),
            name: &domain.name,
            about: ("domain", about),
            log: format!("Domain {} {done}{default}", domain.name),
        };
        change.redeploy(context, &self.project, self.environment.as_ref())
    }

    fn entity(&self, context: &Context<'_>, domain: &Domain) -> Result<Value, ApiError> {
        let certificates = certificates::list(context.store, &self.project.id)?;
        Ok(self.view(context, domain, &certificates))
    }

    fn view(&self, context: &Context<'_>, domain: &Domain, certificates: &[Certificate]) -> Value {
        let path = self.path(&domain.name);
        let good = |certificate: &&Certificate| {
            !certificate.is_invalid && certificate.expires_at > context.now && certificate.covers(&domain.name)
        };
        let expires_at = certificates.iter().filter(good).map(|certificate| certificate.expires_at).max();
        let relations = [declared::Domain::EDIT, declared::Domain::DELETE];
        let links = Links::to_self(&path).each_if(self.may_change(), &relations, &path);
        let ssl = json!({"has_certificate": expires_at.is_some(), "expires_on": expires_at.map(|at| at.rfc3339())});
        let replaces = domain.environment_id.is_some();
        let more = match replaces {
            true => json!({"ssl": ssl, "replacement_for": domain.replacement_for, "_links": links.value()}),
            false => json!({"ssl": ssl, "_links": links.value()}),
        };
        facts!(declared::Domain {
            id: &domain.name,
            created_at: domain.created_at,
            updated_at: domain.updated_at,
            kind: if replaces { "replacement" } else { "production" },
            project: &domain.project_id,
            name: &domain.name,
            registered_name: registered(&domain.name),
            is_default: Said::only_if(!replaces, domain.is_default),
            attributes: &domain.attributes,
            ..more
        })
    }

    fn path(&self, name: &str) -> String {
        match &self.environment {
            Some(environment) => GetAnEnvironmentDomain::path(&self.project.id, &environment.id, name),
            None => GetAProjectDomain::path(&self.project.id, name),
        }
    }
}

/// The part of a name that is registered with a registrar, as far as the name tells.
fn registered(name: &str) -> String {
    let labels: Vec<&str> = name.split('.').collect();
    let is_public = |label: &str| matches!(label, "ac" | "co" | "com" | "gov" | "net" | "org");
    let count = match labels.as_slice() {
        [.., second, first] if first.len() == 2 && is_public(second) => 3,
        _ => 2,
    };
    labels.get(labels.len().saturating_sub(count)..).unwrap_or_default().join(".")
}
