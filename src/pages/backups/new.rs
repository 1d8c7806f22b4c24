//! Backing an environment up.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::backups::{CreateSnapshotOfEnvironment, EnvironmentBackupInput};

use super::words::cannot_back_up;
use crate::components::{Change, CreateForm, Labels, create_form, facts_of, page_title};
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
            description="Databases and files are kept as they are now, with the commit that runs. The environment itself stays as it is."
        />
    };
    let kinds = facts_of(vec![
        (
            "Safe",
            "Connections stop until it is done. Databases and files fit together: for what is to be relied on."
                .into_any(),
        ),
        (
            "Live",
            "The sites stay up. What is written meanwhile may be captured only in part: for environments that must not pause."
                .into_any(),
        ),
    ]);
    let form = create_form(CreateForm {
        body: EnvironmentBackupInput::BODY,
        change: Change::new::<CreateSnapshotOfEnvironment>(CreateSnapshotOfEnvironment::path(&project, &environment)),
        labels: Labels::new("Back up", "Backing up…"),
        done: Box::new(|_: &Value| "The backup is being made".to_owned()),
        back: Route::Backups { project, environment, at: AtKept::List }.path(),
        // It has an id only once it is made: until then the list shows how far it is.
        land: Box::new(|_| None),
        forbidden: cannot_back_up(place),
        options: None,
    });
    views![header, kinds, form]
}
