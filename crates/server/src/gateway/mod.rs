//! The gateway: a same-origin way from the console to the hosts of an installation, and to nothing else.
//!
//! It passes on the methods and paths that the contract declares, the links that no operation stands for, and the exchange
//! of an API token; where people sign in by OAuth, it is the client. Everything else is refused before it leaves. Each request is sent once.

mod allowed;
mod audit;
mod clock;
mod forward;
mod headers;
mod links;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
#[path = "../../../../tests/fuzz/noise.rs"]
mod noise;
mod oauth;
mod refusal;
mod session;
mod upstream;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, Method, Response};
use axum::routing::any;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use wheelhouse_contract::sign_in::TOKEN_PATH;

use crate::watch::Seen;
use allowed::{Found, Pair, Table};
use audit::{Audit, Who};
pub use clock::Clock;
use forward::Way;
use links::Links;
use oauth::OAuth;
pub use oauth::{Endpoint, OAuthOptions};
use refusal::Refusal;
use session::People;
use session::Sessions;
pub use session::{AllowList, Keys, SessionOptions};
use upstream::Client;
pub use upstream::{Invalid, Upstream};

/// Where the gateway has the API.
const API: &str = "/api";

/// Where the gateway has sign-in.
const AUTH: &str = "/auth";

/// Below it, the gateway's own session.
const SESSION: &str = "/session";

/// Below it, where a browser goes to sign in by OAuth.
const LOGIN: &str = "/login";

/// Below it, where it is sent back to.
const CALLBACK: &str = "/callback";

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
    /// Who may use it, which takes sessions.
    pub allowed: AllowList,
    /// Signing in by OAuth, which takes sessions.
    pub oauth: Option<OAuthOptions>,
    pub clock: Clock,
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
            allowed: AllowList::default(),
            oauth: None,
            clock: Clock::default(),
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
    /// The beginning of a sign-in by OAuth.
    Login,
    /// Its end.
    Callback,
}

impl Route<'_> {
    fn operation(&self) -> &'static str {
        match self {
            Self::Api(pair, _) => pair.id,
            Self::SignIn => "sign-in",
            Self::Session => "session",
            Self::Login => "login",
            Self::Callback => "login-callback",
        }
    }

    /// Whether it is gone to by a browser that shows what is answered.
    fn is_page(&self) -> bool {
        matches!(self, Self::Login | Self::Callback)
    }
}

