//! The lines of a log: numbered, in their colours, searched, and drawn as far as they are looked at.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use super::letters::letters;
use super::log::{Log, PART};
use super::terminal::Run;
use crate::components::{ProblemView, use_url_state};
use crate::reactive::{Memo, effect, memo};
use crate::ui::{
    CopyButton, El, EmptyState, Handle, IconButton, IconName, Row, Section, TextInput, el, live, nothing, save_file,
    view, views,
};

stylance::import_style!(style, "lines.module.css");

/// Parts so far out of sight, in pixels, are drawn before they are reached.
const MARGIN: i32 = 1_200;

/// What all parts look at.
#[derive(Clone, Copy)]
struct Pane {
    log: Log,
    handle: Handle,
    /// What is searched for, and the lines that have it, counted from 0.
    query: Memo<String>,
    found: Memo<Vec<usize>>,
    /// Which of those is looked at.
    at: RwSignal<usize>,
    /// The line that says what went wrong, counted from 0.
    error: Memo<Option<usize>>,
    /// The line in the address, counted from 1.
    marked: Memo<Option<usize>>,
    /// The line whose number was clicked last.
    clicked: StoredValue<Option<usize>>,
    /// Told when other lines may be in sight.
    moved: RwSignal<u32>,
}

/// The log of an activity with what can be done with it. `error` is the line that says why it failed, counted from 0;
/// `name` is the file's when it is saved.
pub fn log_section(log: Log, is_running: Memo<bool>, error: Memo<Option<usize>>, name: String) -> AnyView {
    let hash = use_location().hash;
    let find = use_url_state("find", &[]);
    let query = find.signal();
    let found = memo(move || query.with(|query| log.find(query)));
    let pane = Pane {
        log,
        handle: Handle::new(),
        query,
        found,
        at: RwSignal::new(0),
        error,
        marked: memo(move || hash.with(|hash| line_in(hash))),
        clicked: StoredValue::new(None),
        moved: RwSignal::new(0),
    };
    let (wrap, follow) = (RwSignal::new(true), RwSignal::new(true));
    let count = log.len();
    effect(move || {
        log.version();
        wrap.track();
        if follow.get() && is_running.get() && pane.marked.get_untracked().is_none() {
            pane.to_end();
        }
        pane.look();
    });
    let is_there = memo(move || pane.marked.get().is_some_and(|line| line <= count.get()));
    effect(move || {
        let wanted = pane.marked.get().filter(|_| is_there.get());
        // What was clicked is in sight already.
        if let Some(line) = wanted.filter(|line| pane.clicked.get_value() != Some(*line)) {
            after_drawing(move || {
                if let Some(line) = element_of(line) {
                    line.scroll_into_view();
                }
            });
        }
    });
    effect(move || {
        if let Some(line) = pane.current() {
            // The page stays where it is: the search is on it.
            after_drawing(move || pane.scroll_to(line.saturating_add(1)));
        }
    });
    let is_empty = memo(move || count.get() == 0);
    let content = move || match (log.error.get(), is_empty.get()) {
        (Some(error), true) => view! { <ProblemView error=error on_retry=move || log.ask() retrying=log.asking /> },
        (None, true) => {
            view! { <EmptyState title="No log yet" text="Lines appear here as they are written." /> }
        }
        (_, false) => lines(pane, wrap, follow),
    };
    let tools = move || {
        let name = name.clone();
        let typed = {
            let find = find.clone();
            move |text: String| {
                pane.at.set(0);
                find.replace(text);
            }
        };
        let search = view! { <TextInput kind="search" label="Search log" placeholder="Search log" value=query on_input=typed /> };
        let step = move |event: web_sys::Event| {
            let key: &web_sys::KeyboardEvent = event.unchecked_ref();
            if key.key() == "Enter" {
                event.prevent_default();
                pane.step(!key.shift_key());
            }
        };
        let following = move || match is_running.get() {
            true => {
                let toggle = move || follow.update(|follow| *follow = !*follow);
                view! { <IconButton icon=IconName::CHEVRON_DOWN label="Follow" pressed=follow on_click=toggle /> }
            }
            false => nothing(),
        };
        let save = move || {
            save_file(&name, &JsValue::from(log.text()));
        };
        views![
            el("span").class(style::search).on("keydown", step).child(search),
            live(move || counts(pane)),
            view! { <IconButton icon=IconName::MENU label="Wrap lines" pressed=wrap on_click=move || wrap.update(|wrap| *wrap = !*wrap) /> },
            live(following),
            view! { <CopyButton text=Signal::derive(move || log.text()) label="Copy log" /> },
            view! { <IconButton icon=IconName::DOWNLOAD label="Download log" on_click=save /> }
        ]
    };
    let tools = StoredValue::new_local(tools);
    let tools = live(move || match is_empty.get() {
        true => nothing(),
        false => el("div").class(style::tools).child(tools.with_value(|tools| tools())).into_any(),
    });
    view! { <Section title="Log">{vec![tools, live(content)]}</Section> }
}

