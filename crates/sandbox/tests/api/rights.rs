//! Who may do what: every declared operation by every kind of person, as tables in `docs/rights`.
//!
//! A right that changes is a difference there. `WRITE_RIGHTS=1 cargo test rights::` rewrites it.

#[path = "../../../api-docs/tests/kept/mod.rs"]
mod kept;

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};
use tempfile::TempDir;
use wheelhouse_contract::{Method, Operation, operations};
use wheelhouse_sandbox::{DataSet, Sandbox, Storage};

use crate::account;
use crate::common::{Client, LAKESIDE, TOKEN, copy, open};
use crate::contract::{body, path};
use kept::assert_kept;

/// Kinds of people beside the owner of the organization: what they may do in it, and what a team lets them do in its
/// projects.
const PEOPLE: &[(&str, &[&str], &[&str])] = &[
    ("admin", &["admin"], &[]),
    ("members", &["members"], &[]),
    ("billing", &["billing"], &[]),
    ("plans", &["plans"], &[]),
    ("projects:create", &["projects:create"], &[]),
    ("projects:list", &["projects:list"], &[]),
    ("no permission", &[], &[]),
    ("project admin", &[], &["admin"]),
    ("production:admin", &[], &["production:admin"]),
    ("production:contributor", &[], &["production:contributor"]),
    ("project viewer", &[], &["viewer"]),
];

const OWNER: &str = "owner";

/// Owns another organization.
const STRANGER: &str = "stranger";

const README: &str = "\
# Rights

A page for each section says which operations are allowed to whom: in the organization that owns the project, unless the
operation is about another; by permissions of its members, and by what a member without any may do in its projects.
Accounts are the owner’s own. Environments are those of production where the operation can be done there. A list that is
allowed has what its reader may know of. `cargo test -p wheelhouse-sandbox rights::` compares these pages with the sandbox,
and writes them with `WRITE_RIGHTS=1`.
";

/// Operations whose link stands elsewhere than at the address with the usual name, by the relation.
const LINKS: &[(&str, &str)] =
    &[("create-organization-member", "create-member"), ("create-subscription", "create-subscription")];

/// The data of a sandbox in which there is someone of each kind, and what each signs in with, the owner first.
struct Stage {
    folder: TempDir,
    people: Vec<(&'static str, String)>,
}

impl Stage {
    async fn set() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sandbox = open(DataSet::Demo, Storage::Directory(folder.path().to_owned()));
        let owner = Client::admin(&sandbox).await;
        let mut people = vec![(OWNER, TOKEN.to_owned())];
        for (number, (kind, permissions, opened)) in PEOPLE.iter().enumerate() {
            let invited = json!({"email": format!("person{number}@example.com"), "permissions": permissions});
            let invited = owner.post(&format!("/organizations/{LAKESIDE}/invitations"), invited).await.ok();
            let accept = format!("invitations/{}/accept", invited["id"].as_str().unwrap());
            let user = owner.control("POST", &accept, Value::Null).await.ok()["user_id"].clone();
            if !opened.is_empty() {
                let team = json!({"organization_id": LAKESIDE, "label": kind, "project_permissions": opened});
                let team = owner.post("/teams", team).await.ok();
                let members = team["_links"]["members"]["href"].as_str().unwrap();
                owner.post(members, json!({"user_id": user})).await.ok();
            }
            people.push((kind, owner.api_token(user.as_str().unwrap()).await));
        }
        people.push((STRANGER, owner.api_token(&owner.id_of("sybren").await).await));
        Self { folder, people }
    }

    /// What an operation is tried on: its own sandbox, as nobody left it.
    async fn show(&self, operation: &Operation) -> Scene {
        let folder = tempfile::tempdir().unwrap();
        copy(self.folder.path(), folder.path());
        let sandbox = open(DataSet::Demo, Storage::Directory(folder.path().to_owned()));
        let owner = Client::admin(&sandbox).await;
        let path = path(&owner, operation).await;
        account::prepare(&owner, operation.id).await;
        Scene { path, owner, sandbox, _folder: folder }
    }

