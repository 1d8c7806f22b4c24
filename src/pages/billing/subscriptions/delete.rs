//! Ending a subscription, and with it a project.

use leptos::prelude::*;
use wheelhouse_contract::sections::subscriptions::{DeleteSubscription, GetSubscription};

use super::detail::{as_it_is, refused};
use super::{address, name};
use crate::components::{Change, DeleteForm, FormPage, delete_form, form_page, project_losses};
use crate::data::read;
use crate::pages::billing::strip;
use crate::routes::AtMade;
use crate::text::isolated;
use crate::ui::{nothing, views};

/// Says what goes with it, asks for the project's title to be typed, then deletes it.
pub fn delete(organization: &str, id: &str) -> AnyView {
    let path = GetSubscription::path(organization, id);
    let of = read::<GetSubscription>(move || Some(path.clone()));
    let now = as_it_is(organization, id, of);
    let title = Signal::derive(move || {
        of.data().map_or("Delete subscription".to_owned(), |it| {
            format!("Delete the subscription of {}", isolated(&name(&it)))
        })
    });
    let change = Change::new::<DeleteSubscription>(DeleteSubscription::path(organization, id));
    let (back, landing) = (address(organization, AtMade::One(id.to_owned())), address(organization, AtMade::List));
    let form = move || {
        let Some(known) = of.data() else { return nothing() };
        let project = known.project_id().filter(|id| !id.is_empty());
        let losses = project.map_or_else(nothing, |project| project_losses(project.to_owned()));
        let form = delete_form(DeleteForm {
            thing: "subscription",
            name: name(&known).trim().to_owned(),
            called: None,
            lost: "The project is deleted with it",
            consequences:
                "Deletes the project with all environments, their data and backups, the Git repository, variables, \
                domains and certificates. The current order counts what was used until then. This can’t be undone."
                    .to_owned(),
            change: change.clone(),
            back: back.clone(),
            landing: landing.clone(),
            forbidden: refused(of, now, "delete this subscription"),
        });
        views![losses, form]
    };
    let page = form_page(FormPage { loading: "Loading subscription".into(), of: *of, title, form: form.into() });
    views![strip(organization, "Subscriptions"), page]
}
