//! Starting what is done with an environment.

use super::rules::Found;
use crate::activities::{self, Kind, NewActivity, Plan, escape};
use crate::request::prelude::*;
use crate::store::environments::Environment;
use crate::store::projects::Project;

/// A part of a sentence about environments.
pub enum Word<'a> {
    Text(&'a str),
    Environment(&'a Environment),
}

/// Something that is done with an environment.
pub struct Deed<'a> {
    pub kind: Kind,
    pub project: &'a Project,
    /// The environment that changes.
    pub environment: &'a Environment,
    /// What happens, after the caller's name.
    pub words: Vec<Word<'a>>,
    /// What the activity tells of beside the environment, and under which names.
    pub about: Vec<(&'a str, Value)>,
    pub plan: Plan,
    pub deploys: bool,
}

impl Deed<'_> {
    /// # Errors
    /// As [`activities::start`].
    pub fn start(self, context: &Context<'_>) -> Result<Value, ApiError> {
        let text = |word: &Word<'_>| match word {
            Word::Text(text) => (*text).to_owned(),
            Word::Environment(environment) => environment.id.clone(),
        };
        let html = |word: &Word<'_>| match word {
            Word::Text(text) => escape(text),
            Word::Environment(environment) => format!(
                "<environment data-id=\"{}\">{}</environment>",
                escape(&environment.id),
                escape(&environment.title)
            ),
        };
        let environment = self.environment;
        let mut payload = Map::new();
        payload.insert("environment".to_owned(), named(environment));
        payload.extend(self.about.into_iter().map(|(name, about)| (name.to_owned(), about)));
        activities::start(
            context,
            NewActivity {
                kind: self.kind,
                project: self.project,
                environments: vec![environment.id.clone()],
                project_wide: false,
                deploys: self.deploys,
                text: self.words.iter().map(text).collect(),
                description: self.words.iter().map(html).collect(),
                payload,
                plan: self.plan,
            },
        )
    }
}

/// An environment as activities name it.
pub fn named(environment: &Environment) -> Value {
    json!({"id": environment.id, "name": environment.name, "title": environment.title})
}

impl<'a> Deed<'a> {
    /// What is done with an environment and concerns no other: `done` stands before its name.
    pub fn alone(found: &'a Found, kind: Kind, done: &'a str, plan: Plan) -> Self {
        Self {
            kind,
            project: &found.project,
            environment: &found.environment,
            words: vec![Word::Text(done), Word::Environment(&found.environment)],
            about: Vec::new(),
            plan,
            deploys: false,
        }
    }

    /// The same with a deployment at its end.
    pub fn deploys(self) -> Self {
        Self { deploys: true, ..self }
    }

    pub fn about(self, name: &'a str, about: Value) -> Self {
        Self { about: vec![(name, about)], ..self }
    }
}
