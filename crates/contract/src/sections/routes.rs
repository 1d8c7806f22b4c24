//! Routing: at which addresses an environment answers, and what answers there.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use wheelhouse_contract_derive::Body;

use crate::address;
use crate::answer::{Accepted, Items, Written};
use crate::body::{Body, Described};
use crate::checks;
use crate::operation::section;
use crate::patterns::is_expression;
use crate::resource::resource;
use crate::sections::domains::DomainTlsSettings;
use crate::sections::redirects;

resource! {
    /// A route. What it has beyond this, its kind's fields in [`RouteCreateInput`] say.
    Route {
        /// Its own name, where somebody gave it one.
        id: text,
        /// As in `upstream`: the tag of its kind.
        kind: text "type",
        primary: flag,
        production_url: text,
        /// The address that a redirect or a proxy leads to.
        to: text,
        /// Of an upstream: the application and its endpoint, as in `app:http`.
        upstream: text,
        tls: object,
        attributes: object,
    } => { EDIT: "#edit", DELETE: "#delete" }
}

/// A new route.
#[derive(Deserialize, Body)]
#[serde(tag = "type")]
#[body(tag = "type", label = "Kind of route")]
pub enum RouteCreateInput {
    /// Served by an application.
    #[serde(rename = "upstream")]
    #[body(value = "upstream", label = "Upstream")]
    Upstream(UpstreamRoute),
    /// Redirects visitors to another URL.
    #[serde(rename = "redirect")]
    #[body(value = "redirect", label = "Redirect")]
    Redirect(RedirectRoute),
    /// Proxies another site.
    #[serde(rename = "proxy")]
    #[body(value = "proxy", label = "Proxy")]
    Proxy(ProxyRoute),
}

impl RouteCreateInput {
    /// Where it answers in production, if it says so.
    pub fn production_url(&self) -> Option<&str> {
        let url = match self {
            Self::Upstream(route) => &route.production_url,
            Self::Redirect(route) => &route.production_url,
            Self::Proxy(route) => &route.production_url,
        };
        url.as_ref()?.as_deref()
    }
}

/// Changes to a route.
pub enum RoutePatch {}

impl Described for RoutePatch {
    const BODY: &'static Body = {
        static BODY: Body =
            Body { name: "RoutePatch", fields: &[], variants: RouteCreateInput::BODY.variants, check: None };
        &BODY
    };

    fn read(body: Value) -> serde_json::Result<()> {
        RouteCreateInput::read(body)
    }
}

