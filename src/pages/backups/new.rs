//! Backing an environment up.

use leptos::prelude::*;
use serde_json::{Value, json};
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::backups::{CreateSnapshotOfEnvironment, EnvironmentBackupInput};

use super::words::cannot_back_up;
use crate::components::{Change, CreateForm, Labels, create_form_from, page_title};
use crate::layouts::Place;
use crate::routes::{AtKept, Route};
use crate::ui::{PageHeader, view, views};

/// The form for a new backup.
pub fn page(project: String, environment: String) -> AnyView {
    let place = Place::expect();
    let title = Signal::derive(move || format!("Back up {}", place.environment_title()));
    page_title(title);
    let header = view! {
        <PageHeader
            title=title
            description="Saves the current databases, files and commit. The environment isn’t changed."
        />
    };
    // The API stops connections unless told otherwise. Nobody who clicks a button expects that.
    let form = create_form_from(
        json!({"safe": false}),
        CreateForm {
            body: EnvironmentBackupInput::BODY,
            change: Change::new::<CreateSnapshotOfEnvironment>(CreateSnapshotOfEnvironment::path(
                &project,
                &environment,
            )),
            labels: Labels::new("Back up", "Backing up…"),
            done: Box::new(|_: &Value| "Backup started".to_owned()),
            back: Route::Backups { project, environment, at: AtKept::List }.path(),
            // It has an id only once it is made: until then the list shows how far it is.
            land: Box::new(|_| None),
            forbidden: cannot_back_up(place),
            lacks: Signal::stored(None),
            options: None,
            before_actions: None,
        },
    );
    views![header, form]
}
