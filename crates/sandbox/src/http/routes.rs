//! Which operation a method and path name.
//!
//! Own matching and not axum's: the API has several names for the same place in a path, and literal prefixes before a
//! parameter (`email={email}`), neither of which one tree of routes takes.

use axum::http::Method;
use percent_encoding::percent_decode_str;
use wheelhouse_contract::operations;

use crate::request::Handler;
use crate::resources;
use crate::setup::Error;

/// An address that is answered.
pub struct Route {
    pub method: &'static str,
    pub handler: Handler,
    segments: Vec<Segment>,
}

impl Route {
    fn new(handler: Handler) -> Self {
        let operation = handler.operation;
        let beneath = handler.beneath.into_iter().map(Segment::Literal);
        Self { method: handler.method.name(), segments: segments(operation.path).chain(beneath).collect(), handler }
    }

    /// Whether it is its own operation, and no link that is only followed.
    pub fn is_operation(&self) -> bool {
        self.handler.beneath.is_none()
    }
}

/// A part of a path template between two slashes. Ordered by how much it says: the first to match is the one meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    Literal(&'static str),
    /// A parameter after a literal prefix, which may be empty.
    Parameter(std::cmp::Reverse<&'static str>),
}

/// What a path led to.
pub enum Found<'a> {
    /// With the values of its parameters, in order.
    Route(&'a Route, Vec<String>),
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
        let mut routes: Vec<Route> = resources::handlers().into_iter().map(Route::new).collect();
        for operation in operations() {
            if !routes.iter().any(|route| route.is_operation() && route.handler.id == operation.id) {
                return Err(Error::Unhandled(operation.id));
            }
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

fn segments(template: &'static str) -> impl Iterator<Item = Segment> {
    template.split('/').skip(1).map(|part| match part.split_once('{') {
        None => Segment::Literal(part),
        Some((prefix, _)) => Segment::Parameter(std::cmp::Reverse(prefix)),
    })
}

fn matches(segments: &[Segment], parts: &[String]) -> Option<Vec<String>> {
    if segments.len() != parts.len() {
        return None;
    }
    let mut parameters = Vec::new();
    for (segment, part) in segments.iter().zip(parts) {
        match segment {
            Segment::Literal(literal) if literal == part => {}
            Segment::Literal(_) => return None,
            Segment::Parameter(prefix) => {
                let value = part.strip_prefix(prefix.0).filter(|value| !value.is_empty())?;
                parameters.push(value.to_owned());
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
        let handlers = resources::handlers();
        let handled = handlers.iter().filter(|handler| handler.beneath.is_none()).map(|handler| handler.id);
        let handled: Vec<&str> = handled.collect();
        assert_eq!(handled.len(), handled.iter().collect::<BTreeSet<_>>().len(), "a handler is registered twice");
        assert_eq!(declared.iter().collect::<BTreeSet<_>>(), handled.iter().collect::<BTreeSet<_>>());
    }

    fn template_of(template: &'static str) -> Vec<Segment> {
        segments(template).collect()
    }

    #[test]
    fn the_literal_wins_over_the_parameter_and_prefixes_over_bare_ones() {
        let matched = |template, path: &str| {
            matches(&template_of(template), &path.split('/').skip(1).map(str::to_owned).collect::<Vec<_>>())
        };
        assert_eq!(matched("/users/me", "/users/me"), Some(vec![]));
        assert_eq!(matched("/users/email={email}", "/users/email=a@b.c"), Some(vec!["a@b.c".to_owned()]));
        assert_eq!(matched("/users/{user_id}", "/users/"), None);
        assert!(template_of("/users/me") < template_of("/users/email={email}"));
        assert!(template_of("/users/email={email}") < template_of("/users/{user_id}"));
    }

    #[test]
    fn a_parameter_is_decoded_after_the_path_was_split() {
        let table = Table::build().unwrap();
        let Found::Route(route, parameters) = table.find(&Method::GET, "/projects/a%2Fb/environments/c%20d") else {
            panic!("not found");
        };
        assert_eq!(route.handler.id, "get-an-environment");
        assert_eq!(parameters, ["a/b", "c d"]);
        assert!(matches!(table.find(&Method::PUT, "/me"), Found::OtherMethods(allowed) if allowed == "GET"));
        assert!(matches!(table.find(&Method::GET, "/nowhere"), Found::Nothing));
    }
}
