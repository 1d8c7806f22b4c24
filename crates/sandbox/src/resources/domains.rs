//! Domain Management: the domains of a project, which lead to its production environment, and those that stand for them on
//! its other environments.

use serde_json::{Value, json};
use wheelhouse_contract::resource::flag as flag_at;
use wheelhouse_contract::sections::domains::of_environment::GetAnEnvironmentDomain;
use wheelhouse_contract::sections::domains::of_project::GetAProjectDomain;
use wheelhouse_contract::sections::domains::{ProductionDomainPatch, ReplacementDomainPatch};
use wheelhouse_contract::validate::{Mode, validate};
use wheelhouse_contract::{Described, FieldError};

use super::capabilities;
use super::change::Change;
use crate::access::{ProjectRights, Role};
use crate::error::ApiError;
use crate::request::{Context, Handler, Links, Reply};
use crate::store::certificates::{self, Certificate};
use crate::store::domains::{self, Domain};
use crate::store::environments::Environment;
use crate::store::organizations;
use crate::store::projects::Project;

pub const HANDLERS: &[(&str, Handler)] = &[
    ("get-list-of-project-domains", |context| Place::of_project(context)?.list(context)),
    ("add-a-project-domain", |context| Place::of_project(context)?.add(context)),
    ("get-a-project-domain", |context| Place::of_project(context)?.get(context)),
    ("update-a-project-domain", |context| Place::of_project(context)?.update(context)),
    ("delete-a-project-domain", |context| Place::of_project(context)?.delete(context)),
    ("get-a-list-of-environment-domains", |context| Place::of_environment(context)?.list(context)),
    ("add-an-environment-domain", |context| Place::of_environment(context)?.add(context)),
    ("get-an-environment-domain", |context| Place::of_environment(context)?.get(context)),
    ("update-an-environment-domain", |context| Place::of_environment(context)?.update(context)),
    ("delete-an-environment-domain", |context| Place::of_environment(context)?.delete(context)),
];

/// Domains below these are the service's, one for each environment.
const OWN: &[&str] = &[".platformsh.site", ".platform.sh"];

/// Where domains are managed: in a project, or in one of its environments.
struct Place {
    project: Project,
    rights: ProjectRights,
    environment: Option<Environment>,
}

impl Place {
    fn of_project(context: &Context<'_>) -> Result<Self, ApiError> {
        let (project, rights) = context.project()?;
        Ok(Self { project, rights, environment: None })
    }

