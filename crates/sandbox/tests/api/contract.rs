//! What holds for every declared operation alike.

use serde_json::{Map, Value, json};
use wheelhouse_contract::answer::{AnswerShape, activities};
use wheelhouse_contract::operation::{QueryKind, fill, parameters};
use wheelhouse_contract::sections::REFERENCE;
use wheelhouse_contract::validate::validate_field;
use wheelhouse_contract::{Body, Field, Kind, Method, Operation, operations};

use crate::account;
use crate::answers;
use crate::common::{Client, JO, LAKESIDE, PRIYANKA, SHOP, sandbox};
use crate::made;

/// The value for a parameter of a path that cannot be just any of its list.
fn parameter(operation: &Operation, name: &str, activity: &str, user: &str) -> Option<String> {
    let value = match name {
        "projectId" if operation.id == "initialize-a-new-environment" => "portal5hq2ndc",
        "projectId" | "project_id" => SHOP,
        // Who has access in their own name.
        "user_id" if is_access(operation) => PRIYANKA,
        "projectAccessId" | "environmentTypeAccessId" => PRIYANKA,
        "environmentId" => environment(operation.id),
        "environmentTypeId" => "staging",
        "versionId" => "ba3oamemad2qp",
        "projectVariableId" => "env:TZ",
        "variableId" => "env:LOG_LEVEL",
        "activityId" => activity,
        "organization_id" => LAKESIDE,
        "user_id" if operation.id.ends_with("organization-member") => NOOR,
        "user_id" if operation.path.starts_with("/teams/") || operation.id == "user-teams" => TOMASZ,
        "user_id" | "userId" | "uuid" => user,
        "email" => "niamh@lakeside-media.example",
        "username" => "niamh",
        "provider" => "google",
        "certificateId" => "x4z4kcsnvmnv6onu6jijms65dj",
        "domainId" => "www.lakeside-shop.example",
        "backupId" => "fap75sbt6yabb",
        "routeId" => "api",
        "deploymentId" => "current",
        "integrationId" => "th6se3v4pp4kr",
        "deploymentTargetConfigurationId" => "gle3aujkjhww4",
        "key_id" => "1",
        "subscription_id" => "41207",
        "ticket_id" => "30001",
        "repositoryRefId" => "heads/feature/new-checkout",
        // Of `.gitignore`.
        "repositoryBlobId" => "aa0926aa82be4ea860ccaba7f849bfdeba82ce41",
        _ => return None,
    };
    Some(value.to_owned())
}

/// A good value for each parameter of a path: the one above, else the first that the list answers with.
async fn values(client: &Client, operation: &Operation, activity: &str, user: &str) -> Vec<String> {
    let mut values = Vec::new();
    for name in parameters(operation.path) {
        let value = match parameter(operation, name, activity, user) {
            Some(_) if operation.id == "delete-organization" => account::organization(client).await,
            Some(value) => value,
            None if matches!(name, "repositoryCommitId" | "repositoryTreeId") => head(client).await,
            None => first_of_list(client, operation, name, &values).await,
        };
        values.push(value);
    }
    values
}

async fn first_of_list(client: &Client, operation: &Operation, name: &str, before: &[String]) -> String {
    let (list, _) = operation.path.split_once(&format!("/{{{name}}}")).unwrap_or_default();
    let is_declared = operations().any(|other| other.method.is_read() && other.path == list);
    assert!(is_declared, "{}: nothing lists {name}: say what it is in `parameter` of {}", operation.id, file!());
    let found = first(client, &fill(list, &strs(before))).await;
    let found = match found {
        Some(id) => Some(id),
        None => {
            add_one(client, list, before).await;
            first(client, &fill(list, &strs(before))).await
        }
    };
    found.unwrap_or_else(|| panic!("{}: {list} lists none, and nothing can be added to it", operation.id))
}

