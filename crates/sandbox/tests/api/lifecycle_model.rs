//! Whatever is done with environments in whatever order: their tree, their states and their data are what a plain model says,
//! and their branches are what Git finds no fault with.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use wheelhouse_sandbox::{DataSet, Storage};

use crate::common::{Client, DONE, SHOP, activity, open};

const SEQUENCES: u64 = 6;
const STEPS: usize = 40;

/// How many environments run beside production at most.
const ROOM: usize = 12;

type Data = BTreeMap<String, String>;

/// What is known of an environment.
#[derive(Clone, Debug, PartialEq)]
struct Known {
    parent: Option<String>,
    status: String,
    clones: bool,
    data: Data,
}

impl Known {
    fn runs(&self) -> bool {
        self.status == "active" || self.status == "dirty"
    }
}

/// Something to do; environments by their ids.
#[derive(Clone, Debug)]
enum Step {
    Branch { from: String, name: String, clones: bool },
    Push { at: String, path: &'static str, text: String },
    Write { at: String, service: &'static str },
    Merge { at: String },
    Synchronize { at: String, code: bool, rebase: bool, data: bool },
    Act { at: String, action: &'static str },
    Move { at: String, to: String },
    Backup { at: String },
    Restore { backup: usize, to: Option<String>, code: bool },
}

struct Model {
    random: StdRng,
    environments: BTreeMap<String, Known>,
    /// The environment that a backup is of, its id, and what it holds.
    backups: Vec<(String, String, Data)>,
    /// Those that were deactivated: when they come back, they take their parent's data in any case.
    left: BTreeSet<String>,
    made: u32,
}

impl Model {
    /// One in four times one that does not run, so that those are brought back too.
    fn pick(&mut self) -> String {
        let rests = self.random.random_bool(0.25);
        let wanted = self.environments.iter().filter(|(_, known)| !rests || !known.runs());
        let ids: Vec<String> = wanted.map(|(id, _)| id.clone()).collect();
        if ids.is_empty() {
            return "main".to_owned();
        }
        ids.choose(&mut self.random).unwrap().clone()
    }

    fn step(&mut self) -> Step {
        let at = self.pick();
        self.made += 1;
        let (made, kind) = (self.made, self.random.random_range(0..26));
        let flag = self.random.random_bool(0.5);
        match kind {
            0..3 => Step::Branch { from: at, name: format!("made/{made}"), clones: flag },
            3..6 => {
                let path = ["docs/a.md", "docs/b.md", "c"].choose(&mut self.random).unwrap();
                Step::Push { at, path, text: format!("{made}\n") }
            }
            6..8 => Step::Write { at, service: if flag { "db" } else { "app" } },
            8..10 => Step::Merge { at },
            10..12 => {
                let (code, rebase, data) = (flag, self.random.random_bool(0.6), self.random.random_bool(0.6));
                Step::Synchronize { at, code, rebase: rebase && code, data }
            }
            12 => Step::Move { at, to: self.pick() },
            13 | 14 => Step::Backup { at },
            15 if !self.backups.is_empty() => {
                let to = if flag { None } else { Some(self.pick()) };
                let to = if self.random.random_bool(0.3) { Some(format!("restored/{made}")) } else { to };
                Step::Restore {
                    backup: self.random.random_range(0..self.backups.len()),
                    to,
                    code: self.random.random_bool(0.5),
                }
            }
            _ => {
                let action = ["activate", "deactivate", "pause", "resume", "redeploy", "delete"];
                // What is inactive is more often brought back or deleted, so that not everything stops.
                let action = match (self.environments[&at].status.as_str(), flag) {
                    ("inactive", true) if made % 2 == 0 => "activate",
                    ("inactive", _) => "delete",
                    ("paused", true) => "resume",
                    _ => action.choose(&mut self.random).unwrap(),
                };
                Step::Act { at, action }
            }
        }
    }

    fn has_child(&self, id: &str) -> bool {
        self.environments.values().any(|other| other.parent.as_deref() == Some(id))
    }

    fn is_below(&self, id: &str, above: &str) -> bool {
        let mut at = Some(id.to_owned());
        while let Some(id) = at {
            if id == above {
                return true;
            }
            at = self.environments[&id].parent.clone();
        }
        false
    }

    fn has_room(&self) -> bool {
        self.environments.iter().filter(|(id, known)| *id != "main" && known.status != "inactive").count() < ROOM
    }

    /// Whether a step can be done, where that follows from states alone; `None` where it hangs on the code.
    fn allows(&self, step: &Step) -> Option<bool> {
        let known = |id: &str| &self.environments[id];
        Some(match step {
            Step::Branch { from, .. } => known(from).runs() && self.has_room(),
            Step::Push { .. } => true,
            Step::Write { at, .. } | Step::Backup { at } => known(at).runs(),
            Step::Move { at, to } => at != "main" && !self.is_below(to, at),
            Step::Act { at, action } => match *action {
                "activate" => known(at).status == "inactive" && self.has_room(),
                "deactivate" => at != "main" && known(at).status != "inactive",
                "pause" => at != "main" && known(at).runs(),
                "resume" => known(at).status == "paused",
                "redeploy" => known(at).status != "inactive",
                _ => at != "main" && known(at).status == "inactive" && !self.has_child(at),
            },
            Step::Synchronize { at, code: false, data, .. } => {
                let above = known(at).parent.as_deref().map(known);
                *data && known(at).runs() && above.is_some_and(|above| above.status != "inactive")
            }
            Step::Restore { to: Some(name), .. } if name.starts_with("restored/") => self.has_room(),
            Step::Restore { backup, to, .. } => known(to.as_ref().unwrap_or(&self.backups[*backup].0)).runs(),
            Step::Merge { .. } | Step::Synchronize { .. } => return None,
        })
    }
}

async fn send(client: &Client, model: &Model, step: &Step) -> crate::common::Answer {
    let path = |id: &str| format!("/projects/{SHOP}/environments/{id}");
    match step {
        Step::Branch { from, name, clones } => {
            let body = json!({"title": name, "name": name, "clone_parent": clones, "type": "development"});
            client.post(&format!("{}/branch", path(from)), body).await
        }
        Step::Push { at, path, text } => {
            client.control("POST", &format!("commit/{SHOP}/{at}"), json!({"path": path, "text": text})).await
        }
        Step::Write { at, service } => {
            client.control("POST", &format!("data/{SHOP}/{at}"), json!({"service": service})).await
        }
        Step::Merge { at } => client.post(&format!("{}/merge", path(at)), json!({})).await,
        Step::Synchronize { at, code, rebase, data } => {
            let body = json!({"synchronize_code": code, "rebase": rebase, "synchronize_data": data});
            client.post(&format!("{}/synchronize", path(at)), body).await
        }
        Step::Act { at, action: "delete" } => client.delete(&path(at)).await,
        Step::Act { at, action } => client.post(&format!("{}/{action}", path(at)), json!({})).await,
        Step::Move { at, to } => client.patch(&path(at), json!({"parent": to})).await,
        Step::Backup { at } => client.post(&format!("{}/backup", path(at)), json!({"safe": true})).await,
        Step::Restore { backup, to, code } => {
            let (of, id, _) = &model.backups[*backup];
            let name = match to {
                Some(to) if !to.starts_with("restored/") => Some(name_of(client, to).await),
                other => other.clone(),
            };
            let body = json!({"environment_name": name, "branch_from": null, "restore_code": code});
            client.post(&format!("{}/backups/{id}/restore", path(of)), body).await
        }
    }
}

async fn name_of(client: &Client, id: &str) -> String {
    let found = client.get(&format!("/projects/{SHOP}/environments/{id}")).await.ok();
    found["name"].as_str().unwrap().to_owned()
}

impl Model {
    /// What a step that was done changed. What services without a copy hold is learnt from `client`.
    async fn apply(&mut self, client: &Client, step: &Step, written: &Value) {
        let started = activity(written);
        let place = started["environments"][0].as_str().unwrap_or_default().to_owned();
        match step {
            Step::Branch { from, clones, .. } => {
                let data = if *clones { self.environments[from].data.clone() } else { client.data(SHOP, &place).await };
                let above = &self.environments[from].data;
                assert_eq!(data.keys().collect::<Vec<_>>(), above.keys().collect::<Vec<_>>());
                assert!(*clones || data.iter().all(|(service, revision)| above[service] != *revision));
                let parent = Some(from.clone());
                self.environments.insert(place, Known { parent, status: "active".to_owned(), clones: *clones, data });
            }
            Step::Act { at, action } => match *action {
                "activate" => {
                    let takes = self.environments[at].clones || self.left.contains(at);
                    let above = self.environments[at].parent.clone().filter(|_| takes);
                    let above = above.map(|id| self.environments[&id].clone());
                    let data = match above.filter(|above| above.status != "inactive") {
                        Some(above) => above.data,
                        None => client.data(SHOP, at).await,
                    };
                    self.set(at, "active").data = data;
                }
                "deactivate" => {
                    self.left.insert(at.clone());
                    self.set(at, "inactive").data.clear();
                }
                "pause" => _ = self.set(at, "paused"),
                "resume" | "redeploy" => _ = self.set(at, "active"),
                _ => {
                    self.environments.remove(at);
                    self.backups.retain(|(of, ..)| of != at);
                }
            },
            Step::Move { at, to } => self.environments.get_mut(at).unwrap().parent = Some(to.clone()),
            Step::Backup { at } => {
                let id = started["parameters"]["backup"].as_str().unwrap().to_owned();
                self.backups.push((at.clone(), id, self.environments[at].data.clone()));
            }
            Step::Restore { backup, to, .. } => {
                let (of, _, data) = self.backups[*backup].clone();
                if to.as_ref().is_some_and(|name| name.starts_with("restored/")) {
                    let known = Known { parent: Some(of), status: "active".to_owned(), clones: true, data };
                    self.environments.insert(place, known);
                } else {
                    self.set(&place, "active").data = data;
                }
            }
            Step::Push { at, .. } if self.environments[at].status != "inactive" => _ = self.set(at, "active"),
            Step::Merge { at } => {
                let parent = self.environments[at].parent.clone().unwrap();
                assert_eq!(place, parent);
                if self.environments[&parent].status != "inactive" {
                    self.set(&parent, "active");
                }
            }
            Step::Synchronize { at, data, .. } => {
                if *data {
                    let above = self.environments[at].parent.clone().unwrap();
                    let data = self.environments[&above].data.clone();
                    self.environments.get_mut(at).unwrap().data = data;
                }
                if self.environments[at].runs() {
                    self.set(at, "active");
                }
            }
            Step::Push { .. } | Step::Write { .. } => {}
        }
    }

    fn set(&mut self, id: &str, status: &str) -> &mut Known {
        let known = self.environments.get_mut(id).unwrap();
        known.status = status.to_owned();
        known
    }
}

async fn list(client: &Client) -> Vec<Value> {
    client.get(&format!("/projects/{SHOP}/environments")).await.ok().as_array().unwrap().clone()
}

/// What the API says of all environments.
async fn seen(client: &Client) -> BTreeMap<String, Known> {
    let mut seen = BTreeMap::new();
    for environment in list(client).await {
        let id = environment["id"].as_str().unwrap().to_owned();
        let known = Known {
            parent: environment["parent"].as_str().map(str::to_owned),
            status: environment["status"].as_str().unwrap().to_owned(),
            clones: environment["clone_parent_on_create"].as_bool().unwrap(),
            data: client.data(SHOP, &id).await,
        };
        seen.insert(id, known);
    }
    seen
}

/// Every environment with code has its branch, every branch its environment, and both are at the same commit.
async fn assert_branches(client: &Client, after: &str) {
    let mut heads = BTreeMap::new();
    let environments = list(client).await;
    let ids: BTreeSet<&str> = environments.iter().map(|environment| environment["id"].as_str().unwrap()).collect();
    for environment in &environments {
        assert!(environment["parent"].as_str().is_none_or(|parent| ids.contains(parent)), "{after}: {environment}");
        assert_eq!(environment["has_code"].as_bool().unwrap(), environment["head_commit"].is_string());
        if let Some(head) = environment["head_commit"].as_str() {
            heads.insert(format!("refs/heads/{}", environment["name"].as_str().unwrap()), head.to_owned());
        }
    }
    let refs = client.get(&format!("/projects/{SHOP}/git/refs")).await.ok();
    let branches: BTreeMap<String, String> = refs
        .as_array()
        .unwrap()
        .iter()
        .map(|found| (found["ref"].as_str().unwrap().to_owned(), found["sha"].as_str().unwrap().to_owned()))
        .filter(|(name, _)| name.starts_with("refs/heads/"))
        .collect();
    assert_eq!(branches, heads, "{after}");
}

fn git(path: &Path, arguments: &[&str]) -> String {
    let output =
        Command::new("git").env("GIT_CONFIG_GLOBAL", "/dev/null").arg("-C").arg(path).args(arguments).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Git finds no fault, and counts what the API says.
async fn assert_repository(client: &Client, path: &Path) {
    git(path, &["fsck", "--full", "--strict", "--no-dangling"]);
    let environments = list(client).await;
    let head = |id: &Value| {
        let found = environments.iter().find(|environment| environment["id"] == *id).unwrap();
        found["head_commit"].as_str().unwrap().to_owned()
    };
    for environment in environments.iter().filter(|environment| environment["parent"].is_string()) {
        let range = format!("{}...{}", head(&environment["id"]), head(&environment["parent"]));
        let counted = git(path, &["rev-list", "--left-right", "--count", &range]);
        let info = &environment["merge_info"];
        let said = [info["commits_ahead"].to_string(), info["commits_behind"].to_string()];
        assert_eq!(counted.split_whitespace().collect::<Vec<_>>(), said, "{environment}");
    }
}

async fn sequence(seed: u64, folder: PathBuf, done: &mut BTreeSet<&'static str>) {
    let storage = Storage::Directory(folder.clone());
    let sandbox = open(DataSet::Demo, storage.clone());
    let client = Client::admin(&sandbox).await;
    let environments = seen(&client).await;
    let mut model = Model {
        random: StdRng::seed_from_u64(seed),
        environments,
        backups: Vec::new(),
        left: BTreeSet::new(),
        made: 0,
    };
    for number in 0..STEPS {
        // Time goes by faster than tokens last.
        let client = Client::admin(&sandbox).await;
        let step = model.step();
        let after = format!("seed {seed}, step {number}: {step:?}");
        let before = list(&client).await;
        let answer = send(&client, &model, &step).await;
        let is_done = answer.status.is_success();
        assert!(is_done || matches!(answer.status.as_u16(), 400 | 409), "{after}: {} {}", answer.status, answer.text);
        if let Some(allowed) = model.allows(&step) {
            assert_eq!(is_done, allowed, "{after}: {}", answer.text);
        }
        if !is_done {
            assert!(!answer.json()["detail"].is_null(), "{after}");
            assert_eq!(list(&client).await, before, "{after} was refused");
            continue;
        }
        done.insert(kind(&step));
        match &step {
            Step::Write { at, service } => {
                let written = client.data(SHOP, at).await;
                let known = model.environments.get_mut(at).unwrap();
                assert_ne!(
                    known.data.insert((*service).to_owned(), written[*service].clone()),
                    written.get(*service).cloned()
                );
            }
            Step::Push { .. } => {
                let pushed = answer.json();
                client.advance(DONE).await;
                let written = json!({"_embedded": {"activities": [pushed["activity"]]}});
                model.apply(&client, &step, &written).await;
            }
            // A change of the parent is there at once.
            Step::Move { .. } => {
                client.advance(DONE).await;
                model.apply(&client, &step, &answer.json()).await;
            }
            _ => {
                let written = answer.json();
                let started = activity(&written);
                // Now and then it is cancelled, and then nothing has happened.
                if model.random.random_bool(0.15) {
                    let cancel = format!("{}/cancel", started["_links"]["self"]["href"].as_str().unwrap());
                    client.post(&cancel, json!({})).await.ok();
                    done.insert("cancel");
                    client.advance(DONE).await;
                    assert_eq!(list(&client).await, before, "{after} was cancelled");
                } else {
                    client.advance(DONE).await;
                    model.apply(&client, &step, &written).await;
                }
            }
        }
        assert_eq!(seen(&client).await, model.environments, "{after}");
        assert_branches(&client, &after).await;
    }
    let path = folder.join(format!("repositories/{SHOP}.git"));
    let client = Client { token: Client::admin(&sandbox).await.token, ..client };
    assert_repository(&client, &path).await;
    // After a restart all is as it was.
    let before = list(&client).await;
    drop((client, sandbox));
    let client = Client::admin(&open(DataSet::Demo, storage)).await;
    assert_eq!(list(&client).await, before);
    assert_branches(&client, "a restart").await;
}

fn kind(step: &Step) -> &'static str {
    match step {
        Step::Branch { .. } => "branch",
        Step::Push { .. } => "push",
        Step::Write { .. } => "write",
        Step::Merge { .. } => "merge",
        Step::Synchronize { rebase: true, .. } => "rebase",
        Step::Synchronize { .. } => "synchronize",
        Step::Act { action, .. } => action,
        Step::Move { .. } => "move",
        Step::Backup { .. } => "backup",
        Step::Restore { .. } => "restore",
    }
}

#[tokio::test]
async fn environments_are_what_was_done_with_them() {
    let mut done = BTreeSet::new();
    for seed in 0..SEQUENCES {
        let folder = tempfile::tempdir().unwrap();
        sequence(seed, folder.path().join("data"), &mut done).await;
    }
    // Else the test proves less than it says.
    let all = [
        "branch",
        "push",
        "write",
        "merge",
        "rebase",
        "synchronize",
        "activate",
        "deactivate",
        "pause",
        "resume",
        "redeploy",
        "delete",
        "move",
        "backup",
        "restore",
        "cancel",
    ];
    assert_eq!(done, all.into());
}