/// A kind of route: where it answers, its own fields, then what all of them have, and those that it hardly needs.
macro_rules! route {
    ($(#[$doc:meta])* $name:ident { $($own:tt)* } { $($rare:tt)* }) => {
        $(#[$doc])*
        #[derive(Deserialize, Body)]
        pub struct $name {
            /// The URL in production, for example https://www.{default}/. Other environments replace {default} with
            /// their own domain.
            #[field(label = "Address", min = 1, max = 2048, check = address::of_route)]
            pub production_url: Option<Option<String>>,
            $($own)*
            /// The environment’s main URL. There can be only one.
            #[field(label = "Primary route")]
            pub primary: Option<Option<bool>>,
            /// A name applications can use to find the route, whatever its URL.
            #[field(label = "ID", min = 1, max = 255)]
            pub id: Option<Option<String>>,
            /// How responses are cached. Leave empty for the platform default.
            #[field(object, section = "Delivery")]
            pub cache: Option<Option<RouteCache>>,
            /// Redirects some paths elsewhere.
            #[field(label = "Path redirects", object, section = "Delivery")]
            pub redirects: Option<Option<RouteRedirects>>,
            /// Assemble pages from parts as they’re served.
            #[field(label = "Server-side includes", object, section = "Delivery")]
            pub ssi: Option<Option<RouteSwitch>>,
            /// Keep each visitor on the same application instance.
            #[field(label = "Sticky sessions", object, section = "Delivery")]
            pub sticky: Option<Option<RouteSwitch>>,
            /// How browsers and clients connect.
            #[field(label = "TLS", object, section = "TLS")]
            pub tls: Option<DomainTlsSettings>,
            /// Custom key–value notes on the route.
            #[field(section = "Advanced")]
            pub attributes: Option<BTreeMap<String, String>>,
            $($rare)*
        }
    };
}

route! {
    /// Served by an application.
    UpstreamRoute {
        /// The application and its endpoint, for example app:http.
        #[field(label = "Application", min = 1, max = 255, check = endpoint)]
        pub upstream: Option<Option<String>>,
    } {
        /// Not used while an application answers.
        #[field(label = "Destination", section = "Advanced", min = 1, max = 2048, check = address::destination)]
        pub to: Option<Option<String>>,
    }
}

route! {
    /// Redirects visitors to another URL.
    RedirectRoute {
        /// For example, https://www.{default}/.
        #[field(label = "Destination", min = 1, max = 2048, check = address::destination)]
        pub to: String,
    } {
        /// Not used while visitors are sent elsewhere.
        #[field(label = "Application", section = "Advanced", min = 1, max = 255, check = endpoint)]
        pub upstream: Option<Option<String>>,
    }
}

route! {
    /// Proxies another site.
    ProxyRoute {
        /// The site to proxy, for example https://www.example.com/.
        #[field(label = "Destination", min = 1, max = 2048, check = address::destination)]
        pub to: String,
    } {
        /// Not used while another site answers.
        #[field(label = "Application", section = "Advanced", min = 1, max = 255, check = endpoint)]
        pub upstream: Option<Option<String>>,
    }
}

/// Which answers may be given again.
#[derive(Deserialize, Body)]
pub struct RouteCache {
    /// Cache responses.
    #[field(default = true)]
    pub enabled: bool,
    /// How long to cache responses that don’t say so themselves.
    #[field(label = "Cache for", unit = "seconds", min = 0, max = 31_536_000, default = 0)]
    pub default_ttl: i64,
    /// Cache separately for each value of these cookies. Use * for all.
    #[field(max = 100, default = ["*"], check = cookie)]
    pub cookies: Vec<String>,
    /// Cache separately for each value of these request headers.
    #[field(max = 100, default = ["Accept", "Accept-Language"], check = checks::header)]
    pub headers: Vec<String>,
}

/// Where visitors of some paths are sent.
#[derive(Deserialize, Body)]
#[body(check = redirects::check)]
pub struct RouteRedirects {
    /// How long browsers cache the redirect, for example 1d or 300s. Use -1s for the browser default.
    #[field(label = "Cached by browsers for", min = 1, max = 32, check = redirects::expiry)]
    pub expires: String,
    /// A JSON object by path, for example {"/old": {"to": "https://{default}/new", "code": 301}}. Each can also have
    /// regexp, prefix, append_suffix and expires.
    pub paths: Value,
}

/// Something that is on or off.
#[derive(Deserialize, Body)]
pub struct RouteSwitch {
    #[field(default = true)]
    pub enabled: bool,
}

/// The name of a cookie, a `*` for all, or a pattern between slashes.
pub(crate) fn cookie(text: &str) -> Result<(), &'static str> {
    let pattern = text.strip_prefix('/').and_then(|text| text.strip_suffix('/')).filter(|text| !text.is_empty());
    if checks::is_token(text) || pattern.is_some_and(is_expression) {
        Ok(())
    } else if pattern.is_some() {
        Err("This isn’t a regular expression: a bracket isn’t closed, or nothing is repeated.")
    } else {
        Err("A cookie’s name has no spaces and none of ; , = and quotes.")
    }
}

/// An application, and one of its endpoints where it has several.
pub(crate) fn endpoint(text: &str) -> Result<(), &'static str> {
    let part = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
    };
    let (application, endpoint) = text.split_once(':').map_or((text, None), |(name, end)| (name, Some(end)));
    if part(application) && endpoint.is_none_or(part) {
        Ok(())
    } else {
        Err("Enter an application name and endpoint, such as app:http.")
    }
}

section! {
    "Routing"

    /// All routes of an environment.
    GetListOfRoutes = "get-list-of-routes" "Get list of routes"
        GET "/projects/{projectId}/environments/{environmentId}/routes" (project_id, environment_id) => Items<Route>;

    /// Adds a route; the environment redeploys.
    CreateANewRoute = "create-a-new-route" "Create a new route"
        POST "/projects/{projectId}/environments/{environmentId}/routes" (project_id, environment_id)
        body RouteCreateInput => Written<Route>;

    /// One route, with what the caller may do.
    GetARouteInfo = "get-a-route-info" "Get a route's info"
        GET "/projects/{projectId}/environments/{environmentId}/routes/{routeId}"
        (project_id, environment_id, route_id) => Route;

    /// Changes a route; the environment redeploys.
    UpdateARoute = "update-a-route" "Update a route"
        PATCH "/projects/{projectId}/environments/{environmentId}/routes/{routeId}"
        (project_id, environment_id, route_id) body RoutePatch => Written<Route>;

    /// Deletes a route; the environment redeploys and no longer answers there.
    DeleteARoute = "delete-a-route" "Delete a route"
        DELETE "/projects/{projectId}/environments/{environmentId}/routes/{routeId}"
        (project_id, environment_id, route_id) => Accepted;
}
