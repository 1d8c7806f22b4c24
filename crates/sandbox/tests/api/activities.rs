use serde_json::{Value, json};

use crate::common::{Answer, Client, DONE, RUNNING, SHOP, activity, sandbox};

fn variables(environment: &str) -> String {
    format!("/projects/{SHOP}/environments/{environment}/variables")
}

async fn change(client: &Client, environment: &str, name: &str) -> Value {
    activity(&client.post(&variables(environment), json!({"name": name, "value": "1"})).await.ok())
}

async fn now(client: &Client, activity: &Value) -> Value {
    client.get(activity["_links"]["self"]["href"].as_str().unwrap()).await.ok()
}

fn lines(answer: &Answer) -> Vec<Value> {
    assert_eq!(answer.headers["content-type"], "application/x-json-stream");
    answer.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn an_activity_waits_runs_and_completes_with_time_alone() {
    let client = Client::admin(&sandbox()).await;
    let started = change(&client, "staging", "env:ONE").await;
    assert_eq!((&started["state"], &started["completion_percent"]), (&json!("pending"), &json!(0)));
    assert_eq!((&started["result"], &started["started_at"]), (&Value::Null, &Value::Null));

    client.advance(RUNNING).await;
    let running = now(&client, &started).await;
    assert_eq!(running["state"], "in_progress");
    let percent = running["completion_percent"].as_i64().unwrap();
    assert!((1..100).contains(&percent), "{percent}");
    assert!(running["started_at"].is_string() && running["timings"]["wait"].is_number());
    assert_eq!((&running["result"], &running["completed_at"]), (&Value::Null, &Value::Null));

    client.advance(DONE).await;
    let done = now(&client, &started).await;
    assert_eq!(
        (&done["state"], &done["result"], &done["completion_percent"]),
        (&json!("complete"), &json!("success"), &json!(100))
    );
    assert_eq!(done["updated_at"], done["completed_at"]);
    assert!(done["timings"]["deploy"].is_number() && done["timings"]["execute"].is_number());
    assert_eq!(done["commands"][0]["exit_code"], 0);
    assert_eq!(done["_links"]["#cancel"], Value::Null);
}

#[tokio::test]
async fn the_log_grows_in_order_and_is_sealed_at_the_end() {
    let client = Client::admin(&sandbox()).await;
    let started = change(&client, "staging", "env:ONE").await;
    let log = started["_links"]["log"]["href"].as_str().unwrap();
    assert_eq!(client.get(log).await.text, "", "nothing before the start");
    client.advance(RUNNING).await;
    let first = lines(&client.get(log).await);
    assert!(!first.is_empty() && first.iter().all(|line| line.get("seal").is_none()));
    client.advance(DONE).await;
    let all = lines(&client.get(log).await);
    assert_eq!(all[..first.len()], first[..]);
    for (number, line) in all.iter().enumerate() {
        assert_eq!(line["_id"], number);
    }
    assert_eq!(all.last().unwrap()["seal"], true);
    assert!(all[0]["data"]["message"].as_str().unwrap().contains("env:ONE"));
    assert!(all[0]["data"]["timestamp"].is_string());

    // In pieces.
    let mut pieces = Vec::new();
    while pieces.last().is_none_or(|line: &Value| line.get("seal").is_none()) {
        let piece = lines(&client.get(&format!("{log}?start_at={}&max_items=3", pieces.len())).await);
        assert!(piece.len() <= 4);
        pieces.extend(piece);
    }
    assert_eq!(pieces, all);
    client.get(&format!("{log}?start_at=x")).await.refused(400);
}

#[tokio::test]
async fn activities_of_one_environment_run_one_after_another() {
    let client = Client::admin(&sandbox()).await;
    let first = change(&client, "staging", "env:ONE").await;
    let second = change(&client, "staging", "env:TWO").await;
    let elsewhere = change(&client, "gift-cards-b3m9q", "env:ONE").await;
    let of_project =
        client.post(&format!("/projects/{SHOP}/variables"), json!({"name": "env:ALL", "value": "1"})).await;
    let of_project = activity(&of_project.ok());
    client.advance(RUNNING).await;
    let states = async || {
        let mut states = Vec::new();
        for activity in [&first, &second, &elsewhere, &of_project] {
            states.push(now(&client, activity).await["state"].as_str().unwrap().to_owned());
        }
        states
    };
    assert_eq!(states().await, ["in_progress", "pending", "in_progress", "pending"]);
    client.advance(DONE).await;
    let second = now(&client, &second).await;
    let first = now(&client, &first).await;
    assert_eq!(second["started_at"], first["completed_at"]);
    assert_eq!(now(&client, &of_project).await["started_at"], second["completed_at"]);
}

#[tokio::test]
async fn cancelling_ends_it_and_lets_the_next_start() {
    let client = Client::admin(&sandbox()).await;
    let first = change(&client, "staging", "env:ONE").await;
    let second = change(&client, "staging", "env:TWO").await;
    client.advance(RUNNING).await;
    let cancel = now(&client, &first).await["_links"]["#cancel"]["href"].as_str().unwrap().to_owned();
    let cancelled = activity(&client.send("POST", &cancel, None).await.ok());
    assert_eq!(cancelled["state"], "cancelled");
    assert!(cancelled["cancelled_at"].is_string());
    assert_eq!(cancelled["_links"]["#cancel"], Value::Null);
    assert_eq!(now(&client, &first).await["state"], "cancelled");
    assert_eq!(now(&client, &second).await["state"], "in_progress");
    let log = lines(&client.get(cancelled["_links"]["log"]["href"].as_str().unwrap()).await);
    assert_eq!(log.last().unwrap()["seal"], true);

    let again = client.send("POST", &cancel, None).await.refused(400);
    assert!(again["detail"].as_str().unwrap().contains("cancelled already"));
    client.advance(DONE).await;
    let late = now(&client, &second).await["_links"]["self"]["href"].as_str().unwrap().to_owned();
    let late = client.send("POST", &format!("{late}/cancel"), None).await.refused(400);
    assert!(late["detail"].as_str().unwrap().contains("complete"));
}

#[tokio::test]
async fn a_deploy_hook_that_exits_1_fails_the_deployment_until_its_variable_is_gone() {
    let client = Client::admin(&sandbox()).await;
    let started = change(&client, "staging", "FAIL_DEPLOY").await;
    client.advance(DONE).await;
    let failed = now(&client, &started).await;
    assert_eq!((&failed["state"], &failed["result"]), (&json!("complete"), &json!("failure")));
    assert_eq!(failed["failure_reason"], "shell");
    assert_eq!(failed["commands"], json!([{"app": "app", "type": "deploy", "exit_code": 1}]));
    let log = client.get(failed["_links"]["log"]["href"].as_str().unwrap()).await.text;
    assert!(log.contains("exited with code 1") && log.contains("FAIL_DEPLOY"));
    let environment = format!("/projects/{SHOP}/environments/staging");
    let broken = client.get(&environment).await.ok();
    assert_eq!(broken["deployment_state"]["last_deployment_successful"], false);
    assert_eq!(broken["status"], "dirty");

    let mended = activity(&client.delete(&format!("{}/FAIL_DEPLOY", variables("staging"))).await.ok());
    client.advance(DONE).await;
    assert_eq!(now(&client, &mended).await["result"], "success");
    assert_eq!(client.get(&environment).await.ok()["status"], "active");
}

#[tokio::test]
async fn lists_are_narrowed_and_paged_and_new_ones_shift_nothing() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("/projects/{SHOP}/activities");
    let newest = client.get(&path).await.ok();
    assert_eq!(newest.as_array().unwrap().len(), 10, "ten unless asked otherwise");

    let all = client.get(&format!("{path}?count=100")).await.ok().as_array().unwrap().len();
    assert!((50..100).contains(&all), "{all}");
    let mut seen: Vec<String> = Vec::new();
    let mut from = String::new();
    loop {
        let page = client.get(&format!("{path}?count=7{from}")).await.ok();
        let page = page.as_array().unwrap();
        seen.extend(page.iter().map(|activity| activity["id"].as_str().unwrap().to_owned()));
        let Some(last) = page.last() else { break };
        from = format!("&starts_at={}", last["created_at"].as_str().unwrap().replace('+', "%2B"));
        // Inserted while we page.
        change(&client, "staging", &format!("env:PAGE_{}", seen.len())).await;
    }
    let mut unique = seen.clone();
    unique.sort();
    unique.dedup();
    assert_eq!((seen.len(), unique.len()), (all, all), "as many as the demo has, each once");

    let of =
        async |query: &str| client.get(&format!("{path}?count=100&{query}")).await.ok().as_array().unwrap().clone();
    let failed = of("result=failure").await;
    assert!(!failed.is_empty() && failed.iter().all(|activity| activity["result"] == "failure"));
    let cancelled = of("state=cancelled").await;
    assert!(!cancelled.is_empty() && cancelled.iter().all(|activity| activity["state"] == "cancelled"));
    let two = of("type=environment.backup&type=environment.merge").await;
    assert!(two.iter().any(|activity| activity["type"] == "environment.backup"));
    assert!(two.iter().any(|activity| activity["type"] == "environment.merge"));
    assert!(two.iter().all(|activity| activity["type"] != "environment.push"));
    assert!(!of("state=pending&state=in_progress").await.is_empty());
    for push in of("type=environment.push&state=complete").await {
        let commit = push["payload"]["commits"][0]["sha"].as_str().unwrap();
        let commit = client.get(&format!("/projects/{SHOP}/git/commits/{commit}")).await.ok();
        assert_eq!(commit["message"], push["payload"]["commits"][0]["message"]);
    }
    client.get(&format!("{path}?count=101")).await.refused(400);
    assert!(client.get(&format!("{path}?starts_at=never")).await.refused(400)["detail"]["starts_at"].is_string());
}

