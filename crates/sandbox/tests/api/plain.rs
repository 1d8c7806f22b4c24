//! Resources that are listed, added, read and deleted: what is added is there until it is deleted, with a link for that.

use std::collections::BTreeSet;

use serde_json::Value;
use wheelhouse_contract::{Method, Operation, operations};

use crate::account;
use crate::common::{Client, sandbox};
use crate::contract::{body, path};

/// What the reference shows without links.
const UNLINKED: &[&str] = &["delete-an-api-token", "delete-subscription"];

/// The operation that adds to a list, and the one that deletes from it.
fn plain() -> impl Iterator<Item = (&'static Operation, &'static Operation)> {
    let at = |method, path: &str| operations().find(|other| other.method == method && other.path == path);
    operations().filter(|operation| operation.method == Method::Delete).filter_map(move |delete| {
        let (list, _) = delete.path.rsplit_once("/{")?;
        at(Method::Get, list).and(at(Method::Get, delete.path))?;
        Some((at(Method::Post, list)?, delete))
    })
}

/// The addresses of what is in a list.
async fn listed(client: &Client, list: &str) -> BTreeSet<String> {
    let answer = client.get(list).await.ok();
    let items = answer.as_array().or_else(|| answer.as_object()?.values().find_map(|value| value.as_array()));
    let address = |item: &Value| match (item["_links"]["self"]["href"].as_str(), item["id"].as_str()) {
        (Some(itself), _) => itself.to_owned(),
        (None, id) => format!("{list}/{}", id.unwrap_or_default()),
    };
    items.unwrap().iter().map(address).collect()
}

/// What is wrong with them.
async fn attempt(add: &Operation, delete: &Operation) -> Option<String> {
    let client = Client::admin(&sandbox()).await;
    let list = path(&client, add).await;
    account::prepare(&client, add.id).await;
    let (before, sent) = (listed(&client, &list).await, body(add).unwrap_or_default());
    let answer = client.post(&list, sent.clone()).await;
    assert!(answer.status.is_success(), "{}: {}", add.id, answer.text);
    let after = listed(&client, &list).await;
    let added: Vec<&String> = after.difference(&before).collect();
    let [one] = added[..] else { return Some(format!("{}: not one is new in {list}, but {added:?}", add.id)) };
    let read = client.get(one).await.ok();
    for (name, value) in sent.as_object().into_iter().flatten() {
        if read.get(name).is_some_and(|kept| kept != value) {
            return Some(format!("{}: {name} was sent as {value}, and is {}", add.id, read[name]));
        }
    }
    let is_linked = ["#delete", "delete"].iter().any(|relation| read["_links"][relation].is_object());
    if !is_linked && !UNLINKED.contains(&delete.id) {
        return Some(format!("{}: no link of {read} allows it", delete.id));
    }
    let answer = client.delete(one).await;
    if !answer.status.is_success() || client.get(one).await.status != 404 || listed(&client, &list).await != before {
        return Some(format!("{}: {} {}", delete.id, answer.status, answer.text));
    }
    None
}

#[tokio::test]
async fn what_is_added_is_there_until_it_is_deleted() {
    let mut wrong = Vec::new();
    for (add, delete) in plain() {
        wrong.extend(attempt(add, delete).await);
    }
    assert!(plain().count() > 15 && wrong.is_empty(), "{}", wrong.join("\n"));
}
