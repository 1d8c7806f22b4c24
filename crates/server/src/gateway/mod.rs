//! The gateway: a same-origin way from the console to the hosts of an installation, and to nothing else.
//!
//! It passes on the methods and paths that the contract declares, the links that no operation stands for, and the exchange
//! of an API token. Everything else is refused before it leaves. Each request is sent once.

mod allowed;
mod audit;
mod forward;
mod headers;
mod links;
mod refusal;
mod session;
mod upstream;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, Response};
use axum::routing::any;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use wheelhouse_contract::sign_in::TOKEN_PATH;

use crate::watch::Seen;
use allowed::{Found, Pair, Table};
use audit::{Audit, Who};
use forward::Way;
use links::Links;
use refusal::Refusal;
use session::Sessions;
pub use session::{Keys, SessionOptions};
use upstream::Client;
pub use upstream::{Invalid, Upstream};

/// Where the gateway has the API.
const API: &str = "/api";

/// Where the gateway has sign-in.
const AUTH: &str = "/auth";

/// Below it, the gateway's own session.
const SESSION: &str = "/session";

/// How much and how long things may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The greatest body of a request, in bytes.
    pub body: u64,
    /// How long a client may take to send a body.
    pub upload: Duration,
    /// How long an upstream may take to be connected to.
    pub connect: Duration,
    /// How long an upstream may take until it answers.
    pub answer: Duration,
    /// How long an answer may be silent before it is cut.
    pub silence: Duration,
    /// The same of logs and of what goes on for as long as something happens.
    pub stream_silence: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 10 * 1024 * 1024,
            upload: Duration::from_secs(60),
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(100),
            silence: Duration::from_secs(60),
            stream_silence: Duration::from_secs(600),
        }
    }
}

/// How a gateway is made.
#[derive(Debug)]
pub struct Options {
    /// The API.
    pub api: Upstream,
    /// Sign-in: what `/oauth2/token` is appended to.
    pub auth: Upstream,
    /// Other addresses under which answers name the API, such as those of its regions.
    pub aliases: Vec<Upstream>,
    /// Certificates, as PEM, of authorities to trust beside the public ones.
    pub authorities: Option<Vec<u8>>,
    pub limits: Limits,
    /// Whether nothing can be changed through it.
    pub read_only: bool,
    /// Where writes are written down.
    pub audit: Option<PathBuf>,
    /// Sessions of the gateway's own, in the place of tokens that the browser holds.
    pub sessions: Option<SessionOptions>,
}

impl Options {
    /// The plainest gateway to these hosts.
    pub fn new(api: Upstream, auth: Upstream) -> Self {
        Self {
            api,
            auth,
            aliases: Vec::new(),
            authorities: None,
            limits: Limits::default(),
            read_only: false,
            audit: None,
            sessions: None,
        }
    }
}

/// The way to the upstreams.
#[derive(Debug)]
pub struct Gateway {
    table: Table,
    client: Client,
    api: Upstream,
    auth: Upstream,
    links: Arc<Links>,
    /// Answers of sign-in have no links of the API.
    no_links: Arc<Links>,
    limits: Limits,
    read_only: bool,
    audit: Option<Audit>,
    sessions: Option<Sessions>,
}

/// What a request is for.
enum Route<'a> {
    /// An address of the API, with the path below its base.
    Api(&'a Pair, String),
    /// The exchange of an API token for an access token.
    SignIn,
    /// The gateway's own session.
    Session,
}

impl Route<'_> {
    fn operation(&self) -> &'static str {
        match self {
            Self::Api(pair, _) => pair.id,
            Self::SignIn => "sign-in",
            Self::Session => "session",
        }
    }
}

impl Gateway {
    /// # Errors
    /// When the certificates cannot be read, or the audit log cannot be written.
    pub fn new(options: Options) -> Result<Self, Invalid> {
        let hosts = std::iter::once(options.api.clone()).chain(options.aliases).collect();
        let audit = options.audit.map(|path| {
            Audit::open(&path).map_err(|error| Invalid(format!("{} cannot be written: {error}", path.display())))
        });
        Ok(Self {
            table: Table::of_contract(),
            client: upstream::client(options.limits.connect, options.authorities.as_deref())?,
            api: options.api,
            auth: options.auth,
            links: Arc::new(Links::new(hosts, API)),
            no_links: Arc::new(Links::new(Vec::new(), AUTH)),
            limits: options.limits,
            read_only: options.read_only,
            audit: audit.transpose()?,
            sessions: options.sessions.map(Sessions::new),
        })
    }

