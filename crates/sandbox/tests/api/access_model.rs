//! Whoever gives and takes access by whichever operations: from every end the same is read, it is what a plain model says,
//! and it is what people can do.

use std::collections::{BTreeMap, BTreeSet};

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use wheelhouse_sandbox::{Options, Sandbox};

use crate::common::{Answer, Client, JO, PRIYANKA, SHOP, TEO};

const SEQUENCES: u64 = 5;
const STEPS: usize = 220;

const PEOPLE: &[(&str, &str)] = &[
    (JO, "jo@lakeside-media.example"),
    (PRIYANKA, "priyanka@lakeside-media.example"),
    (TEO, "teo@lakeside-media.example"),
];
const PROJECTS: &[&str] = &[SHOP, "magazine3tq5z", "newsletter7vb", "designdocs2xk"];
const TYPES: &[&str] = &["development", "staging", "production"];
/// The least first.
const ROLES: &[&str] = &["viewer", "contributor", "admin"];

/// Role by type; that on the project as a whole at an empty name.
type Held = BTreeMap<&'static str, &'static str>;

/// A person and a project.
type At = (&'static str, &'static str);

/// What a list names, and what it says of it.
type Told = (&'static str, Value);

/// What people have where.
type Model = BTreeMap<At, Held>;

fn rank(role: &str) -> usize {
    ROLES.iter().position(|known| *known == role).unwrap()
}

fn raise(held: &mut Held, at: &'static str, role: &'static str) {
    let role = held.get(at).copied().filter(|known| rank(known) > rank(role)).unwrap_or(role);
    held.insert(at, role);
}

fn names(held: &Held) -> Vec<String> {
    let whole = held.get("").map(|role| (*role).to_owned());
    whole.into_iter().chain(TYPES.iter().filter_map(|kind| Some(format!("{kind}:{}", held.get(kind)?)))).collect()
}

/// The role that it adds up to on environments of a type.
fn on(held: &Held, kind: &str) -> Option<&'static str> {
    [held.get(""), held.get(kind)].into_iter().flatten().copied().max_by_key(|role| rank(role))
}

struct Case<'a> {
    client: &'a Client,
    random: StdRng,
    model: Model,
}

