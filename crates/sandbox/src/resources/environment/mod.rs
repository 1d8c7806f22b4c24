//! Environment.

mod branch;
mod code;
mod initialize;
mod push;
mod rules;
mod run;
mod settings;
pub mod sizes;
mod start;
mod versions;
mod view;

use std::collections::HashMap;

use wheelhouse_contract::sections::environment as declared;

pub use branch::{NewEnvironment, in_use, plant};
pub use code::{author, seconds};
pub use push::{push, receive};
pub use rules::{Action, Found};
pub use start::{Deed, Word};

use crate::request::prelude::*;
use crate::store::environments::{self, Environment};
use rules::Place;
use view::{view, whole};

pub fn handlers() -> Vec<Handler> {
    vec![
        on(project, list),
        on(Found::at, get),
        on(Found::when(Action::Edit), settings::update),
        on(Found::when(Action::Delete), run::delete),
        on(Found::when(Action::Activate), run::activate),
        on(Found::when(Action::Branch), branch::branch),
        on(Found::when(Action::Deactivate), run::deactivate),
        on(Found::when(Action::Initialize), initialize::initialize),
        on(Found::when(Action::Merge), code::merge),
        on(Found::when(Action::Pause), run::pause),
        on(Found::when(Action::Redeploy), run::redeploy),
        on(Found::when(Action::Resume), run::resume),
        on(Found::when(Action::Synchronize), code::synchronize),
        on(Found::at, versions::list),
        on(Found::when(Action::Versions), versions::create),
        on(Found::at, versions::get),
        on(Found::for_admin, versions::update),
        on(Found::for_admin, versions::delete),
    ]
}

fn list(call: &Call<'_, declared::GetListOfProjectEnvironments, InProject>) -> Answer {
    let (project, rights) = &call.at;
    let environments = environments::list(call.store, &project.id)?;
    let by_id: HashMap<&str, &Environment> = environments.iter().map(|one| (one.id.as_str(), one)).collect();
    // The oldest of each that has any.
    let mut children: HashMap<&str, &str> = HashMap::new();
    for child in &environments {
        if let Some(parent) = &child.parent {
            children.entry(parent).or_insert(&child.id);
        }
    }
    let seen = environments.iter().filter(|environment| rights.sees(&environment.kind));
    let places = seen.map(|environment| Place {
        project,
        rights,
        environment,
        parent: environment.parent.as_deref().and_then(|parent| by_id.get(parent).copied()),
        child: children.get(environment.id.as_str()).copied(),
    });
    let views = places.map(|place| {
        // Where the project's visitors go: of the others, each says so itself.
        if place.environment.id == project.default_branch {
            return whole(call, &Found::named(call, &project.id, &place.environment.id)?);
        }
        Ok(view(&place))
    });
    Ok(Reply::json(&views.collect::<Result<_, ApiError>>()?))
}

fn get(call: &Call<'_, declared::GetAnEnvironment, Found>) -> Answer {
    Ok(Reply::json(&whole(call, &call.at)?))
}

/// What a write to an environment answers: the environment as it is now, and what was started.
fn written(context: &Context<'_>, found: &Found, started: Vec<Value>) -> Answer {
    let found = found.beside(context, &found.environment.id)?;
    Ok(Reply::updated(&whole(context, &found)?, started))
}
