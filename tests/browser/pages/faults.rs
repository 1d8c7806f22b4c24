//! Whatever the API answers, every page says what it knows and what it does not, and no script of an answer runs.

use std::cell::OnceCell;
use std::rc::Rc;

use leptos::prelude::*;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::console;
use wheelhouse::app::App;
use wheelhouse::routes::{Template, templates};

use super::api::{Api, count, frame, go, is_hurt};
use crate::ui::page::{PATIENCE, Page, next_frame};

const SCRIPT: &str = "<img src=x onerror=\"window.hostile = 1\"><script>window.hostile = 1</script>";
/// Under which a tab keeps its API token.
pub const TOKEN: &str = "wheelhouse.api-token";
/// A thing of which nothing is as it should be.
fn hostile() -> Value {
    json!({
        "id": SCRIPT,
        "name": SCRIPT,
        "title": {"not": "a text"},
        "type": "something-new",
        "status": "never-heard-of",
        "created_at": "yesterday",
        "updated_at": -1,
        "expires_at": {},
        "domains": "none",
        "chain": 7,
        "ref": SCRIPT,
        "sha": "x".repeat(100_000),
        "label": SCRIPT,
        "repository": [],
        "attributes": null,
        "is_default": "yes",
        "_links": "none",
        "_embedded": [{"activities": 7}],
        "unknown_field": {"deep": [SCRIPT]},
    })
}

/// What goes wrong, and the answer with which it does.
fn faults() -> Vec<(&'static str, Value)> {
    let list = json!([hostile(), null, 7, "text", {}, []]).to_string();
    let half = &list[..list.len() / 2];
    vec![
        ("an error as HTML", json!({"status": 500, "kind": "text/html", "body": format!("<html>{SCRIPT}</html>")})),
        ("not found", json!({"status": 404, "body": "{}"})),
        ("half of an answer", json!({"body": half})),
        ("null", json!({"body": "null"})),
        ("another type", json!({"body": "\"a text\""})),
        ("nothing", json!({"body": ""})),
        ("a thing of wrong types", json!({"body": hostile().to_string()})),
        ("a list of wrong types", json!({"body": list})),
        (
            "a page of wrong types",
            json!({"body": json!({"items": [hostile(), null], "count": "many", "_links": null}).to_string()}),
        ),
    ]
}

/// Every address, with the same value for all of its parameters.
pub(super) fn addresses(id: &str) -> Vec<String> {
    let templates: Vec<Template> = templates().collect();
    assert!(templates.len() > 80, "there are more addresses than {}", templates.len());
    let filled = templates.into_iter().map(|template| {
        template.path.split('/').map(|part| if part.starts_with('{') { id } else { part }).collect::<Vec<_>>().join("/")
    });
    filled.collect()
}

thread_local! {
    /// The console is opened once, as in life: what it still waits for must find it there.
    static CONSOLE: OnceCell<Rc<Page>> = const { OnceCell::new() };
}

/// The console in a tab that is signed in, opened when it is first asked for.
pub(super) async fn console() -> Rc<Page> {
    if let Some(page) = CONSOLE.with(|console| console.get().cloned()) {
        return page;
    }
    window().session_storage().unwrap().unwrap().set_item(TOKEN, "token").unwrap();
    let page = Rc::new(Page::show(|| view! { <App /> }.into_any()).await);
    CONSOLE.with(|console| console.set(page.clone()).ok());
    page
}

/// Goes to an address of the console, and waits until the page before is gone.
pub(super) async fn open(address: &str) {
    go(address);
    next_frame().await;
    next_frame().await;
}

/// Leaves the console at a page that asks for nothing.
pub(super) async fn leave() {
    open("/no/such/page").await;
}

/// Opens every address while the API answers so, and looks at what is there. `id` is new each time: of what was asked
/// for before, the console knows the answers.
async fn every_page(what: &str, id: &str, good: &Value, rest: &Value) {
    let _api = Api::answering(good, rest);
    let before = count();
    let page = console().await;
    for address in addresses(id) {
        // It is printed where a test fails: what panics does not come back to say where it was.
        console::log_1(&format!("{what}: {address}").into());
        open(&address).await;
        let mut frames = 0;
        while !is_settled(&page) {
            frames += 1;
            assert!(frames < PATIENCE, "{what}: {address} still waits in {}", text(&page));
            next_frame().await;
        }
        assert!(!is_hurt(), "{what}: {address} ran a script");
        assert!(page.all("img[src=x], script").is_empty(), "{what}: {address} made a text an element");
    }
    leave().await;
    assert!(count() > before, "the API was not asked");
}

/// Whether the page awaits nothing, and says something.
fn is_settled(page: &Page) -> bool {
    let said = page.all("main h1, main h2, main [role=alert], main table");
    !is_waiting(page) && said.iter().any(|element| !element.inner_text().trim().is_empty())
}

/// Whether the page says that something is on its way.
pub(super) fn is_waiting(page: &Page) -> bool {
    page.all("main [role=status]").iter().any(|status| {
        // A closed menu has not asked yet.
        status.offset_height() > 0 && status.inner_text().contains("Loading")
    })
}

pub(super) fn text(page: &Page) -> String {
    page.all("main").iter().map(|main| main.inner_html()).collect()
}

#[wasm_bindgen_test]
async fn a_page_survives_when_every_answer_is_bad() {
    for (round, (what, rest)) in faults().into_iter().enumerate() {
        every_page(&format!("everything is {what}"), &format!("bad{round}"), &json!({}), &rest).await;
    }
}

#[wasm_bindgen_test]
async fn a_page_survives_when_all_but_its_frame_is_bad() {
    for (round, (what, rest)) in faults().into_iter().enumerate() {
        let id = format!("half{round}");
        every_page(&format!("its own is {what}"), &id, &frame(&id), &rest).await;
    }
}

/// Lists that can be read again, below a frame that is well; each before those that read it too.
const LISTS: &[&str] =
    &["certificates", "domains", "variables", "activity", "environments/ID/variables", "environments/ID/backups"];

#[wasm_bindgen_test]
async fn a_list_that_could_not_be_read_says_so_and_is_there_when_it_is_asked_for_again() {
    let page = console().await;
    // What is not found is not there the next time either.
    for (round, (what, rest)) in faults().into_iter().filter(|(what, _)| *what != "not found").take(3).enumerate() {
        let id = format!("again{round}");
        for list in LISTS {
            let address = format!("/projects/{id}/{}", list.replace("ID", &id));
            let _bad = Api::answering(&frame(&id), &rest);
            open(&address).await;
            let again = format!("{what}: {address} can be read again");
            page.until(&again, |page| !buttons(page, "Try again").is_empty()).await;
            assert!(!text(&page).contains("window.hostile"), "{what}: {address} shows what went wrong inside");
            let asked = count();
            let _good = Api::answering(&frame(&id), &json!({"body": "[]"}));
            // What else the page reads may fail a moment later: it was asked for before the API was well.
            let is_there = |page: &Page| {
                let again = buttons(page, "Try again");
                again.iter().for_each(web_sys::HtmlElement::click);
                count() > asked && again.is_empty()
            };
            page.until(&format!("{again}, and is"), is_there).await;
        }
    }
    leave().await;
}

pub(super) fn buttons(page: &Page, name: &str) -> Vec<web_sys::HtmlElement> {
    page.all("main button").into_iter().filter(|button| button.inner_text().trim() == name).collect()
}
