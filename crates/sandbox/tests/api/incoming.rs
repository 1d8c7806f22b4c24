use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::http::Request;
use http_body::Frame;

use crate::common::{Answer, Client, control, sandbox, send};
use serde_json::json;

/// Begins, and then breaks off or says nothing more.
struct Half {
    begun: bool,
    breaks: bool,
}

impl HttpBody for Half {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if !std::mem::replace(&mut self.begun, true) {
            return Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"{\"name\"")))));
        }
        if self.breaks { Poll::Ready(Some(Err(std::io::ErrorKind::InvalidData.into()))) } else { Poll::Pending }
    }
}

async fn half_sent(client: &Client, path: &str, breaks: bool) -> Answer {
    let request = Request::post(path).header("authorization", format!("Bearer {}", client.token));
    send(&client.router, request.body(Body::new(Half { begun: false, breaks })).unwrap()).await
}

const PATHS: [&str; 3] = ["/api/projects/shop4k2mq7xwa/variables", "/auth/oauth2/token", "/_sandbox/clock"];

#[tokio::test]
async fn a_body_that_breaks_off_is_not_called_too_large() {
    let client = Client::admin(&sandbox()).await;
    for path in PATHS {
        let refused = half_sent(&client, path, true).await.refused(400);
        assert!(refused["detail"].as_str().unwrap().contains("broke off"), "{refused}");
    }
    let large = client.post("/projects/shop4k2mq7xwa/variables", json!({"value": "x".repeat(1 << 20)})).await;
    large.refused(413);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_come_is_waited_for_so_long_and_no_longer() {
    let client = Client::admin(&sandbox()).await;
    for path in PATHS {
        half_sent(&client, path, false).await.refused(408);
    }
}

#[tokio::test]
async fn no_answer_is_taken_for_something_else_or_by_a_page_elsewhere() {
    let client = Client::admin(&sandbox()).await;
    let answers = [
        client.get("/users/me").await,
        client.get("/nowhere").await,
        client.send("PUT", "/users/me", None).await,
        client.send("GET", "/projects/shop4k2mq7xwa/activities", None).await,
        Client { token: "made-up".to_owned(), ..client.clone() }.get("/users/me").await,
        control(&client.router, "GET", "coverage", json!({})).await,
        control(&client.router, "POST", "nowhere", json!({})).await,
        half_sent(&client, "/auth/oauth2/token", true).await,
        half_sent(&client, "/auth/nowhere", true).await,
    ];
    for answer in answers {
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{}", answer.text);
        assert_eq!(answer.headers["cross-origin-resource-policy"], "same-origin", "{}", answer.text);
    }
}
