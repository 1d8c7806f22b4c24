//! Connections in a deployment.

use wheelhouse_contract::resource::Named;
use wheelhouse_contract::sections::deployments::{Container, Deployment};
use wheelhouse_contract::sections::routes::Route;

use super::layout::Rank;

/// What a node stands for.
#[derive(Clone, PartialEq)]
pub enum Thing {
    Route(Named<Route>),
    Application(Named<Container>),
    Worker(Named<Container>),
    Service(Named<Container>),
    /// Something that others name and that is not there.
    Missing(String),
}

/// Something in a deployment.
#[derive(Clone, PartialEq)]
pub struct Node {
    pub thing: Thing,
    pub rank: Rank,
}

/// One talks to another.
#[derive(Clone, PartialEq)]
pub struct Edge {
    pub from: usize,
    pub to: usize,
    /// How the first knows the second, and where it speaks to it: `as database (postgresql)`. Empty where that is
    /// clear.
    pub label: String,
}

/// A whole deployment.
#[derive(Clone, Default, PartialEq)]
pub struct Graph {
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
}

/// A deployment has a few dozen of each; of an answer that says thousands, these are shown.
const MOST: usize = 300;

impl Thing {
    pub fn name(&self) -> &str {
        match self {
            Self::Route(route) => &route.name,
            Self::Application(container) | Self::Worker(container) | Self::Service(container) => &container.name,
            Self::Missing(name) => name,
        }
    }

    /// "Application", "Service".
    pub fn word(&self) -> &'static str {
        match self {
            Self::Route(_) => "Route",
            Self::Application(_) => "Application",
            Self::Worker(_) => "Worker",
            Self::Service(_) => "Service",
            Self::Missing(_) => "Not deployed",
        }
    }

    pub fn container(&self) -> Option<&Named<Container>> {
        match self {
            Self::Application(container) | Self::Worker(container) | Self::Service(container) => Some(container),
            Self::Route(_) | Self::Missing(_) => None,
        }
    }

    /// Tells it from the others in an address.
    pub fn key(&self) -> String {
        format!("{}:{}", self.word(), self.name())
    }
}

impl Graph {
    pub fn of(deployment: &Deployment) -> Self {
        let mut graph = Self::default();
        let (mut routes, others): (Vec<_>, Vec<_>) =
            deployment.routes().into_iter().partition(|route| route.primary() == Some(true));
        routes.extend(others);
        routes.into_iter().for_each(|route| graph.add(Thing::Route(route), Rank::First));
        deployment.applications().into_iter().for_each(|app| graph.add(Thing::Application(app), Rank::Middle));
        for worker in deployment.workers() {
            let is_app = |node: &Node| matches!(node.thing, Thing::Application(_));
            let above = graph.find(is_app, worker.application().unwrap_or_default());
            graph.add(Thing::Worker(worker), above.map_or(Rank::Middle, Rank::Below));
        }
        deployment.services().into_iter().for_each(|service| graph.add(Thing::Service(service), Rank::Last));
        for from in 0..graph.nodes.len() {
            let Some(thing) = graph.nodes.get(from).map(|node| node.thing.clone()) else { continue };
            match &thing {
                Thing::Route(route) => graph.lead(from, route),
                thing => {
                    for to in thing.container().into_iter().flat_map(|container| container.relationships()) {
                        let end = to.endpoint.map_or_else(String::new, |endpoint| format!(" ({endpoint})"));
                        graph.join(from, to.service, format!("as {}{end}", to.name));
                    }
                }
            }
        }
        graph
    }

    fn add(&mut self, thing: Thing, rank: Rank) {
        if self.nodes.len() < MOST {
            self.nodes.push(Node { thing, rank });
        }
    }

    fn find(&self, fits: impl Fn(&Node) -> bool, name: &str) -> Option<usize> {
        self.nodes.iter().position(|node| fits(node) && node.thing.name() == name)
    }

    /// From a route to the application that answers, or to the route that it leads to.
    fn lead(&mut self, from: usize, route: &Route) {
        if let Some(upstream) = route.upstream().filter(|upstream| !upstream.is_empty()) {
            let (name, _) = upstream.split_once(':').unwrap_or((upstream, ""));
            self.join(from, name, String::new());
        } else if let Some(to) = route.to() {
            let bare = |address: &str| address.trim_end_matches('/').to_owned();
            let to = bare(to);
            let other = self
                .nodes
                .iter()
                .position(|node| matches!(&node.thing, Thing::Route(other) if bare(&other.name) == to));
            if let Some(to) = other {
                self.edge(from, to, route.kind().map(|kind| format!("({kind})")).unwrap_or_default());
            }
        }
    }

