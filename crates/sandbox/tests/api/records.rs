use serde_json::{Value, json};

use crate::billing::all;
use crate::common::{Client, LAKESIDE, sandbox};

async fn plans(client: &Client, query: &str) -> Vec<Value> {
    all(client, &format!("/organizations/{LAKESIDE}/records/plan?{query}")).await
}

/// Signs as they stand in an address.
fn escaped(operator: &str) -> String {
    operator.replace('<', "%3C").replace('>', "%3E")
}

fn texts<'a>(records: &'a [Value], name: &str) -> Vec<&'a str> {
    records.iter().map(|record| record[name].as_str().unwrap_or("-")).collect()
}

#[tokio::test]
async fn records_tell_the_history_of_each_subscription_and_agree_with_what_it_has() {
    let client = Client::admin(&sandbox()).await;
    let shop = plans(&client, "filter[subscription_id]=41207").await;
    assert_eq!(texts(&shop, "plan"), ["large", "large", "medium", "standard"]);
    for (later, earlier) in shop.iter().zip(shop.iter().skip(1)) {
        assert_eq!(earlier["end"], later["start"]);
    }
    let subscriptions = client.get(&format!("/organizations/{LAKESIDE}/subscriptions")).await.ok();
    for subscription in subscriptions["items"].as_array().unwrap() {
        let id = subscription["id"].as_str().unwrap();
        let records = plans(&client, &format!("filter[subscription_id]={id}")).await;
        assert_eq!((&records[0]["plan"], &records[0]["end"]), (&subscription["plan"], &Value::Null), "{id}");
        let suspended = subscription["status"] == "suspended";
        assert_eq!(records[0]["status"] == "suspended", suspended, "{id}");
        for (group, name) in
            [("storage", "storage"), ("environments", "environments"), ("user_licenses", "user_licenses")]
        {
            let path = format!("filter[subscription_id]={id}&filter[usage_group]={group}");
            let usage = all(&client, &format!("/organizations/{LAKESIDE}/records/usage?{path}")).await;
            assert_eq!(usage[0]["quantity"], subscription[name], "{id} {group}");
        }
    }
    // One that is gone is still told of.
    let gone = plans(&client, "filter[subscription_id]=41194").await;
    assert!(gone[0]["end"].is_string());
    // A record is its owner's.
    let owner = client.get(&format!("/organizations/{LAKESIDE}")).await.ok()["owner_id"].clone();
    assert_eq!(shop[0]["owner"], owner);
}

#[tokio::test]
async fn records_are_narrowed_by_what_and_by_when() {
    let client = Client::admin(&sandbox()).await;
    let shop = plans(&client, "filter[subscription_id]=41207").await;
    let of_shop = async |query: &str| {
        texts(&plans(&client, &format!("filter[subscription_id]=41207&{query}")).await, "plan").join(" ")
    };
    assert_eq!(of_shop("filter[plan]=medium").await, "medium");
    assert_eq!(of_shop("filter[status]=suspended").await, "");
    // What lasted at a time: what had not ended, and had begun.
    let medium = shop[2]["start"].as_str().unwrap().replace('+', "%2B");
    assert_eq!(of_shop(&format!("filter[start]={medium}")).await, "large large medium");
    assert_eq!(of_shop(&format!("filter[end]={medium}")).await, "medium standard");
    let day = shop[2]["start"].as_str().unwrap().split_once('T').unwrap().0.to_owned();
    assert_eq!(of_shop(&format!("filter[end]={day}")).await, "standard", "a day is its beginning");
    assert_eq!(of_shop(&format!("filter[started_at]={medium}")).await, "medium");
    for (operator, is) in
        [(">", "large large"), (">=", "large large medium"), ("<", "standard"), ("<>", "large large standard")]
    {
        let query = format!("filter[started_at][value]={medium}&filter[started_at][operator]={}", escaped(operator));
        assert_eq!(of_shop(&query).await, is, "{operator}");
    }
    let ended = format!("filter[ended_at][value]={medium}&filter[ended_at][operator]={}", escaped("<="));
    assert_eq!(of_shop(&ended).await, "standard");
    let usage =
        format!("/organizations/{LAKESIDE}/records/usage?filter[subscription_id]=41207&filter[usage_group]=storage");
    let quantities = |list: &[Value]| list.iter().map(|one| one["quantity"].as_i64().unwrap()).collect::<Vec<_>>();
    assert_eq!(quantities(&all(&client, &usage).await), [20_480, 10_240]);
    assert_eq!(quantities(&all(&client, &format!("{usage}&filter[start]={medium}")).await), [20_480]);
    for wrong in [
        "filter[start]=soon",
        "filter[started_at][value]=x",
        "filter[started_at][between]=2020-01-01",
        "filter[plan]=tiny",
    ] {
        client.get(&format!("/organizations/{LAKESIDE}/records/plan?{wrong}")).await.refused(400);
    }
    let wrong = client.get(&format!("/organizations/{LAKESIDE}/records/usage?filter[usage_group]=air")).await;
    wrong.refused(400);
    let page = client.get(&format!("/organizations/{LAKESIDE}/records/plan?page=2")).await.ok();
    assert_eq!((&page["items"], page["_links"]["previous"].is_object()), (&json!([]), true));
}
