//! Access tokens that could not be kept: whoever signs in while the disk is full stays signed in until the server stops.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use crate::clock::Moment;
use crate::store::tokens::{self, ApiToken};
use crate::store::users::{self, User};

/// By the hash of the token: what it was given for, and until when.
#[derive(Default)]
pub struct Passing(Mutex<BTreeMap<Vec<u8>, (ApiToken, Moment)>>);

impl Passing {
    pub fn keep(&self, token: &str, for_token: ApiToken, now: Moment, expires_at: Moment) {
        let mut held = self.tokens();
        held.retain(|_, (_, until)| *until > now);
        held.insert(tokens::hash(token), (for_token, expires_at));
    }

    /// Whose access token this is, and until when.
    pub fn find(&self, connection: &Connection, token: &str) -> rusqlite::Result<Option<(User, Moment)>> {
        let Some((for_token, until)) = self.tokens().get(&tokens::hash(token)).cloned() else { return Ok(None) };
        // It ends with the API token.
        let Some(for_token) = tokens::get(connection, &for_token.id)? else { return Ok(None) };
        Ok(users::get(connection, &for_token.user_id)?.map(|user| (user, until)))
    }

    fn tokens(&self) -> MutexGuard<'_, BTreeMap<Vec<u8>, (ApiToken, Moment)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::sync::Arc;

    use axum::Router;
    use axum::body::Body;
    use axum::http::{Request, StatusCode};
    use serde_json::Value;
    use tower::ServiceExt;
    use wheelhouse_contract::sign_in::{CLIENT_AUTHORIZATION, exchange_form};

    use crate::http::{Shared, router};
    use crate::setup::Options;

    async fn send(router: &Router, request: Request<Body>) -> (StatusCode, Value) {
        let response = router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap())
    }

    async fn sign_in(router: &Router) -> String {
        let request = Request::post("/auth/oauth2/token").header("authorization", CLIENT_AUTHORIZATION);
        let (status, answer) = send(router, request.body(Body::from(exchange_form("token"))).unwrap()).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        answer["access_token"].as_str().unwrap().to_owned()
    }

    #[tokio::test]
    async fn with_a_full_disk_reading_and_signing_in_go_on() {
        let options = Options { token: Some("token".to_owned()), test_controls: true, ..Options::default() };
        let shared = Arc::new(Shared::open(options).unwrap());
        let router = router(shared.clone());
        let bearer = format!("Bearer {}", sign_in(&router).await);
        let write = |name: &str| {
            let body = format!("{{\"name\": \"{name}\", \"value\": \"1\"}}");
            let request = Request::post("/api/projects/shop4k2mq7xwa/variables").header("authorization", &bearer);
            request.body(Body::from(body)).unwrap()
        };
        // What is under way is to end while nothing can be written.
        assert_eq!(send(&router, write("BEFORE")).await.0, StatusCode::CREATED);
        {
            let writer = shared.store.writer();
            let pages: i64 = writer.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
            writer.pragma_update(None, "max_page_count", pages).unwrap();
            let mut number = 0;
            while writer
                .execute("INSERT INTO meta (key, value) VALUES (?, zeroblob(64))", [format!("filler {number}")])
                .is_ok()
            {
                number += 1;
            }
        }
        let mut tokens = Vec::new();
        for _ in 0..100 {
            tokens.push(sign_in(&router).await);
        }
        assert!(!shared.passing.tokens().is_empty(), "the disk is not full");
        shared.clock.advance(600 * 1_000_000);
        for token in [&tokens[0], &tokens[99]] {
            let get = |path: &str| {
                Request::get(path).header("authorization", format!("Bearer {token}")).body(Body::empty()).unwrap()
            };
            assert_eq!(send(&router, get("/api/users/me")).await.0, StatusCode::OK);
            let (status, list) = send(&router, get("/api/projects/shop4k2mq7xwa/activities?count=1")).await;
            assert_eq!((status, &list[0]["state"]), (StatusCode::OK, &Value::from("complete")));
        }
        let (status, refused) = send(&router, write(&"LONG".repeat(60))).await;
        assert_eq!(status, StatusCode::INSUFFICIENT_STORAGE, "{refused}");
        assert!(refused["message"].as_str().unwrap().contains("full"), "{refused}");
    }
}
