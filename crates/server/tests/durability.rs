//! What the server has acknowledged outlives it, however it ends. `KILL_ROUNDS=100 cargo test -p wheelhouse-server --test
//! durability` kills it as often, over the same data.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, SyncSender};
use std::thread;

use common::desk::{SHOP, address, commit, git, run};
use common::{Server, dist};
use rusqlite::Connection;
use serde_json::{Value, json};

const ROUNDS: u32 = 4;
const WRITERS: usize = 4;
/// The most answers after which the server is killed.
const ANSWERS: usize = 40;

/// The branch that is pushed to.
const PUSHED: &str = "pushed";

/// Something that the server was asked to keep.
#[derive(Debug)]
enum Write {
    /// What a variable is to be; nothing when it is to be gone.
    Variable(String, Option<String>),
    /// A commit that a branch is to be at.
    Push(String),
}

/// What a writer tells: that it is about to ask, and whether that was acknowledged.
enum Told {
    Asking(usize, Write),
    Answered(usize),
}

/// What has to be there.
#[derive(Default)]
struct Known {
    variables: BTreeMap<String, Option<String>>,
    head: Option<String>,
    pushes: usize,
    /// By writer what it asked for last, while nobody answered.
    under_way: BTreeMap<usize, Write>,
    answers: usize,
}

impl Known {
    fn note(&mut self, told: Told) {
        match told {
            Told::Asking(writer, write) => drop(self.under_way.insert(writer, write)),
            Told::Answered(writer) => {
                self.answers += 1;
                match self.under_way.remove(&writer).unwrap() {
                    Write::Variable(name, value) => drop(self.variables.insert(name, value)),
                    Write::Push(head) => {
                        self.pushes += 1;
                        self.head = Some(head);
                    }
                }
            }
        }
    }

    /// That all of it is there. What was under way is, or is not; from then on it is what was found.
    fn compare(&mut self, variables: &BTreeMap<String, String>, head: Option<&str>) {
        for write in std::mem::take(&mut self.under_way).into_values() {
            match write {
                Write::Variable(name, value) => {
                    let found = variables.get(&name).cloned();
                    let before = self.variables.get(&name).cloned().flatten();
                    assert!(found == value || found == before, "{name} is {found:?}, not {value:?} or {before:?}");
                    self.variables.insert(name, found);
                }
                Write::Push(pushed) if head == Some(&pushed) => self.head = Some(pushed),
                Write::Push(_) => {}
            }
        }
        for (name, value) in &self.variables {
            assert_eq!(variables.get(name), value.as_ref(), "{name}");
        }
        assert_eq!(head, self.head.as_deref(), "the branch that was pushed to");
    }
}