/// The commit that production is at: it follows from the day.
async fn head(client: &Client) -> String {
    let main = client.get(&format!("/projects/{SHOP}/environments/main")).await.ok();
    main["head_commit"].as_str().unwrap().to_owned()
}

/// The id of the first in a list.
async fn first(client: &Client, list: &str) -> Option<String> {
    Some(first_item(client, list).await?["id"].as_str()?.to_owned())
}

async fn first_item(client: &Client, list: &str) -> Option<Value> {
    let answer = client.get(list).await.ok();
    let items = answer.as_array().or_else(|| answer.as_object()?.values().find_map(Value::as_array));
    items?.first().cloned()
}

/// Adds to a list that the demo data leave empty, where there is an operation for that.
async fn add_one(client: &Client, list: &str, values: &[String]) {
    if let Some(add) = operations().find(|other| other.method == Method::Post && other.path == list) {
        client.post(&fill(list, &strs(values)), body(add).unwrap_or_default()).await.ok();
    }
}

fn strs(values: &[String]) -> Vec<&str> {
    values.iter().map(String::as_str).collect()
}

/// An environment in which the operation can be done.
fn environment(operation: &str) -> &'static str {
    match operation {
        "activate-an-environment" | "delete-an-environment" => "faster-search-p2d6n",
        "initialize-a-new-environment" => "rewrite",
        "resume-a-paused-environment" => "load-test",
        "deactivate-an-environment"
        | "merge-an-environment"
        | "pause-an-environment"
        | "synchronize-a-child-environment-with-its-parent"
        | "update-an-environment" => "gift-cards-b3m9q",
        _ => "main",
    }
}

/// A public key that nobody has.
const NEW_KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPoQUbkVlx1KO5cB14rTgA0mb7q1L9EoVvdzWKyDgHwd made@by.test";

/// An admin of the organization, who is in a team.
const WIREMU: &str = "84b5db56-1881-4886-8ef5-9c9f06ec8a6a";
/// A member of the organization who may manage its billing.
const NOOR: &str = "0afaa556-4433-4eee-826b-679f214d1cf1";
/// Is in the organization's first team.
const TOMASZ: &str = "8b956d46-3872-4fee-8225-1f639871662c";
/// Owns another organization.
const SYBREN: &str = "8d0875e8-342b-4b4f-88ec-713aa285c71c";

