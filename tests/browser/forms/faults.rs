//! Each form whose request, sent for real, goes wrong in each of eighteen ways.
//!
//! Tests try some of these cells, other ones of each form; `cargo xtask faults` tries all.

use futures::future::{FutureExt, LocalBoxFuture};
use leptos::prelude::*;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::console;
use wheelhouse::api::{Api as Way, Config, Payload, Request};
use wheelhouse::components::form_problem;
use wheelhouse::forms::{FormProblem, FormState};
use wheelhouse_contract::Method;

use super::cases::{Case, all, send};
use super::sample::{Sent, submit};
use crate::pages::{Api, TOKEN, fault_names, strike, strokes, written_paths};
use crate::ui::page::{Page, next_frame};

/// Where all forms send to.
const PATH: &str = "/thing";

/// After which the API has done what it was asked, and answered somehow.
const DONE: [&str; 8] =
    ["expired", "wrong types", "nulls and unknowns", "trickle", "doubled", "out of order", "clock off", "storage full"];

/// Of how many faults one is tried by tests.
const TRIED: usize = 18;

/// The case's form, filled, which really sends.
async fn shown(case: Case) -> (Page, FormState, Sent) {
    let (page, form, sent) = case.filled().await;
    let way = Way::new(Config::read(r#"{"api": "/api", "auth": "/auth"}"#, &origin()).unwrap());
    sent.way.set(Some(Callback::new(move |body: Value| {
        async move {
            let body = Some(Payload::Json(body));
            let request = Request { method: case.method, path: PATH.to_owned(), body, abort: None };
            way.send(request).await.map(drop).map_err(|error| form_problem(&error))
        }
        .boxed_local() as LocalBoxFuture<'static, Result<(), FormProblem>>
    })));
    (page, form, sent)
}

fn origin() -> String {
    window().location().origin().unwrap()
}

/// What is wrong with a form whose request this befell.
async fn faulty(case: Case, fault: &str) -> Result<(), String> {
    let (page, form, sent) = shown(case).await;
    let before = untrack(|| form.body());
    strike(PATH, fault);
    send(case, &page).await;
    let is_told = |page: &Page| sent.done.get_untracked() > 0 || !page.all("[role=alert]").is_empty();
    for _ in 0..600 {
        if is_told(&page) {
            break;
        }
        next_frame().await;
    }
    let times = strokes();
    strike("", "");
    let sends = if fault == "expired" { 2 } else { 1 };
    if times != sends {
        return Err(format!("it was sent {times} times"));
    }
    if DONE.contains(&fault) {
        return if sent.done.get_untracked() == 1 { Ok(()) } else { Err(format!("it says {}", said(&page))) };
    }
    if sent.done.get_untracked() > 0 || page.all("[role=alert]").is_empty() {
        return Err("nothing is said".to_owned());
    }
    if untrack(|| form.body()) != before {
        return Err(format!("what was entered has changed: {:?}", untrack(|| form.body())));
    }
    // It waits as long as it was told to.
    if fault == "too many" {
        return Ok(());
    }
    send(case, &page).await;
    for _ in 0..600 {
        if sent.done.get_untracked() > 0 {
            return Ok(());
        }
        // A form that showed another's change asks for a second look.
        if case.method == Method::Patch && page.all("section[aria-labelledby^=review]").is_empty() {
            submit(&page);
        }
        next_frame().await;
    }
    Err(format!("it cannot be sent again: {}", said(&page)))
}

fn said(page: &Page) -> String {
    page.all("[role=alert]").iter().map(web_sys::HtmlElement::inner_text).collect()
}

#[wasm_bindgen_test]
async fn what_cannot_arrive_is_not_sent_and_is_on_the_persons_word_once_it_can() {
    window().session_storage().unwrap().unwrap().set_item(TOKEN, "token").unwrap();
    let (good, rest) = (json!({}), json!({"body": "{\"id\": \"one\"}"}));
    let _api = Api::answering(&good, &rest);
    let case = all().into_iter().next().unwrap();
    let (page, form, sent) = shown(case).await;
    let before = untrack(|| form.body());
    strike(PATH, "cut");
    send(case, &page).await;
    page.until("it may have been done", |page| said(page).contains("may have acted")).await;
    // From here on, what is written is counted from zero.
    let _api = Api::answering(&good, &rest);
    strike("/users/me", "cut");
    send(case, &page).await;
    page.until("it was not sent", |page| said(page).contains("Nothing was sent")).await;
    assert!(!said(&page).contains("may have acted"), "{}", said(&page));
    assert_eq!((strokes(), written_paths().as_str()), (1, ""), "it is asked first whether anybody is there");
    assert_eq!(untrack(|| form.body()), before);
    strike("", "");
    assert_eq!(sent.done.get_untracked(), 0);
    send(case, &page).await;
    page.until("it is sent", |_| sent.done.get_untracked() == 1).await;
    assert!(written_paths().ends_with(PATH));
}

#[wasm_bindgen_test]
async fn whatever_goes_wrong_with_what_is_sent_the_form_says_so_and_keeps_everything() {
    let is_whole = option_env!("WHEELHOUSE_EVERY_FAULT").is_some();
    window().session_storage().unwrap().unwrap().set_item(TOKEN, "token").unwrap();
    let faults = fault_names();
    let faults: Vec<&str> = faults.lines().collect();
    let (mut cells, mut failing) = (0, Vec::new());
    let forms = all();
    let _api = Api::answering(&json!({}), &json!({"body": "{\"id\": \"one\"}"}));
    for (place, case) in forms.iter().enumerate() {
        let chosen = |at: usize| is_whole || (at + place).is_multiple_of(TRIED);
        for (_, fault) in faults.iter().enumerate().filter(|(at, _)| chosen(*at)) {
            console::log_1(&format!("{}: {fault}", case.name()).into());
            cells += 1;
            if let Err(why) = faulty(*case, fault).await {
                failing.push(format!("{}, {fault}: {why}", case.name()));
            }
        }
    }
    let count = format!("{} forms, {cells} cells tried, {} failing", forms.len(), failing.len());
    console::log_1(&count.as_str().into());
    assert!(failing.is_empty(), "{count}\n{}", failing.join("\n"));
}