    /// By kind of person whether they may do this, and whether a link says that they may.
    async fn rights(&self, operation: &Operation) -> Vec<(&'static str, bool, Option<bool>)> {
        let mut scene = self.show(operation).await;
        let is_linked = scene.link(&scene.owner, operation).await == Some(true);
        let mut found = Vec::new();
        for (kind, token) in &self.people {
            let client = match *kind {
                OWNER => scene.owner.clone(),
                _ => Client::with(&scene.sandbox, token).await,
            };
            let link = scene.link(&client, operation).await.filter(|_| is_linked);
            let status = scene.attempt(&client, operation).await;
            let allowed = status < 300;
            // Who may not know of what a body names is told so at its field.
            assert!(allowed || matches!(status, 400 | 403 | 404), "{} as {kind}: {status}", operation.id);
            found.push((*kind, allowed, link));
            if allowed && !operation.method.is_read() {
                scene = self.show(operation).await;
            }
        }
        found
    }
}

/// A sandbox, and the address in it at which the owner can do something.
struct Scene {
    path: String,
    owner: Client,
    sandbox: Sandbox,
    _folder: TempDir,
}

impl Scene {
    /// How somebody who tries is answered.
    async fn attempt(&self, client: &Client, operation: &Operation) -> u16 {
        let answer = match operation.id {
            "confirm-totp-enrollment" if client.token == self.owner.token => account::enroll(client).await,
            "create-a-user-profile-picture" => account::send_picture(client, &self.path).await,
            _ => client.send(operation.method.name(), &self.path, body(operation)).await,
        };
        let status = answer.status.as_u16();
        assert!(status < 500 && status != 401, "{} {}: {status} {}", operation.id, self.path, answer.text);
        status
    }

    /// Whether what the operation is about has the link that stands for it; nothing where nobody can look.
    async fn link(&self, client: &Client, operation: &Operation) -> Option<bool> {
        let (above, last) = self.path.rsplit_once('/')?;
        let named = LINKS.iter().find(|(id, _)| *id == operation.id).map(|(_, relation)| (*relation).to_owned());
        let (at, relations) = match (operation.method, named) {
            (Method::Get, _) => return None,
            (Method::Patch, _) => (self.path.as_str(), vec!["#edit".to_owned(), "update".to_owned()]),
            (Method::Delete, _) => (self.path.as_str(), vec!["#delete".to_owned(), "delete".to_owned()]),
            (Method::Post, named) => (above, vec![named.unwrap_or_else(|| format!("#{last}"))]),
        };
        let answer = client.get(at).await;
        let links = answer.status.is_success().then(|| answer.json()["_links"].clone())?;
        Some(relations.iter().any(|relation| links[relation].is_object()))
    }
}

#[tokio::test]
async fn everyone_may_do_what_the_table_says_and_links_say_the_same() {
    let stage = Stage::set().await;
    let (mut tables, mut wrong, mut linked) = (BTreeMap::new(), Vec::new(), 0);
    for operation in operations() {
        let rights = stage.rights(operation).await;
        let section = operation.section();
        let table = tables.entry(section).or_insert_with(|| {
            let kinds: Vec<&str> = rights.iter().map(|(kind, ..)| *kind).collect();
            format!("# {section}\n\n| | {} |\n{}|\n", kinds.join(" | "), "| --- ".repeat(kinds.len() + 1))
        });
        let cells: Vec<&str> = rights.iter().map(|(_, allowed, _)| if *allowed { "yes" } else { "–" }).collect();
        writeln!(table, "| `{}` | {} |", operation.id, cells.join(" | ")).unwrap();
        linked += usize::from(rights.iter().any(|(.., link)| *link == Some(true)));
        for (kind, allowed, link) in rights {
            if link.is_some_and(|link| link != allowed) {
                wrong.push(format!("{} as {kind}: allowed {allowed}, linked {}", operation.id, !allowed));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(linked > 40, "only {linked} operations have a link that was looked at");
    assert_kept("docs/rights", "WRITE_RIGHTS", README, &tables);
}
