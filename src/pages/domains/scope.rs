//! Whose domains: the operations, addresses and rights that go with a project or an environment.

use leptos::prelude::*;
use wheelhouse_contract::sections::domains::of_environment::{
    AddAnEnvironmentDomain, DeleteAnEnvironmentDomain, GetAListOfEnvironmentDomains, GetAnEnvironmentDomain,
    UpdateAnEnvironmentDomain,
};
use wheelhouse_contract::sections::domains::of_project::{
    AddAProjectDomain, DeleteAProjectDomain, GetAProjectDomain, GetListOfProjectDomains, UpdateAProjectDomain,
};
use wheelhouse_contract::sections::project::GetAProjectCapabilities;

use crate::components::{Change, forbidden};
use crate::data::{AnyRead, read};
use crate::layouts::Place;
use crate::routes::{At, Route};

/// A project, or one of its environments.
#[derive(Clone)]
pub struct Scope {
    pub project: String,
    pub environment: Option<String>,
}

impl Scope {
    pub fn is_environment(&self) -> bool {
        self.environment.is_some()
    }

    pub fn list_path(&self) -> String {
        match &self.environment {
            None => GetListOfProjectDomains::path(&self.project),
            Some(environment) => GetAListOfEnvironmentDomains::path(&self.project, environment),
        }
    }

    pub fn item_path(&self, domain: &str) -> String {
        match &self.environment {
            None => GetAProjectDomain::path(&self.project, domain),
            Some(environment) => GetAnEnvironmentDomain::path(&self.project, environment, domain),
        }
    }

    pub fn add(&self) -> Change {
        match self.is_environment() {
            false => Change::new::<AddAProjectDomain>(self.list_path()),
            true => Change::new::<AddAnEnvironmentDomain>(self.list_path()),
        }
    }

    pub fn update(&self, domain: &str) -> Change {
        match self.is_environment() {
            false => Change::new::<UpdateAProjectDomain>(self.item_path(domain)),
            true => Change::new::<UpdateAnEnvironmentDomain>(self.item_path(domain)),
        }
    }

    pub fn remove(&self, domain: &str) -> Change {
        match self.is_environment() {
            false => Change::new::<DeleteAProjectDomain>(self.item_path(domain)),
            true => Change::new::<DeleteAnEnvironmentDomain>(self.item_path(domain)),
        }
    }

    /// The address of one of the pages.
    pub fn at(&self, at: At) -> String {
        let project = self.project.clone();
        match self.environment.clone() {
            None => Route::Domains { project, at }.path(),
            Some(environment) => Route::EnvironmentDomains { project, environment, at }.path(),
        }
    }

    /// What the domains belong to.
    pub fn owner(&self, place: Place) -> AnyRead {
        if self.is_environment() { *place.environment } else { *place.project }
    }

    /// Title parts after the page's own.
    pub fn title(&self, place: Place) -> String {
        if self.is_environment() {
            format!("{} · {}", place.environment_title(), place.project_title())
        } else {
            place.project_title()
        }
    }

    /// What redeploys when its domains change.
    pub fn redeploys(&self) -> &'static str {
        if self.is_environment() { "The environment redeploys" } else { "The production environment redeploys" }
    }

    /// Why the person may not add domains here; `None` when they may, or while it is not known.
    pub fn cannot_add(&self, place: Place) -> Signal<Option<String>> {
        let path = GetAProjectCapabilities::path(&self.project);
        let capabilities = read::<GetAProjectCapabilities>(move || Some(path.clone()));
        let not_allowed = forbidden(self.owner(place), "#edit", "add domains here");
        let without = move || {
            let none = capabilities.data().is_some_and(|plan| plan.custom_domains() == Some(false));
            none.then(|| "The project’s plan has no domains of its own. An owner can choose another plan.".to_owned())
        };
        Signal::derive(move || not_allowed.get().or_else(without))
    }
}