    fn of_environment(context: &Context<'_>) -> Result<Self, ApiError> {
        let (project, rights, environment) = context.environment()?;
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

    fn require_change(&self) -> Result<(), ApiError> {
        match &self.environment {
            Some(environment) => self.rights.require_on(environment, Role::Admin),
            None => self.rights.require_admin(),
        }
    }

    fn list(&self, context: &Context<'_>) -> Result<Reply, ApiError> {
        let found = domains::list(context.store, &self.project.id, self.replacing_id())?;
        let certificates = certificates::list(context.store, &self.project.id)?;
        Ok(Reply::json(&found.iter().map(|domain| self.view(context, domain, &certificates)).collect()))
    }

    fn get(&self, context: &Context<'_>) -> Result<Reply, ApiError> {
        let domain = self.find(context)?;
        Ok(Reply::json(&self.entity(context, &domain)?))
    }

    fn add(&self, context: &Context<'_>) -> Result<Reply, ApiError> {
        self.require_change()?;
        let organization = organizations::get(context.store, &self.project.organization_id)?;
        if flag_at(&capabilities::of(&self.project, organization.as_ref()), "custom_domains.enabled") != Some(true) {
            return Err(ApiError::forbidden(format!(
                "A project on the {} plan has no domains of its own. The owner of the organization can change the plan.",
                self.project.plan
            )));
        }
        let text = |name: &str| context.body.get(name).and_then(Value::as_str);
        let name = text("name").unwrap_or_default().to_ascii_lowercase();
        let replacement_for = text("replacement_for").map(str::to_ascii_lowercase);
        self.check(context, &name, replacement_for.as_deref())?;
        let is_first = domains::default(context.store, &self.project.id)?.is_none();
        let is_default = self.replacing().is_none() && (is_first || flag(context, "is_default") == Some(true));
        let domain = Domain {
            project_id: self.project.id.clone(),
            environment_id: self.replacing_id().map(str::to_owned),
            name,
            replacement_for,
            is_default,
            attributes: context.body.get("attributes").cloned().unwrap_or_else(|| json!({})),
            created_at: context.now,
            updated_at: context.now,
        };
        domains::insert(context.store, &domain)?;
        let activity = self.start(context, &domain, "create", "added")?;
        Ok(Reply::created(&self.entity(context, &domain)?, vec![activity]))
    }

    /// Whether a new domain can be: its name is nobody's, and it replaces what it may.
    fn check(&self, context: &Context<'_>, name: &str, replacement_for: Option<&str>) -> Result<(), ApiError> {
        let refuse = |field: &str, message: &str| Err(ApiError::fields(&[FieldError::new(field, message)]));
        if OWN.iter().any(|suffix| name.ends_with(suffix)) {
            return refuse("name", "Domains of this kind are given by the service, and cannot be added.");
        }
        match (self.replacing(), replacement_for) {
            (None, None) => {}
            (None, Some(_)) => {
                return refuse(
                    "replacement_for",
                    "A domain of the project replaces no other. Only domains of environments that are not production do.",
                );
            }
            (Some(_), None) => {
                return refuse("replacement_for", "Say which domain of the project this one stands for here.");
            }
            (Some(environment), Some(replaced)) => {
                if flag(context, "is_default") == Some(true) {
                    return refuse("is_default", "Only a domain of the project can be its default.");
                }
                let production = domains::get(context.store, &self.project.id, replaced)?;
                if production.is_none_or(|domain| domain.environment_id.is_some()) {
                    return refuse("replacement_for", "This is no domain of the project.");
                }
                let here = domains::list(context.store, &self.project.id, Some(&environment.id))?;
                if let Some(other) = here.iter().find(|domain| domain.replacement_for.as_deref() == Some(replaced)) {
                    let message = format!("{} stands for {replaced} on this environment already.", other.name);
                    return Err(ApiError::conflict("replacement_for", message));
                }
            }
        }
        if domains::get(context.store, &self.project.id, name)?.is_some() {
            return Err(ApiError::conflict("name", format!("This project has the domain {name} already.")));
        }
        match domains::taken_by_other(context.store, &self.project.id, name)? {
            None => Ok(()),
            Some(_) => Err(ApiError::conflict("name", format!("The domain {name} is in use in another project."))),
        }
    }

    fn update(&self, context: &Context<'_>) -> Result<Reply, ApiError> {
        self.require_change()?;
        let mut domain = self.find(context)?;
        // The declaration takes either kind; a domain is of one.
        let replaces = domain.environment_id.is_some();
        let body = if replaces { ReplacementDomainPatch::BODY } else { ProductionDomainPatch::BODY };
        let errors = validate(body, context.body, Mode::Partial);
        if !errors.is_empty() {
            return Err(ApiError::fields(&errors));
        }
        match (flag(context, "is_default"), domain.is_default) {
            (Some(false), true) => {
                let message = "This domain is the default until another one is made the default.";
                return Err(ApiError::fields(&[FieldError::new("is_default", message)]));
            }
            (Some(true), false) => {
                domains::make_default(context.store, &self.project.id, &domain.name)?;
                domain.is_default = true;
            }
            _ => {}
        }
        if let Some(attributes) = context.body.get("attributes") {
            domain.attributes = attributes.clone();
        }
        domain.updated_at = context.now;
        domains::update(context.store, &domain)?;
        let activity = self.start(context, &domain, "update", "updated")?;
        Ok(Reply::updated(&self.entity(context, &domain)?, vec![activity]))
    }

    /// Deletes a domain. The oldest that is left becomes the default when it was that.
    fn delete(&self, context: &Context<'_>) -> Result<Reply, ApiError> {
        self.require_change()?;
        let domain = self.find(context)?;
        let replacements = domains::replacements(context.store, &self.project.id, &domain.name)?;
        if !replacements.is_empty() {
            let message = format!("On environments {} stands for it. Delete that first.", replacements.join(", "));
            return Err(ApiError::conflict("name", message));
        }
        domains::delete(context.store, &self.project.id, &domain.name)?;
        Ok(Reply::accepted(vec![self.start(context, &domain, "delete", "deleted")?]))
    }

    fn find(&self, context: &Context<'_>) -> Result<Domain, ApiError> {
        let name = context.parameter("domainId");
        domains::get(context.store, &self.project.id, &name.to_ascii_lowercase())?
            .filter(|domain| domain.environment_id.as_deref() == self.replacing_id())
            .ok_or_else(|| ApiError::not_found(format_args!("domain {name} here")))
    }

    fn start(&self, context: &Context<'_>, domain: &Domain, verb: &str, done: &str) -> Result<Value, ApiError> {
        let scope = if self.environment.is_some() { "environment" } else { "project" };
        let about = json!({
            "id": domain.name,
            "name": domain.name,
            "is_default": domain.is_default,
            "replacement_for": domain.replacement_for,
            "attributes": domain.attributes,
        });
        let default = domains::default(context.store, &self.project.id)?;
        let default = default.filter(|_| domain.environment_id.is_none() && domain.is_default);
        let default = default.map_or_else(String::new, |name| format!(". The default domain is {name}"));
        let change = Change {
            kind: &format!("{scope}.domain.{verb}"),
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
        let mut view = json!({
            "id": domain.name,
            "created_at": domain.created_at.rfc3339(),
            "updated_at": domain.updated_at.rfc3339(),
            "type": if domain.environment_id.is_some() { "replacement" } else { "production" },
            "project": domain.project_id,
            "name": domain.name,
            "registered_name": registered(&domain.name),
            "attributes": domain.attributes,
            "ssl": {"has_certificate": expires_at.is_some(), "expires_on": expires_at.map(|at| at.rfc3339())},
            "_links": Links::to_self(&path).editable_if(self.may_change(), &path).value(),
        });
        let (key, value) = match &domain.environment_id {
            Some(_) => ("replacement_for", json!(domain.replacement_for)),
            None => ("is_default", json!(domain.is_default)),
        };
        if let Some(map) = view.as_object_mut() {
            map.insert(key.to_owned(), value);
        }
        view
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

fn flag(context: &Context<'_>, name: &str) -> Option<bool> {
    context.body.get(name).and_then(Value::as_bool)
}
