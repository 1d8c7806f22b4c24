//! Reading files, such as an invoice's PDF: bytes, and only who may read them gets them.

use std::time::Duration;

use gloo_net::http::{RequestBuilder, Response};
use leptos::prelude::*;

use super::{Api, ApiError, ErrorKind};

/// How long a file may take.
const LIMIT: Duration = Duration::from_secs(90);

impl Api {
    /// The bytes of the file at a path below the API's base.
    ///
    /// # Errors
    /// As [`Api::send`], without `Unreadable`.
    pub async fn file(self, path: &str, kind: &str) -> Result<Vec<u8>, ApiError> {
        let token = self.session.access_token().await?;
        let mut answer = self.ask(path, kind, &token).await?;
        if answer.status() == 401 {
            self.session.refused(&token);
            let token = self.session.access_token().await?;
            answer = self.ask(path, kind, &token).await?;
        }
        if !answer.ok() {
            let said = answer.text().await.unwrap_or_default();
            return Err(ApiError::from_answer(answer.status(), None, &said));
        }
        answer.binary().await.map_err(|_| ErrorKind::Network.into())
    }

    async fn ask(self, path: &str, kind: &str, token: &str) -> Result<Response, ApiError> {
        let abort = web_sys::AbortController::new().ok();
        let given_up = abort.clone();
        let timer = given_up.and_then(|abort| {
            let give_up = move || abort.abort_with_reason(&js_sys::Error::new("timeout"));
            set_timeout_with_handle(give_up, LIMIT).ok()
        });
        let request = RequestBuilder::new(&self.url(path))
            .abort_signal(abort.as_ref().map(web_sys::AbortController::signal).as_ref())
            .header("Accept", kind);
        let answer = self.session.authorized(request, token).send().await;
        if let Some(timer) = timer {
            timer.clear();
        }
        let is_late = abort.is_some_and(|abort| abort.signal().aborted());
        answer.map_err(|_| if is_late { ErrorKind::Timeout } else { ErrorKind::Network }.into())
    }
}
