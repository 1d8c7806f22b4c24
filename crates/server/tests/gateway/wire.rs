//! What is written to the socket is read by one reader: the upstream sees what the gateway understood, and nothing beside.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::upstream::{Recorder, listen};

/// All that is answered to these bytes, to the end of the connection.
async fn said(origin: &str, bytes: impl Into<Vec<u8>>) -> String {
    let (address, bytes) = (origin.strip_prefix("http://").unwrap().to_owned(), bytes.into());
    tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        // The server may have closed before it read all.
        let _ = stream.write_all(&bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    })
    .await
    .unwrap()
}

const SMUGGLED: &str = "GET /api/users/smuggled HTTP/1.1\r\nhost: x\r\n\r\n";

#[tokio::test(flavor = "multi_thread")]
async fn requests_that_two_readers_read_differently_smuggle_nothing() {
    let upstream = Recorder::plain().await;
    let origin = listen(upstream.gateway()).await;
    let length = SMUGGLED.len();
    for head in [
        format!("POST /api/ssh_keys HTTP/1.1\r\nhost: x\r\ncontent-length: {length}\r\ncontent-length: 0\r\n\r\n"),
        format!("POST /api/ssh_keys HTTP/1.1\r\nhost: x\r\ncontent-length: +{length}\r\n\r\n"),
        format!("POST /api/ssh_keys HTTP/1.1\r\nhost: x\r\ncontent-length : {length}\r\n\r\n"),
        "POST /api/ssh_keys HTTP/1.1\r\nhost: x\r\ntransfer-encoding: gzip\r\n\r\n".to_owned(),
        "POST /api/ssh_keys HTTP/1.1\r\nhost: x\r\ntransfer-encoding: xchunked\r\n\r\n".to_owned(),
        "POST /api/ssh_keys HTTP/1.1\r\nhost: x\r\ntransfer-encoding : chunked\r\n\r\n0\r\n\r\n".to_owned(),
        "POST /api/ssh_keys HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n0;\n\r\n\r\n".to_owned(),
        "POST /api/ssh_keys HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n\r\n".to_owned(),
        "GET /api/me HTTP/1.1\r\nhost: x\r\nx: a\r\n b\r\nbad header\r\n\r\n".to_owned(),
        "GET /api/me?a=\0 HTTP/1.1\r\nhost: x\r\n\r\n".to_owned(),
        "GET /api/me HTTP/2.5\r\nhost: x\r\n\r\n".to_owned(),
    ] {
        said(&origin, format!("{head}{SMUGGLED}")).await;
        let arrived = upstream.take();
        assert!(arrived.iter().all(|asked| asked.target != "/v1/users/smuggled"), "{head:?}: {arrived:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_stays_one() {
    let upstream = Recorder::plain().await;
    let origin = listen(upstream.gateway()).await;
    let (length, chunk) = (SMUGGLED.len(), format!("{:x}\r\n{SMUGGLED}\r\n0\r\n\r\n", SMUGGLED.len()));
    for request in [
        format!(
            "POST /api/ssh_keys HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{SMUGGLED}"
        ),
        format!(
            "POST /api/ssh_keys HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n{chunk}"
        ),
        // Where both are said, the chunks count.
        format!(
            "POST /api/ssh_keys HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n{chunk}"
        ),
        format!(
            "POST /api/ssh_keys HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n{chunk}"
        ),
    ] {
        said(&origin, request.clone()).await;
        let arrived = upstream.take();
        assert_eq!(arrived.len(), 1, "{request:?}");
        assert_eq!((arrived[0].target.as_str(), arrived[0].body.as_slice()), ("/v1/ssh_keys", SMUGGLED.as_bytes()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_can_be_so_long_and_no_longer() {
    let upstream = Recorder::plain().await;
    let origin = listen(upstream.gateway()).await;
    let many: String = (0..200).map(|number| format!("x-{number}: a\r\n")).collect();
    for head in [
        format!("GET /api/me?{} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", "a".repeat(100_000)),
        format!("GET /api/me HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{many}\r\n"),
        format!("GET /api/me HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx: {}\r\n\r\n", "a".repeat(600_000)),
    ] {
        let answer = said(&origin, head).await;
        let refused = ["HTTP/1.1 414", "HTTP/1.1 431", "HTTP/1.1 400"].iter().any(|start| answer.starts_with(start));
        assert!(refused || answer.is_empty(), "{answer}");
    }
    assert!(upstream.asked().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_said_to_be_too_long_is_not_waited_for() {
    let upstream = Recorder::plain().await;
    let origin = listen(upstream.gateway()).await;
    for length in [(10_u64 << 20) + 1, 1 << 40, 1 << 62] {
        let head = format!("POST /api/ssh_keys HTTP/1.1\r\nhost: x\r\ncontent-length: {length}\r\n\r\n");
        let answer = said(&origin, head).await;
        assert!(answer.starts_with("HTTP/1.1 413"), "{length}: {answer}");
    }
    assert!(upstream.asked().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_request_is_refused() {
    let upstream = Recorder::plain().await;
    let origin = listen(upstream.gateway()).await;
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"[..],
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /api/me\r\n\r\n",
        b"GET  /api/me HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET /api/me HTTP/1.1 x\r\nhost: x\r\n\r\n",
        b"GET api/me HTTP/1.1\r\nhost: x\r\n\r\n",
        b"G\x00T /api/me HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET /api/me HTTP/1.1\r\nhost x\r\n\r\n",
        b"GET /api/me HTTP/1.1\r\n: x\r\n\r\n",
        b"GET /api/me HTTP/1.1\r\nx\x00y: x\r\n\r\n",
        b"GET /api/me HTTP/1.1\r\nx: a\x00b\r\n\r\n",
        b"POST /api/ssh_keys HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
        b"POST /api/ssh_keys HTTP/1.1\r\nhost: x\r\ncontent-length: 18446744073709551616\r\n\r\n",
    ] {
        let answer = said(&origin, bytes).await;
        let what = String::from_utf8_lossy(bytes);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{what:?}: {answer}");
    }
    assert!(upstream.asked().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn tricks_with_paths_lead_nowhere() {
    let upstream = Recorder::plain().await;
    let origin = listen(upstream.gateway()).await;
    for target in [
        "/api/../v1/me",
        "/api/./me",
        "//api/me",
        "/api//me",
        "/api/me/",
        "/API/me",
        "/%61pi/me",
        "/api/m%65",
        "/api%2fme",
        "/api/%2e%2e/me",
        "/api/projects/..%2f..%2fme",
        "/api/projects/%252e%252e%252fme",
        "/api/projects/..;/environments",
        "/api/projects/..\\..\\me",
        "/api/projects/a%00b",
        "/api/projects/a%0d%0ahost:%20y",
        "/api/projects/%c0%ae%c0%ae/environments",
        "/api/me;x=y",
        "/auth/../api/me",
    ] {
        let head = format!("GET {target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        let answer = said(&origin, head).await;
        assert!(answer.starts_with("HTTP/1.1 4"), "{target}: {answer}");
        assert!(upstream.take().is_empty(), "{target} passed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tunnel_is_not_opened() {
    let upstream = Recorder::plain().await;
    let origin = listen(upstream.gateway()).await;
    for head in [
        "CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n",
        "GET http://evil.example/api/me HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    ] {
        let answer = said(&origin, head).await;
        assert!(!answer.starts_with("HTTP/1.1 2") && !answer.starts_with("HTTP/1.1 101"), "{answer}");
    }
    assert!(upstream.asked().is_empty());
}
