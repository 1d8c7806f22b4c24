//! What an import would do: each entry held against the variables that are there.

use serde_json::{Map, Value};
use wheelhouse_contract::sections::environment_variables::{EnvironmentVariable, EnvironmentVariableCreateInput};
use wheelhouse_contract::validate::validate_field;
use wheelhouse_contract::{Body, Described, Resource};

use super::super::Scope;
use super::super::settings::{setting, settings};
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
    /// The labels of what the text says and the scope's variables don't have.
    pub not_kept: Vec<&'static str>,
}

impl Planned {
    pub fn is_wanted(&self) -> bool {
        matches!(self.step, Step::Add | Step::Change(_))
    }

    /// Whether the text itself says that the value is never shown.
    pub fn is_sensitive(&self) -> bool {
        self.entry.rest.get("is_sensitive") == Some(&Value::Bool(true))
    }

    /// Whether the value becomes another.
    pub fn changes_value(&self) -> bool {
        !matches!(&self.step, Step::Change(Some(before)) if *before == self.entry.value)
    }

    /// The body that writes it.
    pub fn body(&self, sensitive: bool) -> Value {
        let mut body = Map::new();
        if self.step == Step::Add {
            body.insert("name".to_owned(), self.entry.name.as_str().into());
        }
        if self.changes_value() {
            body.insert("value".to_owned(), self.entry.value.as_str().into());
        }
        body.extend(self.entry.rest.clone());
        if self.step == Step::Add && sensitive {
            body.insert("is_sensitive".to_owned(), true.into());
        }
        Value::Object(body)
    }
}

/// The variables that entries are held against.
pub struct Known<'a> {
    /// What the scope sees.
    pub seen: &'a [EnvironmentVariable],
    /// What the project has, seen from an environment.
    pub above: &'a [EnvironmentVariable],
}

/// The steps, in the order of the text.
pub fn plan(entries: Vec<Entry>, prefix: bool, known: &Known<'_>, scope: &Scope) -> Vec<Planned> {
    let mut planned: Vec<Planned> = Vec::new();
    let mut texts: Vec<Entry> = Vec::new();
    for mut entry in entries {
        if prefix && !entry.name.contains(':') && !entry.name.is_empty() {
            entry.name.insert_str(0, "env:");
        }
        let text = entry.clone();
        let step = match texts.iter().find(|before| before.name == entry.name) {
            Some(before) if *before == text => Step::Same,
            Some(_) => Step::Conflict("Duplicate name with a different value above.".to_owned()),
            None => step(&mut entry, known, scope),
        };
        texts.push(text);
        let not_kept = not_kept(&mut entry, scope);
        planned.push(Planned { entry, step, not_kept });
    }
    planned
}

/// Takes out what the scope's variables don't have; what is lost by that is named.
fn not_kept(entry: &mut Entry, scope: &Scope) -> Vec<&'static str> {
    let body = scope.create_body();
    let lost = settings(EnvironmentVariableCreateInput::BODY).filter(|field| {
        let said = entry.rest.get(field.name).is_some_and(|value| *value != field.initial());
        said && body.field(field.name).is_none()
    });
    let lost = lost.map(|field| field.label).collect();
    entry.rest.retain(|key, _| body.field(key).is_some());
    lost
}

/// What becomes of an entry. Of what is said of one that is there, what differs is left.
fn step(entry: &mut Entry, known: &Known<'_>, scope: &Scope) -> Step {
    let body = scope.create_body();
    if let Some(error) = refused(body, entry) {
        return Step::Conflict(error);
    }
    let is_it = |variable: &&EnvironmentVariable| variable.name() == Some(entry.name.as_str());
    let is_own = |variable: &&EnvironmentVariable| scope.owns(variable.environment(), variable.inherited());
    let says = |variable: &EnvironmentVariable| {
        let differs = |(key, value): (&String, &Value)| {
            body.field(key).is_some_and(|field| setting(variable.raw(), field) != *value)
        };
        variable.value() == Some(entry.value.as_str()) && !entry.rest.iter().any(differs)
    };
    if let Some(variable) = known.seen.iter().filter(is_it).find(is_own) {
        if says(variable) {
            return Step::Same;
        }
        entry.rest.retain(|key, value| body.field(key).is_some_and(|field| setting(variable.raw(), field) != *value));
        let is_secret = variable.is_sensitive() == Some(true);
        return Step::Change(variable.value().filter(|_| !is_secret).map(str::to_owned));
    }
    // What an export says to come from above need not be set again where it still does.
    let comes_down = entry.rest.get("inherited") == Some(&Value::Bool(true));
    let mut above = known.seen.iter().chain(known.above).filter(is_it);
    if comes_down && above.next().is_some_and(says) { Step::Same } else { Step::Add }
}

