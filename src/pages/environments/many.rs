//! What can be done to several environments at once.

use std::sync::Arc;

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::{
    DeleteAnEnvironment, Environment, GetAnEnvironment, PauseAnEnvironment, RedeployAnEnvironment,
    ResumeAPausedEnvironment,
};
use wheelhouse_contract::{Endpoint, Items, Resource};

use crate::components::{Bulk, BulkAction, Change, Choosing, Thing, environment_title, use_selection};
use crate::data::{Read, read};
use crate::reactive::Derived;

/// Pausing, resuming, redeploying and deleting, each where the environment's links allow it.
pub fn choosing(project: StoredValue<String>, list: Read<Items<Environment>>) -> Choosing {
    let things = move || {
        let list = list.data();
        let thing = |environment: &Environment| {
            let id = environment.id()?.to_owned();
            Some(Thing { id, name: environment_title(environment).to_owned(), raw: environment.raw().clone() })
        };
        list.iter().flat_map(Items::items).filter_map(thing).collect()
    };
    let open = move |id: &str| {
        let path = GetAnEnvironment::path(&project.read_value(), id);
        *read::<GetAnEnvironment>(move || Some(path.clone()))
    };
    Bulk {
        one: "environment",
        many: "environments",
        selection: use_selection(),
        things: Derived::new(things),
        open: Arc::new(open),
        actions: vec![
            BulkAction {
                verb: "Pause",
                busy: "Pausing",
                done: "Pause started",
                relation: Environment::PAUSE,
                follows: "Stops each environment and takes its sites offline until you resume it. Data is kept.",
                danger: false,
                change: at::<PauseAnEnvironment>(project, PauseAnEnvironment::path),
            },
            BulkAction {
                verb: "Resume",
                busy: "Resuming",
                done: "Resume started",
                relation: Environment::RESUME,
                follows: "Deploys each environment again with its existing data.",
                danger: false,
                change: at::<ResumeAPausedEnvironment>(project, ResumeAPausedEnvironment::path),
            },
            BulkAction {
                verb: "Redeploy",
                busy: "Starting",
                done: "Redeployment started",
                relation: Environment::REDEPLOY,
                follows: "Deploys the same build of each again. Brief downtime possible.",
                danger: false,
                change: at::<RedeployAnEnvironment>(project, RedeployAnEnvironment::path),
            },
            BulkAction {
                verb: "Delete",
                busy: "Deleting",
                done: "Deletion started",
                relation: Environment::DELETE,
                follows: "Deletes each branch with its variables, domains and backups. Only inactive environments \
                    without children can be deleted.",
                danger: true,
                change: at::<DeleteAnEnvironment>(project, DeleteAnEnvironment::path),
            },
        ],
    }
    .choosing()
}

/// The write of `E` to an environment by its id.
fn at<E: Endpoint>(
    project: StoredValue<String>,
    path: fn(&str, &str) -> String,
) -> Arc<dyn Fn(&str) -> Change + Send + Sync> {
    Arc::new(move |id| Change::new::<E>(path(&project.read_value(), id)))
}
