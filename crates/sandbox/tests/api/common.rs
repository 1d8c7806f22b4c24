//! A sandbox and a caller, for tests.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;
use wheelhouse_contract::sign_in::{CLIENT_AUTHORIZATION, exchange_form};
use wheelhouse_sandbox::{DataSet, Options, Sandbox, Storage};

use crate::answers;

/// The project of the demo where most is to be seen.
pub const SHOP: &str = "shop4k2mq7xwa";
/// A project of which the administrator is only a guest: viewer, and admin on development environments.
pub const TICKETS: &str = "tickets8fkw3p";
/// A project that the viewer has no part in.
pub const TELEMETRY: &str = "telemetry6gwz";
pub const LAKESIDE: &str = "01HV3K8Q2M5WXT9C7ZRB4NDPEA";

/// A member of Lakeside who has no part in any project.
pub const JO: &str = "0babef64-7fe2-4270-8276-7926a7bca405";
/// Of the shop a viewer, and more on development and staging; admin of another project of Lakeside.
pub const PRIYANKA: &str = "c1607a91-e175-4f36-857a-50a15e706e89";
pub const TEO: &str = "fe741505-01c8-4be8-858c-d70d871966d8";
pub const NIAMH: &str = "2976d280-acec-4a02-8503-20f50a85cbd9";
pub const WIREMU: &str = "84b5db56-1881-4886-8ef5-9c9f06ec8a6a";
pub const XIMENA: &str = "97c99460-3940-4f66-8644-9a7d60525858";
/// Owns another organization.
pub const MERCY: &str = "d2252c8b-4b01-4021-8b0e-6eb51c6344a0";

/// What the administrator signs in with.
pub const TOKEN: &str = "wheelhouse-demo-admin-token";

/// Slow, so that what waits or runs still does when a busy machine comes to look: time goes by the clock's control alone.
const PACE: f64 = 5.0;

/// Seconds after which an activity that nothing is before runs, and is far from done.
pub const RUNNING: f64 = 10.0;

/// Seconds after which a handful of activities one after another are done.
pub const DONE: f64 = 200.0;

/// A sandbox with the demo's data in memory.
pub fn sandbox() -> Sandbox {
    open(DataSet::Demo, Storage::Memory)
}

pub fn open(data_set: DataSet, storage: Storage) -> Sandbox {
    let token = Some(TOKEN.to_owned());
    Sandbox::open(Options { storage, data_set, pace: PACE, test_controls: true, token, ..Options::default() }).unwrap()
}

/// Copies a folder with all that is in it, as of a sandbox that nobody writes to.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let there = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &there);
        } else {
            fs::copy(entry.path(), there).unwrap();
        }
    }
}

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The answer's JSON, when it is a good one.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!(self.status.is_success(), "{}: {}", self.status, self.text);
        self.json()
    }

    /// When it says that it is done, and nothing else.
    #[track_caller]
    pub fn done(self) {
        assert_eq!((self.status.as_u16(), self.text.as_str()), (204, ""));
        assert!(!self.headers.contains_key("content-type"));
    }

    /// The answer's JSON, when it is refused so.
    #[track_caller]
    pub fn refused(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        let value = self.json();
        assert!(value["message"].as_str().is_some_and(|message| !message.is_empty()), "no message: {value}");
        value
    }
}

/// Someone who is signed in.
#[derive(Clone)]
pub struct Client {
    pub router: Router,
    pub token: String,
}

impl Client {
    pub async fn admin(sandbox: &Sandbox) -> Self {
        Self::with(sandbox, sandbox.sign_in_token()).await
    }

    pub async fn viewer(sandbox: &Sandbox) -> Self {
        Self::with(sandbox, sandbox.viewer_token()).await
    }

    /// The person of this first name: Niamh, Wiremu, Ximena, Priyanka or Teo.
    pub async fn named(sandbox: &Sandbox, name: &str) -> Self {
        let people = sandbox.people();
        let (_, _, token) = people.iter().find(|(known, ..)| known.starts_with(name)).unwrap();
        Self::with(sandbox, token).await
    }

    pub async fn with(sandbox: &Sandbox, api_token: &str) -> Self {
        let router = sandbox.router();
        let answer = exchange(&router, api_token).await.ok();
        Self { router, token: answer["access_token"].as_str().unwrap().to_owned() }
    }

    pub async fn send(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        self.send_with(method, path, body, &[]).await
    }

