//! What holds for every request body alike.

use serde_json::{Value, json};
use wheelhouse_contract::{Field, Kind, Method, Operation, operations};

use crate::common::{Client, SHOP, sandbox};
use crate::contract::{self, body, path};

/// Whether an error names the field, or a field inside it; in either of the forms in which sections do.
fn names(answer: &Value, field: &str) -> bool {
    // In a list of bodies after the place of the one.
    let is = |path: &str| path.split('.').find(|part| part.parse::<usize>().is_err()) == Some(field);
    let detail = answer["detail"].as_object().into_iter().flatten();
    let mut violations = answer["violations"].as_array().into_iter().flatten();
    detail.filter(|(_, message)| message.is_string()).any(|(path, _)| is(path))
        || violations.any(|violation| is(violation["field"].as_str().unwrap()))
}

/// A good body, or the first of a list of them.
fn one(operation: &Operation) -> Value {
    let body = body(operation).unwrap();
    if operation.takes_list { body[0].clone() } else { body }
}

#[tokio::test]
async fn every_body_is_refused_field_by_field() {
    let client = Client::admin(&sandbox()).await;
    for operation in operations().filter(|operation| operation.body.is_some()) {
        let path = path(&client, operation).await;
        let declared = operation.body.unwrap();
        let good = one(operation);
        let whole = |one: Value| if operation.takes_list { json!([one]) } else { one };
        for field in declared.fields_for(good.as_object().unwrap()) {
            let mut bad = good.clone();
            bad[field.name] = json!({"no": ["such", "type"]});
            if field.kind == Kind::Json {
                continue;
            }
            let answer = client.send(operation.method.name(), &path, Some(whole(bad))).await.refused(400);
            assert!(names(&answer, field.name), "{} {}: {answer}", operation.id, field.name);
            if field.required && operation.method == Method::Post && !may_be_left_out(field) {
                let mut bad = good.clone();
                bad.as_object_mut().unwrap().remove(field.name);
                let answer = client.send(operation.method.name(), &path, Some(whole(bad))).await.refused(400);
                assert!(names(&answer, field.name), "{} {}: {answer}", operation.id, field.name);
            }
        }
        if let Some(tag) = declared.variants.and_then(|variants| variants.tag) {
            for tag_value in [Value::Null, json!("no such kind"), json!(1)] {
                let mut bad = good.clone();
                bad[tag] = tag_value;
                let answer = client.send(operation.method.name(), &path, Some(bad)).await.refused(400);
                assert!(answer["detail"][tag].is_string(), "{} {tag}: {answer}", operation.id);
            }
        }
        let mut unknown = good.clone();
        unknown["no_such_field"] = json!(1);
        // Somewhere else: what is understood changes what others find.
        let elsewhere = Client::admin(&sandbox()).await;
        let there = contract::path(&elsewhere, operation).await;
        let answer = elsewhere.send(operation.method.name(), &there, Some(whole(unknown))).await;
        // The bodies of organizations and of who belongs to them are open: who sends more than is known is understood.
        match operation.section() {
            "Invitations" | "Organizations" | "Subscriptions" | "Teams" | "Vouchers" | "Profiles" | "Support" => {
                assert!(answer.status.is_success(), "{}: {}", operation.id, answer.text)
            }
            _ => assert!(names(&answer.refused(400), "no_such_field"), "{}", operation.id),
        }
        let other = if operation.takes_list { json!({"1": 1}) } else { json!([1]) };
        let answer = client.send(operation.method.name(), &path, Some(other)).await.refused(400);
        assert!(answer["detail"].as_str().unwrap().contains("object"));
        if declared.variants.is_some()
            || declared.fields.iter().any(|field| field.required)
            || operation.method == Method::Patch
        {
            let answer = client.send(operation.method.name(), &path, None).await.refused(400);
            assert!(answer["detail"].as_str().unwrap().contains("not JSON"));
        }
        let enormous = Some(Value::String("x".repeat(2 * 1024 * 1024)));
        client.send(operation.method.name(), &path, enormous).await.refused(413);
    }
}

