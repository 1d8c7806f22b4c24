//! What a sandbox is asked for while its disk fails, and how to tell whether it was done: all of it, or nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;
use wheelhouse_contract::sign_in::{CLIENT_AUTHORIZATION, exchange_form};

pub const TOKEN: &str = "the-token-of-these-tests";
const PROJECT: &str = "magazine3tq5z";
/// One of its environments that is merged into staging.
const MERGED: &str = "upgrade-runtime-k4s8h";
/// A project that is deleted.
const DELETED: &str = "designdocs2xk";
/// A variable that is changed.
const CHANGED: &str = "CHANGED";
/// A branch that is deleted.
const GONE: &str = "gone";

/// Longer than any request takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Seconds after which everything that was begun has ended.
const DONE: f64 = 60.0;

/// Something that is asked for once.
pub struct Step {
    pub what: &'static str,
    /// Whether it takes effect after it was acknowledged.
    pub is_long: bool,
    ask: fn(&Seen) -> Request<Body>,
    /// What there is to see of it once it has ended, given what was there before it began.
    signs: fn(&Seen, &Seen) -> Vec<bool>,
}

/// Each on its own, so that one that is refused is in the way of none.
pub const STEPS: &[Step] = &[
    Step {
        what: "a variable is added",
        is_long: false,
        ask: |_| api("POST", &below("variables"), json!({"name": "ADDED", "value": "1"})),
        signs: |before, now| vec![now.variables.contains_key("ADDED"), now.began("project.variable.create", before)],
    },
    Step {
        what: "a variable is changed",
        is_long: false,
        ask: |_| api("PATCH", &below(&format!("variables/{CHANGED}")), json!({"value": "2"})),
        signs: |before, now| vec![now.variables[CHANGED] == "2", now.began("project.variable.update", before)],
    },
    Step {
        what: "an environment is branched",
        is_long: true,
        ask: |_| api("POST", &below("environments/staging/branch"), json!({"name": "made", "title": "Made"})),
        signs: |before, now| vec![now.heads.contains_key("made"), now.began("environment.branch", before)],
    },
    Step {
        what: "a route is added, by a commit",
        is_long: false,
        ask: |_| {
            let route = json!({"type": "upstream", "production_url": "https://new.{default}/", "upstream": "app:http"});
            api("POST", &below("environments/main/routes"), route)
        },
        signs: |before, now| {
            vec![now.heads["main"] != before.heads["main"], now.began("environment.route.create", before)]
        },
    },
    Step {
        what: "a branch is pushed",
        is_long: false,
        ask: |before| push("heads/pushed", &before.heads["staging"]),
        signs: |before, now| vec![now.heads.contains_key("pushed"), now.began("environment.push", before)],
    },
    Step {
        what: "a tag is pushed",
        is_long: false,
        ask: |before| push("tags/pushed", &before.heads["staging"]),
        signs: |_, now| vec![now.tags.contains("pushed")],
    },
    Step {
        what: "an environment is merged",
        is_long: true,
        ask: |_| api("POST", &below(&format!("environments/{MERGED}/merge")), json!({})),
        signs: |before, now| {
            vec![now.heads["staging"] != before.heads["staging"], now.began("environment.merge", before)]
        },
    },
    Step {
        what: "an environment is deleted",
        is_long: true,
        ask: |_| api("DELETE", &below(&format!("environments/{GONE}")), Value::Null),
        signs: |before, now| vec![!now.heads.contains_key(GONE), now.began("environment.delete", before)],
    },
    Step {
        what: "an organization is added",
        is_long: false,
        ask: |_| api("POST", "/api/organizations", json!({"name": "made", "label": "Made"})),
        signs: |_, now| vec![now.organizations.contains("made")],
    },
    Step {
        what: "a project is deleted",
        is_long: false,
        ask: |_| api("DELETE", &format!("/api/projects/{DELETED}"), Value::Null),
        signs: |_, now| vec![now.is_deleted],
    },
];

fn below(path: &str) -> String {
    format!("/api/projects/{PROJECT}/{path}")
}

fn api(method: &str, path: &str, body: Value) -> Request<Body> {
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    Request::builder().method(method).uri(path).body(body).unwrap()
}

/// As Git sends it: a ref is to begin at a commit that is there.
fn push(name: &str, at: &str) -> Request<Body> {
    let command = format!("{} {at} refs/{name}\0 report-status", "0".repeat(40));
    let body = format!("{:04x}{command}0000PACK\0\0\0\u{2}\0\0\0\0", command.len() + 4);
    Request::post(format!("/git/{PROJECT}.git/git-receive-pack")).body(Body::from(body)).unwrap()
}

/// Somebody who is signed in.
pub struct Client {
    router: Router,
    token: String,
}

/// Why somebody was refused: a fault of the sandbox's, and not theirs.
#[derive(Debug)]
pub struct Refused(pub StatusCode, pub String);

impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        self.what == other.what
    }
}

impl fmt::Debug for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.what)
    }
}

impl Client {
    /// # Errors
    /// As the sandbox refuses.
    pub async fn sign_in(router: &Router) -> Result<Self, Refused> {
        let mut client = Self { router: router.clone(), token: String::new() };
        let request = Request::post("/auth/oauth2/token").header("authorization", CLIENT_AUTHORIZATION);
        let answer = client.send(request.body(Body::from(exchange_form(TOKEN))).unwrap()).await?;
        client.token = answer["access_token"].as_str().unwrap().to_owned();
        Ok(client)
    }

