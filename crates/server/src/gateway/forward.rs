//! One request on its way to an upstream, and its answer back.

use std::error::Error;
use std::sync::Arc;

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use axum::http::request::Parts;
use axum::http::{Method, Response, StatusCode};
use http_body_util::{LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper_util::client::legacy;
use tower_http::timeout::{DeadlineBody, TimeoutBody, TimeoutError};

use super::links::Links;
use super::refusal::Refusal;
use super::upstream::{Client, Upstream};
use super::{Limits, headers};

/// Where a request goes.
pub(super) struct Way<'a> {
    pub(super) client: &'a Client,
    pub(super) upstream: &'a Upstream,
    /// Below the upstream's base, as it was sent.
    pub(super) path: &'a str,
    pub(super) links: &'a Arc<Links>,
    pub(super) limits: &'a Limits,
    /// Whether the answer goes on for as long as something happens.
    pub(super) is_stream: bool,
}

impl Way<'_> {
    /// Sends the request once, and answers what comes back.
    pub(super) async fn go(&self, request: Request) -> Result<Response<Body>, Refusal> {
        let (parts, body) = request.into_parts();
        let body = self.body(&parts, body)?;
        let address = self.upstream.address(self.path, parts.uri.query());
        let mut onward = Request::new(body);
        *onward.uri_mut() = address.ok_or(Refusal::Malformed("The address cannot be read."))?;
        *onward.method_mut() = parts.method.clone();
        *onward.headers_mut() = headers::asked(&parts.headers);
        if parts.method == Method::GET {
            onward.headers_mut().remove(CONTENT_LENGTH);
        }
        match tokio::time::timeout(self.limits.answer, self.client.request(onward)).await {
            Ok(Ok(answer)) => self.back(answer),
            Ok(Err(error)) => Err(self.failed(&error)),
            Err(_) => Err(Refusal::Late),
        }
    }

    /// What is sent on: nothing with a read, and otherwise no more and no longer than may be.
    fn body(&self, parts: &Parts, body: Body) -> Result<Body, Refusal> {
        let codings: Vec<_> = parts.headers.get_all(TRANSFER_ENCODING).iter().collect();
        if codings.len() > 1 || codings.iter().any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"chunked")) {
            return Err(Refusal::Malformed("The body is encoded in a way that is not passed on."));
        }
        if parts.method == Method::GET {
            let has_body = !codings.is_empty() || !body.is_end_stream();
            return if has_body { Err(Refusal::Malformed("What is read takes no body.")) } else { Ok(Body::empty()) };
        }
        if headers::length(&parts.headers).is_some_and(|length| length > self.limits.body) {
            return Err(Refusal::TooLarge(self.limits.body));
        }
        let most = usize::try_from(self.limits.body).unwrap_or(usize::MAX);
        // Who says how long it is has that passed on; a wrapper would hide it.
        if body.is_end_stream() {
            return Ok(Body::empty());
        }
        Ok(Body::new(Limited::new(DeadlineBody::new(self.limits.upload, body), most)))
    }

    fn back(&self, answer: Response<Incoming>) -> Result<Response<Body>, Refusal> {
        let (parts, body) = answer.into_parts();
        let status = parts.status;
        if status.is_informational() || (status.is_redirection() && status != StatusCode::NOT_MODIFIED) {
            return Err(Refusal::Redirects);
        }
        let silence = if self.is_stream { self.limits.stream_silence } else { self.limits.silence };
        let mut kept = headers::answered(&parts.headers, self.links);
        let body = if body.is_end_stream() {
            Body::empty()
        } else if !self.is_stream && headers::has_links(&parts.headers) {
            kept.remove(CONTENT_LENGTH);
            Links::map(self.links.clone(), Body::new(TimeoutBody::new(silence, body)))
        } else {
            Body::new(TimeoutBody::new(silence, body))
        };
        let mut response = Response::new(body);
        *response.status_mut() = status;
        *response.headers_mut() = kept;
        Ok(response)
    }

    fn failed(&self, error: &legacy::Error) -> Refusal {
        if error.is_connect() {
            return Refusal::Unreachable;
        }
        let mut cause: Option<&(dyn Error + 'static)> = Some(error);
        while let Some(error) = cause {
            if error.is::<LengthLimitError>() {
                return Refusal::TooLarge(self.limits.body);
            }
            if error.is::<TimeoutError>() {
                return Refusal::TooSlow;
            }
            cause = error.source();
        }
        Refusal::Broken
    }
}
