//! Deleting a backup, after saying what is lost.

use leptos::prelude::*;
use wheelhouse_contract::sections::backups::{Backup, DeleteAnEnvironmentSnapshot};

use super::words::{Ids, cannot, name, title_of};
use crate::components::{Change, DeleteForm, FormPage, delete_form, form_page};
use crate::routes::{AtKept, Route};

/// Asks for when it was made to be typed, then deletes.
pub fn page(ids: Ids) -> AnyView {
    let read = ids.read();
    let title = title_of(read, "Delete backup of");
    let forbidden = cannot(read, ids.restores(), Backup::DELETE, "delete this backup");
    let form = move || {
        let Ids { project, environment, backup } = ids.clone();
        let path = DeleteAnEnvironmentSnapshot::path(&project, &environment, &backup);
        delete_form(DeleteForm {
            thing: "backup",
            name: read.data_untracked().map(|backup| name(&backup)).unwrap_or_default(),
            called: None,
            lost: "The backup’s data is lost",
            consequences: "Its databases and files can’t be recovered. The environment, its other backups and the \
                code aren’t affected."
                .to_owned(),
            change: Change::new::<DeleteAnEnvironmentSnapshot>(path),
            landing: Route::Backups { project: project.clone(), environment: environment.clone(), at: AtKept::List }
                .path(),
            back: Route::Backups { project, environment, at: AtKept::One(backup) }.path(),
            forbidden,
        })
    };
    form_page(FormPage { loading: "Loading backup".into(), of: *read, title, form: form.into() })
}
