//! Requests of all kinds for a while: the gateway has to answer each as it should, and to hold on to nothing.

use std::rc::Rc;
use std::time::{Duration, Instant};

use hyper::body::Bytes;
use tokio::task::{JoinSet, LocalSet};

use crate::connection::Peer;
use crate::gateway::Gateway;

const CONNECTIONS: usize = 64;

/// After how many requests a connection is closed and another opened.
const TURNS: usize = 100;

/// How often memory is looked at, beside the beginning.
const LOOKS: u32 = 6;

/// What memory may grow by while the requests stay the same: a share of it, and so many bytes.
const GROWTH: (f64, u64) = (0.1, 8 << 20);

/// One kind of request.
struct Kind {
    method: &'static str,
    /// Below the project.
    path: &'static str,
    body: Bytes,
    /// Whether it goes with a session that nobody has.
    is_nobody: bool,
    status: u16,
}

fn kinds() -> Vec<Kind> {
    let kind = |method, path, body: &'static [u8], status| {
        let body = Bytes::from_static(body);
        Kind { method, path, body, is_nobody: false, status }
    };
    let long = format!(r#"{{"name": 1, "value": "{}"}}"#, "a".repeat(256 * 1024));
    vec![
        kind("GET", "", b"", 200),
        kind("GET", "/environments", b"", 200),
        kind("GET", "/environments/main/activities", b"", 200),
        kind("GET", "/variables", b"", 200),
        kind("GET", "/variables/NOTHING", b"", 404),
        kind("GET", "/nowhere", b"", 404),
        kind("PUT", "", b"", 405),
        kind("PATCH", "", br#"{"title": ["no", "text"]}"#, 400),
        Kind { body: long.into(), ..kind("POST", "/variables", b"", 400) },
        Kind { is_nobody: true, ..kind("GET", "", b"", 401) },
    ]
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20))
}

/// Has the gateway work so long after it has warmed up, and says what is wrong.
pub async fn measure(gateway: &Gateway, projects: &[String], time: Duration) -> Vec<String> {
    println!("\n{CONNECTIONS} connections send requests of all kinds for {} s", time.as_secs());
    // Until buffers of all sizes have been there once.
    let warm_up = time / 3;
    let end = Instant::now() + warm_up + time;
    let local = LocalSet::new();
    let working = local.run_until(async {
        let kinds = Rc::new(kinds());
        let mut working = JoinSet::new();
        for number in 0..CONNECTIONS {
            let (peer, project) = (gateway.peer.clone(), projects[number % projects.len()].clone());
            working.spawn_local(work(peer, project, kinds.clone(), number, end));
        }
        let mut seen = Vec::new();
        tokio::time::sleep(warm_up).await;
        seen.push(gateway.memory());
        for _ in 0..LOOKS {
            tokio::time::sleep(time / LOOKS).await;
            seen.push(gateway.memory());
        }
        (working.join_all().await, seen)
    });
    let (done, seen) = working.await;
    let answered: usize = done.iter().map(|(answered, _)| answered).sum();
    let mut failures: Vec<String> = done.into_iter().flat_map(|(_, failures)| failures).collect();
    let looks: Vec<String> = seen.iter().map(|bytes| megabytes(*bytes)).collect();
    println!("{answered} requests; resident memory after {} s and then: {}", warm_up.as_secs(), looks.join(", "));
    let (first, last) = (seen[0], seen[seen.len() - 1]);
    let most = (first as f64 * (1.0 + GROWTH.0)) as u64 + GROWTH.1;
    println!("It may be {} in the end", megabytes(most));
    if last > most {
        failures.push(format!("memory grew from {} to {}", megabytes(first), megabytes(last)));
    }
    failures
}

/// Sends one request after another until the end, and answers how many were answered, and what was wrong.
async fn work(peer: Peer, project: String, kinds: Rc<Vec<Kind>>, number: usize, end: Instant) -> (usize, Vec<String>) {
    let forged = "__Host-wheelhouse=a.AAAA".to_owned();
    let nobody = peer.with(vec![("x-wheelhouse", "1".to_owned()), ("cookie", forged)]);
    let (mut answered, mut failures) = (0, Vec::new());
    let mut turn = number;
    while Instant::now() < end && failures.is_empty() {
        let (mut known, mut unknown) = (peer.connect().await, nobody.connect().await);
        for _ in 0..TURNS {
            if Instant::now() >= end {
                break;
            }
            let kind = &kinds[turn % kinds.len()];
            let path = format!("/api/projects/{project}{}", kind.path);
            let connection = if kind.is_nobody { &mut unknown } else { &mut known };
            match connection.send(kind.method, &path, &kind.body).await {
                Ok(status) if status == kind.status => answered += 1,
                Ok(status) => failures.push(format!("{} {path}: {status}, not {}", kind.method, kind.status)),
                Err(error) => failures.push(error),
            }
            turn += 1;
        }
    }
    (answered, failures)
}
