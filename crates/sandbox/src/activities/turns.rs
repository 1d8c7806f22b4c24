//! What may not be under way at the same time: an activity that changes something of an environment at its end leaves it
//! alone until then, and so must others.

use rusqlite::Connection;
use serde_json::Value;

use super::find;
use super::row::Activity;
use crate::error::ApiError;

/// A part of an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// That it is there.
    Being,
    /// Where its branch is.
    Code,
    /// What its services hold, and whether they run.
    Data,
}

const ALL: &[Part] = &[Part::Being, Part::Code, Part::Data];

/// What an activity changes, and what must stay as it is for it.
#[derive(Debug, Default)]
struct Touched<'a> {
    changes: Vec<(Part, &'a str)>,
    needs: Vec<(Part, &'a str)>,
}

impl<'a> Touched<'a> {
    fn changes(mut self, parts: &[Part], environments: &[&'a str]) -> Self {
        self.changes.extend(environments.iter().flat_map(|id| parts.iter().map(move |part| (*part, *id))));
        self
    }

    fn needs(mut self, parts: &[Part], environments: &[&'a str]) -> Self {
        self.needs.extend(environments.iter().flat_map(|id| parts.iter().map(move |part| (*part, *id))));
        self
    }

    fn is_in_the_way_of(&self, other: &Touched<'_>) -> bool {
        let meet = |a: &[(Part, &str)], b: &[(Part, &str)]| a.iter().any(|touched| b.contains(touched));
        meet(&self.changes, &other.changes) || meet(&self.changes, &other.needs) || meet(&self.needs, &other.changes)
    }
}

/// What an activity touches until its end.
fn held<'a>(kind: &str, environments: &[&'a str], parameters: &'a Value) -> Touched<'a> {
    let flag = |name: &str| parameters.get(name).and_then(Value::as_bool) == Some(true);
    let text = |name: &str| parameters.get(name).and_then(Value::as_str);
    let from: Vec<&str> = text("parent").into_iter().collect();
    let touched = Touched::default();
    match kind {
        "environment.branch" => {
            touched.changes(&[Part::Code, Part::Data], environments).needs(&[Part::Being, Part::Data], &from)
        }
        "environment.delete" => touched.changes(ALL, environments),
        "environment.deactivate" | "environment.initialize" => touched.changes(&[Part::Code, Part::Data], environments),
        "environment.restore" => {
            // The backup goes with the environment that it is of.
            let from: Vec<&str> = text("from").into_iter().chain(from).collect();
            touched.changes(&[Part::Code, Part::Data], environments).needs(&[Part::Being], &from)
        }
        "environment.activate" => {
            let touched = touched.changes(&[Part::Data], environments);
            if flag("clone_parent") { touched.needs(&[Part::Being, Part::Data], &from) } else { touched }
        }
        "environment.merge" | "environment.source-operation" => touched.changes(&[Part::Code], environments),
        "environment.pause" | "environment.resume" => touched.changes(&[Part::Data], environments),
        "environment.synchronize" => {
            let code: &[Part] = if flag("synchronize_code") { &[Part::Code] } else { &[] };
            let touched = touched.changes(code, environments);
            if flag("synchronize_data") {
                touched.changes(&[Part::Data], environments).needs(&[Part::Being, Part::Data], &from)
            } else {
                touched
            }
        }
        "environment.backup" => touched.needs(ALL, environments),
        _ => touched,
    }
}

/// What a new activity touches: also what it changes right away.
fn wanted<'a>(kind: &str, environments: &[&'a str], parameters: &'a Value) -> Touched<'a> {
    let touched = held(kind, environments, parameters);
    match kind {
        "environment.push" => touched.changes(&[Part::Code], environments),
        _ if kind.starts_with("environment.route.") => touched.changes(&[Part::Code], environments),
        "environment.redeploy" | "environment.operation" => touched.needs(&[Part::Being, Part::Data], environments),
        _ if environments.is_empty() || !touched.changes.is_empty() => touched,
        _ => touched.needs(&[Part::Being], environments),
    }
}

/// Whether an activity of a type can be started on these environments.
///
/// # Errors
/// 409 that says what is in its way.
pub fn require(
    connection: &Connection,
    project: &str,
    kind: &str,
    environments: &[&str],
    parameters: &Value,
) -> Result<(), ApiError> {
    let new = wanted(kind, environments, parameters);
    let is_in_the_way = |other: &&Activity| {
        let environments: Vec<&str> = other.environments.iter().map(String::as_str).collect();
        held(&other.kind, &environments, &other.parameters).is_in_the_way_of(&new)
    };
    match find::unsettled(connection, project)?.iter().find(is_in_the_way) {
        None => Ok(()),
        Some(other) => Err(ApiError::not_now(format!(
            "Another activity is under way: {}. Wait until it is complete, or cancel it.",
            other.text
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn collide(earlier: (&str, &[&str], Value), later: (&str, &[&str], Value)) -> bool {
        held(earlier.0, earlier.1, &earlier.2).is_in_the_way_of(&wanted(later.0, later.1, &later.2))
    }

    #[test]
    fn what_is_being_changed_or_needed_is_left_alone() {
        let branch = |from: &str| json!({"parent": from});
        let merge = ("environment.merge", &["main"][..], Value::Null);
        assert!(collide(merge.clone(), merge.clone()));
        assert!(collide(merge.clone(), ("environment.push", &["main"], Value::Null)));
        assert!(!collide(merge.clone(), ("environment.push", &["staging"], Value::Null)));
        assert!(!collide(merge.clone(), ("environment.branch", &["new"], branch("main"))));
        assert!(!collide(merge, ("environment.redeploy", &["main"], Value::Null)));
        assert!(!collide(
            ("environment.branch", &["a"], branch("main")),
            ("environment.branch", &["b"], branch("main"))
        ));
        assert!(collide(
            ("environment.branch", &["a"], branch("main")),
            ("environment.deactivate", &["main"], Value::Null)
        ));
        assert!(!collide(
            ("environment.branch", &["a"], branch("main")),
            ("environment.variable.create", &["a"], Value::Null)
        ));
        assert!(collide(
            ("environment.delete", &["a"], Value::Null),
            ("environment.domain.create", &["a"], Value::Null)
        ));
        assert!(collide(("environment.delete", &["a"], Value::Null), ("environment.branch", &["b"], branch("a"))));
        let data = json!({"synchronize_data": true, "parent": "main"});
        assert!(collide(
            ("environment.backup", &["a"], Value::Null),
            ("environment.synchronize", &["a"], data.clone())
        ));
        assert!(!collide(("environment.backup", &["main"], Value::Null), ("environment.synchronize", &["a"], data)));
        let backup = json!({"from": "b"});
        assert!(collide(("environment.restore", &["a"], backup.clone()), ("environment.delete", &["b"], Value::Null)));
        assert!(!collide(("environment.restore", &["a"], backup), ("environment.pause", &["b"], Value::Null)));
        assert!(!collide(("environment.push", &["a"], Value::Null), ("environment.push", &["a"], Value::Null)));
        assert!(!collide(("environment.redeploy", &["a"], Value::Null), ("environment.merge", &["a"], Value::Null)));
    }
}
