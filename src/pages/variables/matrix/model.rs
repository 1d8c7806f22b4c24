//! Names by environments: what each environment has under a name, what differs, and what copying would do.

use serde_json::{Map, Value};
use wheelhouse_contract::sections::environment_variables::{EnvironmentVariable, EnvironmentVariableCreateInput};
use wheelhouse_contract::{Described, Field, Resource};

use super::super::Scope;
use super::super::layers::{Layers, Source, layers};
use super::super::settings::{setting, settings};
use crate::components::{Match, sorted};

/// An environment that is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub id: String,
    pub title: String,
    pub scope: Scope,
    /// What it has; `None` while not known.
    pub list: Option<Vec<EnvironmentVariable>>,
    pub has_failed: bool,
}

/// A variable as an environment sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub variable: EnvironmentVariable,
    pub source: Source,
    /// Where it is set.
    place: Scope,
}

/// What an environment has under a name.
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    Unknown,
    Missing,
    There(Box<Cell>),
}

/// A name, and what each environment has under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub name: String,
    pub cells: Vec<Held>,
}

impl Held {
    /// A text that changes with what is shown of it.
    pub fn key(&self) -> String {
        match self {
            Self::Unknown => "unknown".to_owned(),
            Self::Missing => "missing".to_owned(),
            Self::There(cell) => format!("{}\n{}", cell.source.key(), cell.variable.raw()),
        }
    }
}

impl Cell {
    pub fn is_own(&self) -> bool {
        self.source == Source::Here
    }

    pub fn is_sensitive(&self) -> bool {
        self.variable.is_sensitive() == Some(true)
    }

    /// The value, where it can be read.
    pub fn value(&self) -> Option<&str> {
        self.variable.value().filter(|_| !self.is_sensitive())
    }

    /// The settings that are otherwise than another's.
    fn differing<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'static Field> + 'a {
        let differs = |field: &&Field| setting(self.variable.raw(), field) != setting(other.variable.raw(), field);
        settings(EnvironmentVariableCreateInput::BODY).filter(differs)
    }
}

impl Held {
    pub fn cell(&self) -> Option<&Cell> {
        match self {
            Self::There(cell) => Some(cell),
            _ => None,
        }
    }

    pub fn compare(&self, other: &Self) -> Match {
        let (a, b) = match (self, other) {
            (Self::Unknown, _) | (_, Self::Unknown) => return Match::Unknown,
            (Self::Missing, Self::Missing) => return Match::Same,
            (Self::There(a), Self::There(b)) => (a, b),
            _ => return Match::Differs,
        };
        if a.place == b.place {
            return Match::Same;
        }
        if a.differing(b).next().is_some() {
            return Match::Differs;
        }
        match (a.value(), b.value()) {
            (Some(a), Some(b)) if a == b => Match::Same,
            (Some(_), Some(_)) => Match::Differs,
            _ => Match::Unknown,
        }
    }
}

impl Line {
    pub fn cell(&self, at: usize) -> Option<&Cell> {
        self.cells.get(at)?.cell()
    }

    /// The first character in which the values are not all alike: of long values, what stands there is shown.
    pub fn differ_from(&self) -> usize {
        let mut values = self.cells.iter().filter_map(|held| held.cell()?.value());
        let first = values.next().unwrap_or_default();
        let alike = |other: &str| first.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
        values.filter(|value| *value != first).map(alike).min().unwrap_or(0)
    }

    /// How each stands to the first.
    pub fn matches(&self) -> Vec<Match> {
        let first = self.cells.first();
        self.cells.iter().map(|held| first.map_or(Match::Same, |first| first.compare(held))).collect()
    }

    /// Whether not all are known to be the same.
    pub fn differs(&self) -> bool {
        let compared = self.matches().into_iter().zip(&self.cells);
        compared.filter(|(_, held)| **held != Held::Unknown).any(|(found, _)| found != Match::Same)
    }
}

