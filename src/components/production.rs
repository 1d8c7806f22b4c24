//! Whether a write changes production, and saying so before it is sent. One rule for all forms: it follows from the
//! operation and the type of the environment that it reaches.

use leptos::prelude::*;
use wheelhouse_contract::sections::domains::of_project::GetListOfProjectDomains;
use wheelhouse_contract::sections::environment::{Environment, GetListOfProjectEnvironments};
use wheelhouse_contract::{Method, operation::encode};

use super::Change;
use crate::data::read;
use crate::reactive::memo;

/// What a write reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All environments of the project, production with them.
    Project,
    /// One environment, by its id or its branch.
    Environment(String),
    /// Several environments, by their ids.
    Any(Vec<String>),
    /// The environment above that of this id.
    ParentOf(String),
    /// What each of several writes reaches.
    Several(Vec<Reach>),
}

/// What a write to this path of the API reaches that runs, and the project it is in; `None` where it changes nothing that
/// visitors could notice.
fn reach(method: Method, path: &str) -> Option<(String, Reach)> {
    let mut steps = path.split('?').next()?.split('/').filter(|step| !step.is_empty());
    let (Some("projects"), Some(project)) = (steps.next(), steps.next()) else { return None };
    let reach = match (steps.next(), steps.next()) {
        // The project itself: of its settings none redeploys.
        (None, _) => (method == Method::Delete).then_some(Reach::Project),
        (Some("variables" | "domains" | "certificates"), _) => Some(Reach::Project),
        (Some("environments"), Some(id)) => {
            let here = Reach::Environment(id.to_owned());
            match (steps.next(), steps.next()) {
                (Some("merge"), _) => Some(Reach::ParentOf(id.to_owned())),
                // A new environment, a new backup or none any more, an activity that goes no further, who may do what.
                (Some("branch" | "backup" | "activities" | "access"), _) => None,
                (Some("backups"), _) if !path.ends_with("/restore") => None,
                _ => Some(here),
            }
        }
        _ => None,
    };
    Some((project.to_owned(), reach?))
}

/// "This changes production, www.example.com."; `None` where the write does not.
pub fn changes_production(change: &Change) -> Signal<Option<String>> {
    match reach(change.operation.method, &change.path) {
        Some((project, reach)) => production_reached(project, move || Some(reach.clone())),
        None => Signal::stored(None),
    }
}

/// The same of several writes in one project, of which more or fewer are left.
pub fn any_changes_production(
    one: &Change,
    left: impl Fn() -> Vec<Change> + Send + Sync + 'static,
) -> Signal<Option<String>> {
    let Some((project, _)) = reach(one.operation.method, &one.path) else { return Signal::stored(None) };
    let of = |change: Change| Some(reach(change.operation.method, &change.path)?.1);
    production_reached(project, move || Some(Reach::Several(left().into_iter().filter_map(of).collect())))
}

/// The same, of what is reached by what is chosen in the form.
pub fn production_reached(
    project: String,
    reach: impl Fn() -> Option<Reach> + Send + Sync + 'static,
) -> Signal<Option<String>> {
    let list = GetListOfProjectEnvironments::path(&project);
    let environments = read::<GetListOfProjectEnvironments>(move || Some(list.clone()));
    let is_reached = memo(move || {
        let known = environments.data();
        let reach = reach();
        known.zip(reach).is_some_and(|(known, reach)| reaches_production(known.items(), &reach))
    });
    let list = GetListOfProjectDomains::path(&project);
    let domains = read::<GetListOfProjectDomains>(move || is_reached.get().then(|| list.clone()));
    Signal::derive(move || {
        if !is_reached.get() {
            return None;
        }
        let known = domains.data();
        let items = || known.iter().flat_map(|known| known.items());
        let first = items().find(|domain| domain.is_default() == Some(true)).or_else(|| items().next());
        Some(match first.and_then(|domain| domain.name()) {
            Some(name) => format!("This changes production, {name}."),
            None => "This changes production.".to_owned(),
        })
    })
}

