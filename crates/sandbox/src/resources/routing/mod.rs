//! Routing: the routes in the file of an environment's newest commit. Changing one is a commit to its branch.

mod check;
mod view;

use wheelhouse_contract::operation::OfEnvironment;
use wheelhouse_contract::sections::routes as declared;

use super::addresses;
use super::change::Change;
use super::environment::{Action, Found, author, seconds};
use crate::activities::{self, Kind, Verb};
use crate::code;
use crate::config::{Address, Config, Hosts, ROUTES, Route, edit_routes};
use crate::git::{self, Repository};
use crate::request::prelude::*;
use crate::store::environments::Environment;
pub use view::facts;
use view::{id_of, view};

pub fn handlers() -> Vec<Handler> {
    vec![
        on(Routes::at, list),
        on(Routes::to_change, create),
        on(Routes::at, get),
        on(Routes::to_change, update),
        on(Routes::to_change, delete),
    ]
}

/// The routes of an environment, and what they are among.
struct Routes {
    found: Found,
    repository: Option<Repository>,
    config: Config,
    hosts: Hosts,
}

impl Routes {
    fn at(context: &Context<'_>, path: &impl OfEnvironment) -> Result<Self, ApiError> {
        Self::read(context, Found::at(context, path)?)
    }

    fn to_change(context: &Context<'_>, path: &impl OfEnvironment) -> Result<Self, ApiError> {
        Self::read(context, Found::when(Action::Route)(context, path)?)
    }

    /// # Errors
    /// 409 when the file is there and cannot be read.
    fn read(context: &Context<'_>, found: Found) -> Result<Self, ApiError> {
        let repository = super::repository::open(context, &found.project)?;
        let config = match (&repository, &found.environment.head_commit) {
            (Some(repository), Some(head)) => Config::read(repository, head)?,
            _ => Config::default(),
        };
        if let Some(problem) = config.problems.iter().find(|problem| problem.starts_with(ROUTES)) {
            let branch = &found.environment.name;
            return Err(ApiError::not_now(format!(
                "The routes file on {branch} can’t be read ({problem}). Push a valid one."
            )));
        }
        let hosts = addresses::hosts(context.store, &found.project, &found.environment)?;
        Ok(Self { found, repository, config, hosts })
    }

    /// A route by its id or its address.
    fn find(&self, id: &str) -> Result<&Route, ApiError> {
        let routes = &self.config.routes;
        routes
            .iter()
            .find(|route| id_of(route) == id)
            .or_else(|| routes.iter().find(|route| route.address == id))
            .ok_or_else(|| ApiError::not_found(format_args!("route {id} on this environment")))
    }

    fn view(&self, route: &Route) -> Value {
        view(route, &self.config.routes, &self.found)
    }

    /// Commits a change of the file, and starts an activity in which the environment redeploys.
    fn write(
        &self,
        context: &Context<'_>,
        verb: Verb,
        done: &str,
        changes: &[(&str, Option<&Route>)],
        subject: &Route,
    ) -> Result<Value, ApiError> {
        let environment = &self.found.environment;
        let (Some(repository), Some(head)) = (&self.repository, &environment.head_commit) else {
            return Err(ApiError::internal("There is no code to commit to."));
        };
        let kind = Kind::EnvironmentRoute { verb };
        // What may not be changed now must not be committed first.
        activities::require_turn(context.store, &self.found.project.id, &kind, &[&environment.id])?;
        let bytes = git::read_file(repository, head, ROUTES)?.unwrap_or_default();
        let mut text = String::from_utf8_lossy(&bytes).into_owned();
        for (address, route) in changes {
            text = edit_routes(&text, address, *route)
                .map_err(|problem| ApiError::not_now(format!("The routes file can’t be changed: {problem}.")))?;
        }
        let message = format!("{} the route {}\n", done, subject.address);
        let files = [(ROUTES.to_owned(), Some(text.into_bytes()))];
        let commit =
            git::write_files(repository, Some(head), &author(context.caller), &message, seconds(context), &files)?;
        let moved = Environment { head_commit: Some(commit.clone()), ..environment.clone() };
        let change = Change {
            kind,
            done: &format!("{} route", done.to_lowercase()),
            name: &subject.address,
            about: ("route", self.view(subject)),
            log: format!("{message}  Committed as {} to {}", commit.get(..7).unwrap_or_default(), environment.name),
        };
        let activity = change.redeploy(context, &self.found.project, Some(&moved))?;
        code::move_branch(context.store, repository, environment, &commit, context.now)?;
        Ok(activity)
    }
}

fn list(call: &Call<'_, declared::GetListOfRoutes, Routes>) -> Answer {
    let routes = &call.at;
    Ok(Reply::json(&routes.config.routes.iter().map(|route| routes.view(route)).collect()))
}

