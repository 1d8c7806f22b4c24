use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use wheelhouse_sandbox::{DataSet, Storage};

use crate::common::{Client, open};

#[tokio::test]
async fn there_is_as_much_as_promised_and_it_is_answered_in_time() {
    let since = Instant::now();
    let client = Client::admin(&open(DataSet::Large, Storage::Memory)).await;
    assert!(since.elapsed() < Duration::from_secs(20), "seeding took {:?}", since.elapsed());

    let organizations = client.get("/organizations?page[size]=100").await.ok();
    assert_eq!(organizations["count"], 20);
    let mut projects = 0;
    for organization in organizations["items"].as_array().unwrap() {
        let path = organization["_links"]["subscriptions"]["href"].as_str().unwrap();
        projects += client.get(path).await.ok()["count"].as_i64().unwrap();
    }
    assert_eq!(projects, 1_000);
    let environments = client.get("/projects/large-environments/environments").await.ok();
    assert_eq!(environments.as_array().unwrap().len(), 500);
    assert_is_a_tree(environments.as_array().unwrap());

    let mut count = 0;
    let mut from = String::new();
    loop {
        let page = client.get(&format!("/projects/large-activities/activities?count=100{from}")).await.ok();
        let page = page.as_array().unwrap();
        count += page.len();
        let Some(last) = page.last() else { break };
        from = format!("&starts_at={}", last["created_at"].as_str().unwrap());
    }
    assert_eq!(count, 10_000);

    let newest = client.get("/projects/large-activities/activities?count=1").await.ok()[0].clone();
    let log = newest["_links"]["log"]["href"].as_str().unwrap();
    let text = client.get(log).await.text;
    assert_eq!(text.lines().count(), 100_001, "each line, and the seal");
    let last: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    assert_eq!(last, json!({"_id": 100_000, "seal": true}));
    let middle = client.get(&format!("{log}?start_at=50000&max_items=10")).await.text;
    assert_eq!(middle.lines().count(), 10);
}

#[tokio::test]
async fn its_projects_are_backed_up_though_nobody_ever_deployed_them_here() {
    let sandbox = open(DataSet::Large, Storage::Memory);
    let backups = "/projects/large-environments/environments/main/backups";
    let client = Client::admin(&sandbox).await;
    assert_eq!(client.get(backups).await.ok(), json!([]));
    client.advance(25.0 * 3600.0).await;
    let client = Client::admin(&sandbox).await;
    let since = Instant::now();
    let made = client.get(backups).await.ok();
    assert!(since.elapsed() < Duration::from_secs(20), "a day of a thousand projects took {:?}", since.elapsed());
    assert_eq!((made.as_array().unwrap().len(), &made[0]["automated"]), (1, &json!(true)));
}

#[tokio::test]
async fn an_empty_sandbox_has_people_and_nothing_else() {
    let client = Client::admin(&open(DataSet::Empty, Storage::Memory)).await;
    assert_eq!(client.get("/users/me").await.ok()["username"], "niamh");
    let list = client.get("/organizations").await.ok();
    assert_eq!((&list["count"], &list["items"]), (&json!(0), &json!([])));
}

/// Several levels, of every type and in every state.
#[track_caller]
fn assert_is_a_tree(environments: &[Value]) {
    let parents: BTreeMap<&str, Option<&str>> =
        environments.iter().map(|found| (found["id"].as_str().unwrap(), found["parent"].as_str())).collect();
    let depth = |id: &str| {
        let above = std::iter::successors(parents[id], |id| parents[*id]);
        above.take(environments.len()).count()
    };
    let mut levels: BTreeMap<usize, usize> = BTreeMap::new();
    for id in parents.keys() {
        *levels.entry(depth(id)).or_default() += 1;
    }
    assert!(levels.len() >= 5 && levels.keys().all(|level| *level < 8), "{levels:?}");
    for (key, values) in [
        ("type", &["production", "staging", "development"][..]),
        ("status", &["active", "dirty", "inactive", "paused"]),
    ] {
        let seen: BTreeSet<&str> = environments.iter().map(|found| found[key].as_str().unwrap()).collect();
        assert_eq!(seen, values.iter().copied().collect(), "{key}");
    }
}

#[tokio::test]
async fn of_a_long_log_an_activity_has_the_beginning() {
    let client = Client::admin(&open(DataSet::Large, Storage::Memory)).await;
    let newest = client.get("/projects/large-activities/activities?count=1").await.ok()[0].clone();
    let newest = client.get(newest["_links"]["self"]["href"].as_str().unwrap()).await.ok();
    let log = newest["log"].as_str().unwrap();
    assert!((60_000..65_536).contains(&log.len()) && log.ends_with('\n'), "{}", log.len());
}
