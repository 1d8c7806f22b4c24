//! The two environments, kept in the address, and what is read of each.

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::deployments::{Deployment, GetAnEnvironmentDeploymentInformation};
use wheelhouse_contract::sections::domains::Domain;
use wheelhouse_contract::sections::domains::of_environment::GetAListOfEnvironmentDomains;
use wheelhouse_contract::sections::environment::{Environment, GetListOfProjectEnvironments};
use wheelhouse_contract::sections::environment_variables::{EnvironmentVariable, GetListOfEnvironmentVariables};
use wheelhouse_contract::sections::project_variables::GetListOfProjectVariables;
use wheelhouse_contract::sections::routes::{GetListOfRoutes, Route as EnvironmentRoute};

use crate::components::{UrlState, distinct_titles, use_url_state};
use crate::data::{Read, read, read_as};
use crate::reactive::{Derived, Memo, memo};
use crate::routes::{Route, query_with};
use crate::ui::{Select, SelectOption, view};

/// What is known of one of the two.
#[derive(Clone, Copy)]
pub struct Side {
    pub id: Memo<Option<String>>,
    pub variables: Read<Items<EnvironmentVariable>>,
    pub domains: Read<Items<Domain>>,
    pub routes: Read<Items<EnvironmentRoute>>,
    pub deployments: Read<Items<Deployment>>,
    environments: Read<Items<Environment>>,
}

impl Side {
    fn read(project: &str, id: Memo<Option<String>>, environments: Read<Items<Environment>>) -> Self {
        let at = |path: fn(&str, &str) -> String| {
            let project = project.to_owned();
            move || id.get().map(|id| path(&project, &id))
        };
        Self {
            id,
            variables: read_as(at(GetListOfEnvironmentVariables::path)),
            domains: read_as(at(GetAListOfEnvironmentDomains::path)),
            routes: read_as(at(GetListOfRoutes::path)),
            deployments: read_as(at(GetAnEnvironmentDeploymentInformation::path)),
            environments,
        }
    }

    /// The environment, as it is listed.
    pub fn environment(self) -> Option<Environment> {
        let id = self.id.get()?;
        self.environments.data()?.items().iter().find(|one| one.id() == Some(id.as_str())).cloned()
    }

    fn titles(self) -> Vec<(String, String)> {
        self.environments.data().as_ref().map(Items::items).map(distinct_titles).unwrap_or_default()
    }

    pub fn title(self) -> String {
        let id = self.id.get().unwrap_or_default();
        self.titles().into_iter().find(|(known, _)| *known == id).map(|(_, title)| title).unwrap_or_default()
    }
}

/// Both, and what they have in common.
#[derive(Clone, Copy)]
pub struct Sides {
    pub environments: Read<Items<Environment>>,
    pub of_project: Read<Items<EnvironmentVariable>>,
    pub left: Side,
    pub right: Side,
    project: StoredValue<String>,
    states: StoredValue<[UrlState; 2]>,
    show: Memo<String>,
}

impl Sides {
    pub fn read(project: &str) -> Self {
        let path = GetListOfProjectEnvironments::path(project);
        let environments = read::<GetListOfProjectEnvironments>(move || Some(path.clone()));
        let of_project = GetListOfProjectVariables::path(project);
        let of_project = read_as(move || Some(of_project.clone()));
        let states = [use_url_state("left", &[]), use_url_state("right", &[])];
        let id = |wanted: Memo<String>, other: Option<Memo<Option<String>>>| {
            memo(move || {
                let known = environments.data()?;
                let other = other.and_then(Memo::get).unwrap_or_default();
                wanted.with(|wanted| chosen(known.items(), wanted, &other))
            })
        };
        let [left, right] = states.each_ref().map(UrlState::signal);
        let left_id = id(left, None);
        // What is not chosen is another than the left one.
        let right_id = id(right, Some(left_id));
        Self {
            environments,
            of_project,
            left: Side::read(project, left_id, environments),
            right: Side::read(project, right_id, environments),
            project: StoredValue::new(project.to_owned()),
            states: StoredValue::new(states),
            show: use_url_state("show", &[]).signal(),
        }
    }

    pub fn project(self) -> String {
        self.project.get_value()
    }

    pub fn are_two(self) -> bool {
        let (left, right) = (self.left.id.get(), self.right.id.get());
        left.is_some() && right.is_some() && left != right
    }

    /// The address with the sides the other way round.
    pub fn swapped(self) -> String {
        let id = |side: Side| side.id.get().unwrap_or_default();
        let query = query_with("", "left", &id(self.right), &[]);
        let query = query_with(&query, "right", &id(self.left), &[]);
        let query = query_with(&query, "show", &self.show.get(), &[]);
        format!("{}{query}", Route::EnvironmentsCompare { project: self.project.get_value() }.path())
    }

    /// The choice of the left (0) or the right (1) one.
    pub fn picker(self, at: usize) -> AnyView {
        let (label, side) = if at == 0 { ("Left environment", self.left) } else { ("Right environment", self.right) };
        let options =
            move || side.titles().into_iter().map(|(id, title)| SelectOption::new(id, title)).collect::<Vec<_>>();
        let choose = move |id: String| {
            self.states.with_value(|states| {
                if let Some(state) = states.get(at) {
                    state.push(id);
                }
            });
        };
        view! {
            <Select
                label=Some(label.to_owned())
                value=Signal::derive(move || side.id.get().unwrap_or_default())
                options=Derived::new(options)
                on_change=choose
            />
        }
    }
}

/// The one that is wanted, where there is one; else production, staging, or any other than `other`.
fn chosen(known: &[Environment], wanted: &str, other: &str) -> Option<String> {
    let is_main = |one: &Environment| one.is_main() == Some(true) || one.kind() == Some("production");
    let ranks: [&dyn Fn(&Environment) -> bool; 4] = [
        &|one| one.id() == Some(wanted),
        &|one| is_main(one) && one.id() != Some(other),
        &|one| one.kind() == Some("staging") && one.id() != Some(other),
        &|one| one.id() != Some(other),
    ];
    let found = ranks.iter().find_map(|rank| known.iter().find(|one| one.id().is_some() && rank(one)));
    found.or_else(|| known.first()).and_then(|one| one.id().map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;
    use wheelhouse_contract::Resource;

    use super::*;

    #[test]
    fn without_a_choice_production_is_held_against_staging() {
        let known = [
            json!({"id": "a", "type": "development"}),
            json!({"id": "s", "type": "staging"}),
            json!({"id": "main", "is_main": true}),
        ];
        let known: Vec<_> = known.into_iter().map(|value| Environment::new(Arc::new(value))).collect();
        let chosen = |wanted: &str, other: &str| chosen(&known, wanted, other).unwrap_or_default();
        assert_eq!(chosen("", ""), "main");
        assert_eq!(chosen("", "main"), "s");
        assert_eq!(chosen("a", "main"), "a");
        assert_eq!(chosen("gone", "s"), "main");
        assert_eq!(super::chosen(&[], "a", ""), None);
    }
}