/// All names that any of the environments has, in order.
pub fn lines(columns: &[Column], project: &[EnvironmentVariable]) -> Vec<Line> {
    let seen: Vec<Option<Vec<Layers>>> = columns
        .iter()
        .map(|column| column.list.as_ref().map(|list| layers(&column.scope, list, &[], project)))
        .collect();
    let names = seen.iter().flatten().flatten().map(|layers| layers.name().to_owned());
    let mut names = sorted(names.filter(|name| !name.is_empty()).collect(), String::clone);
    names.dedup();
    let held = |name: &str, (column, seen): (&Column, &Option<Vec<Layers>>)| {
        let Some(seen) = seen else { return Held::Unknown };
        let nearest = seen.iter().find(|layers| layers.name() == name).and_then(Layers::nearest);
        nearest.map_or(Held::Missing, |layer| {
            let place = layer.source.scope(&column.scope);
            Held::There(Box::new(Cell { variable: layer.variable.clone(), source: layer.source.clone(), place }))
        })
    };
    let line = |name: String| Line { cells: columns.iter().zip(&seen).map(|pair| held(&name, pair)).collect(), name };
    names.into_iter().map(line).collect()
}

/// What copying a value to an environment would do.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// It has none of its own.
    Add(Value),
    /// Its own becomes another; the value before is `None` where it cannot be read.
    Change(Option<String>, Value),
    Same,
    /// What it has is not known.
    Unknown,
}

impl Step {
    pub fn body(&self) -> Option<&Value> {
        match self {
            Self::Add(body) | Self::Change(_, body) => Some(body),
            _ => None,
        }
    }
}