    pub async fn send_with(&self, method: &str, path: &str, body: Option<Value>, headers: &[(&str, &str)]) -> Answer {
        // Links carry the mount, paths of the contract do not.
        let path = if path.starts_with("/api/") { path.to_owned() } else { format!("/api{path}") };
        let mut request = Request::builder().method(method).uri(path);
        // Who has no token does not say so.
        if !self.token.is_empty() {
            request = request.header("authorization", format!("Bearer {}", self.token));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        send(&self.router, request.body(body).unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None).await
    }

    /// The type and the bytes of a file.
    pub async fn get_bytes(&self, path: &str) -> (String, Vec<u8>) {
        let request = Request::get(path).header("authorization", format!("Bearer {}", self.token));
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
        (kind, response.into_body().collect().await.unwrap().to_bytes().to_vec())
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send("POST", path, Some(body)).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send("PATCH", path, Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, None).await
    }

    /// Sends a file in a form.
    pub async fn upload(&self, path: &str, field: &str, kind: &str, bytes: &[u8]) -> Answer {
        const BOUNDARY: &str = "made-by-test";
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"made\"\r\n\
             Content-Type: {kind}\r\n\r\n"
        );
        let body = [head.as_bytes(), bytes, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
        let request = Request::post(format!("/api{path}"))
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"));
        send(&self.router, request.body(Body::from(body)).unwrap()).await
    }

    /// Whoever has this username, signed in to the same sandbox.
    pub async fn person(&self, username: &str) -> Self {
        self.user(&self.id_of(username).await).await
    }

    /// The id of someone whom the caller may know of.
    pub async fn id_of(&self, username: &str) -> String {
        let user = self.get(&format!("/users/username={username}")).await.ok();
        user["id"].as_str().unwrap().to_owned()
    }

    /// A user, signed in to the same sandbox.
    pub async fn user(&self, id: &str) -> Self {
        let answer = exchange(&self.router, &self.api_token(id).await).await.ok();
        Self { router: self.router.clone(), token: answer["access_token"].as_str().unwrap().to_owned() }
    }

    /// Something that a user signs in with.
    pub async fn api_token(&self, id: &str) -> String {
        let made = self.control("POST", &format!("token/{id}"), json!({})).await.ok();
        made["api_token"].as_str().unwrap().to_owned()
    }

    /// The id of who is signed in.
    pub async fn id(&self) -> String {
        self.get("/users/me").await.ok()["id"].as_str().unwrap().to_owned()
    }

    /// `/_sandbox`.
    pub async fn control(&self, method: &str, name: &str, body: Value) -> Answer {
        control(&self.router, method, name, body).await
    }

    pub async fn advance(&self, seconds: f64) {
        self.control("POST", "clock", json!({"advance_seconds": seconds})).await.ok();
    }
}

pub async fn control(router: &Router, method: &str, name: &str, body: Value) -> Answer {
    let request = Request::builder().method(method).uri(format!("/_sandbox/{name}"));
    send(router, request.body(Body::from(body.to_string())).unwrap()).await
}

pub async fn exchange(router: &Router, api_token: &str) -> Answer {
    let request = Request::builder()
        .method("POST")
        .uri("/auth/oauth2/token")
        .header("authorization", CLIENT_AUTHORIZATION)
        .header("content-type", "application/x-www-form-urlencoded");
    send(router, request.body(Body::from(exchange_form(api_token))).unwrap()).await
}

pub async fn send(router: &Router, request: Request<Body>) -> Answer {
    try_send(router, request).await.expect("the connection was closed")
}

/// `None` when the connection is closed without an answer. Any other is of the shape that is declared, or the test fails.
pub async fn try_send(router: &Router, request: Request<Body>) -> Option<Answer> {
    let (method, address) = (request.method().clone(), request.uri().clone());
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.ok()?.to_bytes();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let answer = Answer { status: parts.status, headers: parts.headers, text };
    answers::check(method.as_str(), address.path(), address.query().unwrap_or_default(), &answer);
    Some(answer)
}

/// The names of a list's items.
pub fn names(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
}

/// What a refusal says of a field, in either of the forms in which sections do; nothing when it does not.
pub fn fault(refused: &Value, field: &str) -> String {
    let mut violations = refused["violations"].as_array().into_iter().flatten();
    let found = violations.find(|violation| violation["field"] == field).map(|violation| &violation["message"]);
    found.unwrap_or(&refused["detail"][field]).as_str().unwrap_or_default().to_owned()
}

/// The first activity that a write set off.
#[track_caller]
pub fn activity(written: &Value) -> Value {
    written["_embedded"]["activities"][0].clone()
}

impl Client {
    /// Pushes one file to an environment's branch, and answers the commit's id.
    pub async fn commit(&self, project: &str, environment: &str, path: &str, text: &str) -> String {
        let body = json!({"path": path, "text": text});
        let pushed = self.control("POST", &format!("commit/{project}/{environment}"), body).await.ok();
        pushed["commit"].as_str().unwrap().to_owned()
    }

    /// What an environment holds: the revision of each service.
    pub async fn data(&self, project: &str, environment: &str) -> BTreeMap<String, String> {
        let list = self.control("GET", &format!("data/{project}/{environment}"), Value::Null).await.ok();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        list.as_array().unwrap().iter().map(|data| (text(&data["service"]), text(&data["revision"]))).collect()
    }

    /// Has an environment's database hold something new, as its application would.
    pub async fn write_data(&self, project: &str, environment: &str, service: &str) -> String {
        let body = json!({"service": service});
        self.control("POST", &format!("data/{project}/{environment}"), body).await.ok();
        self.data(project, environment).await[service].clone()
    }

    /// Whether what was written is done, and well, after a while.
    pub async fn finish(&self, written: &Value) -> Value {
        self.advance(DONE).await;
        let done = self.get(activity(written)["_links"]["self"]["href"].as_str().unwrap()).await.ok();
        assert_eq!((&done["state"], &done["result"]), (&json!("complete"), &json!("success")), "{done}");
        done
    }
}