impl Gateway {
    /// # Errors
    /// When the certificates cannot be read, the audit log cannot be written, or the OAuth client cannot be used.
    pub fn new(options: Options) -> Result<Self, Invalid> {
        let hosts: Vec<Upstream> = std::iter::once(options.api.clone()).chain(options.aliases).collect();
        let audit = options.audit.map(|path| {
            Audit::open(&path).map_err(|error| Invalid(format!("{} cannot be written: {error}", path.display())))
        });
        let client = upstream::client(options.limits.connect, options.authorities.as_deref())?;
        let way = (client.clone(), options.auth.clone(), options.limits.answer);
        let oauth =
            options.oauth.map(|oauth| OAuth::new(oauth, way, options.clock.clone()).map(Arc::new)).transpose()?;
        if oauth.is_some() && options.sessions.is_none() {
            return Err(Invalid("signing in by OAuth takes sessions".to_owned()));
        }
        if !options.allowed.is_empty() && options.sessions.is_none() {
            return Err(Invalid("a list of who may use the installation takes sessions".to_owned()));
        }
        let people = (!options.allowed.is_empty()).then(|| {
            let way = (client.clone(), options.limits.answer);
            People::new(options.allowed, hosts.clone(), way, options.clock.clone())
        });
        Ok(Self {
            table: Table::of_contract(),
            client,
            api: options.api,
            auth: options.auth,
            links: Arc::new(Links::new(hosts, API)),
            no_links: Arc::new(Links::new(Vec::new(), AUTH)),
            limits: options.limits,
            read_only: options.read_only,
            audit: audit.transpose()?,
            sessions: options.sessions.map(|sessions| Sessions::new(sessions, oauth, people, options.clock)),
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
                (LOGIN, Some(sessions)) if sessions.by_oauth() => Ok(Route::Login),
                (CALLBACK, Some(sessions)) if sessions.by_oauth() => Ok(Route::Callback),
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

    /// What is answered, and the cookie that goes with it, whatever it is.
    async fn act(self: &Arc<Self>, route: &Route<'_>, mut request: Request) -> Acted {
        let sign_in = (&self.client, &self.auth, self.limits.answer);
        let (pair, path) = match (route, &self.sessions) {
            (Route::Api(pair, path), _) => (pair, path.as_str()),
            (Route::Session, Some(sessions)) => return (sessions.handle(request, sign_in).await, None),
            (Route::Login, Some(sessions)) => return (sessions.login(&request.into_parts().0), None),
            (Route::Callback, Some(sessions)) => return sessions.callback(&request.into_parts().0).await,
            // The exchange changes nothing that anybody sees.
            _ => return (self.way(&self.auth, TOKEN_PATH, &self.no_links, false).go(request).await, None),
        };
        if self.read_only && request.method() != Method::GET {
            return (Err(Refusal::ReadOnly), None);
        }
        let Some(sessions) = &self.sessions else {
            let who = Who::of(request.headers());
            return (self.pass(pair, path, request, who).await, None);
        };
        match sessions.apply(&mut request, sign_in).await {
            Ok(mut by) => {
                let outcome = match sessions.identify(&mut by).await {
                    Ok(()) => self.pass(pair, path, request, by.who()).await,
                    Err(refusal) => Err(refusal),
                };
                let is_refused = match &outcome {
                    Ok(response) => session::is_refused(response),
                    Err(refusal) => *refusal == Refusal::SignedOut,
                };
                let cookie = sessions.after(by, is_refused).await;
                (outcome, cookie)
            }
            Err(refusal) => (Err(refusal), None),
        }
    }

    /// Passes a request on, written down where it changes something.
    async fn pass(
        self: &Arc<Self>,
        pair: &Pair,
        path: &str,
        request: Request,
        who: Who,
    ) -> Result<Response<Body>, Refusal> {
        let Some(audit) = self.audit.clone().filter(|_| request.method() != Method::GET) else {
            return self.way(&self.api, path, &self.links, pair.is_stream).go(request).await;
        };
        let (gateway, path, id, is_stream) = (self.clone(), path.to_owned(), pair.id, pair.is_stream);
        let whole = async move {
            let head = request.headers().clone();
            let asked = audit.asked(&request, id, &path, &who);
            asked.await?;
            let outcome = gateway.way(&gateway.api, &path, &gateway.links, is_stream).go(request).await;
            let answered = audit.answered(&head, &outcome);
            answered.await;
            outcome
        };
        // What came of a write is written down also where nobody waits for its answer any more.
        tokio::spawn(whole).await.map_err(|_| Refusal::Broken)?
    }

    fn way<'a>(&'a self, upstream: &'a Upstream, path: &'a str, links: &'a Arc<Links>, is_stream: bool) -> Way<'a> {
        Way { client: &self.client, upstream, path, links, limits: &self.limits, is_stream }
    }
}

/// What came of a request, and a cookie to set.
type Acted = (Result<Response<Body>, Refusal>, Option<HeaderValue>);

async fn handle(State(gateway): State<Arc<Gateway>>, request: Request) -> Response<Body> {
    let route = match gateway.route(&request) {
        Ok(route) => route,
        Err(refusal) => return finish("other", Err(refusal)),
    };
    let (outcome, cookie) = gateway.act(&route, request).await;
    let mut response = match outcome {
        Err(refusal) if route.is_page() && !matches!(refusal, Refusal::Method(_)) => {
            let told = if let Refusal::Denied(told) = &refusal { Some(told.as_str()) } else { None };
            let page = oauth::failed(refusal.status(), &refusal.detail(), told);
            seen(page, route.operation(), Some(refusal.name()))
        }
        outcome => finish(route.operation(), outcome),
    };
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// The answer, with what it was for.
fn finish(operation: &'static str, outcome: Result<Response<Body>, Refusal>) -> Response<Body> {
    let refused = outcome.as_ref().err().map(Refusal::name);
    seen(outcome.unwrap_or_else(|refusal| refusal.render()), operation, refused)
}

/// What an answer that is none of a refusal was not all of, for logs and metrics.
#[derive(Clone, Copy, Debug)]
struct Half(&'static str);

fn seen(mut response: Response<Body>, operation: &'static str, refused: Option<&'static str>) -> Response<Body> {
    let refused = refused.or_else(|| response.extensions_mut().remove().map(|Half(what)| what));
    response.extensions_mut().insert(Seen { operation, refused });
    response
}