/// The line that an address ends in: 12 of `#line-12`.
fn line_in(hash: &str) -> Option<usize> {
    hash.trim_start_matches('#').strip_prefix("line-")?.parse().ok().filter(|line| *line > 0)
}

impl Pane {
    /// The line that is looked at of those found, counted from 0.
    fn current(self) -> Option<usize> {
        self.found.with(|found| found.get(self.at.get()).copied())
    }

    /// Goes to the next line that was found, or to the one before, round the ends.
    fn step(self, forward: bool) {
        let count = self.found.with_untracked(Vec::len);
        self.at.update(|at| {
            *at = match (forward, *at) {
                (true, at) if at.saturating_add(1) < count => at.saturating_add(1),
                (true, _) => 0,
                (false, 0) => count.saturating_sub(1),
                (false, at) => at.saturating_sub(1),
            };
        });
    }

    /// Draws what is in sight.
    fn look(self) {
        request_animation_frame(move || {
            self.moved.try_update(|times| *times = times.wrapping_add(1));
        });
    }

    fn to_end(self) {
        request_animation_frame(move || {
            if let Some(pane) = self.handle.get::<Element>() {
                pane.set_scroll_top(pane.scroll_height());
            }
        });
    }

    /// Brings a line into the upper half of the pane.
    fn scroll_to(self, line: usize) {
        let line = element_of(line).and_then(|line| line.dyn_into::<HtmlElement>().ok());
        if let (Some(pane), Some(line)) = (self.handle.get::<Element>(), line) {
            pane.set_scroll_top(line.offset_top().saturating_sub(pane.client_height() / 3));
        }
    }

    /// Whether a part is in sight, or nearly.
    fn sees(self, part: Handle) -> bool {
        let (Some(pane), Some(part)) = (self.handle.get::<HtmlElement>(), part.get::<HtmlElement>()) else {
            return false;
        };
        let (top, bottom) = (part.offset_top(), part.offset_top().saturating_add(part.offset_height()));
        let first = pane.scroll_top().saturating_sub(MARGIN);
        let last = pane.scroll_top().saturating_add(pane.client_height()).saturating_add(MARGIN);
        top <= last && bottom >= first
    }
}

/// How many lines have what is searched for, and the ways between them.
fn counts(pane: Pane) -> AnyView {
    if pane.query.with(String::is_empty) {
        return nothing();
    }
    let count = pane.found.with(Vec::len);
    let text = move || match count {
        0 => "No lines".to_owned(),
        _ => format!("{} of {count}", pane.at.get().saturating_add(1)),
    };
    let said = el("span").class("muted").attr("role", "status").show(Signal::derive(text)).into_any();
    if count == 0 {
        return said;
    }
    views![
        said,
        view! { <IconButton icon=IconName::CHEVRON_UP label="Previous match" on_click=move || pane.step(false) /> },
        view! { <IconButton icon=IconName::CHEVRON_DOWN label="Next match" on_click=move || pane.step(true) /> }
    ]
}

fn lines(pane: Pane, wrap: RwSignal<bool>, follow: RwSignal<bool>) -> AnyView {
    let count = pane.log.len();
    let parts = move || {
        let part = |part: usize| Row::new(part.to_string(), move || one_part(pane, part));
        (0..count.get().div_ceil(PART)).map(part).collect()
    };
    let scrolled = move |_| {
        pane.look();
        let Some(element) = pane.handle.get::<Element>() else { return };
        let below =
            element.scroll_height().saturating_sub(element.scroll_top()).saturating_sub(element.client_height());
        // Who scrolls back wants to stay there, and who reaches the end to go on.
        let is_at_end = below < 40;
        if follow.get_untracked() != is_at_end {
            follow.set(is_at_end);
        }
    };
    let navigate = StoredValue::new_local(use_navigate());
    let location = use_location();
    let click = move |event: web_sys::Event| {
        let Some(line) = line_of(&event) else { return };
        let mouse: &web_sys::MouseEvent = event.unchecked_ref();
        if mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key() {
            return;
        }
        event.prevent_default();
        pane.clicked.set_value(Some(line));
        let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
        let query = if search.is_empty() { search } else { format!("?{search}") };
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate.with_value(|navigate| navigate(&format!("{path}{query}#line-{line}"), options));
    };
    el("div")
        .class(style::log)
        .attr("role", "log")
        .attr("aria-label", "Log")
        .attr("tabindex", "0")
        .handle(pane.handle)
        .flag("data-wrap", move || wrap.get())
        .style("--digits", move || count.get().to_string().len().to_string())
        .on("scroll", scrolled)
        .on("click", click)
        .each(parts)
        .into_any()
}

