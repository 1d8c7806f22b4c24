//! Taking a person's access to a project.

use leptos::prelude::*;
use wheelhouse_contract::sections::project_access::{ListUserAccessForAProject, UserProjectAccess};

use super::change::{among, caution, direct};
use super::end::{End, permissions};
use super::person::{everybody, first_page, name_of};
use crate::access::{Permissions, warning};
use crate::components::{ActForm, FormPage, act_form, forbidden, form_page};
use crate::data::read;
use crate::layouts::Place;
use crate::reactive::memo;
use crate::routes::At;
use crate::text::isolated;
use crate::ui::{live, views};

/// What the person loses, and the button.
pub(super) fn page(end: End) -> AnyView {
    let place = Place::expect();
    let of = end.read();
    let name = name_of(&end.user);
    let list = first_page(&end.project);
    let list = read::<ListUserAccessForAProject>(move || Some(list.clone()));
    let user = StoredValue::new(end.user.clone());
    let warned = memo(move || {
        let me = place.user.data().and_then(|me| me.id().map(str::to_owned));
        let before = permissions(&of.data()?);
        let (all, user) = (everybody(list), user.get_value());
        warning(me.as_deref(), &user, &before, &Permissions::default(), among(all.as_ref()))
    });
    let title = Signal::derive(move || format!("Remove access for {}", isolated(&name.get())));
    // Drawn again when the name is known, or what they hold is another.
    let form = move || {
        let held = of.data().map(|access| permissions(&access)).unwrap_or_default();
        let who = isolated(&name.get());
        let lost = direct(&held, &Permissions::default(), &who);
        let form = act_form(ActForm {
            change: end.remove(),
            submit: Signal::stored("Remove access".to_owned()),
            busy: "Removing…",
            done: Signal::derive(move || format!("Removed access for {}", isolated(&name.get()))),
            warning: Some((
                "Their direct access to this project is lost",
                format!("{lost} They stay a member of the organization."),
            )),
            typed: None,
            back: end.path(At::One),
            landing: end.list(),
            forbidden: forbidden(*of, UserProjectAccess::DELETE, "remove this access"),
        });
        views![live(move || caution(warned.get())), form]
    };
    let form = move || live(form.clone());
    form_page(FormPage { loading: "Loading access".into(), of: *of, title, form: form.into() })
}
