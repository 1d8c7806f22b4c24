//! Changing the share of visitors that a version gets.

use leptos::prelude::*;
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::environment::{EnvironmentVersion, UpdateTheVersion, VersionPatch};

use super::shares::Move;
use super::split::before_and_after;
use super::words::{Ids, cannot, entered, read_all, shares_of};
use crate::components::{Change, EditForm, FormPage, Labels, edit_form_of, edit_state, form_page, set_title};
use crate::layouts::Place;
use crate::reactive::memo;
use crate::ui::el;

/// The form for changes to the version in the address.
pub fn page(ids: Ids) -> AnyView {
    let place = Place::expect();
    let read = ids.read();
    let shares = shares_of(read_all(&ids.project, &ids.environment));
    let title = format!("Change share of version {}", ids.version);
    set_title({
        let title = title.clone();
        move || vec![title.clone(), place.environment_title()]
    });
    let forbidden = cannot(place, read, EnvironmentVersion::EDIT, "change this version");
    let form = move || {
        let form = EditForm {
            body: VersionPatch::BODY,
            of: *read,
            part: None,
            change: Change::new::<UpdateTheVersion>(ids.path()),
            labels: Labels::SAVE,
            forbidden,
            done: format!("Saved version {}", ids.version),
            back: ids.page().path(),
            consequences: Some("The router sends visitors so from now on. Nothing redeploys."),
            options: None,
        };
        let state = edit_state(&form);
        let version = ids.version.clone();
        let change = memo(move || Some(Move::Set(version.clone(), entered(state)?)));
        let picture = el("div").class("stack form-width").child(before_and_after(shares, change));
        vec![picture.into_any(), edit_form_of(state, form)].into_any()
    };
    form_page(FormPage { loading: "Loading version", of: *read, title: Signal::stored(title), form: form.into() })
}
