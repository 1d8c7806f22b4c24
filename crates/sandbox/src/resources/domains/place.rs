//! Where domains are managed, and what can be there.

use wheelhouse_contract::operation::{OfEnvironment, OfProject};
use wheelhouse_contract::sections::domains as declared;
use wheelhouse_contract::sections::domains::of_environment::GetAnEnvironmentDomain;
use wheelhouse_contract::sections::domains::of_project::GetAProjectDomain;

use super::super::change::{Change, told};
use crate::access::{ProjectRights, Role};
use crate::activities::{Kind, Verb};
use crate::request::prelude::*;
use crate::store::certificates::{self, Certificate};
use crate::store::domains::{self, Domain};
use crate::store::environments::Environment;
use crate::store::projects::Project;

/// Domains below these are the service's, one for each environment.
const OWN: &[&str] = &[".platformsh.site", ".platform.sh"];

/// Where domains are managed: in a project, or in one of its environments.
pub struct Place {
    pub project: Project,
    rights: ProjectRights,
    environment: Option<Environment>,
}

impl Place {
    pub fn of_project(context: &Context<'_>, path: &impl OfProject) -> Result<Self, ApiError> {
        let (project, rights) = scope::project(context, path)?;
        Ok(Self { project, rights, environment: None })
    }

    pub fn of_project_admin(context: &Context<'_>, path: &impl OfProject) -> Result<Self, ApiError> {
        let (project, rights) = scope::project_admin(context, path)?;
        Ok(Self { project, rights, environment: None })
    }

    pub fn of_environment(context: &Context<'_>, path: &impl OfEnvironment) -> Result<Self, ApiError> {
        let (project, rights, environment) = scope::environment(context, path)?;
        Ok(Self { project, rights, environment: Some(environment) })
    }

    pub fn of_environment_admin(context: &Context<'_>, path: &impl OfEnvironment) -> Result<Self, ApiError> {
        let (project, rights, environment) = scope::environment_admin(context, path)?;
        Ok(Self { project, rights, environment: Some(environment) })
    }

    /// The environment whose domains stand for the project's. The production environment's are the project's.
    pub fn replacing(&self) -> Option<&Environment> {
        self.environment.as_ref().filter(|environment| environment.id != self.project.default_branch)
    }

    pub fn replacing_id(&self) -> Option<&str> {
        self.replacing().map(|environment| environment.id.as_str())
    }

    fn may_change(&self) -> bool {
        match &self.environment {
            Some(environment) => self.rights.may(&environment.kind, Role::Admin),
            None => self.rights.is_admin(),
        }
    }

    /// Whether a new domain can be: its name is nobody's, and it replaces what it may.
    pub fn check(
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

    pub fn find(&self, context: &Context<'_>, name: &str) -> Result<Domain, ApiError> {
        domains::get(context.store, &self.project.id, &name.to_ascii_lowercase())?
            .filter(|domain| domain.environment_id.as_deref() == self.replacing_id())
            .ok_or_else(|| ApiError::not_found(format_args!("domain {name} here")))
    }

    pub fn start(&self, context: &Context<'_>, domain: &Domain, verb: Verb, done: &str) -> Result<Value, ApiError> {
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

    pub fn entity(&self, context: &Context<'_>, domain: &Domain) -> Result<Value, ApiError> {
        let certificates = certificates::list(context.store, &self.project.id)?;
        Ok(self.view(context, domain, &certificates))
    }

    pub fn view(&self, context: &Context<'_>, domain: &Domain, certificates: &[Certificate]) -> Value {
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
