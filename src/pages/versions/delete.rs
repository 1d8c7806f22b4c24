//! Deleting a version, after showing who gets its visitors.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::{DeleteTheVersion, EnvironmentVersion};

use super::shares::Move;
use super::split::before_and_after;
use super::words::{Ids, cannot, read_all, shares_of};
use crate::components::{Change, DeleteForm, FormPage, delete_form, form_page, set_title};
use crate::layouts::Place;
use crate::reactive::memo;
use crate::ui::el;

/// Asks for the id to be typed, then deletes.
pub fn page(ids: Ids) -> AnyView {
    let place = Place::expect();
    let read = ids.read();
    let shares = shares_of(read_all(&ids.project, &ids.environment));
    let title = format!("Delete version {}", ids.version);
    set_title({
        let title = title.clone();
        move || vec![title.clone(), place.environment_title()]
    });
    let forbidden = cannot(place, read, EnvironmentVersion::DELETE, "delete this version");
    let form = move || {
        let version = ids.version.clone();
        let change = memo(move || Some(Move::Remove(version.clone())));
        let picture = el("div").class("stack form-width").child(before_and_after(shares, change));
        let form = delete_form(DeleteForm {
            thing: "version",
            name: ids.version.clone(),
            lost: "The version no longer runs",
            consequences: "Its visitors go to the main version. The commit stays in the repository.".to_owned(),
            change: Change::new::<DeleteTheVersion>(ids.path()),
            back: ids.page().path(),
            landing: ids.list().path(),
            forbidden,
        });
        vec![picture.into_any(), form].into_any()
    };
    form_page(FormPage { loading: "Loading version", of: *read, title: Signal::stored(title), form: form.into() })
}
