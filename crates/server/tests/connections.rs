//! What connections do not send holds up nobody.
#![allow(clippy::unwrap_used)]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;
use wheelhouse_server::serve::{Limits, serve};

const NEVER: Duration = Duration::from_secs(3600);

/// A server that says "here", for as long as the test runs.
async fn start(head: Duration, connections: usize) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new().route("/", get(|| async { "here" }));
    tokio::spawn(serve(
        listener,
        router,
        Limits { head, connections, farewell: Duration::ZERO },
        std::future::pending(),
    ));
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
    let limits = Limits { head: NEVER, connections: 4, farewell: NEVER };
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