/// Bodies for operations that look closer than their declaration says.
fn special(id: &str) -> Option<Value> {
    Some(match id {
        "add-an-ssl-certificate" => {
            let made = made::certificate(&["made.by.test"], 2071);
            json!({"certificate": made.certificate, "key": made.key})
        }
        "add-a-project-domain" | "add-an-environment-domain" => json!({"name": "made.by.test"}),
        "restore-an-environment-snapshot" => {
            json!({"environment_name": null, "branch_from": null, "restore_code": true})
        }
        "create-a-new-route" => {
            json!({"type": "upstream", "upstream": "app:http", "production_url": "https://made.by.{default}/"})
        }
        "update-a-route" => json!({
            "type": "upstream", "production_url": "https://made.{default}/", "upstream": "app:http", "to": null,
            "primary": false, "id": "made", "ssi": {"enabled": true}, "sticky": null, "tls": tls(), "attributes": {},
            "cache": {"enabled": false, "default_ttl": 5, "cookies": [], "headers": ["Accept"]},
            "redirects": {"expires": "1d", "paths": {"/made": {"to": "https://{default}/by"}}},
        }),
        "trigger-a-source-operation" => json!({"operation": "update-dependencies", "variables": {}}),
        "execute-a-runtime-operation" => json!({"service": "app", "operation": "clear-cache", "parameters": ["made"]}),
        // A second code host is refused.
        "integrate-project-with-a-third-party-service" => {
            json!({"type": "health.email", "recipients": ["made@by.test"], "from_address": null})
        }
        "update-an-existing-third-party-integration" => {
            json!({"type": "github", "repository": "made/by_test", "token": "made_by_test", "base_url": null})
        }
        "add-a-user-to-a-project-acl" => json!({"role": "viewer", "email": "jo@lakeside-media.example"}),
        "add-a-user-to-an-environment-acl" => json!({"role": "viewer", "user": JO}),
        "grant-user-access-to-a-project" => {
            json!([{"user_id": JO, "permissions": ["viewer", "staging:admin"], "auto_add_member": false}])
        }
        // Where the viewer is as well.
        "grant-project-access-to-a-user" => json!([{"project_id": "magazine3tq5z", "permissions": ["viewer"]}]),
        "invite-user-to-a-project-by-email" => {
            json!({"email": "made@by.test", "role": "viewer", "permissions": [{"type": "staging", "role": "admin"}]})
        }
        "add-a-new-public-ssh-key-to-a-user" => json!({"value": NEW_KEY}),
        "create-organization-member" => json!({"user_id": SYBREN, "permissions": ["billing"]}),
        "update-organization-member" => json!({"permissions": ["plans"]}),
        "invite-user-to-an-organization-by-email" => {
            json!({"email": "made@by.test", "permissions": ["billing"], "force": false})
        }
        "update-organization" => json!({"name": "made-by-test", "label": "Made by test", "country": "IE"}),
        "create-team" => {
            json!({"organization_id": LAKESIDE, "label": "Made by test", "project_permissions": ["viewer"]})
        }
        "create-team-member" => json!({"user_id": WIREMU}),
        "create-subscription" => json!({"project_region": "eu-2.platform.sh"}),
        "update-subscription" => {
            json!({"plan": "xlarge", "environments": 20, "storage": 20_480, "big_dev": "medium", "backups": ""})
        }
        "apply-voucher" => json!({"code": "WELCOME-GBP"}),
        // A VAT number would have to be of the address's country.
        "update-profile" => json!({
            "company_name": "made", "vat_number": "", "billing_contact": "made@by.test",
            "security_contact": "", "default_catalog": "", "project_options_url": "",
        }),
        // A new password needs the one there is.
        "update-a-user-profile" => json!({
            "display_name": "Made by test", "username": "made_by_test", "picture": "https://made.by.test/",
            "ui_colorscheme": "dark", "marketing": true, "company_name": "made", "company_type": "made",
            "company_role": "made", "vat_number": "", "default_catalog": "", "project_options_url": "",
        }),
        "update-an-environment" => json!({
            "title": "Made by test", "name": "feature/gift-cards", "type": "development", "parent": "main",
            "clone_parent_on_create": false, "enable_smtp": true, "restrict_robots": false,
            "http_access": {"is_enabled": true, "addresses": [], "basic_auth": {}}, "attributes": {},
        }),
        "synchronize-a-child-environment-with-its-parent" => {
            json!({"synchronize_code": false, "rebase": false, "synchronize_data": true})
        }
        "initialize-a-new-environment" => {
            let files = json!([{"path": "made/by.test", "mode": 0o755, "contents": "bWFkZQo="}]);
            json!({"profile": "Made", "repository": "", "config": null, "files": files})
        }
        "update-a-project" => json!({
            "title": "Made by test", "description": "", "default_branch": "main", "timezone": "Europe/Dublin",
            "default_domain": "www.lakeside-shop.example", "region": "eu-5.platform.sh", "attributes": {},
        }),
        "update-a-project-setting" => {
            let recurrence = json!({"interval": "weekly", "day_of_week": 1, "time": "03:00"});
            json!({"initialize": {}, "build_resources": {"cpu": 1.5}, "maintenance_window": {"recurrence": recurrence}})
        }
        _ => return None,
    })
}

fn tls() -> Value {
    json!({
        "strict_transport_security": {"enabled": true, "include_subdomains": null, "preload": null},
        "min_version": "TLSv1.3", "client_authentication": null, "client_certificate_authorities": [],
    })
}

