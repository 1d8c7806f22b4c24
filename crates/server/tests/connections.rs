//! What connections do not send or do not take holds up nobody.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;
use wheelhouse_server::serve::{Limits, serve};

const NEVER: Duration = Duration::from_secs(3600);

/// More than a connection holds on its way, in bytes.
const LARGE: usize = 64 * 1024 * 1024;

/// A server that says "here", for as long as the test runs.
async fn start(head: Duration, connections: usize) -> SocketAddr {
    start_with(Limits { head, write: NEVER, connections, farewell: Duration::ZERO }).await
}

async fn start_with(limits: Limits) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new().route("/", get(|| async { "here" })).route("/large", get(|| async { vec![0; LARGE] }));
    tokio::spawn(serve(listener, router, limits, std::future::pending()));
    address
}

/// All that is answered until the server ends the connection.
async fn rest(mut stream: TcpStream) -> String {
    tokio::task::spawn_blocking(move || {
        let mut text = String::new();
        let _ = stream.read_to_string(&mut text);
        text
    })
    .await
    .unwrap()
}

async fn ask(address: SocketAddr) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").unwrap();
    rest(stream).await
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_wait_make_room_for_a_new_one() {
    let address = start(NEVER, 4).await;
    let idle: Vec<TcpStream> = (0..40).map(|_| TcpStream::connect(address).unwrap()).collect();
    assert!(ask(address).await.ends_with("here"));
    for stream in idle.into_iter().take(30) {
        assert_eq!(rest(stream).await, "");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_does_not_come_is_waited_for_so_long_and_no_longer() {
    let address = start(Duration::from_millis(50), 100).await;
    let said_nothing = TcpStream::connect(address).unwrap();
    let mut half_said = TcpStream::connect(address).unwrap();
    half_said.write_all(b"GET / HTTP/1.1\r\nhost: local").unwrap();
    let mut said_once = TcpStream::connect(address).unwrap();
    said_once.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
    assert_eq!(rest(said_nothing).await, "");
    assert!(!rest(half_said).await.contains("here"));
    assert!(rest(said_once).await.ends_with("here"));
}

/// Sends a byte now and then until the server ends the connection, and answers what it said.
async fn trickle(mut stream: TcpStream) -> String {
    tokio::task::spawn_blocking(move || {
        let (mut text, mut heard) = (Vec::new(), [0; 1024]);
        stream.set_read_timeout(Some(Duration::from_millis(5))).unwrap();
        for _ in 0..2000 {
            match stream.write_all(b"a").and_then(|()| stream.read(&mut heard)) {
                Ok(length) if length > 0 => text.extend(&heard[..length]),
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                _ => return String::from_utf8(text).unwrap(),
            }
        }
        panic!("it is still listened to");
    })
    .await
    .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_trickles_is_waited_for_no_longer() {
    let address = start(Duration::from_millis(50), 100).await;
    let slow = (0..8).map(|_| {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\nx: ").unwrap();
        tokio::spawn(trickle(stream))
    });
    for said in slow.collect::<Vec<_>>() {
        assert!(!said.await.unwrap().contains("here"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn halves_of_heads_make_room_for_a_new_one() {
    let address = start(NEVER, 4).await;
    let halves = (0..4).map(|number| {
        let mut stream = TcpStream::connect(address).unwrap();
        if number % 2 == 1 {
            // This one was answered before.
            stream.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
            let mut answer = Vec::new();
            while !answer.ends_with(b"here") {
                let mut byte = [0];
                stream.read_exact(&mut byte).unwrap();
                answer.extend(byte);
            }
        }
        stream.write_all(b"GET / HTTP/1.1\r\nhost: local").unwrap();
        stream
    });
    let halves: Vec<_> = halves.collect();
    assert!(ask(address).await.ends_with("here"));
    for half in halves {
        assert_eq!(rest(half).await, "");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_that_nobody_takes_make_room_for_a_new_one() {
    let write = Duration::from_millis(50);
    let address = start_with(Limits { head: NEVER, write, connections: 4, farewell: Duration::ZERO }).await;
    let greedy: Vec<_> = (0..4)
        .map(|_| {
            let mut stream = TcpStream::connect(address).unwrap();
            stream.write_all(&b"GET /large HTTP/1.1\r\nhost: localhost\r\n\r\n".repeat(16)).unwrap();
            // The answer has begun, so that the connection is no idle one.
            stream.read_exact(&mut [0; 16]).unwrap();
            stream
        })
        .collect();
    assert!(ask(address).await.ends_with("here"));
    drop(greedy);
}

#[tokio::test(flavor = "multi_thread")]
async fn asked_to_stop_it_answers_what_is_under_way() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let (asked, was_asked) = tokio::sync::oneshot::channel();
    let (go_on, waits) = tokio::sync::oneshot::channel::<()>();
    let once = std::sync::Mutex::new(Some((asked, waits)));
    let once = std::sync::Arc::new(once);
    let router = Router::new().route(
        "/",
        get(move || {
            let (asked, waits) = once.lock().unwrap().take().unwrap();
            async move {
                asked.send(()).unwrap();
                waits.await.unwrap();
                "here"
            }
        }),
    );
    let limits = Limits { head: NEVER, write: NEVER, connections: 4, farewell: NEVER };
    let serving = tokio::spawn(serve(listener, router, limits, async { stopped.await.unwrap() }));
    let idle = TcpStream::connect(address).unwrap();
    let asking = tokio::spawn(ask(address));
    was_asked.await.unwrap();
    stop.send(()).unwrap();
    assert_eq!(rest(idle).await, "");
    go_on.send(()).unwrap();
    assert!(asking.await.unwrap().ends_with("here"));
    serving.await.unwrap().unwrap();
}
