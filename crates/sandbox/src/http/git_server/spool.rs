//! A push while it arrives: in a file, so that it costs no memory, and a client that is slow holds up nobody.

use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;
use std::time::Duration;

use axum::body::Body;
use flate2::read::GzDecoder;
use http_body_util::BodyExt;
use tokio::io::AsyncWriteExt;

use crate::error::ApiError;

/// The greatest push, in bytes.
const LIMIT: u64 = 1 << 30;

/// How long nothing may arrive.
const PATIENCE: Duration = Duration::from_secs(30);

/// Reads a body to its end into a file of a folder, where it has no name.
///
/// # Errors
/// As [`crate::http::incoming::read`].
pub async fn keep(mut body: Body, folder: &Path) -> Result<File, ApiError> {
    let mut file = tokio::fs::File::from_std(tempfile::tempfile_in(folder).map_err(crate::git::Error::from)?);
    let mut length = 0_u64;
    loop {
        let frame = tokio::time::timeout(PATIENCE, body.frame()).await.map_err(|_| ApiError::too_slow(PATIENCE))?;
        let Some(frame) = frame else { break };
        let frame = frame.map_err(|_| ApiError::bad_request("The push broke off."))?;
        let Ok(bytes) = frame.into_data() else { continue };
        length = length.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        if length > LIMIT {
            return Err(ApiError::too_large(usize::try_from(LIMIT).unwrap_or(usize::MAX)));
        }
        file.write_all(&bytes).await.map_err(crate::git::Error::from)?;
    }
    file.flush().await.map_err(crate::git::Error::from)?;
    let mut file = file.into_std().await;
    file.rewind().map_err(crate::git::Error::from)?;
    Ok(file)
}

/// The same without its compression.
///
/// # Errors
/// 400 when it has none, 413 when it is too large without it.
pub fn unpack(packed: &File, folder: &Path) -> Result<File, ApiError> {
    let mut file = tempfile::tempfile_in(folder).map_err(crate::git::Error::from)?;
    let mut from = GzDecoder::new(packed).take(LIMIT.saturating_add(1));
    let length = std::io::copy(&mut from, &mut file)
        .map_err(|_| ApiError::bad_request("The body is not what its headers say."))?;
    if length > LIMIT {
        return Err(ApiError::too_large(usize::try_from(LIMIT).unwrap_or(usize::MAX)));
    }
    file.rewind().map_err(crate::git::Error::from)?;
    Ok(file)
}
