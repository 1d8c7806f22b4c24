//! What changing something of a project sets off.

use std::collections::BTreeSet;

use crate::activities::{self, Kind, NewActivity, Plan, Script, escape};
use crate::request::prelude::*;
use crate::store::environments::Environment;
use crate::store::projects::Project;

/// How many attributes an activity tells of: it is kept for ever, and there may be very many.
const TOLD: usize = 100;

/// Attributes as an activity tells of them.
pub fn told(attributes: &Value) -> Value {
    let all = attributes.as_object().into_iter().flatten();
    all.take(TOLD).map(|(name, value)| (name.clone(), value.clone())).collect::<Map<_, _>>().into()
}

/// Of attributes before and after a change, what an activity tells: those that differ.
pub fn differing(before: &Value, after: &Value) -> (Value, Value) {
    let (empty, other_empty) = (Map::new(), Map::new());
    let (before, after) = (before.as_object().unwrap_or(&empty), after.as_object().unwrap_or(&other_empty));
    let differs = |name: &&String| before.get(*name) != after.get(*name);
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).filter(differs).collect();
    let of = |all: &Map<String, Value>| {
        let named = names.iter().take(TOLD).filter_map(|name| Some(((*name).clone(), all.get(*name)?.clone())));
        Value::Object(named.collect())
    };
    (of(before), of(after))
}

/// Something of a project that was just changed.
pub struct Change<'a> {
    pub kind: Kind,
    /// What happened, before the name of it: `added domain`.
    pub done: &'a str,
    pub name: &'a str,
    /// Under which the activity's payload tells of it, and what it tells.
    pub about: (&'a str, Value),
    /// The first line of the log.
    pub log: String,
}

impl Change<'_> {
    /// Starts an activity in which an environment redeploys: the production environment when none is given.
    pub fn redeploy(
        self,
        context: &Context<'_>,
        project: &Project,
        environment: Option<&Environment>,
    ) -> Result<Value, ApiError> {
        let (plan, deploys) = activities::redeployment(context, project, environment, &self.log)?;
        let concerned = environment.map_or(&project.default_branch, |environment| &environment.id);
        self.start(context, project, vec![concerned.clone()], plan, deploys)
    }

    /// Starts an activity that concerns no environment: the lines of its log, and the milliseconds after each at pace 1.
    pub fn run(self, context: &Context<'_>, project: &Project, lines: &[(String, i64)]) -> Result<Value, ApiError> {
        let script = Script::new(context.pace).line(&self.log, 400);
        let script = lines.iter().fold(script, |script, (line, millis)| script.line(line, *millis));
        self.start(context, project, Vec::new(), script.succeed(), false)
    }

    fn start(
        self,
        context: &Context<'_>,
        project: &Project,
        environments: Vec<String>,
        plan: Plan,
        deploys: bool,
    ) -> Result<Value, ApiError> {
        let (key, about) = self.about;
        let mut payload = Map::new();
        payload.insert(key.to_owned(), about);
        if let [environment] = environments.as_slice() {
            payload.insert("environment".to_owned(), json!({"id": environment}));
        }
        let text = format!("{} {}", self.done, self.name);
        let description = format!("{} <strong>{}</strong>", self.done, escape(self.name));
        activities::start(
            context,
            NewActivity {
                kind: self.kind,
                project,
                environments,
                project_wide: false,
                deploys,
                text,
                description,
                payload,
                plan,
            },
        )
    }
}