fn get(call: &Call<'_, declared::GetARouteInfo, Routes>) -> Answer {
    Ok(Reply::json(&call.at.view(call.at.find(&call.path.route_id)?)))
}

fn create(call: &Call<'_, declared::CreateANewRoute, Routes, Both>) -> Answer {
    let Call { at: routes, body, .. } = call;
    let written = body.read.production_url().unwrap_or("https://{default}/");
    let mut route = Route { address: address(written)?, spec: Map::new() };
    apply(&mut route, &body.given);
    check::check(&routes.config, &routes.hosts, &route, None)?;
    let others = others_primary(&routes.config.routes, &route, None);
    let mut changes: Vec<(&str, Option<&Route>)> =
        others.iter().map(|other| (other.address.as_str(), Some(other))).collect();
    changes.push((&route.address, Some(&route)));
    let activity = routes.write(call, Verb::Create, "Added", &changes, &route)?;
    answer(call, routes, &route, activity, Reply::created)
}

fn update(call: &Call<'_, declared::UpdateARoute, Routes, Raw>) -> Answer {
    let routes = &call.at;
    let before = routes.find(&call.path.route_id)?;
    let body = &of_kind(declared::RoutePatch::BODY, &call.body, before.text("type").unwrap_or("upstream"))?;
    let mut route = before.clone();
    // Null says nothing of it: a route is always somewhere.
    if let Some(Value::String(text)) = body.get("production_url") {
        let address = address(text)?;
        if Address::parse(&before.address).map(|address| address.to_string()).as_ref() != Ok(&address) {
            // Whoever knows the route by its id still does.
            route.spec.entry("id").or_insert_with(|| Value::from(id_of(before)));
            route.address = address;
        }
    }
    apply(&mut route, body);
    check::check(&routes.config, &routes.hosts, &route, Some(&before.address))?;
    let others = others_primary(&routes.config.routes, &route, Some(&before.address));
    let mut changes: Vec<(&str, Option<&Route>)> =
        others.iter().map(|other| (other.address.as_str(), Some(other))).collect();
    changes.push((&before.address, Some(&route)));
    let activity = routes.write(call, Verb::Update, "Changed", &changes, &route)?;
    answer(call, routes, &route, activity, Reply::updated)
}

fn delete(call: &Call<'_, declared::DeleteARoute, Routes>) -> Answer {
    let routes = &call.at;
    let route = routes.find(&call.path.route_id)?;
    let activity = routes.write(call, Verb::Delete, "Deleted", &[(&route.address, None)], route)?;
    Ok(Reply::accepted(vec![activity]))
}

/// An address, as the file has it.
fn address(written: &str) -> Result<String, ApiError> {
    Ok(Address::parse(written).map_err(|message| field("production_url", message))?.to_string())
}

/// The route as it is in the file now.
fn answer(
    context: &Context<'_>,
    routes: &Routes,
    route: &Route,
    activity: Value,
    reply: fn(&Value, Vec<Value>) -> Reply,
) -> Answer {
    let found = routes.found.beside(context, &routes.found.environment.id)?;
    let routes = Routes::read(context, found)?;
    Ok(reply(&routes.view(route), vec![activity]))
}

/// Routes that are no longer the primary one when this one is, as they are then.
fn others_primary(routes: &[Route], route: &Route, before: Option<&str>) -> Vec<Route> {
    let is_primary = |route: &&Route| route.spec.get("primary") == Some(&Value::Bool(true));
    if !is_primary(&route) {
        return Vec::new();
    }
    let others = routes.iter().filter(|other| Some(other.address.as_str()) != before).filter(is_primary);
    others
        .map(|other| {
            let mut other = other.clone();
            other.spec.shift_remove("primary");
            other
        })
        .collect()
}

/// Takes what a body says, and what the kind of route has only.
fn apply(route: &mut Route, body: &Given) {
    for (key, value) in body {
        match value {
            _ if key == "production_url" => {}
            Value::Null => {
                route.spec.shift_remove(key);
            }
            // What is as it would be anyway needs no word in the file.
            value if !route.spec.contains_key(key) && view::default_of(key).as_ref() == Some(value) => {}
            value => {
                route.spec.insert(key.clone(), value.clone());
            }
        }
    }
    let others: &[&str] = match route.kind() {
        "upstream" => &["to"],
        _ => &["upstream", "cache", "ssi", "sticky"],
    };
    // Of what other kinds have, only what was said just now is kept: nothing is lost without a word.
    for key in others {
        if !body.contains_key(*key) {
            route.spec.remove(*key);
        }
    }
}

fn field(name: &str, message: &str) -> ApiError {
    ApiError::fields(&[FieldError::new(name, message)])
}
