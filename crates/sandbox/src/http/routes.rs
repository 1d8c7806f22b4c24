//! Which operation a method and path name.
//!
//! Own matching and not axum's: the API has several names for the same place in a path, and literal prefixes before a
//! parameter (`email={email}`), neither of which one tree of routes takes.

use axum::http::Method;
use percent_encoding::percent_decode_str;
use wheelhouse_contract::{Operation, operations};

use crate::request::Handler;
use crate::resources;
use crate::setup::Error;

/// An address that is answered.
pub struct Route {
    /// The operation's id, or the name of a link that is no operation of its own.
    pub id: &'static str,
    pub method: &'static str,
    /// The declaration; links that are only followed have none.
    pub operation: Option<&'static Operation>,
    pub handler: Handler,
    segments: Vec<Segment>,
}

/// A part of a path template between two slashes. Ordered by how much it says: the first to match is the one meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    Literal(&'static str),
    /// A parameter after a literal prefix, which may be empty.
    Parameter {
        prefix: std::cmp::Reverse<&'static str>,
        name: &'static str,
    },
}

/// What a path led to.
pub enum Found<'a> {
    Route(&'a Route, Vec<(String, String)>),
    /// The path is known, the method is not; the methods that are.
    OtherMethods(String),
    Nothing,
}

/// All routes.
pub struct Table(Vec<Route>);

impl Table {
    /// A route for each declared operation, and for the links that no operation stands for.
    ///
    /// # Errors
    /// When an operation has no handler.
    pub fn build() -> Result<Self, Error> {
        let handlers = resources::handlers();
        let mut routes = Vec::new();
        for operation in operations() {
            let (_, handler) =
                handlers.iter().find(|(id, _)| *id == operation.id).ok_or(Error::Unhandled(operation.id))?;
            routes.push(Route {
                id: operation.id,
                method: operation.method.name(),
                operation: Some(operation),
                handler: *handler,
                segments: segments(operation.path),
            });
        }
        for (id, path, handler) in resources::links() {
            routes.push(Route { id, method: "GET", operation: None, handler, segments: segments(path) });
        }
        routes.sort_by(|a, b| a.segments.cmp(&b.segments));
        Ok(Self(routes))
    }

    /// What a method and a path below `/api` name.
    pub fn find(&self, method: &Method, path: &str) -> Found<'_> {
        let parts: Vec<String> =
            path.split('/').skip(1).map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned()).collect();
        let mut allowed: Vec<&str> = Vec::new();
        for route in &self.0 {
            let Some(parameters) = matches(&route.segments, &parts) else { continue };
            if route.method == method.as_str() {
                return Found::Route(route, parameters);
            }
            allowed.push(route.method);
        }
        if allowed.is_empty() {
            return Found::Nothing;
        }
        allowed.sort_unstable();
        allowed.dedup();
        Found::OtherMethods(allowed.join(", "))
    }
}

fn segments(template: &'static str) -> Vec<Segment> {
    let segment = |part: &'static str| match part.split_once('{') {
        None => Segment::Literal(part),
        Some((prefix, rest)) => {
            Segment::Parameter { prefix: std::cmp::Reverse(prefix), name: rest.trim_end_matches('}') }
        }
    };
    template.split('/').skip(1).map(segment).collect()
}

fn matches(segments: &[Segment], parts: &[String]) -> Option<Vec<(String, String)>> {
    if segments.len() != parts.len() {
        return None;
    }
    let mut parameters = Vec::new();
    for (segment, part) in segments.iter().zip(parts) {
        match segment {
            Segment::Literal(literal) if literal == part => {}
            Segment::Literal(_) => return None,
            Segment::Parameter { prefix, name } => {
                let value = part.strip_prefix(prefix.0).filter(|value| !value.is_empty())?;
                parameters.push(((*name).to_owned(), value.to_owned()));
            }
        }
    }
    Some(parameters)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_operation_has_a_handler_and_no_handler_is_superfluous() {
        let declared: Vec<&str> = operations().map(|operation| operation.id).collect();
        let handled: Vec<&str> = resources::handlers().into_iter().map(|(id, _)| id).collect();
        assert_eq!(handled.len(), handled.iter().collect::<BTreeSet<_>>().len(), "a handler is registered twice");
        assert_eq!(declared.iter().collect::<BTreeSet<_>>(), handled.iter().collect::<BTreeSet<_>>());
    }

    #[test]
    fn the_literal_wins_over_the_parameter_and_prefixes_over_bare_ones() {
        let matched = |template, path: &str| {
            matches(&segments(template), &path.split('/').skip(1).map(str::to_owned).collect::<Vec<_>>())
        };
        assert_eq!(matched("/users/me", "/users/me"), Some(vec![]));
        assert_eq!(
            matched("/users/email={email}", "/users/email=a@b.c"),
            Some(vec![("email".to_owned(), "a@b.c".to_owned())])
        );
        assert_eq!(matched("/users/{user_id}", "/users/"), None);
        assert!(segments("/users/me") < segments("/users/email={email}"));
        assert!(segments("/users/email={email}") < segments("/users/{user_id}"));
    }

    #[test]
    fn a_parameter_is_decoded_after_the_path_was_split() {
        let table = Table::build().unwrap();
        let Found::Route(route, parameters) = table.find(&Method::GET, "/projects/a%2Fb/environments/c%20d") else {
            panic!("not found");
        };
        assert_eq!(route.id, "get-an-environment");
        assert_eq!(
            parameters,
            [("projectId".to_owned(), "a/b".to_owned()), ("environmentId".to_owned(), "c d".to_owned())]
        );
        assert!(matches!(table.find(&Method::PUT, "/users/me"), Found::OtherMethods(allowed) if allowed == "GET"));
        assert!(matches!(table.find(&Method::GET, "/nowhere"), Found::Nothing));
    }
}