    /// A router that answers `/api` and `/auth`, and nothing beside. Writes of pages elsewhere are refused.
    pub fn router(self) -> Router {
        let foreign = |_: ProtectionError| finish("other", Err(Refusal::Foreign));
        Router::new()
            .route(API, any(handle))
            .route(&format!("{API}/{{*path}}"), any(handle))
            .route(AUTH, any(handle))
            .route(&format!("{AUTH}/{{*path}}"), any(handle))
            .layer(CsrfLayer::new().with_rejection_response(foreign))
            .with_state(Arc::new(self))
    }

    fn route(&self, request: &Request) -> Result<Route<'_>, Refusal> {
        // A request that names a host names another than the gateway's only to confuse somebody.
        if request.uri().authority().is_some() {
            return Err(Refusal::Malformed("The address has to begin with a slash."));
        }
        let path = request.uri().path();
        if let Some(path) = path.strip_prefix(AUTH) {
            return match (path, &self.sessions) {
                // With sessions, no access token is given to anybody.
                (TOKEN_PATH, None) if request.method() == Method::POST => Ok(Route::SignIn),
                (TOKEN_PATH, None) => Err(Refusal::Method(Method::POST.to_string())),
                (SESSION, Some(_)) => Ok(Route::Session),
                _ => Err(Refusal::Unknown),
            };
        }
        let path = path.strip_prefix(API).ok_or(Refusal::Unknown)?;
        match self.table.find(request.method().as_str(), path) {
            Found::Pair(pair) => Ok(Route::Api(pair, path.to_owned())),
            Found::OtherMethods(allowed) => Err(Refusal::Method(allowed)),
            Found::Nothing => Err(Refusal::Unknown),
        }
    }

    async fn act(&self, route: &Route<'_>, mut request: Request) -> Result<Response<Body>, Refusal> {
        let sign_in = (&self.client, &self.auth, self.limits.answer);
        let (pair, path) = match (route, &self.sessions) {
            (Route::Api(pair, path), _) => (pair, path.as_str()),
            (Route::Session, Some(sessions)) => return sessions.handle(request, sign_in).await,
            // The exchange changes nothing that anybody sees.
            _ => return self.way(&self.auth, TOKEN_PATH, &self.no_links, false).go(request).await,
        };
        let writes = request.method() != Method::GET;
        if self.read_only && writes {
            return Err(Refusal::ReadOnly);
        }
        let signed_in = match &self.sessions {
            Some(sessions) => Some(sessions.apply(&mut request, sign_in).await?),
            None => None,
        };
        let way = self.way(&self.api, path, &self.links, pair.is_stream);
        let mut outcome = match self.audit.as_ref().filter(|_| writes) {
            Some(audit) => {
                let who = signed_in
                    .as_ref()
                    .map_or_else(|| Who::of(request.headers()), |by| Who::of_token(by.api_token().as_bytes()));
                let head = request.headers().clone();
                let asked = audit.asked(&request, pair.id, path, &who);
                asked.await?;
                let outcome = way.go(request).await;
                let answered = audit.answered(&head, &outcome);
                answered.await;
                outcome
            }
            None => way.go(request).await,
        };
        if let (Some(sessions), Some(by), Ok(response)) = (&self.sessions, signed_in, &mut outcome) {
            sessions.after(by, response).await;
        }
        outcome
    }

    fn way<'a>(&'a self, upstream: &'a Upstream, path: &'a str, links: &'a Arc<Links>, is_stream: bool) -> Way<'a> {
        Way { client: &self.client, upstream, path, links, limits: &self.limits, is_stream }
    }
}

async fn handle(State(gateway): State<Arc<Gateway>>, request: Request) -> Response<Body> {
    match gateway.route(&request) {
        Ok(route) => finish(route.operation(), gateway.act(&route, request).await),
        Err(refusal) => finish("other", Err(refusal)),
    }
}

/// The answer, with what it was for.
fn finish(operation: &'static str, outcome: Result<Response<Body>, Refusal>) -> Response<Body> {
    let refused = outcome.as_ref().err().map(Refusal::name);
    let mut response = outcome.unwrap_or_else(|refusal| refusal.render());
    response.extensions_mut().insert(Seen { operation, refused });
    response
}