/// A good body: all that is required, of the first variant where there are several, and all of it for a change.
pub fn body(operation: &Operation) -> Option<Value> {
    let body = operation.body?;
    let made = || match (fields(body, operation.method == Method::Patch), operation.takes_list) {
        (one, true) => json!([one]),
        (one, false) => one,
    };
    Some(special(operation.id).unwrap_or_else(made))
}

/// Whether the operation is about what people have in projects, from either end.
fn is_access(operation: &Operation) -> bool {
    matches!(operation.section(), "Project Access" | "User Access")
}

pub fn fields(body: &Body, all: bool) -> Value {
    let variants = body.variants.and_then(|variants| Some((variants.tag, variants.list.first()?)));
    let own = variants.map_or(&[][..], |(_, variant)| variant.body.fields);
    let fields = body.fields.iter().chain(own).filter(|field| field.required || all);
    let mut values: Map<String, Value> = fields.map(|field| (field.name.to_owned(), value(field))).collect();
    if let Some((Some(tag), variant)) = variants {
        values.insert(tag.to_owned(), json!(variant.value));
    }
    Value::Object(values)
}

/// Texts of which each rule takes at least one.
const TEXTS: &[&str] = &[
    "1d",
    "03:00",
    "IE",
    "012345",
    "bug_report",
    "low",
    "5fe88a55-c92f-4e12-bd25-87bf15036ce9",
    "https://made.by.test/",
    "made_by_test",
    "made/by_test",
    "made.by.test",
    "made@by.test",
    "Europe/Dublin",
    "192.0.2.0/24",
    "*.made.by.test",
    "app",
    "app:http",
    "2030-01-31",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPoQUbkVlx1KO5cB14rTgA0mb7q1L9EoVvdzWKyDgHwd",
    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
];

/// The first text that the field takes, as `value` puts it.
fn text(field: &Field, value: impl Fn(&str) -> Value) -> Value {
    let good = TEXTS.iter().map(|text| value(text)).find(|value| validate_field(field, value).is_ok());
    good.unwrap_or_else(|| panic!("{} takes no text of TEXTS in {}: add one that it takes", field.name, file!()))
}

/// A good value for a field: its default, else one by its kind.
fn value(field: &Field) -> Value {
    let least = field.min.unwrap_or(0);
    let number = field.step * (least.max(1) + field.step - 1).div_euclid(field.step);
    match (field.default, field.kind) {
        (Some(default), _) => default.value(),
        (None, Kind::Text | Kind::LongText | Kind::Code | Kind::Pick(_) | Kind::Email | Kind::Pem) => {
            text(field, |text| json!(text))
        }
        (None, Kind::Base64) => json!("bWFkZQo="),
        (None, Kind::Domain) => json!("made-by.test"),
        (None, Kind::Url) => json!("https://made.by.test/"),
        (None, Kind::Date) => json!("2030-01-31"),
        (None, Kind::Flag) => json!(false),
        (None, Kind::Integer) => json!(number),
        (None, Kind::Number) => json!(least.max(1)),
        (None, Kind::Choice(choices)) => json!(choices[0].value),
        (None, Kind::Choices(choices)) => json!([choices[0].value]),
        (None, Kind::TextList | Kind::PemList | Kind::PickList(_)) if least == 0 => json!([]),
        (None, Kind::TextList | Kind::PemList | Kind::PickList(_)) => text(field, |text| json!([text])),
        (None, Kind::TextMap | Kind::Json) => json!({}),
        (None, Kind::Object(body)) => fields(body, true),
        (None, Kind::Objects(body)) => json!([fields(body, true)]),
    }
}

/// An activity that runs, on the environment that [`parameter`] names, and its id.
async fn running(client: &Client) -> String {
    let path = format!("/projects/{SHOP}/environments/main/variables");
    let name = format!("env:RUN_{}", std::time::UNIX_EPOCH.elapsed().unwrap().as_nanos());
    let written = client.post(&path, json!({"name": name, "value": "1"})).await.ok();
    written["_embedded"]["activities"][0]["id"].as_str().unwrap().to_owned()
}