#[test]
fn every_acknowledged_write_is_there_whenever_it_is_killed() {
    let rounds = std::env::var("KILL_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().expect("KILL_ROUNDS is a number"));
    let (dist, data, desk) = (dist(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let clone = desk.path().join("shop");
    let (mut known, mut random, mut interrupted) = (Known::default(), 0x9e37_79b9_u32, 0);
    for round in 0..rounds {
        let mut server = Server::start(dist.path(), data.path());
        if round == 0 {
            git(desk.path(), &["clone", "--quiet", &address(&server), "shop"]);
        } else {
            let client = Client::of(&server);
            known.compare(&client.variables(), client.head().as_deref());
        }
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let until = known.answers + 1 + usize::try_from(random >> 16).unwrap() % ANSWERS;
        // Without a buffer no writer runs ahead of the kill, however fast the machine.
        let (tell, told) = mpsc::sync_channel(0);
        let mut writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (client, tell) = (Client::of(&server), tell.clone());
                thread::spawn(move || write(&client, round, writer, &tell))
            })
            .collect();
        let (to, from) = (address(&server), clone.clone());
        writers.push(thread::spawn(move || push(&from, &to, round, &tell)));
        while known.answers < until {
            known.note(told.recv().expect("a writer was refused while the server ran"));
        }
        server.kill();
        told.iter().for_each(|told| known.note(told));
        writers.into_iter().for_each(|writer| writer.join().unwrap());
        interrupted += known.under_way.len();
        assert_whole(data.path());
    }
    let server = Server::start(dist.path(), data.path());
    let client = Client::of(&server);
    known.compare(&client.variables(), client.head().as_deref());
    assert!(interrupted > 0, "nothing was under way when it was killed");
    assert!(known.pushes > 0, "nothing was pushed");
    let Known { answers, pushes, .. } = known;
    println!("killed {rounds} times: {answers} writes acknowledged, {pushes} of them pushes; {interrupted} under way");
}

/// Adds, changes and deletes variables until nobody answers.
fn write(client: &Client, round: u32, writer: usize, tell: &SyncSender<Told>) {
    for number in 0.. {
        let name = |number: u32| format!("DURABLE_{round}_{writer}_{number}");
        let first = format!("value of {}", name(number));
        let second = format!("other {first}");
        let mut writes = vec![("POST", name(number), Some(first)), ("PATCH", name(number), Some(second))];
        if number > 0 {
            writes.push(("DELETE", name(number - 1), None));
        }
        for (method, name, value) in writes {
            tell.send(Told::Asking(writer, Write::Variable(name.clone(), value.clone()))).unwrap();
            if !client.put(method, &name, value.as_deref()) {
                return;
            }
            tell.send(Told::Answered(writer)).unwrap();
        }
    }
}

/// Commits and pushes until nobody answers.
fn push(clone: &Path, to: &str, round: u32, tell: &SyncSender<Told>) {
    for number in 0.. {
        let head = commit(clone, "number", format!("{round} {number}").as_bytes());
        tell.send(Told::Asking(WRITERS, Write::Push(head))).unwrap();
        if !run(clone, &["push", "--quiet", to, &format!("HEAD:refs/heads/{PUSHED}")]).status.success() {
            return;
        }
        tell.send(Told::Answered(WRITERS)).unwrap();
    }
}

/// That what was left on disk has no fault, as it is, before anybody mends it: a copy of the database, and each repository.
fn assert_whole(data: &Path) {
    let copy = tempfile::tempdir().unwrap();
    for file in files(data).into_iter().filter(|path| name(path).starts_with("sandbox.sqlite3")) {
        fs::copy(&file, copy.path().join(name(&file))).unwrap();
    }
    let database = Connection::open(copy.path().join("sandbox.sqlite3")).unwrap();
    let found: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(found, "ok");
    let mut broken = database.prepare("PRAGMA foreign_key_check").unwrap();
    assert!(!broken.exists([]).unwrap(), "a row refers to one that is not there");
    let repositories = files(&data.join("repositories"));
    let repositories: Vec<_> = repositories.iter().filter(|path| name(path).ends_with(".git")).collect();
    assert!(!repositories.is_empty());
    for repository in repositories {
        git(repository, &["fsck", "--full", "--strict"]);
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

struct Client {
    project: String,
    bearer: String,
    agent: ureq::Agent,
}

impl Client {
    fn of(server: &Server) -> Self {
        let answer = server.exchange(&server.token).unwrap();
        let bearer = format!("Bearer {}", answer["access_token"].as_str().unwrap());
        Self { project: format!("{}/api/projects/{SHOP}", server.origin), bearer, agent: ureq::agent() }
    }

    fn list(&self, what: &str) -> Vec<Value> {
        let request = self.agent.get(format!("{}/{what}", self.project)).header("authorization", &self.bearer);
        request.call().unwrap().body_mut().read_json().unwrap()
    }

    fn variables(&self) -> BTreeMap<String, String> {
        let text = |variable: &Value, name: &str| variable[name].as_str().unwrap_or_default().to_owned();
        let all = self.list("variables").into_iter();
        all.map(|variable| (text(&variable, "name"), text(&variable, "value"))).collect()
    }

    /// Where the branch is that is pushed to.
    fn head(&self) -> Option<String> {
        let pushed = self.list("environments").into_iter().find(|environment| environment["name"] == PUSHED)?;
        Some(pushed["head_commit"].as_str().unwrap().to_owned())
    }

    /// Whether the server answered that a variable is what it is to be. Nothing but its end keeps it from that.
    fn put(&self, method: &str, name: &str, value: Option<&str>) -> bool {
        let (list, one) = (format!("{}/variables", self.project), format!("{}/variables/{name}", self.project));
        let answer = match method {
            "POST" => {
                let request = self.agent.post(list).header("authorization", &self.bearer);
                request.send_json(json!({"name": name, "value": value}))
            }
            "PATCH" => self.agent.patch(one).header("authorization", &self.bearer).send_json(json!({"value": value})),
            _ => self.agent.delete(one).header("authorization", &self.bearer).call(),
        };
        if let Err(ureq::Error::StatusCode(status)) = answer {
            panic!("{method} {name}: {status}");
        }
        answer.is_ok()
    }
}
