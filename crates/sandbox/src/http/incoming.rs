//! Request bodies, read to their end: not too large, in time, and whole.

use std::error::Error;
use std::time::Duration;

use axum::body::{Body, Bytes};
use http_body_util::LengthLimitError;

use crate::error::ApiError;

/// How long a client may take to send a body.
const PATIENCE: Duration = Duration::from_secs(30);

/// # Errors
/// 413 for more than `limit` bytes, 408 for one that takes too long, 400 for one that breaks off or is no body at all.
pub async fn read(body: Body, limit: usize) -> Result<Bytes, ApiError> {
    match tokio::time::timeout(PATIENCE, axum::body::to_bytes(body, limit)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) if error.source().is_some_and(|source| source.is::<LengthLimitError>()) => {
            Err(ApiError::too_large(limit))
        }
        Ok(Err(_)) => Err(ApiError::bad_request("The body broke off, or is not what its headers say.")),
        Err(_) => Err(ApiError::too_slow(PATIENCE)),
    }
}
