//! Both ways pass as they come.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::Response;
use futures_util::StreamExt;
use http_body_util::BodyExt;
use tokio::sync::mpsc;
use wheelhouse_server::gateway::Gateway;

use crate::upstream::{answer, get, listen, options, send};

type Pieces = mpsc::UnboundedSender<Bytes>;

/// A body, and the way to send the pieces of it.
fn body() -> (Pieces, Body) {
    let (pieces, waiting) = mpsc::unbounded_channel::<Bytes>();
    let stream = futures_util::stream::unfold(waiting, |mut waiting| async move {
        waiting.recv().await.map(|piece| (Ok::<_, std::io::Error>(piece), waiting))
    });
    (pieces, Body::from_stream(stream))
}

/// A gateway before an upstream that answers with a body of this kind, once.
async fn answering(kind: &'static str, body: Body) -> Router {
    let body = Arc::new(Mutex::new(Some(body)));
    let upstream = Router::new().fallback(move || {
        let body = body.lock().unwrap().take().unwrap();
        async move { answer(axum::http::StatusCode::OK, &[("content-type", kind)], body) }
    });
    Gateway::new(options(&listen(upstream).await)).unwrap().router()
}

async fn next(response: &mut Response<Body>) -> Option<String> {
    let frame = response.body_mut().frame().await?.unwrap();
    Some(String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap())
}

#[tokio::test]
async fn a_line_arrives_before_the_next_is_there() {
    for (kind, target) in [
        ("application/x-json-stream", "/api/projects/a/activities/b/log?start_at=0"),
        ("application/json", "/api/projects/a/environments/b/activities/c/log"),
        ("text/event-stream", "/api/projects/a/subscribe"),
    ] {
        let (pieces, body) = body();
        let gateway = answering(kind, body).await;
        let mut response = get(&gateway, target).await;
        for line in ["{\"_id\": 0}\n", "{\"href\":\"/v1/as it was\"}\n"] {
            pieces.send(line.into()).unwrap();
            assert_eq!(next(&mut response).await.as_deref(), Some(line));
        }
        drop(pieces);
        assert_eq!(next(&mut response).await, None);
    }
}

#[tokio::test]
async fn json_is_not_held_back_to_its_end() {
    let (pieces, body) = body();
    let gateway = answering("application/json", body).await;
    let mut response = get(&gateway, "/api/projects/a").await;
    pieces.send("{\"a\": 1, \"href\": \"/v1/".into()).unwrap();
    assert_eq!(next(&mut response).await.as_deref(), Some("{\"a\": 1, \"href\": \""));
    pieces.send("me\"".into()).unwrap();
    assert_eq!(next(&mut response).await.as_deref(), Some("/api/me\""));
}

#[tokio::test]
async fn a_body_is_sent_on_while_it_comes() {
    let (said, mut heard) = mpsc::unbounded_channel::<Bytes>();
    let upstream = Router::new().fallback(move |request: Request| {
        let said = said.clone();
        async move {
            let mut pieces = request.into_body().into_data_stream();
            while let Some(Ok(piece)) = pieces.next().await {
                let _ = said.send(piece);
            }
            "done"
        }
    });
    let gateway = Gateway::new(options(&listen(upstream).await)).unwrap().router();
    let (pieces, body) = body();
    let sending = tokio::spawn(async move { send(&gateway, Request::post("/api/ssh_keys").body(body).unwrap()).await });
    for piece in ["one", "two"] {
        pieces.send(piece.into()).unwrap();
        assert_eq!(heard.recv().await.unwrap(), piece);
    }
    drop(pieces);
    assert_eq!(sending.await.unwrap().status(), 200);
}

#[tokio::test]
async fn whoever_leaves_ends_what_the_upstream_does() {
    let (pieces, body) = body();
    let gateway = answering("text/event-stream", body).await;
    let mut response = get(&gateway, "/api/projects/a/subscribe").await;
    pieces.send("data: 1\n\n".into()).unwrap();
    assert!(next(&mut response).await.is_some());
    drop(response);
    pieces.closed().await;
}
