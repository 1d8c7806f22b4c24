//! Whatever is written in whatever order, the list is what a plain map says it is.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::{Client, SHOP, sandbox};

#[derive(Clone, Debug)]
enum Write {
    Create { name: usize, value: String, sensitive: bool },
    Change { name: usize, value: Option<String>, sensitive: Option<bool>, rename: Option<usize> },
    Delete { name: usize },
}

const NAMES: &[&str] = &["env:A", "env:B", "b.c", "a-b", "UPPER", "env:A:B"];

fn write() -> impl Strategy<Value = Write> {
    let name = 0..NAMES.len();
    let value = "[ -~]{0,12}|.{0,6}";
    prop_oneof![
        3 => (name.clone(), value, any::<bool>())
            .prop_map(|(name, value, sensitive)| Write::Create { name, value, sensitive }),
        3 => (name.clone(), proptest::option::of(value), proptest::option::of(any::<bool>()), proptest::option::of(name.clone()))
            .prop_map(|(name, value, sensitive, rename)| Write::Change { name, value, sensitive, rename }),
        1 => name.prop_map(|name| Write::Delete { name }),
    ]
}

/// Value and whether it is sensitive, by name.
type Model = BTreeMap<String, (String, bool)>;

/// What the write does to the model, as the status that it should answer.
fn apply(model: &mut Model, write: &Write) -> u16 {
    let is_value = |value: &str| !value.contains('\0');
    match write {
        Write::Create { name, value, sensitive } => {
            if !is_value(value) {
                return 400;
            }
            if model.contains_key(NAMES[*name]) {
                return 409;
            }
            model.insert(NAMES[*name].to_owned(), (value.clone(), *sensitive));
            201
        }
        Write::Change { value: Some(value), .. } if !is_value(value) => 400,
        Write::Change { name, value, sensitive, rename } => {
            let Some((old, was_sensitive)) = model.get(NAMES[*name]).cloned() else { return 404 };
            let renamed = rename.map_or(NAMES[*name], |rename| NAMES[rename]);
            if was_sensitive && *sensitive == Some(false) {
                return 400;
            }
            if renamed != NAMES[*name] && model.contains_key(renamed) {
                return 409;
            }
            model.remove(NAMES[*name]);
            let value = value.clone().unwrap_or(old);
            model.insert(renamed.to_owned(), (value, sensitive.unwrap_or(was_sensitive)));
            200
        }
        Write::Delete { name } => model.remove(NAMES[*name]).map_or(404, |_| 200),
    }
}

async fn send(client: &Client, base: &str, write: &Write) -> u16 {
    let one = |name: usize| {
        let mut path = format!("{base}/");
        wheelhouse_contract::operation::encode(NAMES[name], &mut path);
        path
    };
    let answer = match write {
        Write::Create { name, value, sensitive } => {
            client.post(base, json!({"name": NAMES[*name], "value": value, "is_sensitive": sensitive})).await
        }
        Write::Change { name, value, sensitive, rename } => {
            let mut body = json!({});
            if let Some(value) = value {
                body["value"] = json!(value);
            }
            if let Some(sensitive) = sensitive {
                body["is_sensitive"] = json!(sensitive);
            }
            if let Some(rename) = rename {
                body["name"] = json!(NAMES[*rename]);
            }
            client.patch(&one(*name), body).await
        }
        Write::Delete { name } => client.delete(&one(*name)).await,
    };
    answer.status.as_u16()
}

fn read(list: &Value) -> BTreeMap<String, (Option<String>, bool)> {
    let entry = |item: &Value| {
        let value = item.get("value").map(|value| value.as_str().unwrap().to_owned());
        (item["name"].as_str().unwrap().to_owned(), (value, item["is_sensitive"].as_bool().unwrap()))
    };
    list.as_array().unwrap().iter().map(entry).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_list_is_what_was_written(writes in proptest::collection::vec(write(), 1..25), of_project in any::<bool>()) {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let client = Client::admin(&sandbox()).await;
            // The project's own variables go first, so that the model starts empty.
            let base = if of_project { format!("/projects/{SHOP}/variables") } else { format!("/projects/{SHOP}/environments/main/variables") };
            for name in crate::common::names(&client.get(&base).await.ok()) {
                client.delete(&format!("{base}/{name}")).await.ok();
            }
            let mut model = Model::new();
            for write in &writes {
                let expected = apply(&mut model, write);
                assert_eq!(send(&client, &base, write).await, expected, "{write:?}");
                let seen = read(&client.get(&base).await.ok());
                let modelled = model.iter().map(|(name, (value, sensitive))| {
                    (name.clone(), ((!sensitive).then(|| value.clone()), *sensitive))
                });
                assert_eq!(seen, modelled.collect(), "after {write:?}");
            }
        });
    }
}
