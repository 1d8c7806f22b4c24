//! The lines of a text, numbered: each number is a link, and a range of them can be pointed at.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::frame::style;
use super::selection::Lines;
use crate::components::UrlState;
use crate::reactive::{Memo, effect, memo};
use crate::ui::{Button, El, Row, el, live, nothing, view, views};

/// So many lines are drawn between two frames, so that a long text does not stop the page.
const PART: usize = 250;
/// So many parts are drawn unasked: twenty thousand lines.
const PARTS_AT_ONCE: usize = 80;

/// A text by its lines.
pub fn lines_of(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// The numbered lines of the file at `address`; those in `chosen` are marked.
pub fn lines(text: &str, label: String, address: String, chosen: UrlState, wrap: Signal<bool>) -> AnyView {
    let texts = StoredValue::new(lines_of(text));
    let count = texts.with_value(Vec::len);
    let parts = count.div_ceil(PART);
    let value = chosen.signal();
    let marked = memo(move || value.with(|value| Lines::parse(value)).filter(|lines| lines.first <= count));
    // The part that the person wants to see comes before all others.
    let wanted = memo(move || marked.get().map(|lines| (lines.first - 1) / PART));
    let shown = RwSignal::new(parts.min(PARTS_AT_ONCE));
    let drawn = RwSignal::new(1);
    effect(move || {
        if drawn.get() < shown.get() {
            request_animation_frame(move || {
                drawn.try_update(|drawn| *drawn += 1);
            });
        }
    });
    effect(move || {
        let needed = wanted.get().map_or(0, |wanted| wanted + 1);
        if needed > shown.get_untracked() {
            shown.set(needed);
        }
    });
    // What was clicked is in view already.
    let clicked = StoredValue::new(None::<Lines>);
    effect(move || {
        let marked = marked.get();
        if let Some(lines) = marked.filter(|_| clicked.get_value() != marked) {
            scroll_to(lines.first);
        }
    });
    let click = move |event: web_sys::Event| {
        let Some(line) = line_of(&event) else { return };
        let mouse = event.unchecked_ref::<web_sys::MouseEvent>();
        if mouse.ctrl_key() || mouse.meta_key() || mouse.alt_key() {
            return;
        }
        event.prevent_default();
        let begun = marked.get_untracked().filter(|_| mouse.shift_key());
        let wanted = begun.map_or(Lines { first: line, last: line }, |begun| begun.to(line));
        clicked.set_value(Some(wanted));
        chosen.replace(wanted.spell());
    };
    let rows = move || {
        let address = address.clone();
        let part = move |index: usize| {
            let address = address.clone();
            Row::new(index.to_string(), move || {
                let is_filled = memo(move || index < drawn.get() || wanted.get() == Some(index));
                part(index, texts, &address, marked, is_filled)
            })
        };
        (0..shown.get()).map(part).collect()
    };
    let more = move || {
        let left = count.saturating_sub(shown.get() * PART);
        if left == 0 {
            return nothing();
        }
        let show = move || shown.update(|shown| *shown = (*shown + PARTS_AT_ONCE).min(parts));
        let note = format!("{left} more lines are not shown.");
        let button = view! { <Button on_click=show>"Show more lines"</Button> };
        el("p").class("row").child(el("span").class("muted").text(note)).child(button).into_any()
    };
    let all = el("div")
        .class(style::code)
        .attr("role", "group")
        .attr("aria-label", label)
        .attr("tabindex", "0")
        .style("--digits", move || count.to_string().len().to_string())
        .flag("data-wrap", move || wrap.get())
        .on("click", click)
        .each(rows);
    views![all, live(more)]
}

/// A part of the lines: of their height, and empty until its turn comes.
fn part(
    index: usize,
    texts: StoredValue<Vec<String>>,
    address: &str,
    marked: Memo<Option<Lines>>,
    is_filled: Memo<bool>,
) -> AnyView {
    let skipped = index * PART;
    let count = texts.with_value(|texts| texts.len().saturating_sub(skipped).min(PART));
    let marked = memo(move || marked.get().and_then(|lines| lines.within(skipped, count)));
    let address = address.to_owned();
    let content = move || {
        if !is_filled.get() {
            return nothing();
        }
        let marked = marked.get();
        let is_marked = |line: usize| marked.is_some_and(|lines| (lines.first..=lines.last).contains(&line));
        let line = |(at, text): (usize, &String)| line(skipped + at, text, is_marked(at), &address).into_any();
        texts
            .with_value(|texts| (1..).zip(texts.iter().skip(skipped).take(count)).map(line).collect::<Vec<_>>())
            .into_any()
    };
    el("div")
        .class(style::part)
        .style("--lines", move || count.to_string())
        .flag("data-waiting", move || !is_filled.get())
        .child_fn(content)
        .into_any()
}

fn line(number: usize, text: &str, is_marked: bool, address: &str) -> El {
    let link = el("a")
        .class(style::number)
        .attr("href", format!("{address}?lines={number}"))
        .attr("data-line", number.to_string())
        .attr("aria-label", format!("Line {number}"))
        .attr("aria-current", is_marked.then_some("true"))
        // Thousands of stops on the way through the page would be none; the field for lines is one.
        .attr("tabindex", "-1");
    el("div")
        .class(style::line)
        .attr("id", format!("L{number}"))
        .attr("data-marked", is_marked.then_some(""))
        .child(link)
        .child(el("code").class(style::text).text(text.to_owned()))
}

/// The line whose number was clicked.
fn line_of(event: &web_sys::Event) -> Option<usize> {
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    target.closest("[data-line]").ok()??.get_attribute("data-line")?.parse().ok()
}

/// Shows a line, once it is drawn and the page has taken the focus.
fn scroll_to(line: usize) {
    request_animation_frame(move || {
        request_animation_frame(move || {
            if let Some(line) = document().get_element_by_id(&format!("L{line}")) {
                line.scroll_into_view();
            }
        });
    });
}
