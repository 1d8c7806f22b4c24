//! Where each value comes from: set here, on an environment above, or on the project; and what it hides.

use wheelhouse_contract::Items;
use wheelhouse_contract::sections::environment_variables::EnvironmentVariable;

use super::Scope;
use crate::api::ApiError;
use crate::components::{Titles, sorted};
use crate::data::{Read, read_as};
use crate::layouts::Place;

/// Where a variable is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    Here,
    /// The id of an environment above.
    Environment(String),
    Project,
}

impl Source {
    /// Of a variable in the list of a scope.
    pub fn of(scope: &Scope, variable: &EnvironmentVariable) -> Self {
        match variable.environment() {
            _ if scope.owns(variable.environment(), variable.inherited()) => Self::Here,
            Some(environment) => Self::Environment(environment.to_owned()),
            None => Self::Project,
        }
    }

    /// As in "From Staging".
    pub fn words(&self, titles: Titles) -> String {
        match self {
            Self::Here => "Set here".to_owned(),
            Self::Environment(id) => format!("From {}", titles.of(id)),
            Self::Project => "From project".to_owned(),
        }
    }

    /// "Staging", "the project".
    pub fn name(&self, titles: Titles) -> String {
        match self {
            Self::Environment(id) => titles.of(id),
            Self::Here | Self::Project => self.key().to_owned(),
        }
    }

    /// Tells it from others.
    pub fn key(&self) -> &str {
        match self {
            Self::Here => "here",
            Self::Environment(id) => id,
            Self::Project => "the project",
        }
    }

    /// Where it is changed, seen from a scope.
    pub fn scope(&self, scope: &Scope) -> Scope {
        match self {
            Self::Here => scope.clone(),
            Self::Environment(id) => Scope::environment(scope.project_id().to_owned(), id.clone()),
            Self::Project => Scope::project(scope.project_id().to_owned()),
        }
    }
}

/// A variable, and where it is set.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    pub source: Source,
    pub variable: EnvironmentVariable,
}

/// All variables of one name that a scope can see: the nearest first, which hides the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Layers(Vec<Layer>);

impl Layers {
    pub fn nearest(&self) -> Option<&Layer> {
        self.0.first()
    }

    /// Those that the nearest one hides.
    pub fn hidden(&self) -> &[Layer] {
        self.0.get(1..).unwrap_or_default()
    }

    pub fn name(&self) -> &str {
        self.nearest().and_then(|layer| layer.variable.name()).unwrap_or_default()
    }

    /// What is set here hides this much.
    pub fn overrides(&self) -> Option<&Source> {
        let is_here = self.nearest().is_some_and(|layer| layer.source == Source::Here);
        self.hidden().first().filter(|_| is_here).map(|layer| &layer.source)
    }
}

/// The layers of each name: out of the scope's own list, that of its parent environment, and the project's.
pub fn layers(
    scope: &Scope,
    own: &[EnvironmentVariable],
    parent: &[EnvironmentVariable],
    project: &[EnvironmentVariable],
) -> Vec<Layers> {
    let layer = |source: Source, variable: &EnvironmentVariable| Layer { source, variable: variable.clone() };
    let of_project = |name: Option<&str>| project.iter().find(|variable| name.is_some() && variable.name() == name);
    let seen = own.iter().map(|variable| {
        let mut layers = vec![layer(Source::of(scope, variable), variable)];
        let name = variable.name();
        let is_here = layers.iter().all(|layer| layer.source == Source::Here);
        let comes_down = |above: &&EnvironmentVariable| {
            above.name() == name && (above.inherited() == Some(true) || above.is_inheritable() != Some(false))
        };
        if let Some(above) = parent.iter().find(comes_down).filter(|_| is_here && name.is_some()) {
            layers.push(layer(above.environment().map_or(Source::Project, own_id), above));
        }
        if let Some(above) = of_project(name).filter(|_| layers.iter().all(|layer| layer.source != Source::Project)) {
            layers.push(layer(Source::Project, above));
        }
        Layers(layers)
    });
    let is_seen = |variable: &&EnvironmentVariable| own.iter().any(|seen| seen.name() == variable.name());
    let rest = project.iter().filter(|variable| !is_seen(variable));
    let rest = rest.map(|variable| Layers(vec![layer(Source::Project, variable)]));
    sorted(seen.chain(rest).collect(), |layers: &Layers| layers.name().to_owned())
}

fn own_id(id: &str) -> Source {
    Source::Environment(id.to_owned())
}

type List = Read<Items<EnvironmentVariable>>;

