//! How long reads take while others write, with the data on disk: `cargo run --release -p wheelhouse-sandbox --example
//! readers`. Twice five seconds: while what was started goes on, so that nothing falls due, and while activities end all
//! the time, so that what they change has to be written first.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;
use wheelhouse_contract::sign_in::{CLIENT_AUTHORIZATION, exchange_form};
use wheelhouse_sandbox::{DataSet, Options, Sandbox, Storage};

const WRITERS: usize = 20;
const SECONDS: u64 = 5;

#[tokio::main(flavor = "multi_thread", worker_threads = 4)]
async fn main() {
    for (what, pace) in [("nothing falls due", 3_600.0), ("activities end", 0.1)] {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::Directory(folder.path().to_owned());
        let options = Options { storage, data_set: DataSet::Large, pace, ..Options::default() };
        let sandbox = Sandbox::open(options).unwrap();
        let router = sandbox.router();
        let form = exchange_form(sandbox.sign_in_token());
        let signed_in = Request::post("/auth/oauth2/token")
            .header("authorization", CLIENT_AUTHORIZATION)
            .header("content-type", "application/x-www-form-urlencoded");
        let token = send(&router, signed_in.body(Body::from(form)).unwrap()).await;
        let token = token["access_token"].as_str().unwrap().to_owned();
        let path = format!("/api/organizations/01H{:023}/subscriptions", 2);
        let list = get(&router, &token, &path).await;
        let active = list["items"].as_array().unwrap().iter().filter(|item| item["status"] == "active");
        let projects: Vec<String> =
            active.map(|item| item["project_id"].as_str().unwrap().to_owned()).take(WRITERS).collect();
        assert_eq!(projects.len(), WRITERS, "too few projects to write to");
        let (reads, writes) = measure(&router, &token, &projects).await;
        let at = |share: f64| reads[((reads.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
        println!(
            "{what}: {} writes/s, {} reads/s; a read takes {:.2} ms (half), {:.2} ms (p99), {:.2} ms (all)",
            writes as u64 / SECONDS,
            reads.len() as u64 / SECONDS,
            at(0.5),
            at(0.99),
            at(1.0)
        );
    }
}

/// What each read took, shortest first, and how many writes there were.
async fn measure(router: &Router, token: &str, projects: &[String]) -> (Vec<Duration>, usize) {
    let (over, writes) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let writers = projects.iter().cloned().map(|project| {
        let (router, token, over, writes) = (router.clone(), token.to_owned(), over.clone(), writes.clone());
        tokio::spawn(async move {
            for number in 0.. {
                if over.load(Ordering::SeqCst) {
                    break;
                }
                let variable = json!({"name": format!("env:WRITTEN_{number}"), "value": "1"});
                let request = Request::post(format!("/api/projects/{project}/variables"))
                    .header("authorization", format!("Bearer {token}"))
                    .body(Body::from(variable.to_string()));
                send(&router, request.unwrap()).await;
                writes.fetch_add(1, Ordering::SeqCst);
            }
        })
    });
    let writers: Vec<_> = writers.collect();
    let (mut reads, begun) = (Vec::new(), Instant::now());
    for project in projects.iter().cycle() {
        if begun.elapsed() > Duration::from_secs(SECONDS) {
            break;
        }
        let asked = Instant::now();
        get(router, token, &format!("/api/projects/{project}/environments")).await;
        reads.push(asked.elapsed());
    }
    over.store(true, Ordering::SeqCst);
    for writer in writers {
        writer.await.unwrap();
    }
    reads.sort();
    (reads, writes.load(Ordering::SeqCst))
}

async fn get(router: &Router, token: &str, path: &str) -> Value {
    let request = Request::get(path).header("authorization", format!("Bearer {token}"));
    send(router, request.body(Body::empty()).unwrap()).await
}

async fn send(router: &Router, request: Request<Body>) -> Value {
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    assert!(status.is_success(), "{status}: {}", String::from_utf8_lossy(&bytes));
    serde_json::from_slice(&bytes).unwrap()
}
