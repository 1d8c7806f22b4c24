//! Versions of an environment: how they are read, and what can be done with them.

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::environment::{
    Environment, EnvironmentVersion, ListTheVersion, ListVersionsAssociatedWithTheEnvironment,
};

use super::shares::{Share, shares};
use crate::components::{forbidden, not_now};
use crate::data::{Read, read};
use crate::forms::{FormState, Input};
use crate::layouts::Place;
use crate::reactive::{Memo, memo};
use crate::routes::{At, Route};

/// Where a version is: the ids of its project, of its environment, and its own.
#[derive(Clone)]
pub struct Ids {
    pub project: String,
    pub environment: String,
    pub version: String,
}

impl Ids {
    /// The path of the version in the API.
    pub fn path(&self) -> String {
        ListTheVersion::path(&self.project, &self.environment, &self.version)
    }

    pub fn read(&self) -> Read<EnvironmentVersion> {
        let path = self.path();
        read::<ListTheVersion>(move || Some(path.clone()))
    }

    /// The page of the version.
    pub fn page(&self) -> Route {
        let Self { project, environment, version } = self.clone();
        Route::Versions { project, environment, at: At::One(version) }
    }

    /// The page of all versions.
    pub fn list(&self) -> Route {
        Route::Versions { project: self.project.clone(), environment: self.environment.clone(), at: At::List }
    }
}

/// All versions of an environment.
pub fn read_all(project: &str, environment: &str) -> Read<Items<EnvironmentVersion>> {
    let path = ListVersionsAssociatedWithTheEnvironment::path(project, environment);
    read::<ListVersionsAssociatedWithTheEnvironment>(move || Some(path.clone()))
}

/// How they share the visitors.
pub fn shares_of(list: Read<Items<EnvironmentVersion>>) -> Memo<Vec<Share>> {
    memo(move || list.data().map(|list| shares(list.items())).unwrap_or_default())
}

/// The share that is entered into a form; none while it is no number.
pub fn entered(state: FormState) -> Option<i64> {
    let fields = state.fields();
    let routing = fields.iter().find(|field| field.field.name == "routing")?;
    let group = routing.input.with(|input| input.groups().first().map(|group| group.form))?;
    let fields = group.fields();
    let percentage = fields.iter().find(|field| field.field.name == "percentage")?;
    percentage.input.with(|input: &Input| input.text().trim().parse().ok())
}

/// Why no version can be added: the person may not, or nothing runs that could be visited.
pub fn cannot_add(place: Place) -> Signal<Option<String>> {
    let forbidden = forbidden(*place.environment, "#edit", "add versions to this environment");
    Signal::derive(move || {
        let environment = place.environment.data();
        let rests = environment.as_ref().and_then(Environment::status).filter(|s| matches!(*s, "inactive" | "paused"));
        let rests = || rests.map(|status| format!("The environment is {status}: it has no visitors to share."));
        forbidden.get().or_else(rests)
    })
}

/// Why a version cannot be changed or deleted: nobody may, or not this person.
pub fn cannot(
    place: Place,
    read: Read<EnvironmentVersion>,
    relation: &'static str,
    what: &'static str,
) -> Signal<Option<String>> {
    let forbidden = not_now(*place.environment, "#edit", forbidden(*read, relation, what));
    Signal::derive(move || {
        let is_locked = read.data().is_some_and(|version| version.locked() == Some(true));
        let locked = || "The main version is locked: it has the visitors that the others leave.".to_owned();
        if is_locked { Some(locked()) } else { forbidden.get() }
    })
}