    /// # Errors
    /// As the sandbox refuses.
    pub async fn ask(&self, step: &Step, before: &Seen) -> Result<(), Refused> {
        self.send((step.ask)(before)).await.map(drop)
    }

    /// Everything that was begun ends.
    ///
    /// # Errors
    /// As the sandbox refuses.
    pub async fn wait(&self) -> Result<(), Refused> {
        self.send(api("POST", "/_sandbox/clock", json!({"advance_seconds": DONE}))).await.map(drop)
    }

    /// Does what the steps need to have been done before.
    pub async fn prepare(&self) {
        let staging = self.see().await.unwrap().heads["staging"].clone();
        for request in [
            api("POST", &below("variables"), json!({"name": CHANGED, "value": "1"})),
            push(&format!("heads/{GONE}"), &staging),
            api("POST", &format!("/_sandbox/commit/{PROJECT}/{MERGED}"), json!({"path": "new.md", "text": "new"})),
            // The repository is made when somebody looks at it.
            api("GET", &format!("/api/projects/{DELETED}/git/refs"), Value::Null),
        ] {
            self.send(request).await.unwrap();
            self.wait().await.unwrap();
        }
    }

    async fn send(&self, mut request: Request<Body>) -> Result<Value, Refused> {
        let what = format!("{} {}", request.method(), request.uri());
        let is_git = what.contains("/git/") && what.contains(".git/");
        if !self.token.is_empty() {
            let credentials = BASE64_STANDARD.encode(format!("x:{TOKEN}"));
            let header = if is_git { format!("Basic {credentials}") } else { format!("Bearer {}", self.token) };
            request.headers_mut().insert("authorization", header.parse().unwrap());
        }
        let answer = tokio::time::timeout(PATIENCE, self.router.clone().oneshot(request)).await;
        let response = answer.unwrap_or_else(|_| panic!("{what} hangs")).unwrap();
        let (status, bytes) = (response.status(), response.into_body().collect().await.unwrap().to_bytes());
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        if is_git {
            let is_done = status.is_success() && text.contains("ok refs/");
            return if is_done { Ok(Value::Null) } else { Err(Refused(StatusCode::INTERNAL_SERVER_ERROR, text)) };
        }
        let json: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{what}: {status} {text}"));
        if status.is_success() || status == StatusCode::NOT_FOUND {
            return Ok(json);
        }
        assert!(status.is_server_error(), "{what}: {status} {text}");
        assert!(json["message"].is_string() && json["detail"].is_string(), "{what}: {text}");
        Err(Refused(status, text))
    }

    /// # Errors
    /// As the sandbox refuses.
    pub async fn see(&self) -> Result<Seen, Refused> {
        let get = |path: String| self.send(api("GET", &path, Value::Null));
        let me = get("/api/users/me".to_owned()).await?;
        let organizations = get(format!("/api/users/{}/organizations", me["id"].as_str().unwrap())).await?;
        let refs = pairs(&get(below("git/refs")).await?, "/ref", "/object/sha");
        let named = |start: &str| {
            let named = refs.iter().filter_map(|(name, id)| Some((name.strip_prefix(start)?.to_owned(), id.clone())));
            named.collect::<BTreeMap<_, _>>()
        };
        let seen = Seen {
            variables: pairs(&get(below("variables")).await?, "/name", "/value"),
            heads: pairs(&get(below("environments")).await?, "/name", "/head_commit"),
            activities: pairs(&get(below("activities?count=5")).await?, "/id", "/type"),
            tags: named("refs/tags/").into_keys().collect(),
            organizations: pairs(&organizations["items"], "/name", "/id").into_keys().collect(),
            is_deleted: get(format!("/api/projects/{DELETED}")).await?["id"].is_null(),
        };
        assert_eq!(seen.heads, named("refs/heads/"), "environments are elsewhere than the branches of the repository");
        Ok(seen)
    }
}

/// What there is to see of all that the steps change. The branches of the repository are where the environments are.
pub struct Seen {
    variables: BTreeMap<String, String>,
    /// By environment's name.
    heads: BTreeMap<String, String>,
    tags: BTreeSet<String>,
    /// Types by id.
    activities: BTreeMap<String, String>,
    organizations: BTreeSet<String>,
    is_deleted: bool,
}

impl Seen {
    /// Whether an activity of this type began since.
    fn began(&self, kind: &str, before: &Self) -> bool {
        self.activities.iter().any(|(id, other)| other == kind && !before.activities.contains_key(id))
    }

    /// Whether a step was done: all of it, or else nothing.
    pub fn has(&self, step: &Step, before: &Self) -> bool {
        let signs = (step.signs)(before, self);
        let is_done = signs.iter().all(|sign| *sign);
        assert!(is_done || !signs.contains(&true), "{}, and is half there: {signs:?}", step.what);
        is_done
    }
}

fn pairs(list: &Value, key: &str, value: &str) -> BTreeMap<String, String> {
    let text = |item: &Value, at: &str| item.pointer(at).and_then(Value::as_str).unwrap_or_default().to_owned();
    list.as_array().unwrap().iter().map(|item| (text(item, key), text(item, value))).collect()
}
