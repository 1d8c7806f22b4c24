//! Where a backup is restored to, and what that means.

use serde_json::{Value, json};
use wheelhouse_contract::checks;
use wheelhouse_contract::sections::environment::Environment;

use crate::components::{Flow, Picture, Side, Way};
use crate::ui::Tone;

/// Where to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// The environment that it is of.
    Here(String),
    /// Another that is there, by its branch.
    Over(String),
    /// One that is made for it, below a parent.
    New { name: String, parent: String },
}

impl Goal {
    /// The environment that holds it afterwards.
    pub fn target(&self) -> &str {
        match self {
            Self::Here(name) | Self::Over(name) | Self::New { name, .. } => name,
        }
    }

    /// What has to be typed: the environment whose data is overwritten.
    pub fn overwrites(&self) -> Option<&str> {
        match self {
            Self::Here(name) | Self::Over(name) => Some(name).filter(|name| !name.is_empty()).map(String::as_str),
            Self::New { .. } => None,
        }
    }

    /// What keeps it from being sent, as far as can be told here.
    pub fn lacks(&self, environments: &[Environment]) -> Option<String> {
        match self {
            Self::Here(_) => None,
            Self::Over(name) => name.is_empty().then(|| "Choose an environment.".to_owned()),
            Self::New { name, .. } if name.is_empty() => Some("Enter a name for the new environment.".to_owned()),
            Self::New { name, .. } => wrong_name(name, environments),
        }
    }

    /// The whole body, given what the form asks for besides.
    pub fn body(&self, mut rest: Value) -> Value {
        let (name, parent) = match self {
            Self::Here(_) => (Value::Null, Value::Null),
            Self::Over(name) => (json!(name), Value::Null),
            Self::New { name, parent } => (json!(name), json!(parent)),
        };
        if let Some(body) = rest.as_object_mut() {
            body.insert("environment_name".to_owned(), name);
            body.insert("branch_from".to_owned(), parent);
        }
        rest
    }

    /// What goes over from the backup that was made then, and what becomes of both. `called` tells an environment's
    /// title by its branch or id.
    pub fn picture(&self, made: &str, commit: &str, with_code: bool, called: &dyn Fn(&str) -> String) -> Picture {
        let code = match (self, with_code) {
            (_, true) => format!("Commit {commit}"),
            (Self::New { parent, .. }, false) => format!("Same as {}", called(parent)),
            (_, false) => "Unchanged".to_owned(),
        };
        let target = Some(self.target()).filter(|name| !name.is_empty()).map_or_else(|| "…".to_owned(), called);
        let to = match self {
            Self::New { parent, .. } => Side::new("New environment", target)
                .then(Tone::Success, format!("Created as a child of {}", called(parent)))
                .then(Tone::Running, "Deployed"),
            Self::Here(_) | Self::Over(_) => Side::new("Environment", target)
                .then(Tone::Danger, "Databases and files are overwritten")
                .then_if(with_code, Tone::Warning, format!("Commits after {commit} are removed from the branch"))
                .then(Tone::Running, "Redeploys"),
        };
        Picture {
            from: Side::new("Backup", made).then(Tone::Neutral, "Unchanged"),
            to,
            flows: vec![
                Flow::new("Data", Way::Goes, "Databases and files from the backup"),
                Flow::new("Code", Way::if_goes(with_code), code),
            ],
        }
    }
}

/// What is wrong with the name of a new environment.
pub fn wrong_name(name: &str, environments: &[Environment]) -> Option<String> {
    if let Err(message) = checks::branch(name) {
        return Some(message.to_owned());
    }
    let is_there = environments.iter().any(|known| known.name() == Some(name) || known.id() == Some(name));
    is_there.then(|| format!("{name} already exists. To overwrite it, choose “Another environment”."))
}

/// How the API knows an environment as a target: by its branch.
pub fn branch_of(environment: &Environment) -> Option<&str> {
    environment.name().or(environment.id())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]

    use std::sync::Arc;

    use wheelhouse_contract::Resource;

    use super::*;

    fn known() -> Vec<Environment> {
        vec![Environment::new(Arc::new(json!({"id": "feature-x", "name": "feature/x"})))]
    }

    #[test]
    fn the_body_names_where_to_and_keeps_the_rest() {
        let sent = |goal: Goal| goal.body(json!({"restore_code": true}));
        assert_eq!(
            sent(Goal::Here("main".to_owned())),
            json!({"restore_code": true, "environment_name": null, "branch_from": null})
        );
        assert_eq!(sent(Goal::Over("x".to_owned()))["environment_name"], "x");
        let new = Goal::New { name: "drill".to_owned(), parent: "main".to_owned() };
        assert_eq!(sent(new), json!({"restore_code": true, "environment_name": "drill", "branch_from": "main"}));
    }

    #[test]
    fn what_overwrites_asks_for_the_name_and_what_is_new_does_not() {
        assert_eq!(Goal::Here("main".to_owned()).overwrites(), Some("main"));
        assert_eq!(Goal::Over(String::new()).overwrites(), None);
        assert_eq!(Goal::New { name: "a".to_owned(), parent: "b".to_owned() }.overwrites(), None);
    }

    #[test]
    fn the_picture_says_what_is_overwritten_and_only_that() {
        let lost = |goal: Goal, code| {
            let outcomes = goal.picture("then", "abc1234", code, &str::to_owned).to.outcomes;
            outcomes.iter().filter(|(_, tone)| matches!(tone, Tone::Danger | Tone::Warning)).count()
        };
        assert_eq!((lost(Goal::Here("main".to_owned()), true), lost(Goal::Over("x".to_owned()), false)), (2, 1));
        assert_eq!(lost(Goal::New { name: "drill".to_owned(), parent: "main".to_owned() }, true), 0);
    }

    #[test]
    fn the_picture_calls_environments_by_their_titles() {
        let called = |name: &str| name.to_uppercase();
        let new = Goal::New { name: "drill".to_owned(), parent: "main".to_owned() };
        let picture = new.picture("then", "abc1234", false, &called);
        assert!(picture.to.outcomes.iter().any(|(words, _)| words == "Created as a child of MAIN"));
        assert_eq!(Goal::Over("x".to_owned()).picture("then", "abc1234", false, &called).to.name, "X");
    }

    #[test]
    fn a_new_one_takes_no_name_that_is_there() {
        let new = |name: &str| Goal::New { name: name.to_owned(), parent: "main".to_owned() };
        assert_eq!(new("drill").lacks(&known()), None);
        for name in ["", "feature/x", "feature-x", "a..b"] {
            assert!(new(name).lacks(&known()).is_some(), "{name}");
        }
    }
}
