//! How much, how long, and how often.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use futures_util::stream;
use http_body_util::BodyExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use wheelhouse_server::gateway::{Gateway, Limits};

use crate::upstream::{Recorder, answer, get, listen, options, request, send, text};

const SHORT: Duration = Duration::from_millis(50);

fn gateway(origin: &str, limits: Limits) -> Router {
    let mut options = options(origin);
    options.limits = limits;
    Gateway::new(options).unwrap().router()
}

/// A body in pieces, of which nobody says how long it is.
fn pieces(number: usize) -> Body {
    Body::from_stream(stream::iter((0..number).map(|_| Ok::<_, io::Error>(Bytes::from_static(&[b'a'; 100])))))
}

#[tokio::test]
async fn a_body_can_be_so_long_and_no_longer() {
    let upstream = Recorder::plain().await;
    let gateway = gateway(&upstream.origin, Limits { body: 1000, ..Limits::default() });
    let post = |body: Body| send(&gateway, Request::post("/api/ssh_keys").body(body).unwrap());
    assert_eq!(post(Body::from(vec![b'a'; 1000])).await.status(), StatusCode::OK);
    assert_eq!(post(pieces(10)).await.status(), StatusCode::OK);
    assert!(upstream.take().iter().all(|asked| asked.body.len() == 1000));
    let said = Request::post("/api/ssh_keys").header("content-length", "1001").body(pieces(11)).unwrap();
    assert_eq!(send(&gateway, said).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(post(pieces(11)).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert!(upstream.asked().is_empty());
}

#[tokio::test]
async fn what_reads_takes_no_body() {
    let upstream = Recorder::plain().await;
    let request = Request::get("/api/me").body(pieces(1)).unwrap();
    assert_eq!(send(&upstream.gateway(), request).await.status(), StatusCode::BAD_REQUEST);
    assert!(upstream.asked().is_empty());
}

#[tokio::test]
async fn a_body_that_does_not_come_is_waited_for_so_long() {
    let upstream = Recorder::plain().await;
    let gateway = gateway(&upstream.origin, Limits { upload: SHORT, ..Limits::default() });
    let body = Body::from_stream(stream::pending::<io::Result<Bytes>>());
    let response = send(&gateway, Request::post("/api/ssh_keys").body(body).unwrap()).await;
    assert_eq!(response.status(), StatusCode::REQUEST_TIMEOUT);
    assert!(upstream.asked().is_empty());
}

#[tokio::test]
async fn a_body_that_trickles_is_waited_for_no_longer() {
    let upstream = Recorder::plain().await;
    let gateway = gateway(&upstream.origin, Limits { upload: SHORT, ..Limits::default() });
    let drops = stream::unfold(tokio::time::interval(SHORT / 10), |mut interval| async {
        interval.tick().await;
        Some((Ok::<_, io::Error>(Bytes::from_static(b"a")), interval))
    });
    let request = Request::post("/api/ssh_keys").body(Body::from_stream(drops)).unwrap();
    let response = tokio::time::timeout(SHORT * 100, send(&gateway, request)).await.expect("it is still listened to");
    assert_eq!(response.status(), StatusCode::REQUEST_TIMEOUT);
    assert!(upstream.asked().is_empty());
}

#[tokio::test]
async fn a_slow_upstream_is_asked_once_and_waited_for_so_long() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let origin = listen(Router::new().fallback(move || {
        count.fetch_add(1, Ordering::SeqCst);
        std::future::pending::<()>()
    }))
    .await;
    let gateway = gateway(&origin, Limits { answer: Duration::from_millis(500), ..Limits::default() });
    for method in ["GET", "DELETE"] {
        let response = send(&gateway, request(method, "/api/ssh_keys/1")).await;
        assert_eq!(response.status(), StatusCode::GATEWAY_TIMEOUT);
        assert!(text(response).await.contains("may have been done"));
    }
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn an_answer_that_stops_is_cut() {
    for (target, limits) in [
        ("/api/me", Limits { silence: SHORT, ..Limits::default() }),
        ("/api/projects/a/subscribe", Limits { stream_silence: SHORT, ..Limits::default() }),
    ] {
        let origin = listen(Router::new().fallback(|| async {
            let one = stream::once(async { Ok::<_, io::Error>(Bytes::from_static(b"[1,")) });
            let kind = [("content-type", "application/json")];
            answer(StatusCode::OK, &kind, Body::from_stream(futures_util::StreamExt::chain(one, stream::pending())))
        }))
        .await;
        let response = get(&gateway(&origin, limits), target).await;
        assert_eq!(response.status(), StatusCode::OK);
        // The client sees that it is not whole.
        assert!(response.into_body().collect().await.is_err());
    }
}

#[tokio::test]
async fn what_broke_is_not_sent_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let taken = Arc::new(AtomicUsize::new(0));
    let count = taken.clone();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            count.fetch_add(1, Ordering::SeqCst);
            let _ = stream.read(&mut [0; 4096]).await;
        }
    });
    let gateway = gateway(&origin, Limits::default());
    for (number, method) in ["GET", "DELETE"].into_iter().enumerate() {
        let response = send(&gateway, request(method, "/api/ssh_keys/1")).await;
        assert_eq!(response.status(), StatusCode::BAD_GATEWAY);
        assert!(text(response).await.contains("may have been done"));
        assert_eq!(taken.load(Ordering::SeqCst), number + 1);
    }
}

#[tokio::test]
async fn what_broke_on_a_connection_that_served_before_is_not_sent_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let read = Arc::new(AtomicUsize::new(0));
    let count = read.clone();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let count = count.clone();
            tokio::spawn(async move {
                let mut head = [0; 4096];
                // The first is answered, the second read and left.
                if stream.read(&mut head).await.is_ok_and(|length| length > 0) {
                    count.fetch_add(1, Ordering::SeqCst);
                    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await.unwrap();
                }
                if stream.read(&mut head).await.is_ok_and(|length| length > 0) {
                    count.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
    });
    let gateway = gateway(&origin, Limits::default());
    for (method, status) in [("GET", 200), ("DELETE", 502), ("GET", 200), ("GET", 502)] {
        assert_eq!(whole(send(&gateway, request(method, "/api/ssh_keys/1")).await).await, status);
    }
    assert_eq!(read.load(Ordering::SeqCst), 4);
}

/// The status, once the body has come and the connection can serve again.
async fn whole(response: axum::http::Response<Body>) -> u16 {
    let status = response.status().as_u16();
    text(response).await;
    status
}

#[tokio::test]
async fn an_upstream_that_is_not_there_did_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let response = send(&gateway(&origin, Limits::default()), request("DELETE", "/api/ssh_keys/1")).await;
    assert_eq!(response.status(), StatusCode::BAD_GATEWAY);
    assert!(text(response).await.contains("Nothing was done"));
}
