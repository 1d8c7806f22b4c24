//! Environment.

mod branch;
mod code;
mod initialize;
mod push;
mod rules;
mod run;
mod settings;
mod start;
mod versions;
mod view;

use serde_json::Value;

pub use branch::{NewEnvironment, plant};
pub use code::{author, seconds};
pub use push::push;
pub use rules::{Action, Found};
pub use start::{Deed, Word};

use crate::error::ApiError;
use crate::request::{Context, Handler, Reply};
use crate::store::environments;
use rules::Place;
use view::view;

pub const HANDLERS: &[(&str, Handler)] = &[
    ("get-list-of-project-environments", list),
    ("get-an-environment", get),
    ("update-an-environment", settings::update),
    ("delete-an-environment", run::delete),
    ("activate-an-environment", run::activate),
    ("branch-an-environment", branch::branch),
    ("deactivate-an-environment", run::deactivate),
    ("initialize-a-new-environment", initialize::initialize),
    ("merge-an-environment", code::merge),
    ("pause-an-environment", run::pause),
    ("redeploy-an-environment", run::redeploy),
    ("resume-a-paused-environment", run::resume),
    ("synchronize-a-child-environment-with-its-parent", code::synchronize),
    ("list-versions-associated-with-the-environment", versions::list),
    ("create-versions-associated-with-the-environment", versions::create),
    ("list-the-version", versions::get),
    ("update-the-version", versions::update),
    ("delete-the-version", versions::delete),
];

fn list(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    let environments = environments::list(context.store, &project.id)?;
    let places = environments.iter().map(|environment| Place {
        project: &project,
        rights: &rights,
        environment,
        parent: environments.iter().find(|other| Some(&other.id) == environment.parent.as_ref()),
        child: environments
            .iter()
            .find(|other| other.parent.as_ref() == Some(&environment.id))
            .map(|child| child.id.as_str()),
    });
    Ok(Reply::json(&places.map(|place| view(&place)).collect()))
}

fn get(context: &Context<'_>) -> Result<Reply, ApiError> {
    Ok(Reply::json(&view(&Found::read(context)?.place())))
}

/// What a write to an environment answers: the environment as it is now, and what was started.
fn written(context: &Context<'_>, found: Found, started: Vec<Value>) -> Result<Reply, ApiError> {
    let id = found.environment.id.clone();
    let found = Found::of(context, found.project, found.rights, &id)?;
    Ok(Reply::updated(&view(&found.place()), started))
}
