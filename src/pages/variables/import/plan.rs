//! What an import would do: each entry held against the variables that are there.

use serde_json::{Map, Value};
use wheelhouse_contract::sections::environment_variables::EnvironmentVariable;
use wheelhouse_contract::validate::validate_field;
use wheelhouse_contract::{Body, Resource};

use super::super::Scope;
use super::parse::Entry;

/// What becomes of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// There is none of this name in the scope.
    Add,
    /// There is one with another value; `None` where it cannot be read.
    Change(Option<String>),
    /// There is one with this very value.
    Same,
    /// It cannot be written, and why.
    Conflict(String),
}

/// An entry and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub entry: Entry,
    pub step: Step,
}

impl Planned {
    pub fn is_wanted(&self) -> bool {
        matches!(self.step, Step::Add | Step::Change(_))
    }

    /// Whether the text itself says that the value is never shown.
    pub fn is_sensitive(&self) -> bool {
        self.entry.rest.get("is_sensitive") == Some(&Value::Bool(true))
    }

    /// The body that writes it.
    pub fn body(&self, sensitive: bool) -> Value {
        let mut body = self.entry.rest.clone();
        body.insert("value".to_owned(), self.entry.value.as_str().into());
        if self.step == Step::Add {
            body.insert("name".to_owned(), self.entry.name.as_str().into());
            if sensitive {
                body.insert("is_sensitive".to_owned(), true.into());
            }
        }
        if self.entry.is_json {
            body.insert("is_json".to_owned(), true.into());
        }
        Value::Object(body)
    }
}

/// The steps, in the order of the text.
pub fn plan(entries: Vec<Entry>, prefix: bool, known: &[EnvironmentVariable], scope: &Scope) -> Vec<Planned> {
    let mut planned: Vec<Planned> = Vec::new();
    for mut entry in entries {
        if prefix && !entry.name.contains(':') && !entry.name.is_empty() {
            entry.name.insert_str(0, "env:");
        }
        let body = scope.create_body();
        entry.rest.retain(|key, _| body.field(key).is_some());
        let before = planned.iter().find(|planned| planned.entry.name == entry.name);
        let step = match before {
            Some(before) if before.entry == entry => Step::Same,
            Some(_) => Step::Conflict("Duplicate name with a different value above.".to_owned()),
            None => step(&entry, known, scope),
        };
        planned.push(Planned { entry, step });
    }
    planned
}

fn step(entry: &Entry, known: &[EnvironmentVariable], scope: &Scope) -> Step {
    if let Some(error) = refused(scope.create_body(), entry) {
        return Step::Conflict(error);
    }
    let own = known.iter().find(|variable| {
        variable.name() == Some(entry.name.as_str()) && scope.owns(variable.environment(), variable.inherited())
    });
    match own {
        None => Step::Add,
        Some(variable) if variable.is_sensitive() == Some(true) => Step::Change(None),
        Some(variable) if variable.value() == Some(entry.value.as_str()) && says(variable, &entry.rest) => Step::Same,
        Some(variable) => Step::Change(variable.value().map(str::to_owned)),
    }
}

/// Whether a variable is as a text says, value aside.
fn says(variable: &EnvironmentVariable, rest: &Map<String, Value>) -> bool {
    rest.iter().all(|(key, value)| variable.raw().get(key) == Some(value))
}