#[tokio::test]
async fn an_environment_lists_its_own() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("/projects/{SHOP}/environments/staging/activities");
    let list = client.get(&format!("{path}?count=100")).await.ok();
    assert!(!list.as_array().unwrap().is_empty());
    for activity in list.as_array().unwrap() {
        assert!(activity["environments"].as_array().unwrap().contains(&json!("staging")));
        assert!(activity["_links"]["self"]["href"].as_str().unwrap().contains("/environments/staging/"));
    }
    let elsewhere = change(&client, "main", "env:ELSEWHERE").await;
    client.get(&format!("{path}/{}", elsewhere["id"].as_str().unwrap())).await.refused(404);
    let here = change(&client, "staging", "env:HERE").await;
    client.send("POST", &format!("{path}/{}/cancel", here["id"].as_str().unwrap()), None).await.ok();
}

#[tokio::test]
async fn who_may_not_change_may_not_cancel() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let started = change(&admin, "staging", "env:ONE").await;
    assert_eq!(now(&viewer, &started).await["_links"]["#cancel"], Value::Null);
    let path = format!("{}/cancel", started["_links"]["self"]["href"].as_str().unwrap());
    viewer.send("POST", &path, None).await.refused(403);
    admin.send("POST", &path, None).await.ok();
}

#[tokio::test]
async fn an_activity_by_itself_has_the_text_of_its_log() {
    let client = Client::admin(&sandbox()).await;
    let written = client.post(&format!("/projects/{SHOP}/environments/staging/redeploy"), json!({})).await.ok();
    let done = client.finish(&written).await;
    let log = done["log"].as_str().unwrap();
    assert!(log.starts_with("Redeploying environment staging\n") && log.ends_with("is complete\n"), "{log}");
    let list = client.get(&format!("/projects/{SHOP}/activities?count=5")).await.ok();
    assert!(list.as_array().unwrap().iter().all(|one| one["log"] == ""), "{list}");
}