/// Some lines: room for them, until they are in sight.
fn one_part(pane: Pane, part: usize) -> AnyView {
    let first = part.saturating_mul(PART);
    let handle = Handle::new();
    let holds = move |line: usize| (first..first.saturating_add(PART)).contains(&line);
    let is_drawn = RwSignal::new(part == 0);
    effect(move || {
        pane.moved.track();
        let is_wanted =
            pane.current().is_some_and(holds) || pane.marked.get().is_some_and(|line| holds(line.saturating_sub(1)));
        if !is_drawn.get_untracked() && (is_wanted || pane.sees(handle)) {
            is_drawn.set(true);
        }
    });
    let count = move || {
        pane.log.revision(part);
        pane.log.with(|terminal| terminal.lines(first, PART).len())
    };
    let revision = memo(move || pane.log.revision(part));
    // Drawn again only where something here is another.
    let query = memo(move || {
        let is_here = pane.found.with(|found| found.iter().any(|line| holds(*line)));
        if is_here { pane.query.get() } else { String::new() }
    });
    let current = memo(move || pane.current().filter(|line| holds(*line)));
    let marked = memo(move || pane.marked.get().map(|line| line.saturating_sub(1)).filter(|line| holds(*line)));
    let error = memo(move || pane.error.get().filter(|line| holds(*line)));
    let content = move || {
        if !is_drawn.get() {
            return nothing();
        }
        revision.track();
        let wanted = query.get().to_ascii_lowercase();
        let marks = [("data-error", error.get()), ("data-marked", marked.get()), ("data-current", current.get())];
        let line = |(at, runs): (usize, &Vec<Run>)| {
            let marks = marks.iter().filter(|(_, line)| *line == Some(at)).map(|(mark, _)| *mark);
            marks
                .fold(one_line(at, runs, &wanted, marked.get() == Some(at)), |line, mark| line.attr(mark, ""))
                .into_any()
        };
        pane.log.with(|terminal| (first..).zip(terminal.lines(first, PART)).map(line).collect::<Vec<_>>()).into_any()
    };
    el("div")
        .class(style::part)
        .handle(handle)
        .style("--lines", move || count().to_string())
        .flag("data-waiting", move || !is_drawn.get())
        .child_fn(content)
        .into_any()
}

fn one_line(at: usize, runs: &[Run], wanted: &str, is_marked: bool) -> El {
    let number = at.saturating_add(1).to_string();
    let link = el("a")
        .class(style::number)
        .attr("href", format!("#line-{number}"))
        .attr("data-line", number.clone())
        .attr("aria-label", format!("Line {number}"))
        .attr("aria-current", is_marked.then_some("true"))
        // Thousands of stops on the way through the page would be none; a search leads to any line.
        .attr("tabindex", "-1");
    el("div")
        .class(style::line)
        .attr("id", format!("line-{number}"))
        .child(link)
        .child(el("span").class(style::text).children(letters(runs, wanted)))
}

/// The line whose number was clicked.
fn line_of(event: &web_sys::Event) -> Option<usize> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("[data-line]").ok()??.get_attribute("data-line")?.parse().ok()
}

fn element_of(line: usize) -> Option<Element> {
    document().get_element_by_id(&format!("line-{line}"))
}

/// Does something once what is wanted now is drawn.
fn after_drawing(then: impl FnOnce() + 'static) {
    request_animation_frame(move || request_animation_frame(then));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_in_a_line() {
        assert_eq!(line_in("#line-12"), Some(12));
        assert_eq!([line_in(""), line_in("#line-0"), line_in("#line-x"), line_in("#other")], [None; 4]);
    }
}
