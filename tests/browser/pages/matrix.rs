//! Each read of the console in which something goes wrong in each of eighteen ways, while all else is well.
//!
//! Tests try some of these cells, other ones of each read; `cargo xtask faults` tries all.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeSet;
use std::{panic, thread};

use leptos::prelude::*;
use serde_json::{Map, Value, json};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::console;
use wheelhouse::app::App;
use wheelhouse_contract::{Operation, operations};

use super::api::{Api, fault_names, frame, go, is_hurt, quiet, read_paths, strike, strokes};
use super::faults::{TOKEN, addresses, buttons, is_waiting, open, text};
use super::samples::{good, read_of};
use crate::ui::page::{PATIENCE, Page, next_frame};

/// After which a page is as if nothing had happened.
const HARMLESS: [&str; 4] = ["expired", "trickle", "out of order", "storage full"];
/// After which what was asked for is not known.
const HARMFUL: [&str; 6] = ["too many", "an error as HTML", "an empty 502", "hang", "cut", "truncated"];
/// Of how many faults one is tried by tests.
pub(super) const TRIED: usize = 18;
/// How long what is shown has to stay the same, in frames.
const STILL: u32 = 3;

/// Good answers to everything about this id.
pub(super) fn answers(id: &str) -> Value {
    let mut all = Map::new();
    for operation in operations() {
        let parts = operation.path.split('/').map(|part| if part.starts_with('{') { id } else { part });
        let path = parts.collect::<Vec<_>>().join("/");
        if read_of(&path).is_some_and(|read| read.id == operation.id) {
            all.insert(path, good(operation, id));
        }
    }
    if let Value::Object(frame) = frame(id) {
        all.extend(frame);
    }
    all.into()
}

thread_local! {
    static COUNTED: OnceCell<()> = const { OnceCell::new() };
    static PANICS: Cell<usize> = const { Cell::new(0) };
}

/// How often anything panicked since this was first asked, be it a timer that no test waits for.
pub(super) fn panics() -> usize {
    COUNTED.with(|counted| {
        // After a test that failed the hook stays as it is.
        if !thread::panicking() {
            counted.get_or_init(|| {
                let former = panic::take_hook();
                panic::set_hook(Box::new(move |told| {
                    PANICS.with(|panics| panics.set(panics.get() + 1));
                    former(told);
                }));
            });
        }
    });
    PANICS.with(Cell::get)
}

/// One address in a console that knows nothing yet.
pub(super) struct Opened {
    pub page: Page,
    what: String,
}

impl Opened {
    pub async fn at(address: &str, what: &str) -> Self {
        let what = format!("{what}: {address}");
        // It is printed where a test fails: what panics does not come back to say where it was.
        console::log_1(&what.as_str().into());
        go("/no/such/page");
        let page = Page::show(|| view! { <App /> }.into_any()).await;
        open(address).await;
        Self { page, what }
    }

    pub fn said(&self) -> String {
        self.page.all("main").iter().map(web_sys::HtmlElement::inner_text).collect()
    }

    /// Waits until nothing is awaited and what is shown stays the same, after what was to go wrong did.
    pub async fn settled(&self, is_struck: bool) -> String {
        let (mut frames, mut before, mut still) = (0, String::new(), 0);
        while still < STILL || (is_struck && strokes() == 0 && frames < 60) {
            next_frame().await;
            frames += 1;
            assert!(frames < PATIENCE, "{} still waits in {}", self.what, text(&self.page));
            let now = if is_waiting(&self.page) { String::new() } else { text(&self.page) };
            still = if !now.is_empty() && now == before { still + 1 } else { 0 };
            before = now;
        }
        assert!(!is_hurt(), "{} ran a script", self.what);
        assert!(!self.page.all("nav[aria-label=Main]").is_empty(), "{} has no way out", self.what);
        self.said()
    }

    /// Whether it says this, now or a little later.
    async fn says(&self, meant: &str) -> bool {
        for _ in 0..PATIENCE / 4 {
            if self.said() == meant {
                return true;
            }
            next_frame().await;
        }
        false
    }

