//! What the server has acknowledged outlives it, however it ends.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::sync::mpsc;
use std::thread;

use common::{Server, dist};
use serde_json::{Value, json};

const WRITERS: usize = 4;
const WRITES_EACH: usize = 25;
/// Killed after so many answers, while each writer has its next write under way.
const ANSWERS_BEFORE_KILL: usize = WRITERS * WRITES_EACH / 2;

#[test]
fn every_acknowledged_write_is_there_after_kill_9() {
    let (dist, data) = (dist(), tempfile::tempdir().unwrap());

    let mut server = Server::start(dist.path(), data.path());
    let client = Client::of(&server);
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
    let variables = Client::of(&server).variables(&project);
    for name in &acknowledged {
        let variable = variables.iter().find(|variable| variable["name"] == **name);
        assert_eq!(variable.unwrap_or_else(|| panic!("{name} is lost"))["value"], value_of(name));
    }
}

fn value_of(name: &str) -> String {
    format!("value of {name}")
}

#[derive(Clone)]
struct Client {
    origin: String,
    bearer: String,
    agent: ureq::Agent,
}

impl Client {
    fn of(server: &Server) -> Self {
        let answer = server.exchange(&server.token).unwrap();
        let bearer = format!("Bearer {}", answer["access_token"].as_str().unwrap());
        Self { origin: server.origin.clone(), bearer, agent: ureq::agent() }
    }

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