/// Why the API would refuse it, as far as its declaration tells.
fn refused(body: &Body, entry: &Entry) -> Option<String> {
    let check = |field: &str, value: &Value| {
        let field = body.field(field)?;
        validate_field(field, value).err().map(|error| format!("{}: {error}", field.label))
    };
    let own = || check("name", &entry.name.as_str().into()).or_else(|| check("value", &entry.value.as_str().into()));
    own().or_else(|| entry.rest.iter().find_map(|(key, value)| check(key, value)))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;

    fn entry(name: &str, value: &str) -> Entry {
        Entry { name: name.to_owned(), value: value.to_owned(), ..Entry::default() }
    }

    fn steps(entries: Vec<Entry>, prefix: bool) -> Vec<(String, Step)> {
        let known = [
            json!({"name": "env:SAME", "value": "1", "environment": "main"}),
            json!({"name": "env:OTHER", "value": "old", "environment": "main"}),
            json!({"name": "env:SECRET", "is_sensitive": true, "environment": "main"}),
            json!({"name": "env:ABOVE", "value": "1", "environment": "main", "inherited": true}),
        ];
        let known = known.map(|value| EnvironmentVariable::new(Arc::new(value)));
        let scope = Scope::environment("p".to_owned(), "main".to_owned());
        plan(entries, prefix, &known, &scope).into_iter().map(|p| (p.entry.name, p.step)).collect()
    }

    #[test]
    fn each_entry_is_held_against_what_is_there() {
        let entries = vec![
            entry("SAME", "1"),
            entry("OTHER", "new"),
            entry("SECRET", "x"),
            entry("ABOVE", "1"),
            entry("NEW", "n"),
        ];
        let steps = steps(entries, true);
        assert_eq!(
            steps.into_iter().map(|(_, step)| step).collect::<Vec<_>>(),
            [Step::Same, Step::Change(Some("old".to_owned())), Step::Change(None), Step::Add, Step::Add]
        );
    }

    #[test]
    fn what_cannot_be_written_says_why() {
        let entries = vec![entry("A", "1"), entry("A", "1"), entry("A", "2"), entry("a b", "1"), entry("E", "")];
        let steps = steps(entries, false);
        let said: Vec<&str> = steps
            .iter()
            .map(|(_, step)| match step {
                Step::Add => "add",
                Step::Same => "same",
                Step::Change(_) => "change",
                Step::Conflict(_) => "conflict",
            })
            .collect();
        assert_eq!(said, ["add", "same", "conflict", "conflict", "conflict"], "{steps:?}");
    }

    #[test]
    fn a_change_sends_its_value_only() {
        let change = Planned { entry: entry("A", "1"), step: Step::Change(None) };
        assert_eq!(change.body(true), json!({"value": "1"}));
        let add = Planned { step: Step::Add, ..change };
        assert_eq!(add.body(true), json!({"name": "A", "value": "1", "is_sensitive": true}));
    }

    #[test]
    fn what_else_is_said_of_it_is_written_and_compared() {
        let with = |name: &str, rest: Value| {
            let rest = rest.as_object().cloned().unwrap_or_default();
            Entry { rest, ..entry(name, "1") }
        };
        let flags =
            json!({"is_sensitive": true, "visible_runtime": false, "id": "env:A", "application_scope": ["app"]});
        let off = json!({"is_enabled": false});
        let wrong = json!({"visible_build": "yes"});
        let scope = Scope::environment("p".to_owned(), "main".to_owned());
        let known =
            [EnvironmentVariable::new(Arc::new(json!({"name": "env:SAME", "value": "1", "environment": "main"})))];
        let planned = plan(vec![with("A", flags), with("SAME", off), with("W", wrong)], true, &known, &scope);
        let bodies: Vec<Value> = planned.iter().take(2).map(|planned| planned.body(false)).collect();
        let flags = json!({
            "name": "env:A", "value": "1", "is_sensitive": true, "visible_runtime": false, "application_scope": ["app"],
        });
        assert_eq!(bodies, [flags, json!({"value": "1", "is_enabled": false})]);
        assert_eq!(planned.iter().map(Planned::is_sensitive).collect::<Vec<_>>(), [true, false, false]);
        let steps: Vec<&Step> = planned.iter().map(|planned| &planned.step).collect();
        assert!(
            matches!(steps.as_slice(), [Step::Add, Step::Change(Some(before)), Step::Conflict(_)] if before == "1"),
            "{steps:?}"
        );
    }
}
