//! What changing something of a project sets off.

use crate::activities::{self, Kind, NewActivity, Plan, Script, escape};
use crate::request::prelude::*;
use crate::store::environments::Environment;
use crate::store::projects::Project;

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
