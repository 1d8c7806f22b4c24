//! What Git clients fetch from and push to.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::io::Write;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tower::ServiceExt;
use wheelhouse_sandbox::Sandbox;

use crate::common::{Client, DONE, RUNNING, SHOP, sandbox};

fn basic(password: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(format!("anyone:{password}")))
}

/// A sandbox on its own port, and somebody's clone of the shop.
struct Desk {
    sandbox: Sandbox,
    client: Client,
    origin: String,
    folder: TempDir,
}

impl Desk {
    async fn new() -> Self {
        let sandbox = sandbox();
        let client = Client::admin(&sandbox).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = listener.local_addr().unwrap().to_string();
        let router = sandbox.router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        let desk = Self { sandbox, client, origin, folder: tempfile::tempdir().unwrap() };
        desk.git(desk.folder.path(), &["clone", "--quiet", &desk.address(desk.sandbox.sign_in_token()), "shop"]).await;
        desk
    }

    fn address(&self, password: &str) -> String {
        format!("http://x-token:{password}@{}/git/{SHOP}.git", self.origin)
    }

    fn clone(&self) -> PathBuf {
        self.folder.path().join("shop")
    }

    async fn run(&self, folder: &Path, arguments: &[&str]) -> Output {
        let mut command = Command::new("git");
        command.current_dir(folder).args(arguments).stdin(Stdio::null());
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_TERMINAL_PROMPT", "0");
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "Ada").env(format!("GIT_{who}_EMAIL"), "ada@example.com");
        }
        tokio::task::spawn_blocking(move || command.output().expect("these tests need git")).await.unwrap()
    }

    /// What Git prints, when it does what it is asked.
    async fn git(&self, folder: &Path, arguments: &[&str]) -> String {
        let output = self.run(folder, arguments).await;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "git {arguments:?}: {said}");
        format!("{}{said}", String::from_utf8_lossy(&output.stdout))
    }

    /// What Git complains of, when it does not.
    async fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(&self.clone(), arguments).await;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "git {arguments:?} went well: {said}");
        said
    }

    /// A commit in the clone, by its id.
    async fn commit(&self, path: &str, text: &str) -> String {
        let folder = self.clone();
        std::fs::write(folder.join(path), text).unwrap();
        self.git(&folder, &["add", "."]).await;
        self.git(&folder, &["commit", "--quiet", "-m", &format!("Change {path}")]).await;
        self.git(&folder, &["rev-parse", "HEAD"]).await.trim().to_owned()
    }

    async fn push(&self, arguments: &[&str]) -> String {
        self.git(&self.clone(), &[&["push"], arguments].concat()).await
    }

    async fn environment(&self, id: &str) -> Value {
        self.client.get(&format!("/projects/{SHOP}/environments/{id}")).await.ok()
    }

    async fn newest(&self) -> Value {
        self.client.get(&format!("/projects/{SHOP}/activities?count=1")).await.ok()[0].clone()
    }

    async fn remote(&self, name: &str) -> String {
        let listed = self.git(&self.clone(), &["ls-remote", "origin", name]).await;
        listed.split_whitespace().next().unwrap_or_default().to_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_cloned_changed_and_pushed_is_deployed() {
    let desk = Desk::new().await;
    assert_eq!(desk.git(&desk.clone(), &["branch", "--show-current"]).await.trim(), "main");
    let first = desk.commit("one.txt", "1\n").await;
    let second = desk.commit("two.txt", "2\n").await;
    let said = desk.push(&["origin", "main"]).await;
    let activity = desk.newest().await;
    assert_eq!((&activity["type"], &activity["parameters"]["commit"]), (&json!("environment.push"), &json!(second)));
    assert_eq!(activity["environments"], json!(["main"]));
    let commits: Vec<&Value> =
        activity["payload"]["commits"].as_array().unwrap().iter().map(|one| &one["sha"]).collect();
    assert_eq!(commits, [&json!(second), &json!(first)]);
    assert_eq!(activity["payload"]["commits"][0]["author"]["name"], "Ada");
    let id = activity["id"].as_str().unwrap();
    assert!(said.contains("remote: ") && said.contains("environment.push") && said.contains(id), "{said}");
    assert_eq!(desk.environment("main").await["head_commit"], json!(second));
    assert_eq!(desk.remote("refs/heads/main").await, second);

    desk.client.advance(DONE).await;
    let activity = desk.newest().await;
    assert_eq!((&activity["state"], &activity["result"]), (&json!("complete"), &json!("success")));
    let log = desk.client.get(activity["_links"]["log"]["href"].as_str().unwrap()).await.text;
    assert!(log.contains("Found 2 new commits") && log.contains("Deployment of main is complete"), "{log}");
    // Nothing is left to fetch, and all is whole.
    let again = desk.folder.path().join("again");
    let address = desk.address(desk.sandbox.viewer_token());
    desk.git(desk.folder.path(), &["clone", "--quiet", &address, "again"]).await;
    desk.git(&again, &["fsck", "--full", "--strict"]).await;
    assert_eq!(desk.git(&again, &["rev-parse", "HEAD"]).await.trim(), second);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_branch_is_an_environment_that_does_not_run() {
    let desk = Desk::new().await;
    let commit = desk.commit("new.txt", "new\n").await;
    desk.push(&["origin", "HEAD:refs/heads/feature/a%b"]).await;
    let list = desk.client.get(&format!("/projects/{SHOP}/environments")).await.ok();
    let made = list.as_array().unwrap().iter().find(|one| one["name"] == "feature/a%b").unwrap().clone();
    assert_eq!(
        (&made["status"], &made["parent"], &made["type"]),
        (&json!("inactive"), &json!("main"), &json!("development"))
    );
    assert_eq!(made["head_commit"], json!(commit));
    let activity = desk.newest().await;
    assert_eq!((&activity["type"], &activity["environments"][0]), (&json!("environment.push"), &made["id"]));
    assert_eq!(activity["payload"]["commits"].as_array().unwrap().len(), 1);
    desk.client.advance(DONE).await;
    let id = made["id"].as_str().unwrap();
    desk.client.post(&format!("/projects/{SHOP}/environments/{id}/activate"), json!({})).await.ok();
    desk.client.advance(DONE).await;
    assert_eq!(desk.environment(id).await["status"], "active");
    // While it runs its branch stays.
    let said = desk.refused(&["push", "origin", ":feature/a%b"]).await;
    assert!(said.contains("is not inactive. Deactivate it first"), "{said}");
    desk.client.post(&format!("/projects/{SHOP}/environments/{id}/deactivate"), json!({})).await.ok();
    desk.client.advance(DONE).await;
    desk.push(&["origin", ":feature/a%b"]).await;
    assert_eq!(desk.newest().await["type"], "environment.delete");
    desk.client.advance(DONE).await;
    desk.client.get(&format!("/projects/{SHOP}/environments/{id}")).await.refused(404);
    assert_eq!(desk.remote("refs/heads/feature/a%b").await, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_refs_each_goes_its_own_way_unless_all_are_asked_for() {
    let desk = Desk::new().await;
    let before = desk.remote("refs/heads/staging").await;
    let commit = desk.commit("several.txt", "1\n").await;
    // The parent of others cannot go, nor can a branch be a folder of another.
    let refs = [
        "HEAD:refs/heads/main",
        "HEAD:refs/heads/main/below",
        "HEAD:refs/heads/one-more",
        "HEAD:refs/tags/v9",
        "HEAD:refs/notes/x",
    ];
    let said = desk.refused(&[&["push", "--atomic", "origin"], &refs[..]].concat()).await;
    assert!(said.contains("atomic") || said.contains("refused"), "{said}");
    for name in ["refs/heads/one-more", "refs/tags/v9"] {
        assert_eq!(desk.remote(name).await, "", "{name}");
    }
    assert_ne!(desk.remote("refs/heads/main").await, commit);
    assert_ne!(desk.newest().await["parameters"]["commit"], json!(commit));

    let said = desk.refused(&[&["push", "origin"], &refs[..]].concat()).await;
    assert!(said.contains("next to main") && said.contains("Only branches and tags"), "{said}");
    for name in ["refs/heads/main", "refs/heads/one-more", "refs/tags/v9"] {
        assert_eq!(desk.remote(name).await, commit, "{name}");
    }
    assert_eq!(desk.remote("refs/heads/staging").await, before);
    desk.push(&["origin", ":refs/tags/v9"]).await;
    assert_eq!(desk.remote("refs/tags/v9").await, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_branch_that_moved_meanwhile_is_left_alone_unless_it_is_forced() {
    let desk = Desk::new().await;
    let theirs = desk.client.commit(SHOP, "main", "theirs.txt", "theirs\n").await;
    let ours = desk.commit("ours.txt", "ours\n").await;
    let said = desk.refused(&["push", "origin", "main"]).await;
    assert!(said.contains("fetch first"), "{said}");
    let old = desk.git(&desk.clone(), &["rev-parse", "HEAD~"]).await;
    let stale = format!("--force-with-lease=main:{}", old.trim());
    desk.refused(&["push", &stale, "origin", "main"]).await;
    assert_eq!(desk.remote("refs/heads/main").await, theirs);
    desk.push(&["--force", "origin", "main"]).await;
    assert_eq!(desk.environment("main").await["head_commit"], json!(ours));
    // A merge is under way that is about to move the branch.
    desk.client.advance(DONE).await;
    desk.client.commit(SHOP, "staging", "merged.txt", "1\n").await;
    desk.client.advance(DONE).await;
    desk.client.post(&format!("/projects/{SHOP}/environments/staging/merge"), json!({})).await.ok();
    desk.commit("later.txt", "later\n").await;
    let said = desk.refused(&["push", "origin", "main"]).await;
    assert!(said.contains("Another activity is in progress"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_only_look_fetches_and_does_not_push() {
    let desk = Desk::new().await;
    desk.commit("viewer.txt", "1\n").await;
    let viewer = desk.address(desk.sandbox.viewer_token());
    let said = desk.refused(&["push", &viewer, "main"]).await;
    assert!(said.contains("403") && said.contains("contributor role"), "{said}");
    desk.git(&desk.clone(), &["fetch", &viewer, "main"]).await;
    // An access token does as well.
    desk.git(&desk.clone(), &["ls-remote", &desk.address(&desk.client.token)]).await;
    desk.refused(&["fetch", &desk.address("wrong"), "main"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clone_begins_with_the_default_branch() {
    let desk = Desk::new().await;
    desk.client.patch(&format!("/projects/{SHOP}"), json!({"default_branch": "staging"})).await.ok();
    desk.client.advance(DONE).await;
    desk.git(desk.folder.path(), &["clone", "--quiet", &desk.address(desk.sandbox.sign_in_token()), "again"]).await;
    let branch = desk.git(&desk.folder.path().join("again"), &["branch", "--show-current"]).await;
    assert_eq!(branch.trim(), "staging");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_waits_its_turn_behind_what_runs_and_of_two_at_once_one_is_told_to_fetch() {
    let desk = Desk::new().await;
    desk.client.post(&format!("/projects/{SHOP}/environments/main/redeploy"), json!({})).await.ok();
    desk.commit("waits.txt", "1\n").await;
    desk.push(&["origin", "main"]).await;
    desk.client.advance(RUNNING).await;
    assert_eq!(desk.newest().await["state"], "pending");
    desk.client.advance(DONE).await;
    assert_eq!(desk.newest().await["state"], "complete");

    let ours = desk.commit("ours.txt", "1\n").await;
    let clone = desk.clone();
    desk.git(&clone, &["checkout", "--quiet", "-b", "theirs", "HEAD~"]).await;
    let theirs = desk.commit("theirs.txt", "1\n").await;
    let (one, other) = tokio::join!(
        desk.run(&clone, &["push", "origin", "main:main"]),
        desk.run(&clone, &["push", "origin", "theirs:main"]),
    );
    assert!(one.status.success() != other.status.success());
    let head = if one.status.success() { ours } else { theirs };
    assert_eq!(desk.remote("refs/heads/main").await, head);
    assert_eq!(desk.environment("main").await["head_commit"], json!(head));
}

async fn ask(sandbox: &Sandbox, request: Request<Body>) -> (StatusCode, String, String, Vec<u8>) {
    let (parts, body) = sandbox.router().oneshot(request).await.unwrap().into_parts();
    let header =
        |name: &str| parts.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    let bytes = body.collect().await.unwrap().to_bytes().to_vec();
    (parts.status, header("content-type"), header("www-authenticate"), bytes)
}

fn get(path: &str, password: Option<&str>) -> Request<Body> {
    let request = Request::get(path);
    let request = match password {
        Some(password) => request.header("authorization", basic(password)),
        None => request,
    };
    request.body(Body::empty()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_answer_as_the_protocol_says() {
    let sandbox = sandbox();
    let token = sandbox.sign_in_token().to_owned();
    let refs = format!("/git/{SHOP}.git/info/refs");
    let upload = format!("{refs}?service=git-upload-pack");

    let (status, _, challenge, said) = ask(&sandbox, get(&upload, None)).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert!(challenge.starts_with("Basic realm="), "{challenge}");
    assert!(String::from_utf8(said).unwrap().contains("API token"));
    assert_eq!(ask(&sandbox, get(&upload, Some("wrong"))).await.0, StatusCode::UNAUTHORIZED);

    let (status, kind, _, said) = ask(&sandbox, get(&upload, Some(&token))).await;
    assert_eq!((status, kind.as_str()), (StatusCode::OK, "application/x-git-upload-pack-advertisement"));
    assert!(said.starts_with(b"001e# service=git-upload-pack\n0000"));
    let (status, kind, _, said) = ask(&sandbox, get(&format!("{refs}?service=git-receive-pack"), Some(&token))).await;
    assert_eq!((status, kind.as_str()), (StatusCode::OK, "application/x-git-receive-pack-advertisement"));
    assert!(said.starts_with(b"001f# service=git-receive-pack\n0000"));

    let (status, _, _, said) = ask(&sandbox, get(&refs, Some(&token))).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(String::from_utf8(said).unwrap().contains("too old"));
    for nowhere in
        ["/git/none.git/info/refs?service=git-upload-pack", "/git/x", "/git/../x.git/info/refs?service=git-upload-pack"]
    {
        assert_eq!(ask(&sandbox, get(nowhere, Some(&token))).await.0, StatusCode::NOT_FOUND, "{nowhere}");
    }
    let post = get(&format!("/git/{SHOP}.git/git-upload-pack"), Some(&token));
    assert_eq!(ask(&sandbox, post).await.0, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_may_be_compressed_and_what_is_no_push_is_refused() {
    let sandbox = sandbox();
    let token = sandbox.sign_in_token().to_owned();
    let send = |service: &str, coding: Option<&str>, body: Vec<u8>| {
        let request = Request::post(format!("/git/{SHOP}.git/{service}")).header("authorization", basic(&token));
        let request = match coding {
            Some(coding) => request.header("content-encoding", coding),
            None => request,
        };
        ask(&sandbox, request.body(Body::from(body)).unwrap())
    };
    let packed = |bytes: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let listed = Request::post(format!("/git/{SHOP}.git/git-upload-pack"))
        .header("authorization", basic(&token))
        .header("git-protocol", "version=2")
        .header("content-encoding", "gzip")
        .body(Body::from(packed(b"0014command=ls-refs\n00010000")))
        .unwrap();
    let (status, kind, _, said) = ask(&sandbox, listed).await;
    assert_eq!((status, kind.as_str()), (StatusCode::OK, "application/x-git-upload-pack-result"));
    assert!(String::from_utf8(said).unwrap().contains("refs/heads/staging"));

    assert_eq!(send("git-receive-pack", None, b"0000".to_vec()).await.0, StatusCode::OK);
    assert_eq!(send("git-receive-pack", Some("gzip"), packed(b"0000")).await.0, StatusCode::OK);
    for (coding, wrong) in [(None, b"hello".as_slice()), (None, b"0009hello0000"), (Some("gzip"), b"0000")] {
        assert_eq!(send("git-receive-pack", coding, wrong.to_vec()).await.0, StatusCode::BAD_REQUEST);
    }
    // A pack that breaks off moves nothing.
    let none = "0".repeat(40);
    let command = format!("{none} {} refs/heads/broken\0 report-status", "a".repeat(40));
    let body = format!("{:04x}{command}0000PACK\0\0\0\u{2}\0\0\0\u{1}", command.len() + 4);
    let (status, _, _, said) = send("git-receive-pack", None, body.into_bytes()).await;
    let said = String::from_utf8(said).unwrap();
    assert_eq!(status, StatusCode::OK);
    assert!(said.contains("unpack ") && said.contains("ng refs/heads/broken unpacker error"), "{said}");
    // Nor does one without what its commit leads to.
    let empty = format!("{:04x}{command}0000PACK\0\0\0\u{2}\0\0\0\0", command.len() + 4);
    let (_, _, _, said) = send("git-receive-pack", None, empty.into_bytes()).await;
    assert!(String::from_utf8(said).unwrap().contains("unpack objects are missing"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_that_git_signs_in_with_is_one_that_was_used() {
    let desk = Desk::new().await;
    let tokens = format!("/users/{}/api-tokens", desk.client.id().await);
    let made = desk.client.post(&tokens, json!({"name": "Git"})).await.ok();
    let one = format!("{tokens}/{}", made["id"].as_str().unwrap());
    assert!(desk.client.get(&one).await.ok()["last_used_at"].is_null());
    let address = desk.address(made["token"].as_str().unwrap());
    desk.git(&desk.clone(), &["ls-remote", &address]).await;
    assert!(desk.client.get(&one).await.ok()["last_used_at"].is_string());
}
