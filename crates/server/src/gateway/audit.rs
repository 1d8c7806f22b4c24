//! Who changed what: two lines of JSON for each write, before it leaves and when its answer begins.
//!
//! A write that cannot be written down is not passed on. Where the second line is missing, what came of the write is not
//! known. There are no bodies, and of who it was only a digest of the token, with the user's
//! ID where the API was asked for it.

use std::fmt::{self, Display, Formatter, Write as _};
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::Request;
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, Response, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::refusal::Refusal;
use crate::watch::{REQUEST_ID, now};

/// How many hexadecimal digits of a token's digest are kept: enough to tell people apart, and of no use otherwise.
const DIGITS: usize = 12;

/// The file that lines are appended to.
#[derive(Clone, Debug)]
pub(super) struct Audit(Arc<Mutex<File>>);

impl Audit {
    /// # Errors
    /// When the file cannot be opened for appending.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(Self(Arc::new(Mutex::new(options.open(path)?))))
    }

    /// Writes down that a request is about to leave.
    pub(super) fn asked(
        &self,
        request: &Request,
        operation: &str,
        path: &str,
        who: &Who,
    ) -> impl Future<Output = Result<(), Refusal>> + use<> {
        let line = json!({
            "time": now(),
            "event": "asked",
            "request_id": request_id(request.headers()),
            "who": who.digest,
            "user_id": who.user_id,
            "method": request.method().as_str(),
            "operation": operation,
            "path": path,
        });
        // The request itself cannot be waited with: its body is for one thread at a time.
        let appended = self.append(line);
        async { appended.await.map_err(|_| Refusal::Unaudited) }
    }

    /// Writes down what came of it. The write was done by then, so a failure changes nothing.
    pub(super) fn answered<T>(
        &self,
        headers: &HeaderMap,
        outcome: &Result<Response<T>, Refusal>,
    ) -> impl Future<Output = ()> + use<T> {
        let (status, refused) = match outcome {
            Ok(response) => (response.status(), None),
            Err(refusal) => (refusal.status(), Some(refusal.name())),
        };
        let result = if status.is_success() { "done" } else { done_perhaps(status) };
        let line = json!({
            "time": now(),
            "event": "answered",
            "request_id": request_id(headers),
            "status": status.as_u16(),
            "result": result,
            "refused": refused,
        });
        let appended = self.append(line);
        async {
            let _ = appended.await;
        }
    }

    fn append(&self, line: Value) -> impl Future<Output = io::Result<()>> + use<> {
        let file = self.0.clone();
        let write = move || {
            // One call for a line: lines of several processes do not mix.
            file.lock().unwrap_or_else(PoisonError::into_inner).write_all(format!("{line}\n").as_bytes())
        };
        async { tokio::task::spawn_blocking(write).await.map_err(io::Error::other)? }
    }
}

fn done_perhaps(status: StatusCode) -> &'static str {
    if status.is_client_error() { "refused" } else { "unknown" }
}

fn request_id(headers: &HeaderMap) -> &str {
    headers.get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default()
}

/// Somebody, as far as a log may know them.
pub(super) struct Who {
    digest: String,
    /// Their ID, where the API was asked.
    user_id: Option<String>,
}

impl Display for Who {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.digest)
    }
}

impl Who {
    /// Somebody whose digest is known.
    pub(super) fn known(digest: &str) -> Self {
        Self { digest: digest.to_owned(), user_id: None }
    }

    /// The same, with what the API told of them.
    pub(super) fn told(self, user_id: Option<String>) -> Self {
        Self { user_id, ..self }
    }

    /// Whoever sends this header, by the token in it.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let header = headers.get(AUTHORIZATION).map(|value| value.as_bytes()).unwrap_or_default();
        let token = header.splitn(2, |byte| *byte == b' ').last().unwrap_or_default();
        Self::of_token(token)
    }

    pub(super) fn of_token(token: &[u8]) -> Self {
        let mut text = String::new();
        for byte in Sha256::digest(token).iter().take(DIGITS / 2) {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        Self { digest: text, user_id: None }
    }
}
