//! Inviting many people at once: who they are is told before anything is sent, and how each ended afterwards.

use leptos::prelude::window;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use super::api::{Api, frame};
use super::faults::{TOKEN, buttons};
use super::matrix::Opened;
use crate::ui::page::Page;

const MEMBER: &str = "a169451c-8525-4352-b8ca-070dd449a1a5";

/// An organization with a member, and an invitation that is pending. Whoever is invited is answered with `invited`.
fn organization(id: &str, invited: &Value) -> Value {
    let mut good = frame(id);
    let links = json!({"self": {"href": "/api/x"}, "create-member": {"href": "/api/x"}});
    let page = json!({
        "count": 1,
        "items": [{"user_id": MEMBER, "organization_id": id, "permissions": [], "owner": false}],
        "_links": {"ref:users:0": {"href": format!("/api/ref/users?in={id}&sig=b")}},
    });
    let own = [
        (format!("/organizations/{id}"), json!({"id": id, "name": "one", "label": "One", "_links": links})),
        (format!("/organizations/{id}/members"), page),
        (
            format!("/organizations/{id}/invitations"),
            json!([{"id": "i1", "state": "pending", "email": "asked@x.example", "permissions": []}]),
        ),
        ("/ref/users".to_owned(), json!({MEMBER: {"id": MEMBER, "first_name": "Ada", "email": "ada@x.example"}})),
        (format!("POST /organizations/{id}/invitations"), invited.clone()),
    ];
    good.as_object_mut().unwrap().extend(own);
    good
}

/// The row of an address, in words.
fn row(page: &Page, email: &str) -> String {
    let rows = page.all("main table tr").into_iter().map(|row| row.inner_text());
    rows.filter(|row| row.contains(email)).collect::<Vec<_>>().join("\n")
}

fn send(page: &Page) -> Option<HtmlElement> {
    let sends = ["Send 1 invitation", "Send 2 invitations", "Retry the failed one", "Retry the remaining 2"];
    sends.iter().flat_map(|name| buttons(page, name)).next()
}

/// A console that knows nothing yet, in which somebody is about to invite these.
async fn typed(id: &str, text: &str) -> Opened {
    window().session_storage().unwrap().unwrap().set_item(TOKEN, "token").unwrap();
    let opened = Opened::at(&format!("/organizations/{id}/invitations/new"), text).await;
    opened.page.until("the field is there", |page| page.all("main textarea").len() == 1).await;
    opened.page.type_into("main textarea", text);
    opened
}

#[wasm_bindgen_test]
async fn each_address_is_told_apart_and_who_is_new_is_invited_once() {
    let id = "inviting";
    let _api = Api::answering(&organization(id, &json!({"body": "{}"})), &json!({"status": 404, "body": "{}"}));
    let text = "New One <new@x.example>, ada@x.example; asked@x.example\nbad\nNEW@x.example <img src=x onerror=1>";
    let opened = typed(id, text).await;
    let page = &opened.page;
    page.until("the member is known", |page| row(page, "ada@x.example").contains("Already a member")).await;
    page.until("the pending one is known", |page| row(page, "asked@x.example").contains("Pending")).await;
    assert!(row(page, "new@x.example").contains("New: gets an invitation"));
    assert!(row(page, "bad").contains("Not an email address"));
    assert!(row(page, "NEW@x.example").contains("Duplicate"));
    assert!(page.all("main img[src=x]").is_empty());
    page.until("one can be sent", |page| !buttons(page, "Send 1 invitation").is_empty()).await;
    send(page).unwrap().click();
    page.until("it is said", |page| row(page, "new@x.example").contains("Sent")).await;
    assert!(!row(page, "asked@x.example").contains("Sent"), "nobody else was asked");
    opened.leave().await;
}

#[wasm_bindgen_test]
async fn nobody_is_told_to_be_new_while_the_members_have_no_names() {
    let id = "nameless";
    let mut good = organization(id, &json!({"body": "{}"}));
    good.as_object_mut().unwrap().insert("/ref/users".to_owned(), json!({}));
    let _api = Api::answering(&good, &json!({"status": 404, "body": "{}"}));
    let opened = typed(id, "ada@x.example").await;
    let page = &opened.page;
    page.until("it is said", |page| page.get("main").inner_text().contains("can’t be identified")).await;
    assert!(row(page, "ada@x.example").contains("May be a member already"));
    opened.leave().await;
}

#[wasm_bindgen_test]
async fn what_is_refused_says_why_and_stays_to_be_tried_again() {
    let id = "refused";
    let refused = json!({"status": 409, "body": "{\"message\": \"An invitation is pending.\"}"});
    let _api = Api::answering(&organization(id, &refused), &json!({"status": 404, "body": "{}"}));
    let opened = typed(id, "one@x.example two@x.example").await;
    let page = &opened.page;
    // Not before it is known who is a member.
    let is_ready = |button: &HtmlElement| button.get_attribute("aria-disabled").as_deref() != Some("true");
    page.until("both can be sent", |page| buttons(page, "Send 2 invitations").iter().any(is_ready)).await;
    send(page).unwrap().click();
    page.until("both say why", |page| {
        ["one@x.example", "two@x.example"].iter().all(|email| row(page, email).contains("An invitation is pending"))
    })
    .await;
    page.until("they can be tried again", |page| !buttons(page, "Retry the remaining 2").is_empty()).await;
    let area = page.get("main textarea");
    let value = js_sys::Reflect::get(&area, &"value".into()).unwrap().as_string();
    assert_eq!(value.as_deref(), Some("one@x.example two@x.example"), "nothing typed is lost");
    opened.leave().await;
}
