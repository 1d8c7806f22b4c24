//! `GET /api/pictures/NAME`: images, for pages that cannot send a token along. Who was not told a name cannot guess it.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header::{self, HeaderValue};
use axum::http::{Method, Response};

use super::Shared;
use super::dispatch::blocking;
use crate::error::ApiError;
use crate::store::profiles;

/// Answers with a picture. It is the same for as long as it is there.
pub async fn show(
    State(shared): State<Arc<Shared>>,
    method: Method,
    name: Result<Path<String>, PathRejection>,
) -> Response<Body> {
    if !matches!(method, Method::GET | Method::HEAD) {
        return ApiError::method_not_allowed("GET").render(false);
    }
    let Ok(Path(name)) = name else { return ApiError::not_found("such picture").render(false) };
    let found = blocking(move || shared.read(|store, _| Ok(profiles::picture(store, &name)?))).await;
    match found {
        Ok(Some(png)) => {
            let mut response = Response::new(Body::from(png));
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=86400, immutable"));
            response
        }
        Ok(None) => ApiError::not_found("such picture").render(false),
        Err(error) => error.render(false),
    }
}