/// The query parameters that the operation cannot do without.
fn required_query(operation: &Operation) -> String {
    let required = operation.query.iter().filter(|parameter| parameter.required);
    let pairs = required.map(|parameter| {
        let value = match (parameter.name, parameter.kind) {
            ("plan", _) => "development".to_owned(),
            (_, QueryKind::Integer { min, .. }) => min.to_string(),
            (name, kind) => panic!("say what {name} is, {kind:?}, in `required_query` of {}", file!()),
        };
        format!("{}={value}", parameter.name)
    });
    let query = pairs.collect::<Vec<_>>().join("&");
    if query.is_empty() { query } else { format!("?{query}") }
}

pub async fn path(client: &Client, operation: &Operation) -> String {
    let me = client.get("/users/me").await.ok();
    let has_activity = operation.path.contains("{activityId}");
    let activity = if has_activity { running(client).await } else { String::new() };
    let values = values(client, operation, &activity, me["id"].as_str().unwrap()).await;
    let path = fill(operation.path, &strs(&values));
    let is_list =
        matches!(operation.answer(), AnswerShape::Items(..) | AnswerShape::Page(..) | AnswerShape::Wrapped(..));
    if is_list && required_query(operation).is_empty() && first_item(client, &path).await.is_none() {
        add_one(client, operation.path, &values).await;
    }
    let (list, relation) = match operation.id {
        "list-referenced-users" => ("/organizations".to_owned(), "ref:users:0"),
        "list-referenced-organizations" => ("/teams".to_owned(), "ref:organizations:0"),
        "list-referenced-teams" => {
            (format!("/teams/{}/members", first(client, "/teams").await.unwrap()), "ref:teams:0")
        }
        _ => return path + &required_query(operation),
    };
    let list = client.get(&list).await.ok();
    list["_links"][relation]["href"].as_str().unwrap().to_owned()
}

/// That there is something to look at in an answer, and that a write started what it has to. That it is of its shape is
/// looked at whenever anything answers, in `answers`.
#[track_caller]
fn assert_tells(operation: &Operation, answer: &Value) {
    let has_activities = matches!(operation.answer(), AnswerShape::Written(..) | AnswerShape::Accepted);
    if has_activities {
        // With a project, everything that happened in it goes. What is beyond the reference may start nothing.
        let must = REFERENCE.iter().copied().flatten().any(|known| known.operation.id == operation.id)
            && operation.id != "delete-a-project";
        assert!(!activities(answer).is_empty() || !must, "{}: started nothing", operation.id);
    }
    let is_empty = answers::things(operation, answer).is_empty();
    assert!(!is_empty || matches!(operation.answer(), AnswerShape::Accepted), "{}: nothing to look at", operation.id);
}

#[tokio::test]
async fn every_operation_answers_as_declared_and_is_counted() {
    for operation in operations() {
        let client = Client::admin(&sandbox()).await;
        let path = path(&client, operation).await;
        account::prepare(&client, operation.id).await;
        let before = count(&client, operation.id).await;
        let answer = match operation.id {
            "confirm-totp-enrollment" => account::enroll(&client).await,
            "create-a-user-profile-picture" => account::send_picture(&client, &path).await,
            _ => client.send(operation.method.name(), &path, body(operation)).await,
        };
        assert!(answer.status.is_success(), "{}: {} {}", operation.id, answer.status, answer.text);
        if answer.status == 204 {
            assert!(matches!(operation.answer(), AnswerShape::Nothing), "{}: an answer is missing", operation.id);
            answer.done();
        } else {
            assert_eq!(answer.headers["content-type"], "application/json");
            assert_tells(operation, &answer.json());
        }
        assert_eq!(count(&client, operation.id).await, before + 1, "{} was not counted", operation.id);
    }
}

