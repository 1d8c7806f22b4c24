//! Adding a version.

use leptos::prelude::*;
use serde_json::{Value, json};
use wheelhouse_contract::Described;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::environment::{CreateVersionsAssociatedWithTheEnvironment, VersionCreateInput};

use super::shares::Move;
use super::split::before_and_after;
use super::words::{Ids, cannot_add, entered, read_all, shares_of};
use crate::components::{Change, CreateForm, Labels, create_form_of, set_title};
use crate::forms::FormState;
use crate::layouts::Place;
use crate::reactive::memo;
use crate::ui::{PageHeader, el};

type Add = CreateVersionsAssociatedWithTheEnvironment;

/// The form for a new version.
pub fn page(project: String, environment: String) -> AnyView {
    let place = Place::expect();
    set_title(move || vec!["Add version".to_owned(), place.environment_title()]);
    let shares = shares_of(read_all(&project, &environment));
    let state = FormState::create_from(VersionCreateInput::BODY, &json!({"routing": {"percentage": 0}}));
    let change = memo(move || Some(Move::Set("new version".to_owned(), entered(state)?)));
    let path = Add::path(&project, &environment);
    let of = Ids { project, environment, version: String::new() };
    let form = create_form_of(
        state,
        CreateForm {
            body: VersionCreateInput::BODY,
            change: Change::new::<Add>(path),
            labels: Labels::new("Add version", "Adding…"),
            done: |_: &Value| "Added the version".to_owned(),
            back: of.list().path(),
            land: Box::new(move |made| {
                let version = text(made, "id")?.to_owned();
                Some(Ids { version, ..of.clone() }.page().path())
            }),
            forbidden: cannot_add(place),
            options: None,
        },
    );
    let description = "It runs the commit that the environment’s branch is at now, beside the main version.";
    let header = view! { <PageHeader title="Add version" description=description /> };
    let picture = el("div").class("stack form-width").child(before_and_after(shares, change));
    vec![header.into_any(), picture.into_any(), form].into_any()
}