/// The lists that the layers of a scope are made of.
#[derive(Clone, Copy)]
pub struct Lists {
    pub own: List,
    /// What the parent environment sees, and what the project has: of an environment only.
    above: Option<(List, List)>,
    /// What the environments above are called.
    pub titles: Titles,
}

impl Lists {
    pub fn read(scope: &Scope) -> Self {
        let path = scope.list_path();
        let own = read_as(move || Some(path.clone()));
        let above = scope.is_environment().then(|| {
            let place = Place::expect();
            let project = scope.project_id().to_owned();
            let of_project = Scope::project(project.clone()).list_path();
            let parent = move || {
                let environment = place.environment.data()?;
                Some(Scope::environment(project.clone(), environment.parent()?.to_owned()).list_path())
            };
            (read_as(parent), read_as(move || Some(of_project.clone())))
        });
        let project = scope.project_id().to_owned();
        Self { own, above, titles: Titles::of_project(move || Some(project.clone())) }
    }

    /// The layers, once the scope's own list and the project's are known. Without the latter it goes on.
    pub fn layers(self, scope: &Scope) -> Option<Vec<Layers>> {
        let own = self.own.data()?;
        let Some((parent, project)) = self.above else { return Some(layers(scope, own.items(), &[], &[])) };
        let project = match (project.data(), project.error()) {
            (Some(list), _) => list.items().to_vec(),
            (None, Some(_)) => Vec::new(),
            (None, None) => return None,
        };
        let parent = parent.data().map(|list| list.items().to_vec()).unwrap_or_default();
        Some(layers(scope, own.items(), &parent, &project))
    }

    /// Why some of it is not known.
    pub fn error(self) -> Option<ApiError> {
        self.own.error().or_else(|| self.above.and_then(|(_, project)| project.error()))
    }

    pub fn is_loading(self) -> bool {
        self.own.is_loading() || self.above.is_some_and(|(_, project)| project.is_loading())
    }

    pub fn refresh(self) {
        self.own.refresh();
        if let Some((parent, project)) = self.above {
            parent.refresh();
            project.refresh();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};
    use wheelhouse_contract::Resource;

    use super::*;

    fn variables(values: &[Value]) -> Vec<EnvironmentVariable> {
        values.iter().map(|value| EnvironmentVariable::new(Arc::new(value.clone()))).collect()
    }

    /// What `staging`, a child of `main`, sees: each name with where its values are set, the nearest first.
    fn seen(own: &[Value], parent: &[Value], project: &[Value]) -> Vec<String> {
        let scope = Scope::environment("p".to_owned(), "staging".to_owned());
        let all = layers(&scope, &variables(own), &variables(parent), &variables(project));
        let line = |layers: &Layers| {
            let sources = layers.0.iter().map(|layer| layer.source.key()).collect::<Vec<_>>();
            format!("{}: {}", layers.name(), sources.join(" < "))
        };
        all.iter().map(line).collect()
    }

    #[test]
    fn the_nearest_hides_what_is_set_above() {
        let own = [
            json!({"name": "LEVEL", "environment": "staging", "inherited": false}),
            json!({"name": "FLAGS", "environment": "main", "inherited": true}),
            json!({"name": "ONLY", "environment": "staging", "inherited": false}),
        ];
        let parent = [
            json!({"name": "LEVEL", "environment": "main", "inherited": false, "is_inheritable": true}),
            json!({"name": "FLAGS", "environment": "main", "inherited": false, "is_inheritable": true}),
        ];
        let project = [json!({"name": "LEVEL"}), json!({"name": "TZ"})];
        let expected = ["FLAGS: main", "LEVEL: here < main < the project", "ONLY: here", "TZ: the project"];
        assert_eq!(seen(&own, &parent, &project), expected);
    }

    #[test]
    fn what_does_not_come_down_is_not_hidden() {
        let own = [json!({"name": "MODE", "environment": "staging"})];
        let stays = json!({"name": "MODE", "environment": "main", "inherited": false, "is_inheritable": false});
        assert_eq!(seen(&own, &[stays], &[]), ["MODE: here"]);
        let from_further_up = json!({"name": "MODE", "environment": "top", "inherited": true, "is_inheritable": true});
        assert_eq!(seen(&own, &[from_further_up], &[]), ["MODE: here < top"]);
    }

    #[test]
    fn a_list_that_holds_the_projects_too_names_them_once() {
        let own = [json!({"name": "TZ", "inherited": true}), json!({"value": "nameless"})];
        assert_eq!(seen(&own, &[json!({})], &[json!({"name": "TZ"}), json!({})]), [": here", "TZ: the project"]);
    }
}
