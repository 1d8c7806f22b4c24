//! Hosts the built console: plain static files, with the headers that `docs/deploying.md` asks of
//! any web server.
//!
//! The files are read once, when the server starts. A page and the scripts it names therefore always
//! come from the same build, and no request can reach outside the folder.

mod assets;
mod files;
mod negotiate;
mod policy;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
    VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};

pub use assets::LoadError;
use assets::{Asset, Assets};
pub use files::{Files, Table};
use negotiate::Encoding;

/// The path prefixes that belong to the API: an unknown path there is never answered with the console.
const API_PREFIXES: [&str; 3] = ["/api", "/auth", "/_sandbox"];

/// The file that a navigation to any of the console's own addresses gets.
const PAGE: &str = "/index.html";

/// The console's files, ready to be served.
#[derive(Debug)]
pub struct Console {
    assets: Assets,
    security: HeaderMap,
}

impl Console {
    /// Reads every file of the build, and the API's hosts from its `config.json`: the only other hosts
    /// that the Content-Security-Policy lets the page talk to.
    ///
    /// # Errors
    /// When the folder or one of its files cannot be read, has no `index.html`, or when
    /// `config.json` is not what `docs/deploying.md` describes.
    pub fn load<'a>(files: impl Into<Files<'a>>) -> Result<Self, LoadError> {
        Self::read(files.into(), None)
    }

    /// The same, with this `config.json` in the place of the build's.
    ///
    /// # Errors
    /// As [`Console::load`].
    pub fn load_with<'a>(files: impl Into<Files<'a>>, config: String) -> Result<Self, LoadError> {
        Self::read(files.into(), Some(config))
    }

    fn read(files: Files<'_>, config: Option<String>) -> Result<Self, LoadError> {
        let assets = Assets::read(files, config)?;
        let security = policy::headers(&assets.api_hosts()?)?;
        Ok(Self { assets, security })
    }

    /// A router that answers every path; mount it as the fallback of the API's router.
    pub fn router(self) -> Router {
        let console = std::sync::Arc::new(self);
        Router::new().fallback(move |request: Request| {
            let console = console.clone();
            async move { console.respond(&request) }
        })
    }

    fn respond(&self, request: &Request) -> Response<Body> {
        let mut response = self.answer(request);
        for (name, value) in &self.security {
            response.headers_mut().insert(name, value.clone());
        }
        response
    }

    fn answer(&self, request: &Request) -> Response<Body> {
        let path = request.uri().path();
        if is_api(path) {
            return plain(StatusCode::NOT_FOUND, "There is nothing at this address.\n");
        }
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "These are files: GET or HEAD.\n");
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            return response;
        }
        match self.find(path, request.headers()) {
            Some(asset) => file(asset, request),
            None => plain(StatusCode::NOT_FOUND, "There is no such file.\n"),
        }
    }

    /// The file at `path`, or the page where a browser navigates to one of the console's addresses.
    /// A missing script or image stays missing: HTML in its place would only hide the mistake.
    fn find(&self, path: &str, headers: &HeaderMap) -> Option<&Asset> {
        self.assets.get(path).or_else(|| self.folder_page(path)).or_else(|| {
            (path == "/" || negotiate::accepts_html(headers.get(ACCEPT))).then(|| self.assets.get(PAGE)).flatten()
        })
    }

    /// The page of a folder, named with or without the slash at its end.
    fn folder_page(&self, path: &str) -> Option<&Asset> {
        self.assets.get(&format!("{}{PAGE}", path.trim_end_matches('/'))).filter(|_| path.len() > 1)
    }
}

fn is_api(path: &str) -> bool {
    API_PREFIXES
        .iter()
        .filter_map(|prefix| path.strip_prefix(prefix))
        .any(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// `asset` in the smallest form the browser takes, or 304 where it already has it.
fn file(asset: &Asset, request: &Request) -> Response<Body> {
    let headers = request.headers();
    let encoding = negotiate::best_encoding(headers.get(ACCEPT_ENCODING), |encoding| asset.body(encoding).is_some());
    let etag = asset.etag(encoding);
    let fresh = negotiate::matches_etag(headers.get(IF_NONE_MATCH), &etag);
    // `Bytes` are shared, not copied.
    let bytes = asset.body(encoding).cloned().unwrap_or_default();
    let length = HeaderValue::from(bytes.len());
    let bodiless = fresh || request.method() == Method::HEAD;
    let mut response = Response::new(if bodiless { Body::empty() } else { Body::from(bytes) });
    if fresh {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    } else {
        response.headers_mut().insert(CONTENT_LENGTH, length);
    }
    let out = response.headers_mut();
    out.insert(CONTENT_TYPE, asset.content_type.clone());
    out.insert(CACHE_CONTROL, HeaderValue::from_static(asset.cache_control()));
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(value) = HeaderValue::from_str(&etag) {
        out.insert(ETAG, value);
    }
    if encoding != Encoding::Identity && !fresh {
        out.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.token()));
    }
    response
}

fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