/// What it would do, from a cell whose value can be read.
pub fn step(from: &Cell, to: &Held) -> Step {
    let raw = from.variable.raw();
    if *to == Held::Unknown {
        return Step::Unknown;
    }
    let own = to.cell().filter(|cell| cell.is_own());
    let Some(own) = own else {
        let is_same = Held::There(Box::new(from.clone())).compare(to) == Match::Same;
        let copied = EnvironmentVariableCreateInput::BODY.fields.iter();
        let body = copied.filter_map(|field| {
            let said = raw.get(field.name).filter(|value| !value.is_null())?;
            Some((field.name.to_owned(), said.clone()))
        });
        return if is_same { Step::Same } else { Step::Add(Value::Object(body.collect())) };
    };
    let mut body = Map::new();
    if own.value() != from.value() {
        body.insert("value".to_owned(), Value::from(from.value()));
    }
    // What is sensitive stays so.
    for field in from.differing(own).filter(|field| !field.one_way) {
        body.insert(field.name.to_owned(), setting(raw, field));
    }
    if body.is_empty() { Step::Same } else { Step::Change(own.value().map(str::to_owned), Value::Object(body)) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use std::sync::Arc;

    use serde_json::json;

    use super::*;

    fn variables(values: &[Value]) -> Vec<EnvironmentVariable> {
        values.iter().map(|value| EnvironmentVariable::new(Arc::new(value.clone()))).collect()
    }

    fn column(id: &str, list: Option<&[Value]>) -> Column {
        let scope = Scope::environment("p".to_owned(), id.to_owned());
        Column { id: id.to_owned(), title: id.to_owned(), scope, list: list.map(variables), has_failed: false }
    }

    fn sample() -> Vec<Line> {
        let main = [
            json!({"name": "LEVEL", "value": "warn", "environment": "main"}),
            json!({"name": "FLAGS", "value": "{}", "environment": "main", "is_json": true}),
            json!({"name": "TOKEN", "is_sensitive": true, "environment": "main"}),
            json!({"name": "MODE", "value": "live", "environment": "main", "is_inheritable": false}),
        ];
        let staging = [
            json!({"name": "LEVEL", "value": "debug", "environment": "staging"}),
            json!({"name": "FLAGS", "value": "{}", "environment": "main", "inherited": true, "is_json": true}),
            json!({"name": "TOKEN", "is_sensitive": true, "environment": "staging"}),
        ];
        let project = [json!({"name": "TZ", "value": "UTC"}), json!({"name": "LEVEL", "value": "info"})];
        let columns = [column("main", Some(&main)), column("staging", Some(&staging)), column("other", None)];
        lines(&columns, &variables(&project))
    }

    fn find(name: &str) -> Line {
        sample().into_iter().find(|line| line.name == name).unwrap()
    }

    #[test]
    fn each_name_is_held_against_the_first_environment() {
        let said: Vec<(String, Match, bool)> =
            sample().into_iter().map(|line| (line.name.clone(), line.matches()[1], line.differs())).collect();
        let line = |name: &str, found, differs| (name.to_owned(), found, differs);
        assert_eq!(
            said,
            [
                line("FLAGS", Match::Same, false),
                line("LEVEL", Match::Differs, true),
                line("MODE", Match::Differs, true),
                line("TOKEN", Match::Unknown, true),
                line("TZ", Match::Same, false),
            ]
        );
        assert_eq!(find("TZ").cells[2], Held::Unknown);
    }

    #[test]
    fn copying_changes_what_is_there_and_adds_what_is_not() {
        let level = find("LEVEL");
        let copied = step(level.cell(0).unwrap(), &level.cells[1]);
        assert_eq!(copied, Step::Change(Some("debug".to_owned()), json!({"value": "warn"})));
        let mode = find("MODE");
        let added = json!({"name": "MODE", "value": "live", "is_inheritable": false});
        assert_eq!(step(mode.cell(0).unwrap(), &mode.cells[1]), Step::Add(added));
        assert_eq!(step(mode.cell(0).unwrap(), &mode.cells[2]), Step::Unknown);
    }

    #[test]
    fn what_is_inherited_alike_needs_no_copy() {
        let flags = find("FLAGS");
        assert_eq!(step(flags.cell(0).unwrap(), &flags.cells[1]), Step::Same);
        let token = find("TOKEN");
        assert_eq!(token.cell(0).unwrap().value(), None);
        let level = find("LEVEL");
        let over_a_secret = step(level.cell(0).unwrap(), &token.cells[1]);
        assert_eq!(over_a_secret, Step::Change(None, json!({"value": "warn"})));
    }

    #[test]
    fn a_copy_is_the_same_variable() {
        let said = json!({"name": "A", "value": "1", "is_json": true, "is_sensitive": false, "visible_build": false,
            "visible_runtime": true, "is_enabled": false, "is_inheritable": false, "application_scope": ["app"],
            "attributes": {"by": "ada"}});
        let mut here = said.clone();
        here["environment"] = json!("main");
        let there = json!({"name": "A", "value": "1", "environment": "staging", "is_sensitive": false});
        let copied = |there: &[Value]| {
            let columns = [column("main", Some(std::slice::from_ref(&here))), column("staging", Some(there))];
            let line = lines(&columns, &[]).remove(0);
            (line.differs(), step(line.cell(0).unwrap(), &line.cells[1]))
        };
        assert_eq!(copied(&[]), (true, Step::Add(said)));
        let settings = json!({"is_json": true, "visible_build": false, "is_enabled": false, "is_inheritable": false,
            "application_scope": ["app"], "attributes": {"by": "ada"}});
        assert_eq!(copied(&[there]), (true, Step::Change(Some("1".to_owned()), settings)));
    }

    #[test]
    fn long_values_are_shown_where_they_begin_to_differ() {
        let value = |end: &str| json!({"name": "A", "value": format!("{}{end}", "k".repeat(300))});
        let columns = [column("main", Some(&[value("1")])), column("staging", Some(&[value("k")]))];
        assert_eq!(lines(&columns, &[])[0].differ_from(), 300);
        assert_eq!(lines(&columns[..1], &[])[0].differ_from(), 0);
    }
}
