//! Clone and fetch: Git's own program answers, as it is asked.

use std::io::Read;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::request::Parts;
use axum::http::{Response, header};
use flate2::read::GzDecoder;
use tokio::io::AsyncWriteExt;
use tokio::process::Child;
use tokio_util::io::ReaderStream;

use super::{Visit, response};
use crate::error::ApiError;
use crate::git::wire::{self, FLUSH, Service, packet};
use crate::http::incoming;

/// The greatest list of what a client has and wants, in bytes.
const LIMIT: usize = 16 * 1024 * 1024;

/// How long a client may take to fetch everything.
const PATIENCE: Duration = Duration::from_secs(60 * 60);

pub async fn advertise(visit: &Visit, parts: &Parts) -> Result<Response<Body>, ApiError> {
    let mut child = wire::advertise(&visit.repository, protocol(parts), &visit.hidden)?;
    drop(child.stdin.take());
    let output = child.wait_with_output().await.map_err(|_| unfinished())?;
    if !output.status.success() {
        return Err(unfinished());
    }
    let head = [packet(b"# service=git-upload-pack\n"), FLUSH.to_vec()].concat();
    Ok(response(Service::UploadPack, "advertisement", Body::from([head, output.stdout].concat())))
}

pub async fn answer(visit: &Visit, parts: &Parts, body: Body) -> Result<Response<Body>, ApiError> {
    let asked = incoming::read(body, LIMIT).await?;
    let asked = if is_compressed(parts) { unpacked(&asked)? } else { asked };
    let mut child = wire::answer(&visit.repository, protocol(parts), &visit.hidden)?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (Some(mut stdin), Some(stdout)) = (stdin, stdout) else { return Err(unfinished()) };
    // Beside what it answers: it may say something before it has read all.
    tokio::spawn(async move { stdin.write_all(&asked).await });
    tokio::spawn(wait(child));
    Ok(response(Service::UploadPack, "result", Body::from_stream(ReaderStream::new(stdout))))
}

/// Ends with the program. A client that goes away closes what the program writes to, and that ends it.
async fn wait(mut child: Child) {
    if tokio::time::timeout(PATIENCE, child.wait()).await.is_err() {
        // It may have ended just now.
        let _ = child.kill().await;
    }
}

/// Which version of the protocol is asked for, in the words that Git knows.
fn protocol(parts: &Parts) -> Option<&str> {
    let asked = parts.headers.get("git-protocol")?.to_str().ok()?;
    asked.split(':').find(|word| matches!(*word, "version=1" | "version=2"))
}

pub fn is_compressed(parts: &Parts) -> bool {
    parts.headers.get(header::CONTENT_ENCODING).is_some_and(|coding| matches!(coding.as_bytes(), b"gzip" | b"x-gzip"))
}

fn unpacked(bytes: &Bytes) -> Result<Bytes, ApiError> {
    let mut text = Vec::new();
    let most = u64::try_from(LIMIT).unwrap_or(u64::MAX);
    let read = GzDecoder::new(bytes.as_ref()).take(most.saturating_add(1)).read_to_end(&mut text);
    match read {
        Ok(read) if read <= LIMIT => Ok(text.into()),
        Ok(_) => Err(ApiError::too_large(LIMIT)),
        Err(_) => Err(ApiError::bad_request("The body is not what its headers say.")),
    }
}

fn unfinished() -> ApiError {
    ApiError::internal("Git could not read the repository.")
}