    /// Whether asking again brings what there is, now that all is well.
    async fn recovers(&self, well: &str) -> bool {
        for _ in 0..PATIENCE / 4 {
            let again = buttons(&self.page, "Try again");
            again.iter().for_each(web_sys::HtmlElement::click);
            if again.is_empty() && self.said() == well {
                return true;
            }
            next_frame().await;
        }
        false
    }

    pub async fn leave(self) {
        // What is under way ends, and sets off nothing more.
        for _ in 0..3 {
            quiet();
            next_frame().await;
        }
    }
}

/// What the page tells that there is none of.
fn told_as_none(said: &str) -> BTreeSet<&str> {
    said.lines().filter(|line| line.starts_with("No ") && line.ends_with(" yet")).collect()
}

/// What is wrong with a page on which `fault` befell one of its reads; nothing where it was not read.
async fn faulty(address: &str, path: &str, fault: &str, well: &str) -> Option<Result<(), String>> {
    let panicked = panics();
    strike(path, fault);
    let opened = Opened::at(address, &format!("{path}: {fault}")).await;
    let said = opened.settled(true).await;
    let is_struck = strokes() > 0;
    let mut outcome = Ok(());
    if HARMLESS.contains(&fault) && !opened.says(well).await {
        outcome = Err(format!("it is otherwise than it was:\n{}\n----\n{well}", opened.said()));
    }
    if HARMFUL.contains(&fault) && !told_as_none(&said).is_subset(&told_as_none(well)) {
        outcome = Err(format!("what is not known is told as none:\n{said}"));
    }
    let can_be_asked = !buttons(&opened.page, "Try again").is_empty() && !well.contains("Try again");
    strike("", "");
    if can_be_asked && !opened.recovers(well).await {
        outcome = Err(format!("asking again brings something else:\n{}\n----\n{well}", opened.said()));
    }
    opened.leave().await;
    if panics() > panicked {
        outcome = Err("it panicked, or what was opened before it did".to_owned());
    }
    is_struck.then_some(outcome)
}

#[wasm_bindgen_test]
async fn whatever_goes_wrong_with_one_read_the_page_says_so_and_goes_on() {
    let is_whole = option_env!("WHEELHOUSE_EVERY_FAULT").is_some();
    window().session_storage().unwrap().unwrap().set_item(TOKEN, "token").unwrap();
    let faults = fault_names();
    let faults: Vec<&str> = faults.lines().collect();
    assert_eq!(faults.len(), 18);
    let id = "one0";
    let good = answers(id);
    let mut tried: BTreeSet<&str> = BTreeSet::new();
    let (mut cells, mut failing) = (0, Vec::new());
    for address in addresses(id) {
        let _api = Api::answering(&good, &json!({"body": "[]"}));
        if address == "/sign-in" {
            continue;
        }
        let opened = Opened::at(&address, "all is well").await;
        let well = opened.settled(false).await;
        opened.leave().await;
        for path in read_paths().lines() {
            let Some(operation): Option<&Operation> = read_of(path) else { continue };
            if tried.contains(operation.id) {
                continue;
            }
            let chosen = |at: usize| is_whole || (at + tried.len()).is_multiple_of(TRIED);
            let chosen: Vec<&str> =
                faults.iter().enumerate().filter(|(at, _)| chosen(*at)).map(|(_, fault)| *fault).collect();
            for fault in chosen {
                // What is read once for all pages is tried on another.
                let Some(outcome) = faulty(&address, path, fault, &well).await else { break };
                tried.insert(operation.id);
                cells += 1;
                if let Err(why) = outcome {
                    failing.push(format!("{} at {address}, {fault}: {why}", operation.id));
                }
            }
        }
    }
    let count = format!("{} reads, {cells} cells tried, {} failing", tried.len(), failing.len());
    console::log_1(&count.as_str().into());
    assert!(failing.is_empty(), "{count}\n{}", failing.join("\n====\n"));
    assert!(tried.len() > 80, "{count}");
}