/// Why the API would refuse it, as far as its declaration tells.
fn refused(body: &Body, entry: &Entry) -> Option<String> {
    let check = |field: &str, value: &Value| {
        let field = body.field(field)?;
        validate_field(field, value).err().map(|error| format!("{}: {error}", field.label))
    };
    let own = || check("name", &entry.name.as_str().into()).or_else(|| check("value", &entry.value.as_str().into()));
    let joint = || {
        let mut values = entry.rest.clone();
        values.insert("value".to_owned(), entry.value.as_str().into());
        body.check.and_then(|check| check(&values).into_iter().next()).map(|error| error.message)
    };
    own().or_else(|| entry.rest.iter().find_map(|(key, value)| check(key, value))).or_else(joint)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::super::super::settings::exported;
    use super::super::parse::parse;
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
        plan(entries, prefix, &Known { seen: &known, above: &[] }, &scope)
            .into_iter()
            .map(|p| (p.entry.name, p.step))
            .collect()
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
        // An empty value is a value.
        assert_eq!(said, ["add", "same", "conflict", "conflict", "add"], "{steps:?}");
    }

    #[test]
    fn a_change_sends_its_value_only() {
        let change = Planned { entry: entry("A", "1"), step: Step::Change(None), not_kept: Vec::new() };
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
        let entries = vec![with("A", flags), with("SAME", off), with("W", wrong)];
        let planned = plan(entries, true, &Known { seen: &known, above: &[] }, &scope);
        let bodies: Vec<Value> = planned.iter().take(2).map(|planned| planned.body(false)).collect();
        let flags = json!({
            "name": "env:A", "value": "1", "is_sensitive": true, "visible_runtime": false, "application_scope": ["app"],
        });
        assert_eq!(bodies, [flags, json!({"is_enabled": false})]);
        assert_eq!(planned.iter().map(Planned::is_sensitive).collect::<Vec<_>>(), [true, false, false]);
        let steps: Vec<&Step> = planned.iter().map(|planned| &planned.step).collect();
        assert!(
            matches!(steps.as_slice(), [Step::Add, Step::Change(Some(before)), Step::Conflict(_)] if before == "1"),
            "{steps:?}"
        );
    }

    /// What an environment has, and what the import of its export does there and elsewhere.
    #[test]
    fn what_is_exported_is_imported_as_the_same_variables() {
        let main = Scope::environment("p".to_owned(), "main".to_owned());
        let variables = [
            json!({"id": "env:A", "name": "env:A", "value": " padded\n", "environment": "main", "inherited": false,
                "is_json": false, "is_sensitive": false, "visible_build": true, "visible_runtime": false,
                "is_enabled": false, "is_inheritable": false, "application_scope": ["app"], "attributes": {"by": "ada"}}),
            json!({"name": "prices", "value": "{\"b\": 1.10, \"a\": 2}", "is_json": true, "environment": "main"}),
            json!({"name": "env:EMPTY", "value": "", "environment": "main"}),
            json!({"name": "env:ABOVE", "value": "=1+1", "inherited": true}),
            json!({"name": "env:TOKEN", "is_sensitive": true, "environment": "main"}),
        ];
        let variables = variables.map(|value| EnvironmentVariable::new(Arc::new(value)));
        let (seen, above) = variables.split_at(3);
        let all = variables.iter().map(|variable| exported(variable, variable.inherited() != Some(true)));
        let text = serde_json::to_string_pretty(&all.collect::<Vec<_>>()).unwrap_or_default();
        let parsed = parse(&text);
        assert_eq!(parsed.errors, ["env:TOKEN has no value: sensitive values are not in an export."]);
        let there = plan(parsed.entries.clone(), true, &Known { seen: &variables, above: &[] }, &main);
        assert!(
            there.iter().all(|planned| planned.step == Step::Same || planned.entry.name == "env:prices"),
            "{there:?}"
        );
        let kept = plan(parsed.entries.clone(), false, &Known { seen, above }, &main);
        assert!(kept.iter().all(|planned| planned.step == Step::Same), "{kept:?}");
        let elsewhere = plan(parsed.entries, false, &Known { seen: &[], above: &[] }, &main);
        let bodies: Vec<Value> = elsewhere.iter().map(|planned| planned.body(false)).collect();
        let first = json!({"name": "env:A", "value": " padded\n", "is_json": false, "is_sensitive": false,
            "visible_build": true, "visible_runtime": false, "is_enabled": false, "is_inheritable": false,
            "application_scope": ["app"], "attributes": {"by": "ada"}});
        let prices = json!({"name": "prices", "value": "{\"b\": 1.10, \"a\": 2}", "is_json": true});
        let empty = json!({"name": "env:EMPTY", "value": ""});
        assert_eq!(bodies, [first, prices, empty, json!({"name": "env:ABOVE", "value": "=1+1"})]);
    }

    #[test]
    fn a_project_names_what_its_variables_do_not_have() {
        let text = r#"[{"name": "env:BUILD_ONLY", "value": "x", "is_json": false, "is_sensitive": true, "visible_build": true,
            "visible_runtime": false, "is_enabled": false, "is_inheritable": true, "application_scope": ["app"]}]"#;
        let planned =
            plan(parse(text).entries, true, &Known { seen: &[], above: &[] }, &Scope::project("p".to_owned()));
        assert_eq!(planned.iter().map(|one| one.not_kept.clone()).collect::<Vec<_>>(), [["Enabled"]]);
        let body = json!({"name": "env:BUILD_ONLY", "value": "x", "is_json": false, "is_sensitive": true,
            "visible_build": true, "visible_runtime": false, "application_scope": ["app"]});
        assert_eq!(planned.first().map(|planned| planned.body(false)), Some(body));
    }
}