#[tokio::test]
async fn what_a_write_embeds_is_what_a_read_answers_then() {
    let written = operations().filter(|operation| matches!(operation.answer(), AnswerShape::Written(..)));
    for operation in written {
        let client = Client::admin(&sandbox()).await;
        client.control("POST", "clock", json!({"stop": true})).await.ok();
        let path = path(&client, operation).await;
        let answer = client.send(operation.method.name(), &path, body(operation)).await.ok();
        let entity = &answer["_embedded"]["entity"];
        let itself = entity["_links"]["self"]["href"].as_str().unwrap_or_else(|| panic!("{}: {answer}", operation.id));
        assert_eq!(client.get(itself).await.ok(), *entity, "{}", operation.id);
    }
}

async fn count(client: &Client, id: &str) -> i64 {
    client.control("GET", "coverage", Value::Null).await.ok()["operations"][id].as_i64().unwrap()
}

#[tokio::test]
async fn every_operation_wants_a_token_and_counts_no_refusal() {
    let client = Client::admin(&sandbox()).await;
    for operation in operations() {
        let path = path(&client, operation).await;
        let before = count(&client, operation.id).await;
        let stranger = Client { token: "made-up".to_owned(), ..client.clone() };
        stranger.send(operation.method.name(), &path, body(operation)).await.refused(401);
        assert_eq!(count(&client, operation.id).await, before, "{}", operation.id);
    }
}

#[tokio::test]
async fn every_write_is_refused_to_a_viewer_with_a_reason() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    // Whoever is signed in may ask what they have to verify and for help, and has keys and organizations of their own.
    let is_own = |operation: &Operation| {
        let own = ["/ssh_keys", "/me/", "/tickets"];
        operation.id == "create-organization" || own.iter().any(|start| operation.path.starts_with(start))
    };
    for operation in operations().filter(|operation| !operation.method.is_read() && !is_own(operation)) {
        let path = path(&admin, operation).await;
        let answer = viewer.send(operation.method.name(), &path, body(operation)).await.refused(403);
        assert!(answer["detail"].as_str().unwrap().contains("You need"), "{}: {answer}", operation.id);
    }
}

#[tokio::test]
async fn every_parameter_that_names_nothing_is_not_found() {
    let client = Client::admin(&sandbox()).await;
    let me = client.get("/users/me").await.ok();
    for operation in operations().filter(|operation| operation.path.contains('{')) {
        let names: Vec<&str> = parameters(operation.path).collect();
        let good = values(&client, operation, "nothing", me["id"].as_str().unwrap()).await;
        for wrong in 0..names.len() {
            let mut values = good.clone();
            values[wrong] = "nothing/here".to_owned();
            let path = fill(operation.path, &strs(&values));
            let path = path + &required_query(operation);
            let answer = client.send(operation.method.name(), &path, body(operation)).await;
            // What belongs to another person is nobody's business, whether the person is there or not.
            let is_own = names[wrong] == "user_id" && !operation.path.ends_with("{user_id}") && !is_access(operation);
            let status = if is_own || operation.id == "update-a-user" { 403 } else { 404 };
            assert!(answer.clone().refused(status)["detail"].is_string(), "{}", operation.id);
        }
    }
}

#[tokio::test]
async fn other_methods_and_addresses_are_refused_as_json() {
    let client = Client::admin(&sandbox()).await;
    let answer = client.send("PUT", "/me", None).await;
    assert_eq!(answer.headers["allow"], "GET");
    answer.refused(405);
    let answer = client.get("/no/such/thing").await;
    assert_eq!(answer.headers["content-type"], "application/json");
    answer.refused(404);
    // Where the reference says problem+json.
    let answer = client.get("/organizations/nowhere").await;
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    assert_eq!(answer.refused(404)["status"], 404);
}