    /// To what runs under a name; where nothing does, to a node that says so.
    fn join(&mut self, from: usize, name: &str, label: String) {
        let runs = |node: &Node| !matches!(node.thing, Thing::Route(_));
        if self.find(runs, name).is_none() {
            self.add(Thing::Missing(name.to_owned()), Rank::Last);
        }
        if let Some(to) = self.find(runs, name) {
            self.edge(from, to, label);
        }
    }

    fn edge(&mut self, from: usize, to: usize, label: String) {
        if self.edges.len() < MOST * 4 {
            self.edges.push(Edge { from, to, label });
        }
    }

    pub fn find_key(&self, key: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.thing.key() == key)
    }

    /// Whom a node talks to, and how it knows them.
    pub fn targets(&self, of: usize) -> Vec<(&Node, &str)> {
        let out = self.edges.iter().filter(|edge| edge.from == of);
        out.filter_map(|edge| Some((self.nodes.get(edge.to)?, edge.label.as_str()))).collect()
    }

    /// Who talks to a node, and how they know it.
    pub fn sources(&self, of: usize) -> Vec<(&Node, &str)> {
        let into = self.edges.iter().filter(|edge| edge.to == of);
        into.filter_map(|edge| Some((self.nodes.get(edge.from)?, edge.label.as_str()))).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use std::sync::Arc;

    use serde_json::{Value, json};
    use wheelhouse_contract::Resource;

    use super::*;

    fn drawn(deployment: Value) -> (Vec<String>, Vec<String>) {
        let graph = Graph::of(&Deployment::new(Arc::new(deployment)));
        let name = |at: usize| graph.nodes[at].thing.name().to_owned();
        let nodes = graph.nodes.iter().map(|node| node.thing.key()).collect();
        let edges = graph.edges.iter().map(|edge| format!("{} → {}: {}", name(edge.from), name(edge.to), edge.label));
        (nodes, edges.collect())
    }

    #[test]
    fn routes_lead_to_applications_and_these_to_services() {
        let (nodes, edges) = drawn(json!({
            "routes": {
                "https://a.example/": {"type": "upstream", "upstream": "app:http", "primary": false},
                "https://b.example/": {"type": "upstream", "upstream": "app", "primary": true},
                "https://www.a.example/": {"type": "redirect", "to": "https://a.example"},
                "https://old.example/": {"type": "redirect", "to": "https://elsewhere.example/"},
            },
            "webapps": {"app": {"relationships": {"database": {"service": "db", "endpoint": "postgresql"}}}},
            "workers": {"app--queue": {"app": "app", "relationships": {"db": {"service": null, "endpoint": null}}}},
            "services": {"db": {"type": "postgresql:16"}},
        }));
        let routes = ["https://b.example/", "https://a.example/", "https://old.example/", "https://www.a.example/"];
        let routes = routes.map(|route| format!("Route:{route}"));
        assert_eq!(nodes[..4], routes);
        assert_eq!(nodes[4..], ["Application:app", "Worker:app--queue", "Service:db"]);
        let expected = [
            "https://b.example/ → app: ",
            "https://a.example/ → app: ",
            "https://www.a.example/ → https://a.example/: (redirect)",
            "app → db: as database (postgresql)",
            "app--queue → db: as db",
        ];
        assert_eq!(edges, expected);
    }

    #[test]
    fn what_is_named_and_not_there_is_said() {
        let (nodes, edges) = drawn(json!({
            "routes": {"https://a.example/": {"upstream": "gone:http"}, "x": 7},
            "webapps": {"a": {"relationships": {"b": "b:http", "gone": {"service": "gone"}, "odd": 7}}, "b": {"relationships": {"a": "a:http"}}},
            "services": "none",
            "workers": {"lost": {"app": "nowhere"}},
        }));
        assert_eq!(nodes.iter().filter(|key| *key == "Not deployed:gone").count(), 1);
        assert!(edges.contains(&"a → b: as b (http)".to_owned()) && edges.contains(&"b → a: as a (http)".to_owned()));
        assert!(edges.contains(&"a → odd: as odd".to_owned()), "{edges:?}");
    }
}