/// Whether a field that the reference requires has its own value when it is left out: older clients know some as
/// optional, and so do newer descriptions.
fn may_be_left_out(field: &Field) -> bool {
    field.default.is_some() || field.nullable || field.kind == Kind::Json
}

#[tokio::test]
async fn what_has_a_value_of_its_own_may_be_left_out() {
    for operation in operations().filter(|operation| operation.method == Method::Post) {
        if operation.body.is_none() {
            continue;
        }
        let good = one(operation);
        let left_out = operation.body.unwrap().fields_for(good.as_object().unwrap()).into_iter();
        // A route leads somewhere, and without an address it is where one is already.
        let needed = |field: &&Field| matches!(field.name, "production_url" | "upstream");
        let left_out = left_out.filter(|field| may_be_left_out(field) && !needed(field));
        let left_out: Vec<&str> = left_out.map(|field| field.name).collect();
        // Without any of what is to be synchronized there is nothing to do.
        if left_out.is_empty() || operation.id == "synchronize-a-child-environment-with-its-parent" {
            continue;
        }
        let client = Client::admin(&sandbox()).await;
        let path = path(&client, operation).await;
        let mut little = good.clone();
        little.as_object_mut().unwrap().retain(|name, _| !left_out.contains(&name.as_str()));
        assert!(!operation.takes_list, "{}: say here how a list is sent", operation.id);
        let answer = client.send("POST", &path, Some(little)).await;
        assert!(answer.status.is_success(), "{}: {}", operation.id, answer.text);
    }
}

#[tokio::test]
async fn a_field_that_is_not_known_is_refused_whether_there_is_a_body_or_not() {
    let client = Client::admin(&sandbox()).await;
    for operation in operations().filter(|operation| !operation.method.is_read() && operation.body.is_none()) {
        let path = path(&client, operation).await;
        let answer = client.send(operation.method.name(), &path, Some(json!({"no_such_field": 1}))).await.refused(400);
        assert!(names(&answer, "no_such_field"), "{}: {answer}", operation.id);
    }
    // Nothing at all is no field.
    let redeploy = format!("/projects/{SHOP}/environments/staging/redeploy");
    client.post(&redeploy, json!({})).await.ok();
}

#[tokio::test]
async fn a_change_need_not_say_which_kind_it_is_of() {
    let mut seen = 0;
    for operation in operations().filter(|operation| operation.method == Method::Patch) {
        let Some(tag) = operation.body.and_then(|body| body.variants?.tag) else { continue };
        let client = Client::admin(&sandbox()).await;
        let path = path(&client, operation).await;
        let mut untold = body(operation).unwrap();
        untold.as_object_mut().unwrap().remove(tag);
        let mut wrong = untold.clone();
        wrong["no_such_field"] = json!(1);
        let refused = client.patch(&path, wrong).await.refused(400);
        assert!(names(&refused, "no_such_field"), "{}: {refused}", operation.id);
        client.patch(&path, untold).await.ok();
        seen += 1;
    }
    assert_eq!(seen, 3, "routes, integrations and targets");
}

#[tokio::test]
async fn what_may_be_null_is_taken_as_null() {
    for operation in operations() {
        if operation.body.is_none() {
            continue;
        }
        let good = one(operation);
        let fields = operation.body.unwrap().fields_for(good.as_object().unwrap()).into_iter();
        // Of these there is always one, which is said where null is refused; a new route without an address is where
        // one is already.
        let always = ["default_branch", "default_domain", "parent", "upstream", "production_url"];
        let nullable: Vec<&str> = fields.filter(|field| field.nullable).map(|field| field.name).collect();
        let nullable = nullable.into_iter().filter(|name| !always.contains(name)).collect::<Vec<_>>();
        if nullable.is_empty() {
            continue;
        }
        let client = Client::admin(&sandbox()).await;
        let path = path(&client, operation).await;
        let mut body = good.clone();
        nullable.iter().for_each(|name| body[*name] = Value::Null);
        let answer = client.send(operation.method.name(), &path, Some(body)).await;
        assert!(answer.status.is_success(), "{} {nullable:?}: {}", operation.id, answer.text);
    }
}
