//! What environments are called: by their titles wherever they are read, by their ids only where those are typed,
//! copied, or tell two titles apart.

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::environment::{Environment, GetListOfProjectEnvironments};

use crate::components::words::UNKNOWN;
use crate::data::{Read, read};
use crate::reactive::{Memo, memo};
use crate::routes::Route;
use crate::text::isolated;
use crate::ui::el;

/// What a person calls the environment: its title, else its branch, else its id.
pub fn environment_title(environment: &Environment) -> &str {
    told_title(environment).unwrap_or(UNKNOWN)
}

/// As [`environment_title`], where the answer tells any.
pub fn told_title(environment: &Environment) -> Option<&str> {
    let told = [environment.title(), environment.name(), environment.id()];
    told.into_iter().flatten().find(|text| !text.is_empty())
}

/// The environments of one list by their ids, with titles that tell them apart: those that two share have the id behind
/// them.
pub fn distinct_titles(environments: &[Environment]) -> Vec<(String, String)> {
    let is_shared =
        |title: &str| environments.iter().filter(|other| environment_title(other) == title).nth(1).is_some();
    let named = |environment: &Environment| {
        let (id, title) = (environment.id()?, environment_title(environment));
        let title =
            if is_shared(title) && title != id { format!("{} ({id})", isolated(title)) } else { isolated(title) };
        Some((id.to_owned(), title))
    };
    environments.iter().filter_map(named).collect()
}

/// What the environments of a project are called, by their ids.
#[derive(Clone, Copy)]
pub struct Titles(Memo<Vec<(String, String)>>);

impl Titles {
    /// Those of a project: out of the list that the navigation reads as well.
    pub fn of_project(project: impl Fn() -> Option<String> + Send + Sync + 'static) -> Self {
        Self::in_list(read::<GetListOfProjectEnvironments>(move || {
            project().map(|id| GetListOfProjectEnvironments::path(&id))
        }))
    }

    /// Those in a list that is read already.
    pub fn in_list(list: Read<Items<Environment>>) -> Self {
        Self(memo(move || list.data().as_ref().map(Items::items).map(distinct_titles).unwrap_or_default()))
    }

    /// The title of an environment, as far as the list has it.
    pub fn known(self, id: &str) -> Option<String> {
        self.0.with(|all| all.iter().find(|(known, _)| known == id).map(|(_, title)| title.clone()))
    }

    /// The title of an environment; its id where the list does not have it.
    pub fn of(self, id: &str) -> String {
        self.known(id).unwrap_or_else(|| id.to_owned())
    }

    /// The title as part of a sentence, which it leaves in its own direction of writing.
    pub fn isolated(self, id: String) -> AnyView {
        el("bdi").show(Signal::derive(move || self.of(&id))).into_any()
    }

    /// A link to an environment by its title.
    pub fn link(self, project: &str, environment: &str) -> AnyView {
        let route = Route::Environment { project: project.to_owned(), environment: environment.to_owned() };
        el("a").attr("href", route.path()).child(self.isolated(environment.to_owned())).into_any()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};
    use wheelhouse_contract::Resource;

    use super::*;

    fn environment(value: Value) -> Environment {
        Environment::new(Arc::new(value))
    }

    #[test]
    fn an_environment_goes_by_its_title_then_its_branch_then_its_id() {
        let called = |value: Value| environment_title(&environment(value)).to_owned();
        assert_eq!(called(json!({"id": "a-x7k2a", "name": "feature/a", "title": "A"})), "A");
        assert_eq!(called(json!({"id": "a-x7k2a", "name": "feature/a", "title": ""})), "feature/a");
        assert_eq!(called(json!({"id": "a-x7k2a"})), "a-x7k2a");
        assert_eq!(called(json!({})), "Unknown");
    }

    #[test]
    fn two_titles_that_are_alike_have_their_ids_behind_them() {
        let all = [
            json!({"id": "a-1", "title": "Drill"}),
            json!({"id": "a-2", "title": "Drill"}),
            json!({"id": "main", "title": "main"}),
            json!({"title": "nameless"}),
        ];
        let titles = distinct_titles(&all.map(environment));
        let titles: Vec<_> = titles.iter().map(|(id, title)| (id.as_str(), title.as_str())).collect();
        assert_eq!(titles, [("a-1", "Drill (a-1)"), ("a-2", "Drill (a-2)"), ("main", "main")]);
    }
}
