//! What can be done with an environment, as its links and its state say.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::{
    Environment, PauseAnEnvironment, RedeployAnEnvironment, ResumeAPausedEnvironment,
};
use wheelhouse_contract::{Endpoint, Resource};

use super::reasons::cannot;
use crate::components::{Action, Change, action, link_unless};
use crate::layouts::Place;
use crate::reactive::memo;
use crate::routes::{AtKept, Route};
use crate::ui::{ButtonKind, el, live, nothing};

/// What there is to offer, roughly: the links tell the rest.
#[derive(Clone, PartialEq)]
struct Offer {
    has_parent: bool,
    is_paused: bool,
    is_inactive: bool,
    is_empty: bool,
}

/// A button for each thing that fits the environment's state, disabled with the reason where it cannot be done.
pub fn actions(place: Place) -> AnyView {
    let offer = memo(move || {
        place.environment.data().map(|environment| Offer {
            has_parent: environment.parent().is_some(),
            is_paused: environment.status() == Some("paused"),
            is_inactive: environment.status() == Some("inactive"),
            // An answer that says nothing of code may still offer to bring some.
            is_empty: environment.has_code() == Some(false) || environment.links().allows(Environment::INITIALIZE),
        })
    });
    // Redrawn only when it offers something else: a button may be at work, or ask.
    live(move || match offer.get() {
        Some(offer) => {
            let buttons = untrack(|| buttons(place, &offer));
            let group = el("div").class("row").attr("role", "group").attr("aria-label", "Actions");
            group.children(buttons).into_any()
        }
        None => nothing(),
    })
}

fn buttons(place: Place, offer: &Offer) -> Vec<AnyView> {
    let link = |label, relation, what, kind, route: fn(String, String) -> Route| {
        link_unless(cannot(place, relation, what), label, kind, move || {
            let (project, environment) = ids(place);
            route(project, environment).path()
        })
    };
    let usual = ButtonKind::Secondary;
    let runs = !offer.is_inactive && !offer.is_empty;
    let mut buttons = Vec::new();
    if offer.is_empty {
        buttons.push(link(
            "Initialize",
            Environment::INITIALIZE,
            "initialize this environment",
            ButtonKind::Primary,
            |p, e| Route::EnvironmentInitialize { project: p, environment: e },
        ));
    }
    if offer.is_inactive {
        buttons.push(link(
            "Activate",
            Environment::ACTIVATE,
            "activate this environment",
            usual,
            |project, environment| Route::EnvironmentActivate { project, environment },
        ));
    }
    if offer.is_paused {
        buttons.push(resume(place));
    }
    buttons.push(link("Branch", Environment::BRANCH, "branch this environment", usual, |project, environment| {
        Route::EnvironmentBranch { project, environment }
    }));
    if offer.has_parent {
        buttons.push(link("Merge", Environment::MERGE, "merge this environment", usual, |project, environment| {
            Route::EnvironmentMerge { project, environment }
        }));
        buttons.push(link("Synchronize", Environment::SYNCHRONIZE, "synchronize this environment", usual, |p, e| {
            Route::EnvironmentSynchronize { project: p, environment: e }
        }));
    }
    if runs {
        buttons.push(link(
            "Back up",
            Environment::BACKUP,
            "back up this environment",
            usual,
            |project, environment| Route::Backups { project, environment, at: AtKept::New },
        ));
        buttons.push(redeploy(place));
        if !offer.is_paused {
            buttons.push(pause(place));
        }
    }
    if !offer.is_inactive {
        buttons.push(link("Deactivate", Environment::DEACTIVATE, "deactivate this environment", usual, |p, e| {
            Route::EnvironmentDeactivate { project: p, environment: e }
        }));
    }
    buttons.push(link("Delete", Environment::DELETE, "delete this environment", usual, |project, environment| {
        Route::EnvironmentDelete { project, environment }
    }));
    buttons
}

fn redeploy(place: Place) -> AnyView {
    action(Action {
        label: "Redeploy",
        busy: "Starting…",
        done: "Redeploying",
        of: *place.environment,
        relation: Environment::REDEPLOY,
        change: at::<RedeployAnEnvironment>(place, RedeployAnEnvironment::path),
        asks: "It is deployed again from the same build, with its variables and settings as they are now. Its sites \
               may be away for moments.",
    })
}

fn pause(place: Place) -> AnyView {
    action(Action {
        label: "Pause",
        busy: "Pausing…",
        done: "Pausing",
        of: *place.environment,
        relation: Environment::PAUSE,
        change: at::<PauseAnEnvironment>(place, PauseAnEnvironment::path),
        asks: "What runs is stopped, and its sites do not answer until it is resumed. The data is kept.",
    })
}

fn resume(place: Place) -> AnyView {
    action(Action {
        label: "Resume",
        busy: "Resuming…",
        done: "Resuming",
        of: *place.environment,
        relation: Environment::RESUME,
        change: at::<ResumeAPausedEnvironment>(place, ResumeAPausedEnvironment::path),
        asks: "It is deployed again, with the data it had when it was paused.",
    })
}

fn at<E: Endpoint>(place: Place, path: fn(&str, &str) -> String) -> Box<dyn Fn() -> Change + Send + Sync> {
    Box::new(move || {
        let (project, environment) = ids(place);
        Change::new::<E>(path(&project, &environment))
    })
}

/// The ids in the address.
pub fn ids(place: Place) -> (String, String) {
    let id = |id: Option<String>| id.unwrap_or_default();
    (id(place.project_id.get_untracked()), id(place.environment_id.get_untracked()))
}
