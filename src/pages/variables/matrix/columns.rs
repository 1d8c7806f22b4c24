//! Which environments stand in the matrix, kept in the address, and what each has.

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::environment::{Environment, GetListOfProjectEnvironments};
use wheelhouse_contract::sections::environment_variables::EnvironmentVariable;

use super::super::Scope;
use super::model::Column;
use crate::components::{UrlState, distinct_titles, use_url_state};
use crate::data::{Read, read, read_as};
use crate::reactive::{Derived, Memo, memo};
use crate::ui::{Select, SelectOption, view};

/// How many stand side by side at most, and how many at first.
const MOST: usize = 8;
const AT_FIRST: usize = 4;

/// The environments to choose from, and those chosen.
#[derive(Clone, Copy)]
pub struct Columns {
    pub environments: Read<Items<Environment>>,
    /// Their ids and titles.
    chosen: Memo<Vec<(String, String)>>,
    /// What the first, second, … of those chosen has.
    lists: StoredValue<Vec<Read<Items<EnvironmentVariable>>>>,
    project: StoredValue<String>,
    state: StoredValue<UrlState>,
}

impl Columns {
    pub fn read(project: &str) -> Self {
        let path = GetListOfProjectEnvironments::path(project);
        let environments = read::<GetListOfProjectEnvironments>(move || Some(path.clone()));
        let state = use_url_state("environments", &[]);
        let wanted = state.signal();
        let chosen = memo(move || {
            let known = environments.data();
            let known = known.as_ref().map_or(&[][..], |known| known.items());
            wanted.with(|wanted| chosen(known, wanted))
        });
        let project = StoredValue::new(project.to_owned());
        let list = |at: usize| {
            read_as(move || {
                let id = chosen.with(|chosen| chosen.get(at).map(|(id, _)| id.clone()))?;
                Some(Scope::environment(project.get_value(), id).list_path())
            })
        };
        let lists = StoredValue::new((0..MOST).map(list).collect());
        Self { environments, chosen, lists, project, state: StoredValue::new(state) }
    }

    /// Those chosen, with what is known of each.
    pub fn known(self) -> Vec<Column> {
        let chosen = self.chosen.get();
        let lists = self.lists.get_value();
        let column = |((id, title), list): ((String, String), Read<Items<EnvironmentVariable>>)| Column {
            scope: Scope::environment(self.project.get_value(), id.clone()),
            list: list.data().map(|list| list.items().to_vec()),
            has_failed: list.error().is_some(),
            id,
            title,
        };
        chosen.into_iter().zip(lists).map(column).collect()
    }

    /// One of all, as it is listed.
    pub fn environment(self, id: &str) -> Option<Environment> {
        let known = self.environments.data_untracked();
        known?.items().iter().find(|environment| environment.id() == Some(id)).cloned()
    }

    /// Leaves one out.
    pub fn remove(self, id: &str) {
        let left = self.ids().into_iter().filter(|other| other != id).collect();
        self.choose(left);
    }

    /// Asks again for what could not be read.
    pub fn retry(self, at: usize) {
        if let Some(list) = self.lists.with_value(|lists| lists.get(at).copied()) {
            list.refresh();
        }
    }

    fn ids(self) -> Vec<String> {
        self.chosen.with_untracked(|chosen| chosen.iter().map(|(id, _)| id.clone()).collect())
    }

    fn choose(self, ids: Vec<String>) {
        self.state.with_value(|state| state.replace(ids.join(",")));
    }

    /// Offers the environments that are not there yet.
    pub fn picker(self) -> AnyView {
        let is_full = move || self.chosen.with(Vec::len) >= MOST;
        let options = move || {
            let known = self.environments.data();
            let known = known.as_ref().map(Items::items).map(distinct_titles).unwrap_or_default();
            let is_left = |option: &(String, String)| self.chosen.with(|chosen| !chosen.contains(option));
            let left = known.into_iter().filter(is_left);
            let first = if is_full() { "No room for more: remove one first" } else { "Add environment" };
            let first = SelectOption::new("", first);
            std::iter::once(first).chain(left.map(|(id, title)| SelectOption::new(id, title))).collect::<Vec<_>>()
        };
        let add = move |id: String| {
            if !id.is_empty() {
                self.choose(self.ids().into_iter().chain([id]).collect());
            }
        };
        view! {
            <Select
                label=Some("Add environment".to_owned())
                value=Signal::stored(String::new())
                options=Derived::new(options)
                disabled=Signal::derive(is_full)
                on_change=add
            />
        }
    }
}

/// Those that the address names; without any, production and staging first, then whatever runs.
fn chosen(known: &[Environment], wanted: &str) -> Vec<(String, String)> {
    let titles = distinct_titles(known);
    let mut chosen: Vec<(String, String)> = Vec::new();
    let mut take = |environment: &Environment, most: usize| {
        let named = titles.iter().find(|(id, _)| Some(id.as_str()) == environment.id());
        let one = named.filter(|one| chosen.len() < most && !chosen.contains(one)).cloned();
        chosen.extend(one);
    };
    if !wanted.is_empty() {
        for id in wanted.split(',') {
            known.iter().filter(|environment| environment.id() == Some(id)).for_each(|one| take(one, MOST));
        }
        return chosen;
    }
    let is_main = |one: &Environment| one.is_main() == Some(true) || one.kind() == Some("production");
    let ranks: [&dyn Fn(&Environment) -> bool; 4] =
        [&is_main, &|one| one.kind() == Some("staging"), &|one| one.status() == Some("active"), &|_| true];
    for rank in ranks {
        known.iter().filter(|environment| rank(environment)).for_each(|one| take(one, AT_FIRST));
    }
    chosen
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;
    use wheelhouse_contract::Resource;

    use super::*;

    fn ids(wanted: &str) -> Vec<String> {
        let known = [
            json!({"id": "a", "type": "development", "status": "inactive"}),
            json!({"id": "b", "type": "development", "status": "active"}),
            json!({"id": "s", "type": "staging", "status": "paused"}),
            json!({"id": "main", "type": "production", "is_main": true, "title": "Main"}),
            json!({"id": "c", "status": "inactive"}),
            json!({"title": "nameless"}),
        ];
        let known: Vec<_> = known.into_iter().map(|value| Environment::new(Arc::new(value))).collect();
        chosen(&known, wanted).into_iter().map(|(id, _)| id).collect()
    }

    #[test]
    fn at_first_production_and_staging_come_before_what_runs() {
        assert_eq!(ids(""), ["main", "s", "b", "a"]);
    }

    #[test]
    fn the_address_names_others_in_its_order() {
        assert_eq!(ids("c,gone,main,c"), ["c", "main"]);
    }
}
