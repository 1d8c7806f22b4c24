//! Each deletion and action that takes no more than the person's word, whose request goes wrong in each of eighteen ways.
//!
//! Tests try some of these cells, other ones of each; `cargo xtask faults` tries all.

use leptos::prelude::*;
use serde_json::{Map, Value, json};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, console};
use wheelhouse_contract::operations;
use wheelhouse_contract::sections::declared;

use super::api::{Api, fault_names, strike, strokes, written_paths};
use super::faults::{TOKEN, addresses};
use super::matrix::{Opened, TRIED, answers, panics};
use crate::ui::page::{Page, attribute, next_frame};

/// After which the API has done what it was asked, and answered somehow.
const DONE: [&str; 8] =
    ["expired", "wrong types", "nulls and unknowns", "trickle", "doubled", "out of order", "clock off", "storage full"];
/// How long it is waited for what follows a click, in frames.
const SOON: u32 = 600;

/// The states that things are in, one round after another, as what can be done with them depends on it.
const STATES: [&str; 3] = ["active", "pending", "inactive"];

/// The same in another state, with every flag off, and of somebody else.
fn turned(value: &mut Value, state: &str) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(|one| turned(one, state)),
        Value::Object(thing) => {
            for (key, inner) in thing.iter_mut() {
                match key.as_str() {
                    "status" | "state" => *inner = state.into(),
                    "owner_id" | "owner" => *inner = "other0".into(),
                    _ => turned(inner, state),
                }
            }
        }
        Value::Bool(flag) => *flag = false,
        _ => {}
    }
}

/// The answers, in which everything may be done.
fn allowed(value: &mut Value, links: &Value) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(|one| allowed(one, links)),
        Value::Object(thing) => {
            thing.values_mut().for_each(|inner| allowed(inner, links));
            thing.insert("_links".to_owned(), links.clone());
        }
        _ => {}
    }
}

fn links() -> Value {
    let names = declared().flat_map(|one| one.answer.relations).map(|relation| relation.name());
    let leads = |name: &&str| !["self", "next", "previous"].contains(name);
    names.filter(leads).map(|name| (name.to_owned(), json!({"href": "/api/x"}))).collect::<Map<_, _>>().into()
}

/// Gives the word that a page asks for, and returns the button that takes it; `None` where nothing is asked.
fn ready(page: &Page) -> Option<HtmlElement> {
    for label in page.all("main form label") {
        let text = label.inner_text();
        let name = text.trim_end_matches([' ', '*']).strip_prefix("Type ");
        let name = name.and_then(|text| text.strip_suffix(" to confirm"));
        if let (Some(name), Some(id)) = (name, attribute(&label, "for")) {
            page.type_into(&format!("[id=\"{id}\"]"), name);
        }
    }
    page.all("main form button[type=submit]").into_iter().next()
}

fn address() -> String {
    window().location().pathname().unwrap()
}

fn alerts(page: &Page) -> String {
    page.all("main [role=alert]").iter().map(HtmlElement::inner_text).collect()
}

/// Opens the page and gives its word.
async fn given(at: &str, what: &str) -> (Opened, Option<HtmlElement>) {
    let opened = Opened::at(at, what).await;
    opened.settled(false).await;
    let button = ready(&opened.page);
    next_frame().await;
    (opened, button)
}

fn is_refused(button: &HtmlElement) -> bool {
    attribute(button, "aria-disabled").is_some_and(|disabled| disabled == "true")
}

/// Whether the page is left, within what a person would wait.
async fn is_left(at: &str) -> bool {
    for _ in 0..SOON {
        if address() != at {
            return true;
        }
        next_frame().await;
    }
    false
}

/// What a page does when it is given the person's word.
enum Does {
    /// This write, without a body: "DELETE /path".
    Writes(String),
    /// Nothing in the state that its thing is in.
    NotNow,
    Else,
}

fn is_plain(write: &str) -> bool {
    let Some((method, path)) = write.split_once(' ') else { return false };
    let fits = |template: &str| {
        let (own, others): (Vec<_>, Vec<_>) = (path.split('/').collect(), template.split('/').collect());
        own.len() == others.len() && own.iter().zip(others).all(|(own, other)| *own == other || other.starts_with('{'))
    };
    let found = operations().filter(|one| format!("{:?}", one.method).eq_ignore_ascii_case(method));
    found.filter(|one| fits(one.path)).any(|one| one.body.is_none())
}

