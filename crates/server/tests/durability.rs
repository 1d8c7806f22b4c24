//! What the server has acknowledged outlives it, however it ends.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;

use serde_json::{Value, json};
use tempfile::TempDir;

const WRITERS: usize = 4;
const WRITES_EACH: usize = 25;
/// Killed after so many answers, while each writer has its next write under way.
const ANSWERS_BEFORE_KILL: usize = WRITERS * WRITES_EACH / 2;

#[test]
fn every_acknowledged_write_is_there_after_kill_9() {
    let (dist, data) = (dist(), tempfile::tempdir().unwrap());

    let mut server = Server::start(dist.path(), data.path());
    let client = server.sign_in();
    let project = client.a_project();
    // Without a buffer no writer runs ahead of the kill, however fast the machine.
    let (answered, answers) = mpsc::sync_channel(0);
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let (client, project, answered) = (client.clone(), project.clone(), answered.clone());
            thread::spawn(move || {
                for number in 0..WRITES_EACH {
                    let name = format!("DURABLE_{writer}_{number}");
                    if !client.add_variable(&project, &name) {
                        return;
                    }
                    answered.send(name).unwrap();
                }
            })
        })
        .collect();
    drop(answered);
    let mut acknowledged: Vec<String> = answers.iter().take(ANSWERS_BEFORE_KILL).collect();
    server.kill();
    acknowledged.extend(answers.iter());
    for writer in writers {
        writer.join().unwrap();
    }
    assert!(acknowledged.len() >= ANSWERS_BEFORE_KILL, "{} writes were acknowledged", acknowledged.len());
    assert!(acknowledged.len() < WRITERS * WRITES_EACH, "the server was killed only after the last write");

    let server = Server::start(dist.path(), data.path());
    let variables = server.sign_in().variables(&project);
    for name in &acknowledged {
        let variable = variables.iter().find(|variable| variable["name"] == **name);
        assert_eq!(variable.unwrap_or_else(|| panic!("{name} is lost"))["value"], value_of(name));
    }
}

/// The console is not asked for here; the server wants one all the same.
fn dist() -> TempDir {
    let dist = tempfile::tempdir().unwrap();
    std::fs::write(dist.path().join("index.html"), "").unwrap();
    dist
}

fn value_of(name: &str) -> String {
    format!("value of {name}")
}

/// The real binary; gone with this value.
struct Server {
    process: Child,
    origin: String,
    token: String,
}

impl Server {
    fn start(dist: &Path, data: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_wheelhouse"))
            .args(["sandbox", "--port", "0", "--dist"])
            .arg(dist)
            .arg("--data")
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap);
        let mut said = |start: &str| {
            let line = lines.find(|line| line.starts_with(start)).expect("the server ended before it said where it is");
            line[start.len()..].trim().to_owned()
        };
        let origin = said("Wheelhouse sandbox");
        let token = said("Sign in with");
        Self { process, origin, token }
    }

    /// As `kill -9`, or a power cut: no handler runs.
    fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    fn sign_in(&self) -> Client {
        let answer: Value = ureq::post(format!("{}/auth/oauth2/token", self.origin))
            // The API's public client, `platform-api-user:`.
            .header("authorization", "Basic cGxhdGZvcm0tYXBpLXVzZXI6")
            .send_form([("grant_type", "api_token"), ("api_token", self.token.as_str())])
            .unwrap()
            .body_mut()
            .read_json()
            .unwrap();
        let bearer = format!("Bearer {}", answer["access_token"].as_str().unwrap());
        Client { origin: self.origin.clone(), bearer, agent: ureq::agent() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have been killed already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[derive(Clone)]
struct Client {
    origin: String,
    bearer: String,
    agent: ureq::Agent,
}

impl Client {
    fn get(&self, path: &str) -> Value {
        let request = self.agent.get(format!("{}/api{path}", self.origin)).header("authorization", &self.bearer);
        request.call().unwrap().body_mut().read_json().unwrap()
    }

    /// A project whose variables this person may change.
    fn a_project(&self) -> String {
        let organizations = self.get("/organizations");
        let subscriptions = organizations["items"].as_array().unwrap().iter().flat_map(|organization| {
            let id = organization["id"].as_str().unwrap();
            self.get(&format!("/organizations/{id}/subscriptions"))["items"].as_array().unwrap().clone()
        });
        subscriptions
            .map(|subscription| subscription["project_id"].as_str().unwrap().to_owned())
            .find(|id| self.get(&format!("/projects/{id}"))["_links"].get("#manage-variables").is_some())
            .expect("the demo has projects")
    }

    /// Whether the server answered that the variable is there.
    fn add_variable(&self, project: &str, name: &str) -> bool {
        let request = self.agent.post(format!("{}/api/projects/{project}/variables", self.origin));
        let answer =
            request.header("authorization", &self.bearer).send_json(json!({ "name": name, "value": value_of(name) }));
        answer.is_ok()
    }

    fn variables(&self, project: &str) -> Vec<Value> {
        self.get(&format!("/projects/{project}/variables")).as_array().unwrap().clone()
    }
}
