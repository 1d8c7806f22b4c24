//! Deleting a domain, after saying what is lost.

use leptos::prelude::*;
use wheelhouse_contract::sections::domains::Domain;
use wheelhouse_contract::sections::domains::of_project::{DeleteAProjectDomain, GetAProjectDomain};

use super::is_replacement;
use crate::components::{Change, DeleteForm, FormPage, delete_form, forbidden, form_page, set_title};
use crate::data::read;
use crate::layouts::Place;
use crate::routes::Route;

/// Asks for the name to be typed, then deletes.
pub fn page(project: String, domain: String) -> AnyView {
    let place = Place::expect();
    let path = GetAProjectDomain::path(&project, &domain);
    let title = format!("Delete {domain}");
    set_title({
        let title = title.clone();
        move || vec![title.clone(), place.project_title()]
    });
    let read = read::<GetAProjectDomain>({
        let path = path.clone();
        move || Some(path.clone())
    });
    let form = move || {
        let consequences = read.data_untracked().map(|domain| consequences(&domain)).unwrap_or_default();
        delete_form(DeleteForm {
            thing: "domain",
            name: domain.clone(),
            lost: "The project no longer answers at this domain",
            consequences,
            change: Change::new::<DeleteAProjectDomain>(path.clone()),
            back: Route::Domain { project: project.clone(), domain: domain.clone() }.path(),
            landing: Route::Domains { project: project.clone() }.path(),
            forbidden: forbidden(*read, "#delete", "delete this domain"),
        })
    };
    form_page(FormPage { loading: "Loading domain", of: *read, title: Signal::stored(title), form: form.into() })
}

fn consequences(domain: &Domain) -> String {
    let follows = match (domain.is_default(), is_replacement(domain)) {
        (Some(true), _) => {
            "It is the default domain: routes that name no domain of their own move to another domain of the project, \
             and without another one to an address that the platform makes. To choose which, make another domain the \
             default first."
        }
        (_, true) => "Its environment answers at an address that the platform makes, instead of at this one.",
        _ => "Routes that name it are no longer served, and visitors get no answer there.",
    };
    format!("The production environment redeploys without it. {follows} Its DNS records stay as they are.")
}
