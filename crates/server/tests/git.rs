//! Git clients at the real server: large pushes, and what is there after it was killed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::mpsc;
use std::thread;

use common::desk::{SHOP, address, commit, git, run};
use common::{Server, command, dist};
use serde_json::{Value, json};

/// Branches and where they are, as Git is told.
fn branches(server: &Server, folder: &Path) -> BTreeMap<String, String> {
    let listed = git(folder, &["ls-remote", "--heads", &address(server)]);
    let heads = listed.lines().filter_map(|line| line.split_once("\trefs/heads/"));
    heads.map(|(id, name)| (name.to_owned(), id.to_owned())).collect()
}

fn api(server: &Server, method: &str, path: &str, body: &Value) -> Value {
    let bearer = format!("Bearer {}", server.exchange(&server.token).unwrap()["access_token"].as_str().unwrap());
    let url = format!("{}/api{path}", server.origin);
    let answer = match method {
        "GET" => ureq::get(url).header("authorization", bearer).call(),
        _ => ureq::post(url).header("authorization", bearer).send_json(body),
    };
    answer.unwrap().body_mut().read_json().unwrap()
}

/// Environments and where they are, as the API answers.
fn heads(server: &Server) -> BTreeMap<String, String> {
    let list = api(server, "GET", &format!("/projects/{SHOP}/environments"), &Value::Null);
    let head = |one: &Value| Some((one["name"].as_str()?.to_owned(), one["head_commit"].as_str()?.to_owned()));
    list.as_array().unwrap().iter().filter_map(head).collect()
}

/// Bytes that no compression makes fewer.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    (0..length / 8).flat_map(|_| next()).collect()
}

#[test]
fn a_large_push_is_there_after_kill_9() {
    let (dist, data, desk) = (dist(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    // In a folder that is named as it is by default: from where the server runs.
    let start = || {
        let mut command = command(dist.path(), &["--data", "data"]);
        command.current_dir(data.path());
        Server::run(command)
    };
    let mut server = start();
    git(desk.path(), &["clone", "--quiet", &address(&server), "shop"]);
    let clone = desk.path().join("shop");
    let head = commit(&clone, "large.bin", &noise(100 * 1024 * 1024));
    git(&clone, &["push", "--quiet", &address(&server), "main"]);
    server.kill();

    let server = start();
    assert_eq!(branches(&server, &clone)["main"], head);
    assert_eq!(heads(&server)["main"], head);
    git(desk.path(), &["clone", "--quiet", &address(&server), "again"]);
    git(&desk.path().join("again"), &["fsck", "--full", "--strict"]);
}

#[test]
fn what_was_pushed_is_there_and_git_and_the_api_agree_whenever_it_is_killed() {
    let (dist, data, desk) = (dist(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut server = Server::start(dist.path(), data.path());
    git(desk.path(), &["clone", "--quiet", &address(&server), "shop"]);
    let clone = desk.path().join("shop");
    let (pushed, acknowledged) = mpsc::sync_channel(0);
    let (to, from) = (address(&server), clone.clone());
    let pushing = thread::spawn(move || {
        for number in 0..20 {
            let head = commit(&from, "number", number.to_string().as_bytes());
            let branch = format!("pushed/{number}");
            if !run(&from, &["push", "--quiet", &to, &format!("HEAD:refs/heads/{branch}")]).status.success() {
                return;
            }
            // Whoever listens has heard enough.
            let _ = pushed.send((branch, head));
        }
    });
    let told: Vec<(String, String)> = acknowledged.iter().take(4).collect();
    // The next is under way.
    server.kill();
    drop(acknowledged);
    pushing.join().unwrap();

    let server = Server::start(dist.path(), data.path());
    let (branches, heads) = (branches(&server, &clone), heads(&server));
    assert_eq!(branches, heads);
    assert_eq!(told.len(), 4);
    for (branch, head) in told {
        assert_eq!(branches.get(&branch), Some(&head), "{branch}");
    }
}

#[test]
fn without_git_it_says_so() {
    let dist = dist();
    let mut command = command(dist.path(), &["--memory"]);
    command.env("PATH", "");
    let server = Server::run(command);
    let config = ureq::Agent::config_builder().http_status_as_error(false).build();
    for service in ["git-upload-pack", "git-receive-pack"] {
        let url = format!("{}/info/refs?service={service}", address(&server));
        let mut answer = config.new_agent().get(url).call().unwrap();
        assert_eq!(answer.status().as_u16(), 501);
        assert!(answer.body_mut().read_to_string().unwrap().contains("Git is not installed"));
    }
}

#[test]
fn webhooks_are_told_though_nobody_asks() {
    let dist = dist();
    let server = Server::start_with(dist.path(), &["--memory", "--pace", "0"]);
    let receiver = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/told", receiver.local_addr().unwrap());
    let hook = json!({"type": "webhook", "url": url, "events": ["project.variable.create"]});
    api(&server, "POST", &format!("/projects/{SHOP}/integrations"), &hook);
    api(&server, "POST", &format!("/projects/{SHOP}/variables"), &json!({"name": "TOLD", "value": "1"}));
    let (mut stream, _) = receiver.accept().unwrap();
    let mut heard = String::new();
    let mut part = [0; 4096];
    while !heard.contains("project.variable.create") {
        let read = stream.read(&mut part).unwrap();
        assert!(read > 0, "{heard}");
        heard.push_str(&String::from_utf8_lossy(&part[..read]));
    }
    assert!(heard.starts_with("POST /told "), "{heard}");
    stream.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n").unwrap();
}
