//! What one client does: mostly it looks, at many things; it writes to a project and an organization, and now and then it
//! asks for what there is not.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::Client;

/// What a client did.
pub struct Done {
    /// What each request took that was answered, by its kind: method and path without names.
    pub times: Vec<(String, Duration)>,
    pub failures: Vec<String>,
    /// How many requests were refused that had to be.
    pub refused: usize,
    pub kept: Kept,
}

/// What has to be there in the end: by address, the field and its value, or nothing where it was deleted.
#[derive(Default)]
pub struct Kept(BTreeMap<String, Option<(&'static str, String)>>);

impl Kept {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// What of it is not as it was written, in words.
    pub fn missing(&self, client: &Client) -> Vec<String> {
        let wrong = self.0.iter().filter_map(|(path, kept)| {
            let found = client.send("GET", path, None).expect("the server answers");
            let is_kept = match kept {
                Some((field, value)) => found.status == 200 && found.json()[*field] == **value,
                None => found.status == 404,
            };
            (!is_kept).then(|| format!("lost: {path} is {} {}, not {kept:?}", found.status, found.text))
        });
        wrong.collect()
    }
}

pub struct Worker {
    number: usize,
    client: Client,
    project: String,
    organization: String,
    done: Done,
}

impl Worker {
    pub fn new(number: usize, client: Client, project: &str, organizations: &[String]) -> Self {
        let organization = organizations[number % organizations.len()].clone();
        let done = Done { times: Vec::new(), failures: Vec::new(), refused: 0, kept: Kept::default() };
        Self { number, client, project: project.to_owned(), organization, done }
    }

    /// Sends so many requests, one after another.
    pub fn work(mut self, requests: usize) -> Done {
        for turn in 0..requests {
            // Of ten requests three write and one is wrong; which is whose turn differs by client.
            match (turn + self.number) % 10 {
                0 | 3 | 6 => self.write(turn),
                9 => self.ask_for_nothing(turn),
                _ => self.read(turn),
            }
        }
        self.done
    }

    fn send(&mut self, method: &str, path: &str, body: Option<&Value>) -> (u16, Value) {
        let asked = Instant::now();
        let answer = self.client.send(method, path, body);
        let took = asked.elapsed();
        match answer {
            Ok(answer) => {
                self.done.times.push((format!("{method} {}", self.kind(path)), took));
                (answer.status, answer.json())
            }
            Err(error) => {
                self.done.failures.push(format!("{method} {path}: {error}"));
                (0, Value::Null)
            }
        }
    }

    fn kind(&self, path: &str) -> String {
        let path = path.split('?').next().unwrap_or_default();
        let path = path.replace(&self.project, "{project}").replace(&self.organization, "{organization}");
        path.split_once("LOAD_").map_or(path.clone(), |(before, _)| format!("{before}{{variable}}"))
    }

    /// Sends a request that is good, and answers what came of it.
    fn good(&mut self, method: &str, path: &str, body: Option<&Value>) -> Option<Value> {
        let (status, answer) = self.send(method, path, body);
        let is_good = (200..300).contains(&status);
        if !is_good && status != 0 {
            self.done.failures.push(format!("{method} {path}: {status} {answer}"));
        }
        is_good.then_some(answer)
    }

    fn read(&mut self, turn: usize) {
        let (project, organization) = (&self.project, &self.organization);
        let at = |part: &str| format!("/projects/{project}{part}");
        let of = |part: &str| format!("/organizations/{organization}{part}");
        let path = match (turn / 10 * 7 + turn + self.number) % 24 {
            0 => at(""),
            1 => at("/environments"),
            2 => at("/environments/main"),
            3 => at("/activities?count=20"),
            4 => at("/environments/main/activities"),
            5 => at("/variables"),
            6 => at("/environments/main/variables"),
            7 => at("/domains"),
            8 => at("/certificates"),
            9 => at("/settings"),
            10 => at("/capabilities"),
            11 => at("/environments/main/routes"),
            12 => at("/environments/main/deployments"),
            13 => at("/environments/main/backups"),
            14 => at("/environment-types"),
            15 => at("/git/refs"),
            16 => at("/integrations"),
            17 => of(""),
            18 => of("/subscriptions"),
            19 => of("/members"),
            20 => of("/orders"),
            21 => "/users/me".to_owned(),
            22 => "/organizations".to_owned(),
            _ => "/teams".to_owned(),
        };
        self.good("GET", &path, None);
    }

    fn write(&mut self, turn: usize) {
        let (number, step) = (self.number, turn / 10);
        let value = format!("client {number}, turn {turn}");
        let name = format!("LOAD_{step}");
        let project = format!("/projects/{}", self.project);
        let variables = format!("{project}/variables");
        let one = format!("{variables}/{name}");
        match turn % 10 % 4 {
            // A thing that is there already is only changed.
            _ if step % 5 == 4 => {
                let title = format!("Changed by client {number} in turn {turn}");
                if self.good("PATCH", &project, Some(&json!({"title": title}))).is_some() {
                    self.keep(project, Some(("title", title)));
                }
            }
            _ if !self.done.kept.0.contains_key(&one) => {
                if self.good("POST", &variables, Some(&json!({"name": name, "value": value}))).is_some() {
                    self.keep(one, Some(("value", value)));
                }
            }
            0 | 1 => {
                let is_there = self.done.kept.0.get(&one).is_some_and(Option::is_some);
                let (method, path) = if is_there { ("PATCH", &one) } else { ("POST", &variables) };
                let body = if is_there { json!({"value": value}) } else { json!({"name": name, "value": value}) };
                if self.good(method, path, Some(&body)).is_some() {
                    self.keep(one, Some(("value", value)));
                }
            }
            2 => {
                let team =
                    json!({"organization_id": self.organization, "label": value, "project_permissions": ["viewer"]});
                let made = self.good("POST", "/teams", Some(&team));
                if let Some(id) = made.as_ref().and_then(|made| made["id"].as_str()) {
                    self.keep(format!("/teams/{id}"), Some(("label", value)));
                }
            }
            _ => {
                if self.done.kept.0.get(&one).is_some_and(Option::is_some) {
                    if self.good("DELETE", &one, None).is_some() {
                        self.keep(one, None);
                    }
                } else {
                    let backup = format!("{project}/environments/main/backup");
                    self.good("POST", &backup, Some(&json!({"safe": true})));
                }
            }
        }
    }

    fn keep(&mut self, path: String, what: Option<(&'static str, String)>) {
        self.done.kept.0.insert(path, what);
    }

    /// Sends what has to be refused.
    fn ask_for_nothing(&mut self, turn: usize) {
        let variables = format!("/projects/{}/variables", self.project);
        let (method, path, body, expected) = match turn / 10 % 4 {
            0 => ("GET", "/projects/nothing".to_owned(), None, 404),
            1 => ("POST", variables, Some(json!({"name": 1})), 400),
            2 => ("DELETE", format!("{variables}/NOTHING"), None, 404),
            _ => ("PATCH", format!("/projects/{}", self.project), Some(json!({"title": ["no", "text"]})), 400),
        };
        let (status, answer) = self.send(method, &path, body.as_ref());
        if status == expected {
            self.done.refused += 1;
        } else if status != 0 {
            self.done.failures.push(format!("{method} {path}: {status} {answer}, not {expected}"));
        }
    }
}
