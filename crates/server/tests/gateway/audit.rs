//! Writes are written down, or not passed on.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::Value;
use tokio::sync::Notify;
use wheelhouse_server::gateway::Gateway;

use crate::upstream::{Recorder, answer, get, listen, options, request, send};

fn gateway(upstream: &Recorder, log: &Path) -> Router {
    let mut options = upstream.options();
    options.audit = Some(log.to_owned());
    Gateway::new(options).unwrap().router()
}

fn lines(log: &Path) -> Vec<Value> {
    std::fs::read_to_string(log).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn write(token: &str) -> Request<Body> {
    let request = Request::post("/api/projects/a%2Fb/variables?secret-query=1");
    let request = request.header("authorization", format!("Bearer {token}")).header("x-request-id", "0123456789abcdef");
    request.body(Body::from("{\"value\": \"secret-value\"}")).unwrap()
}

#[tokio::test]
async fn a_write_is_two_lines_without_secrets_and_a_read_none() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("audit.log");
    std::fs::write(&log, "{\"event\": \"earlier\"}\n").unwrap();
    let upstream = Recorder::start(|_| answer(StatusCode::CREATED, &[], "secret-answer")).await;
    let gateway = gateway(&upstream, &log);
    get(&gateway, "/api/me").await;
    send(&gateway, request("POST", "/api/nowhere")).await;
    for token in ["secret-one", "secret-one", "secret-two"] {
        send(&gateway, write(token)).await;
    }
    let lines = lines(&log);
    assert_eq!(lines.len(), 7);
    assert_eq!(lines[0]["event"], "earlier");
    let (asked, answered) = (&lines[1], &lines[2]);
    for (key, value) in [
        ("event", "asked"),
        ("request_id", "0123456789abcdef"),
        ("method", "POST"),
        ("operation", "add-a-project-variable"),
        ("path", "/projects/a%2Fb/variables"),
    ] {
        assert_eq!(asked[key], value, "{key}");
    }
    assert_eq!(answered["event"], "answered");
    assert_eq!((&answered["status"], &answered["result"]), (&201.into(), &"done".into()));
    assert_eq!(asked["request_id"], answered["request_id"]);
    assert!(asked["time"].as_str().unwrap().ends_with('Z'));
    assert_eq!(lines[3]["who"], asked["who"]);
    assert_ne!(lines[5]["who"], asked["who"]);
    assert_eq!(asked["who"].as_str().unwrap().len(), 12);
    let text = std::fs::read_to_string(&log).unwrap();
    assert!(!text.contains("secret"), "{text}");
}

#[tokio::test]
async fn what_came_of_a_write_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("audit.log");
    let forbidden = Recorder::start(|_| answer(StatusCode::FORBIDDEN, &[], "")).await;
    send(&gateway(&forbidden, &log), write("a")).await;
    let redirects = Recorder::start(|_| answer(StatusCode::FOUND, &[("location", "/")], "")).await;
    send(&gateway(&redirects, &log), write("a")).await;
    let lines = lines(&log);
    assert_eq!((&lines[1]["status"], &lines[1]["result"]), (&403.into(), &"refused".into()));
    assert_eq!((&lines[3]["status"], &lines[3]["result"]), (&502.into(), &"unknown".into()));
    assert_eq!(lines[3]["refused"], "redirects");
}

#[tokio::test]
async fn what_came_of_a_write_is_said_although_nobody_waits_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("audit.log");
    let (come, comes) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (here, goes_on) = (come.clone(), comes.clone());
    let origin = listen(Router::new().fallback(move || {
        let (here, goes_on) = (here.clone(), goes_on.clone());
        async move {
            here.notify_one();
            goes_on.notified().await;
            StatusCode::NO_CONTENT
        }
    }))
    .await;
    let mut options = options(&origin);
    options.audit = Some(log.clone());
    let gateway = Gateway::new(options).unwrap().router();
    let asking = tokio::spawn(async move { send(&gateway, write("a")).await });
    come.notified().await;
    asking.abort();
    assert!(asking.await.unwrap_err().is_cancelled());
    comes.notify_one();
    let answered = async {
        while lines(&log).len() < 2 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), answered).await.unwrap();
    assert_eq!((&lines(&log)[1]["status"], &lines(&log)[1]["result"]), (&204.into(), &"done".into()));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn what_cannot_be_written_down_is_not_passed_on() {
    let upstream = Recorder::plain().await;
    let gateway = gateway(&upstream, Path::new("/dev/full"));
    assert_eq!(send(&gateway, write("a")).await.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(upstream.take().is_empty());
    assert_eq!(get(&gateway, "/api/me").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_log_that_cannot_be_opened_is_said_at_the_start() {
    let upstream = Recorder::plain().await;
    let mut options = upstream.options();
    options.audit = Some("/nowhere/audit.log".into());
    assert!(Gateway::new(options).unwrap_err().to_string().contains("/nowhere/audit.log"));
}