fn reaches_production(known: &[Environment], reach: &Reach) -> bool {
    let is = |environment: &&Environment, id: &str| {
        let named = |name: Option<&str>| {
            let mut spelt = String::new();
            name.inspect(|name| encode(name, &mut spelt)).is_some_and(|name| name == id || spelt == id)
        };
        named(environment.id()) || named(environment.name())
    };
    let one = |id: &str| known.iter().find(|environment| is(environment, id));
    let reached = match reach {
        Reach::Project => return known.iter().any(is_production),
        Reach::Several(all) => return all.iter().any(|one| reaches_production(known, one)),
        Reach::Any(ids) => return ids.iter().any(|id| one(id).is_some_and(is_production)),
        Reach::Environment(id) => one(id),
        Reach::ParentOf(id) => one(id).and_then(|below| one(below.parent()?)),
    };
    reached.is_some_and(is_production)
}

fn is_production(environment: &Environment) -> bool {
    environment.kind() == Some("production")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;
    use wheelhouse_contract::Resource;
    use wheelhouse_contract::sections::operations;

    use super::*;

    /// What every write below a project reaches, so that a new one has to be thought about.
    #[test]
    fn each_write_reaches_what_it_should() {
        let mut said: Vec<String> = operations()
            .filter(|operation| operation.method != Method::Get && operation.path.starts_with("/projects/"))
            .filter_map(|operation| {
                let path = operation.path.replace("{projectId}", "p").replace("{environmentId}", "e");
                let word = match reach(operation.method, &path)?.1 {
                    Reach::Project => "project",
                    Reach::Environment(_) | Reach::Any(_) | Reach::Several(_) => "environment",
                    Reach::ParentOf(_) => "parent",
                };
                Some(format!("{} {word}", operation.id))
            })
            .collect();
        said.sort();
        let left: Vec<&str> = operations()
            .filter(|operation| operation.method != Method::Get && operation.path.contains("/environments/"))
            .map(|operation| operation.id)
            .filter(|id| !said.iter().any(|said| said.starts_with(&format!("{id} "))))
            .collect();
        assert_eq!(left, LEAVES_ALONE);
        for expected in [
            "merge-an-environment parent",
            "delete-a-project-variable project",
            "add-a-project-domain project",
            "synchronize-a-child-environment-with-its-parent environment",
            "restore-an-environment-snapshot environment",
            "create-a-new-route environment",
            "delete-a-project project",
        ] {
            assert!(said.iter().any(|said| said == expected), "{expected} in {said:#?}");
        }
    }

    const LEAVES_ALONE: &[&str] = &[
        "branch-an-environment",
        "create-snapshot-of-environment",
        "delete-an-environment-snapshot",
        "cancel-an-environment-activity",
    ];

    #[test]
    fn production_is_known_by_its_type_wherever_a_write_comes_from() {
        let known: Vec<Environment> = [
            json!({"id": "main", "name": "main", "type": "production"}),
            json!({"id": "stage-x", "name": "stage/x", "type": "staging", "parent": "main"}),
            json!({"id": "dev", "name": "dev", "type": "development", "parent": "stage-x"}),
        ]
        .into_iter()
        .map(|value| Environment::new(Arc::new(value)))
        .collect();
        let reached = |reach: Reach| reaches_production(&known, &reach);
        assert!(reached(Reach::Project));
        assert!(reached(Reach::Environment("main".to_owned())));
        assert!(reached(Reach::ParentOf("stage-x".to_owned())) && reached(Reach::ParentOf("stage%2Fx".to_owned())));
        assert!(!reached(Reach::ParentOf("dev".to_owned())) && !reached(Reach::ParentOf("main".to_owned())));
        let several = |ids: &[&str]| ids.iter().map(|id| Reach::Environment((*id).to_owned())).collect();
        assert!(reached(Reach::Several(several(&["dev", "main"]))) && !reached(Reach::Several(several(&["dev"]))));
        assert!(!reached(Reach::Environment("stage-x".to_owned())) && !reached(Reach::Environment("gone".to_owned())));
    }
}