async fn tried(at: &str) -> Does {
    let (opened, button) = given(at, "all is well").await;
    let Some(button) = button.filter(|button| !is_refused(button)) else {
        let is_asked = !opened.page.all("main form button[type=submit]").is_empty();
        opened.leave().await;
        return if is_asked { Does::NotNow } else { Does::Else };
    };
    let before = written_paths();
    button.click();
    for _ in 0..20 {
        next_frame().await;
        if written_paths() != before {
            break;
        }
    }
    let written = written_paths();
    let write = written.lines().last().filter(|write| written != before && is_plain(write)).map(str::to_owned);
    if write.is_some() {
        assert!(is_left(at).await, "{at} stays after {write:?}: {}", opened.said());
    }
    opened.leave().await;
    write.map_or(Does::Else, Does::Writes)
}

/// What is wrong with a page whose write this befell.
async fn faulty(at: &str, write: &str, fault: &str) -> Result<(), String> {
    let panicked = panics();
    let (opened, button) = given(at, &format!("{write}: {fault}")).await;
    let Some(button) = button.filter(|button| !is_refused(button)) else {
        return Err("it no longer asks for anything".to_owned());
    };
    strike(write, fault);
    button.click();
    // Until it has an end, whichever; a second click meanwhile sends nothing.
    button.click();
    for _ in 0..SOON {
        if address() != at || !alerts(&opened.page).is_empty() {
            break;
        }
        next_frame().await;
    }
    let (times, told) = (strokes(), alerts(&opened.page));
    strike("", "");
    let sends = if fault == "expired" { 2 } else { 1 };
    let outcome = if times != sends {
        Err(format!("it was sent {times} times"))
    } else if DONE.contains(&fault) {
        if address() == at { Err(format!("it stays, and says {told}")) } else { Ok(()) }
    } else if address() != at || told.is_empty() {
        Err(format!("nothing is said: {}", opened.said()))
    } else {
        button.click();
        // It waits as long as it was told to.
        if fault == "too many" || is_left(at).await { Ok(()) } else { Err(format!("it cannot be sent again: {told}")) }
    };
    opened.leave().await;
    if panics() > panicked { Err("it panicked, or what was opened before it did".to_owned()) } else { outcome }
}

#[wasm_bindgen_test]
async fn whatever_goes_wrong_with_a_deletion_or_an_action_is_said_and_it_can_be_sent_again() {
    let is_whole = option_env!("WHEELHOUSE_EVERY_FAULT").is_some();
    window().session_storage().unwrap().unwrap().set_item(TOKEN, "token").unwrap();
    let faults = fault_names();
    let faults: Vec<&str> = faults.lines().collect();
    let (id, links, mut writes, mut cells, mut failing) = ("one0", links(), Vec::new(), 0, Vec::new());
    let mut left: Vec<String> = addresses(id).into_iter().filter(|at| at != "/sign-in").collect();
    for state in STATES {
        let mut good = answers(id);
        if state != STATES[0] {
            turned(&mut good, state);
        }
        allowed(&mut good, &links);
        for at in std::mem::take(&mut left) {
            let _api = Api::answering(&good, &json!({"body": "{}"}));
            let write = match tried(&at).await {
                Does::Writes(write) if !writes.contains(&write) => write,
                Does::NotNow => {
                    left.push(at);
                    continue;
                }
                Does::Writes(_) | Does::Else => continue,
            };
            let chosen = |place: usize| is_whole || (place + writes.len()).is_multiple_of(TRIED);
            let chosen: Vec<&str> =
                faults.iter().enumerate().filter(|(place, _)| chosen(*place)).map(|(_, fault)| *fault).collect();
            for fault in chosen {
                cells += 1;
                if let Err(why) = faulty(&at, &write, fault).await {
                    failing.push(format!("{write} at {at}, {fault}: {why}"));
                }
            }
            writes.push(write);
        }
    }
    let count = format!("{} writes without a body, {cells} cells tried, {} failing", writes.len(), failing.len());
    console::log_1(&format!("{count}\n{}", writes.join("\n")).into());
    assert!(failing.is_empty(), "{count}\n{}", failing.join("\n====\n"));
    assert!(writes.len() >= 20, "{count}");
}
