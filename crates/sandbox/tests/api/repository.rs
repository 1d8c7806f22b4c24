use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use wheelhouse_sandbox::{DataSet, Storage};

use crate::common::{Client, SHOP, TELEMETRY, open, sandbox};

/// What the git program says of a repository.
fn git(path: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    let output = command.env("GIT_CONFIG_GLOBAL", "/dev/null").arg("-C").arg(path).args(arguments).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn path(rest: &str) -> String {
    format!("/projects/{SHOP}/git/{rest}")
}

fn sha(value: &Value) -> &str {
    value["sha"].as_str().unwrap()
}

/// The entry at a path below the tree of a commit.
async fn entry(client: &Client, commit: &str, at: &str) -> Value {
    let mut id = client.get(&path(&format!("commits/{commit}"))).await.ok()["tree"].as_str().unwrap().to_owned();
    let mut found = Value::Null;
    for part in at.split('/') {
        let tree = client.get(&path(&format!("trees/{id}"))).await.ok();
        let entries = tree["tree"].as_array().unwrap();
        found = entries.iter().find(|entry| entry["path"] == part).unwrap_or_else(|| panic!("no {part}")).clone();
        id = sha(&found).to_owned();
    }
    found
}

async fn main_commit(client: &Client) -> String {
    sha(&client.get(&path("refs/heads%2Fmain")).await.ok()).to_owned()
}

#[tokio::test]
async fn on_disk_it_is_what_the_git_program_takes_for_a_good_repository() {
    let folder = tempfile::tempdir().unwrap();
    let client = Client::admin(&open(DataSet::Demo, Storage::Directory(folder.path().to_owned()))).await;
    assert!(!folder.path().join("repositories").exists(), "nothing is made before it is looked at");
    for project in [SHOP, TELEMETRY] {
        let refs = client.get(&format!("/projects/{project}/git/refs")).await.ok();
        let repository = folder.path().join(format!("repositories/{project}.git"));
        git(&repository, &["fsck", "--full", "--strict"]);
        let listed = git(&repository, &["for-each-ref", "--format=%(refname) %(objecttype) %(objectname)"]);
        let answered: Vec<String> = refs
            .as_array()
            .unwrap()
            .iter()
            .map(|reference| {
                let part = |value: &Value| value.as_str().unwrap().to_owned();
                let object = &reference["object"];
                format!("{} {} {}", part(&reference["ref"]), part(&object["type"]), part(&object["sha"]))
            })
            .collect();
        assert_eq!(answered, listed.lines().collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn each_environments_head_is_its_branch_and_its_distance_what_git_counts() {
    let folder = tempfile::tempdir().unwrap();
    let client = Client::admin(&open(DataSet::Demo, Storage::Directory(folder.path().to_owned()))).await;
    for project in [SHOP, TELEMETRY] {
        let list = client.get(&format!("/projects/{project}/environments")).await.ok();
        let names: BTreeMap<&str, &str> = list
            .as_array()
            .unwrap()
            .iter()
            .map(|environment| (environment["id"].as_str().unwrap(), environment["name"].as_str().unwrap()))
            .collect();
        for environment in list.as_array().unwrap() {
            let name = environment["name"].as_str().unwrap();
            let id = format!("heads/{name}").replace('/', "%2F");
            let reference = client.get(&format!("/projects/{project}/git/refs/{id}")).await.ok();
            assert_eq!(reference["sha"], environment["head_commit"], "{name}");
            let Some(parent) = environment["parent"].as_str() else { continue };
            let repository = folder.path().join(format!("repositories/{project}.git"));
            let between = format!("{name}...{}", names[parent]);
            let counted = git(&repository, &["rev-list", "--left-right", "--count", &between]);
            let merge = &environment["merge_info"];
            let answered = format!("{}\t{}", merge["commits_ahead"], merge["commits_behind"]);
            assert_eq!(counted.trim(), answered, "{between}");
        }
    }
}

#[tokio::test]
async fn a_ref_is_found_by_its_escaped_name() {
    let client = Client::admin(&sandbox()).await;
    let refs = client.get(&path("refs")).await.ok();
    let slashed = refs.as_array().unwrap().iter().find(|one| one["ref"] == "refs/heads/feature/new-checkout").unwrap();
    assert_eq!(slashed["id"], "heads%2Ffeature%2Fnew-checkout");
    assert_eq!(slashed["object"], json!({"type": "commit", "sha": slashed["sha"]}));
    let link = slashed["_links"]["self"]["href"].as_str().unwrap();
    assert!(link.ends_with("/git/refs/heads%2Ffeature%2Fnew-checkout"), "{link}");
    assert_eq!(client.get(link).await.ok(), *slashed);
    // The id escaped once more.
    assert_eq!(client.get(&path("refs/heads%252Ffeature%252Fnew-checkout")).await.ok(), *slashed);
    client.get(slashed["_links"]["commit"]["href"].as_str().unwrap()).await.ok();

    // A tag with its own message leads to a commit as every other.
    let tag = client.get(&path("refs/tags%2Fv1.0.0")).await.ok();
    assert_eq!(tag["object"]["type"], "tag");
    assert_ne!(tag["object"]["sha"], tag["sha"]);
    client.get(&path(&format!("commits/{}", sha(&tag)))).await.ok();

    for wrong in
        ["refs%2Fheads%2Fmain", "heads%2Fnothing", "heads%2F..%2Fmain", "main", "%20", "heads%2F%00", "..%2Fconfig"]
    {
        let refused = client.get(&path(&format!("refs/{wrong}"))).await.refused(404);
        assert!(refused["detail"].as_str().unwrap().contains("ref "), "{refused}");
    }
}

#[tokio::test]
async fn a_commit_leads_to_its_files_and_to_what_came_before() {
    let client = Client::admin(&sandbox()).await;
    let head = main_commit(&client).await;
    let merge = client.get(&path(&format!("commits/{head}"))).await.ok();
    assert_eq!(merge["message"], "Merge branch 'staging' into main\n");
    assert_eq!(merge["parents"].as_array().unwrap().len(), 2);
    assert_eq!(merge["author"]["name"], "Niamh Okonjo-Byrne");
    assert_eq!(merge["author"]["email"], client.get("/users/me").await.ok()["email"]);

    // Every commit from here to the first, over months, by several people.
    let (mut waiting, mut seen) = (vec![head], BTreeMap::new());
    while let Some(id) = waiting.pop() {
        if seen.contains_key(&id) {
            continue;
        }
        let commit = client.get(&path(&format!("commits/{id}"))).await.ok();
        waiting.extend(commit["parents"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()));
        seen.insert(id, commit);
    }
    assert!(seen.len() >= 20, "{}", seen.len());
    let date = |commit: &serde_json::Value| commit["committer"]["date"].as_str().unwrap().to_owned();
    let dates: Vec<String> = seen.values().map(date).collect();
    // They begin with the project, and the last is not older than what it was deployed as.
    let made = |value: &serde_json::Value| value["created_at"].as_str().unwrap().to_owned();
    let project = client.get(&format!("/projects/{SHOP}")).await.ok();
    assert!(dates.iter().min().unwrap() > &made(&project));
    let pushes =
        client.get(&format!("/projects/{SHOP}/environments/main/activities?type=environment.merge")).await.ok();
    let merged = &pushes[0];
    assert_eq!(made(merged).get(..13), date(&merge).get(..13), "{merged}");
    assert!(merged["text"].as_str().unwrap().starts_with("Niamh Okonjo-Byrne"));
    let main = client.get(&format!("/projects/{SHOP}/environments/main")).await.ok();
    assert!(main["deployment_state"]["last_deployment_at"].as_str().unwrap() > date(&merge).as_str());
    let people: std::collections::BTreeSet<&str> =
        seen.values().map(|commit| commit["author"]["name"].as_str().unwrap()).collect();
    assert_eq!(people.len(), 3);
    let first: Vec<_> = seen.values().filter(|commit| commit["parents"] == json!([])).collect();
    assert_eq!(first.len(), 1);
}

#[tokio::test]
async fn a_tree_names_modes_and_kinds() {
    let client = Client::admin(&sandbox()).await;
    let head = main_commit(&client).await;
    for (at, mode, kind) in [
        ("src", "040000", "tree"),
        ("src/checkout/cart.ts", "100644", "blob"),
        ("bin/deploy", "100755", "blob"),
        ("README.md", "120000", "blob"),
        ("docs/営業時間.md", "100644", "blob"),
        ("docs/décisions/été-2025.md", "100644", "blob"),
    ] {
        let found = entry(&client, &head, at).await;
        assert_eq!((&found["mode"], &found["type"]), (&json!(mode), &json!(kind)), "{at}");
    }
    // Through the commit itself, as through its tree.
    let tree = client.get(&path(&format!("trees/{head}"))).await.ok();
    assert_eq!(client.get(&path(&format!("trees/{}", sha(&tree)))).await.ok(), tree);
    let names: Vec<&str> =
        tree["tree"].as_array().unwrap().iter().map(|entry| entry["path"].as_str().unwrap()).collect();
    assert!([".platform.app.yaml", ".platform", "docs"].iter().all(|name| names.contains(name)), "{names:?}");
}

#[tokio::test]
async fn a_blob_is_text_or_else_base64_and_never_cut() {
    let client = Client::admin(&sandbox()).await;
    let head = main_commit(&client).await;
    let blob = async |at: &str| {
        let found = entry(&client, &head, at).await;
        client.get(&path(&format!("blobs/{}", sha(&found)))).await.ok()
    };
    let text = blob("docs/décisions/été-2025.md").await;
    assert_eq!(text["encoding"], "utf-8");
    assert!(text["content"].as_str().unwrap().starts_with("# Été 2025\n"));
    assert_eq!(text["size"].as_u64().unwrap(), text["content"].as_str().unwrap().len() as u64);

    let large = blob("data/products.csv").await;
    assert!(large["size"].as_u64().unwrap() > 1024 * 1024);
    assert_eq!(large["size"].as_u64().unwrap(), large["content"].as_str().unwrap().len() as u64);
    assert!(large["content"].as_str().unwrap().ends_with('\n'));

    for (at, begins) in [("public/logo.png", &b"\x89PNG\r\n\x1a\n"[..]), ("data/search-index.bin", b"LSIX\x00")] {
        let binary = blob(at).await;
        assert_eq!(binary["encoding"], "base64");
        let bytes = BASE64_STANDARD.decode(binary["content"].as_str().unwrap()).unwrap();
        assert!(bytes.starts_with(begins), "{at}");
        assert_eq!(binary["size"].as_u64().unwrap(), bytes.len() as u64);
    }
    assert_eq!(blob("README.md").await["content"], "docs/README.md", "a link holds where it leads");
}

#[tokio::test]
async fn what_is_no_id_or_of_another_kind_is_not_found() {
    let client = Client::admin(&sandbox()).await;
    let head = main_commit(&client).await;
    let blob = sha(&entry(&client, &head, "package.json").await).to_owned();
    let zeros = "0".repeat(40);
    for (kind, wrong) in [
        ("commits", blob.as_str()),
        ("commits", &head[..12]),
        ("commits", "main"),
        ("trees", &blob),
        ("blobs", &head),
        ("blobs", "..%2F..%2Fsandbox.sqlite3"),
        ("blobs", &zeros),
        ("blobs", "%F0%9F%A6%86"),
    ] {
        let refused = client.get(&path(&format!("{kind}/{wrong}"))).await.refused(404);
        assert!(refused["detail"].as_str().unwrap().contains("in this repository"), "{refused}");
    }
}

#[tokio::test]
async fn who_may_see_the_project_may_read_its_code_and_nobody_else() {
    let viewer = Client::viewer(&sandbox()).await;
    assert!(!viewer.get(&path("refs")).await.ok().as_array().unwrap().is_empty());
    viewer.get(&format!("/projects/{TELEMETRY}/git/refs")).await.refused(404);
    viewer.get(&format!("/projects/{TELEMETRY}/git/refs/heads%2Fmain")).await.refused(404);
}

#[tokio::test]
async fn a_project_that_is_being_set_up_has_no_code_yet() {
    let client = Client::admin(&sandbox()).await;
    assert_eq!(client.get("/projects/podcastnew4mj/git/refs").await.ok(), json!([]));
    client.get("/projects/podcastnew4mj/git/refs/heads%2Fmain").await.refused(404);
}

#[tokio::test]
async fn a_thousand_projects_cost_nothing_until_one_is_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let client = Client::admin(&open(DataSet::Large, Storage::Directory(folder.path().to_owned()))).await;
    assert!(!folder.path().join("repositories").exists());
    let refs = client.get("/projects/large-environments/git/refs").await.ok();
    assert_eq!(refs.as_array().unwrap().len(), 500);
    let made: Vec<_> = std::fs::read_dir(folder.path().join("repositories")).unwrap().collect();
    assert_eq!(made.len(), 1);
    git(&folder.path().join("repositories/large-environments.git"), &["fsck", "--full", "--strict"]);
    let environment = &client.get("/projects/large-environments/environments").await.ok()[499];
    let id = format!("heads/{}", environment["name"].as_str().unwrap()).replace('/', "%2F");
    let reference = client.get(&format!("/projects/large-environments/git/refs/{id}")).await.ok();
    assert_eq!(reference["sha"], environment["head_commit"]);
}

#[tokio::test]
async fn many_who_look_at_once_see_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let client = Client::admin(&open(DataSet::Demo, Storage::Directory(folder.path().to_owned()))).await;
    let looks: Vec<_> = (0..8)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.get(&path("refs")).await.ok() })
        })
        .collect();
    let mut seen = Vec::new();
    for look in looks {
        seen.push(look.await.unwrap());
    }
    assert!(seen.iter().all(|refs| *refs == seen[0] && refs.as_array().unwrap().len() > 10));
}

#[tokio::test]
async fn a_repository_outlives_a_restart_and_what_was_left_half_made_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::Directory(folder.path().to_owned());
    let before = {
        let client = Client::admin(&open(DataSet::Demo, storage.clone())).await;
        client.get(&path("refs")).await.ok()
    };
    let half = folder.path().join("repositories/.making-x/objects/ab");
    std::fs::create_dir_all(&half).unwrap();
    // Somebody else's file in the repository shows that it is not made again.
    let mark = folder.path().join(format!("repositories/{SHOP}.git/mark"));
    std::fs::write(&mark, "").unwrap();
    let client = Client::admin(&open(DataSet::Demo, storage)).await;
    assert_eq!(client.get(&path("refs")).await.ok(), before);
    assert!(mark.exists() && !half.exists());

    client.control("POST", "reset", json!({})).await.ok();
    assert!(!mark.exists(), "as it was at first");
    assert_eq!(client.get(&path("refs")).await.ok(), before);
}
