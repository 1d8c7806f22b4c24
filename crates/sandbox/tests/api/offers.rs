//! Plans, regions and prices.

use serde_json::{Value, json};

use crate::common::{Client, LAKESIDE, sandbox};

const NORTHWIND: &str = "01HX7T4N9Z1KQFM2C8VYW6SJRB";
const HARBOR: &str = "01J2B6W3RD8HXPK5T0MQN9YCVG";

#[tokio::test]
async fn plans_are_listed_from_small_to_large() {
    let list = Client::viewer(&sandbox()).await.get("/plans").await.ok();
    let names: Vec<&str> =
        list["plans"].as_array().unwrap().iter().map(|plan| plan["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["development", "standard", "medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge"]);
    assert_eq!(list["count"], 8);
}

#[tokio::test]
async fn regions_are_narrowed_by_where_they_are_and_whether_they_take_projects() {
    let client = Client::admin(&sandbox()).await;
    let ids = async |query: &str| -> Vec<String> {
        let list = client.get(&format!("/organizations/{LAKESIDE}/regions{query}")).await.ok();
        assert_eq!(list["count"].as_u64().unwrap(), list["items"].as_array().unwrap().len() as u64);
        list["items"].as_array().unwrap().iter().map(|region| region["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids("").await.len(), 6);
    assert_eq!(ids("?filter[zone]=Europe").await, ["eu-5.platform.sh", "eu-2.platform.sh"]);
    assert_eq!(ids("?filter[available]=false").await, ["us-3.platform.sh"]);
    assert_eq!(ids("?filter[available]=1&filter[zone]=North%20America").await.len(), 2);
    assert_eq!(ids("?filter[private]=true").await, [""; 0]);
    let sweden =
        client.get(&format!("/organizations/{LAKESIDE}/regions?filter[zone]=Europe")).await.ok()["items"][1].clone();
    assert_eq!((&sweden["environmental_impact"]["green"], &sweden["provider"]["name"]), (&json!(true), &json!("AWS")));
    let beyond = client.get(&format!("/organizations/{LAKESIDE}/regions?page=2")).await.ok();
    assert_eq!((&beyond["items"], &beyond["_links"]["next"]), (&json!([]), &Value::Null));
    client.get(&format!("/organizations/{LAKESIDE}/regions?filter[available]=perhaps")).await.refused(400);
    client.get(&format!("/organizations/{LAKESIDE}/regions?filter[zone][gt]=A")).await.refused(400);
    Client::viewer(&sandbox()).await.get(&format!("/organizations/{HARBOR}/regions")).await.refused(404);
}

fn estimate(organization: &str, plan: &str, environments: i64, storage: i64, users: i64) -> String {
    format!(
        "/organizations/{organization}/subscriptions/estimate?plan={plan}&environments={environments}&storage={storage}&user_licenses={users}"
    )
}

#[tokio::test]
async fn a_price_is_what_its_parts_add_up_to_in_the_organizations_currency() {
    let client = Client::admin(&sandbox()).await;
    let least = client.get(&estimate(LAKESIDE, "development", 3, 5_120, 1)).await.ok();
    let nothing = "£0.00";
    assert_eq!(
        least,
        json!({"plan": "£8.00", "user_licenses": nothing, "environments": nothing, "storage": nothing, "total": "£8.00", "options": {}})
    );
    // Nine more environments, fifteen more GiB for each of twelve, five more people.
    let more = client.get(&estimate(LAKESIDE, "large", 12, 20_480, 6)).await.ok();
    assert_eq!(
        more,
        json!({"plan": "£140.00", "user_licenses": "£40.00", "environments": "£49.50", "storage": "£72.00", "total": "£301.50", "options": {}})
    );
    let euros = client.get(&format!("{}&format=complex", estimate(NORTHWIND, "8xlarge", 3, 5_120, 1))).await.ok();
    assert_eq!(
        euros["total"].to_string(),
        r#"{"formatted":"€2,070.00","amount":2070.00,"currency_code":"EUR","currency_symbol":"€"}"#
    );
}

#[tokio::test]
async fn what_has_no_price_is_refused_at_its_parameter() {
    let sandbox = sandbox();
    let (client, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let at = |refused: &Value| refused["violations"][0]["field"].as_str().unwrap().to_owned();
    // A part of the price that is no plan.
    for plan in ["gigantic", "storage", ""] {
        assert_eq!(at(&client.get(&estimate(LAKESIDE, plan, 3, 5_120, 1)).await.refused(400)), "plan");
    }
    assert_eq!(at(&client.get(&estimate(LAKESIDE, "large", 0, 5_120, 1)).await.refused(400)), "environments");
    let refused =
        client.get(&format!("/organizations/{LAKESIDE}/subscriptions/estimate?plan=large")).await.refused(400);
    assert_eq!(refused["violations"].as_array().unwrap().len(), 3);
    assert_eq!(
        at(&client.get(&format!("{}&format=x", estimate(LAKESIDE, "large", 3, 5_120, 1))).await.refused(400)),
        "format"
    );
    viewer.get(&estimate(LAKESIDE, "large", 3, 5_120, 1)).await.refused(403);
}