impl Case<'_> {
    fn flip(&mut self) -> bool {
        self.random.random_bool(0.5)
    }

    /// A role on the project as a whole.
    fn role(&mut self) -> &'static str {
        if self.flip() { "admin" } else { "viewer" }
    }

    /// Permissions as they may come, with some twice, and what they add up to.
    fn permissions(&mut self) -> (Vec<String>, Held) {
        let (mut given, mut held) = (Vec::new(), Held::new());
        for _ in 0..self.random.random_range(1..5) {
            if self.random.random_bool(0.3) {
                let role = self.role();
                given.push(role.to_owned());
                raise(&mut held, "", role);
            } else {
                let (kind, role) = (TYPES.choose(&mut self.random).unwrap(), ROLES.choose(&mut self.random).unwrap());
                given.push(format!("{kind}:{role}"));
                raise(&mut held, kind, role);
            }
        }
        (given, held)
    }

    fn whom(&mut self, (id, email): (&str, &str)) -> (&'static str, Value) {
        if self.flip() { ("user", json!(id)) } else { ("email", json!(email)) }
    }

    /// One write through one of the families, and what it should lead to.
    async fn step(&mut self) {
        let client = self.client;
        let person = *PEOPLE.choose(&mut self.random).unwrap();
        let (user, project) = (person.0, *PROJECTS.choose(&mut self.random).unwrap());
        let kind = *TYPES.choose(&mut self.random).unwrap();
        let before = self.model.get(&(user, project)).cloned();
        let (list, users) = (format!("/projects/{project}/access"), format!("/projects/{project}/user-access"));
        let of_type = format!("/projects/{project}/environment-types/{kind}/access");
        let projects = format!("/users/{user}/project-access");
        let mut after = before.clone().unwrap_or_default();
        let (answer, status): (Answer, u16) = match self.random.random_range(0..13) {
            // The deprecated lists: of the project, and of a type.
            step @ (0 | 1) => {
                let (path, at, role) = match step {
                    0 => (list, "", self.role()),
                    _ => (of_type, kind, *ROLES.choose(&mut self.random).unwrap()),
                };
                let (field, whom) = self.whom(person);
                let is_there = after.insert(at, role).is_some();
                (client.post(&path, json!({"role": role, field: whom})).await, if is_there { 409 } else { 201 })
            }
            step @ (2 | 3) => {
                let (path, at, role) = match step {
                    2 => (list, "", self.role()),
                    _ => (of_type, kind, *ROLES.choose(&mut self.random).unwrap()),
                };
                let is_there = after.insert(at, role).is_some();
                (client.patch(&format!("{path}/{user}"), json!({"role": role})).await, if is_there { 200 } else { 404 })
            }
            4 => {
                let is_there = after.contains_key("");
                after.clear();
                (client.delete(&format!("{list}/{user}")).await, if is_there { 200 } else { 404 })
            }
            5 => {
                let is_there = after.remove(kind).is_some();
                (client.delete(&format!("{of_type}/{user}")).await, if is_there { 200 } else { 404 })
            }
            // From the project, and from the person.
            step @ (6 | 7) => {
                let (given, held) = self.permissions();
                after = held;
                let answer = match step {
                    6 => client.post(&users, json!([{"user_id": user, "permissions": given}])).await,
                    _ => client.post(&projects, json!([{"project_id": project, "permissions": given}])).await,
                };
                (answer, if before.is_some() { 409 } else { 204 })
            }
            step @ (8 | 9) => {
                let (given, held) = self.permissions();
                after = held;
                let path = if step == 8 { format!("{users}/{user}") } else { format!("{projects}/{project}") };
                let answer = client.patch(&path, json!({"permissions": given})).await;
                (answer, if before.is_some() { 204 } else { 404 })
            }
            step @ (10 | 11) => {
                after.clear();
                let path = if step == 10 { format!("{users}/{user}") } else { format!("{projects}/{project}") };
                (client.delete(&path).await, if before.is_some() { 204 } else { 404 })
            }
            _ => {
                let (_, held) = self.permissions();
                let roles = held.iter().filter(|(kind, _)| !kind.is_empty());
                let roles: Vec<Value> = roles.map(|(kind, role)| json!({"type": kind, "role": role})).collect();
                let body = json!({"email": person.1, "role": held.get(""), "permissions": roles, "force": true});
                after = held;
                let answer = client.post(&format!("/projects/{project}/invitations"), body).await;
                if let Some(id) = before.is_none().then(|| answer.json()["id"].as_str().unwrap().to_owned()) {
                    client.control("POST", &format!("invitations/{id}/accept"), json!({})).await.ok();
                }
                (answer, if before.is_some() { 400 } else { 201 })
            }
        };
        assert_eq!(answer.status.as_u16(), status, "{user} in {project}, who has {before:?}: {}", answer.text);
        let after = if status < 300 { after } else { before.unwrap_or_default() };
        match after.is_empty() {
            true => drop(self.model.remove(&(user, project))),
            false => drop(self.model.insert((user, project), after)),
        }
        self.assert_one(user, project).await;
    }

    /// What one has in a project, by every read of one.
    async fn assert_one(&self, user: &'static str, project: &'static str) {
        let held = self.model.get(&(user, project));
        for path in
            [format!("/projects/{project}/user-access/{user}"), format!("/users/{user}/project-access/{project}")]
        {
            let answer = self.client.get(&path).await;
            match held {
                Some(held) => assert_eq!(answer.ok()["permissions"], json!(names(held)), "{path}"),
                None => drop(answer.refused(404)),
            }
        }
        let types =
            TYPES.iter().map(|kind| (*kind, format!("/projects/{project}/environment-types/{kind}/access/{user}")));
        for (at, path) in [("", format!("/projects/{project}/access/{user}"))].into_iter().chain(types) {
            let answer = self.client.get(&path).await;
            match held.and_then(|held| held.get(at)) {
                Some(role) => assert_eq!(answer.ok()["role"], *role, "{path}"),
                None => drop(answer.refused(404)),
            }
        }
    }

    /// What everyone has, by every list.
    async fn assert_lists(&self) {
        let pairs = |list: &Value, key: &str, value: &str| -> BTreeSet<(String, String)> {
            let items = list.as_array().or(list["items"].as_array()).unwrap().iter();
            items.map(|item| (item[key].as_str().unwrap().to_owned(), item[value].to_string())).collect()
        };
        let of = |wanted: &dyn Fn(&At, &Held) -> Option<Told>| {
            let found = self.model.iter().filter_map(|(at, held)| wanted(at, held));
            found.map(|(key, value)| (key.to_owned(), value.to_string())).collect::<BTreeSet<_>>()
        };
        for project in PROJECTS {
            let list = self.client.get(&format!("/projects/{project}/user-access?page[size]=200")).await.ok();
            let wanted = of(&|at, held| (at.1 == *project).then(|| (at.0, json!(names(held)))));
            assert_eq!(pairs(&list, "user_id", "permissions"), wanted);
            let types =
                TYPES.iter().map(|kind| (*kind, format!("/projects/{project}/environment-types/{kind}/access")));
            for (scope, path) in [("", format!("/projects/{project}/access"))].into_iter().chain(types) {
                let list = self.client.get(&path).await.ok();
                let wanted = of(&|at, held| Some((at.0, json!(held.get(scope).filter(|_| at.1 == *project)?))));
                assert_eq!(pairs(&list, "user", "role"), wanted, "{path}");
            }
        }
        for (user, _) in PEOPLE {
            let list = self.client.get(&format!("/users/{user}/project-access?page[size]=200")).await.ok();
            // What they have in other organizations is in projects that the administrator knows of as well.
            let here: BTreeSet<_> = pairs(&list, "project_id", "permissions")
                .into_iter()
                .filter(|(project, _)| PROJECTS.contains(&project.as_str()))
                .collect();
            assert_eq!(here, of(&|at, held| (at.0 == *user).then(|| (at.1, json!(names(held))))));
        }
    }

    /// What somebody can see and change is what they have.
    async fn assert_enforced(&self, person: &Client, user: &'static str) {
        for project in PROJECTS {
            let path = format!("/projects/{project}/environments");
            let Some(held) = self.model.get(&(user, *project)) else {
                person.get(&path).await.refused(404);
                continue;
            };
            let all = self.client.get(&path).await.ok();
            let seen = person.get(&path).await.ok();
            let ids = |list: &Value| -> Vec<String> {
                list.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
            };
            let wanted = all.as_array().unwrap().iter().filter(|one| on(held, one["type"].as_str().unwrap()).is_some());
            assert_eq!(ids(&seen), ids(&wanted.cloned().collect()), "{user} in {project} with {held:?}");
            for one in seen.as_array().unwrap() {
                let is_admin = on(held, one["type"].as_str().unwrap()) == Some("admin");
                assert_eq!(one["_links"]["#edit"].is_object(), is_admin, "{user} with {held:?}: {one}");
            }
            let links = person.get(&format!("/projects/{project}")).await.ok()["_links"].clone();
            assert_eq!(links["#access"].is_object(), held.get("") == Some(&"admin"));
        }
    }
}

#[tokio::test]
async fn every_family_reads_and_writes_the_same_truth_and_it_is_what_people_can_do() {
    for seed in 0..SEQUENCES {
        let options = Options { pace: 0.0, test_controls: true, ..Options::default() };
        let sandbox = Sandbox::open(options).unwrap();
        let client = Client::admin(&sandbox).await;
        let people = [(Client::named(&sandbox, "Priyanka").await, PRIYANKA), (Client::viewer(&sandbox).await, TEO)];
        let mut case = Case { client: &client, random: StdRng::seed_from_u64(seed), model: Model::new() };
        for (user, _) in PEOPLE {
            for project in PROJECTS {
                client.delete(&format!("/projects/{project}/user-access/{user}")).await;
            }
        }
        for step in 1..=STEPS {
            case.step().await;
            if step % 20 == 0 {
                case.assert_lists().await;
                for (person, user) in &people {
                    case.assert_enforced(person, user).await;
                }
            }
        }
    }
}
