//! A file that differs: its name, and its lines once it is opened.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::load::{Lines, lines};
use super::reader::Reader;
use super::style;
use super::text::{Difference, End, Hunk, Line, Sign, end_sign, with_blanks_shown};
use super::trees::FileChange;
use crate::api::ApiError;
use crate::components::ProblemView;
use crate::reactive::{State, effect};
use crate::routes::Route;
use crate::ui::{Button, Icon, IconName, SkeletonText, el, live, nothing, unique_id, view, views};

/// So many lines are drawn unasked.
const DRAWN: usize = 1_000;

type Known = Option<Result<Lines, ApiError>>;

/// The row of a file. `at` is the commit in which it can be looked at.
pub fn file_row(reader: Reader, file: FileChange, is_open: bool, at: Option<String>, wrap: RwSignal<bool>) -> AnyView {
    let open = RwSignal::new(is_open);
    let known: State<Known> = State::new(None);
    let id = unique_id("changes");
    let name = file.path.clone();
    let read = {
        let file = file.clone();
        move || {
            let file = file.clone();
            known.set(None);
            spawn_local(async move {
                known.try_set(Some(lines(reader, file).await));
            });
        }
    };
    let begun = StoredValue::new(false);
    let again = Callback::new({
        let read = read.clone();
        move |()| read()
    });
    effect(move || {
        if open.get() && !begun.get_value() {
            begun.set_value(true);
            read();
        }
    });
    let counts = move || {
        known.with(|known| match known {
            Some(Ok(Lines::Of(found))) => counts(found),
            _ => nothing(),
        })
    };
    let was = file.was.clone().map(|was| el("span").class(style::was).text(format!("{was} → ")));
    let button = el("button")
        .class(style::toggle)
        .attr("type", "button")
        .attr("aria-controls", id.clone())
        .attr_fn("aria-expanded", move || Some(if open.get() { "true" } else { "false" }))
        .on("click", move |_| open.update(|open| *open = !*open))
        .child(view! { <Icon name=IconName::CHEVRON_RIGHT /> })
        .child(
            el("span")
                .class(style::deed)
                .attr("data-deed", file.deed().letter())
                .attr("title", file.deed().word())
                .child(el("span").attr("aria-hidden", "true").text(file.deed().letter()))
                .child(el("span").class("visually-hidden").text(format!("{}: ", file.deed().word()))),
        )
        .child(el("span").class(style::path).maybe(was).text(file.path.clone()))
        .maybe(file.note().map(|note| el("span").class(style::note).text(note)))
        .child(live(counts));
    let href =
        at.map(|commit| Route::RepositoryPath { project: reader.project(), commit, path: file.path.clone() }.path());
    let body = move || {
        if !open.get() {
            return nothing();
        }
        let whole = href
            .clone()
            .map(|href| el("p").class(style::whole).child(el("a").attr("href", href).text("Open file")).into_any());
        let content = known.with(|known| match known {
            None => view! { <SkeletonText lines=3 label="Comparing lines" /> },
            Some(Err(error)) => view! { <ProblemView error=error.clone() on_retry=again /> },
            Some(Ok(Lines::Not(why))) => el("p").class("muted").text(why.clone()).into_any(),
            Some(Ok(Lines::Of(found))) => table(&name, found.clone(), wrap),
        });
        el("div").class(style::body).maybe(whole).child(content).into_any()
    };
    el("li").class(style::file).child(button).child(el("div").attr("id", id).child(live(body))).into_any()
}

fn counts(found: &Difference) -> AnyView {
    let count = |class, sign: &str, words: &str, count: usize| {
        (count > 0).then(|| {
            el("span").class(class).child(el("span").attr("aria-hidden", "true").text(format!("{sign}{count}"))).child(
                el("span")
                    .class("visually-hidden")
                    .text(format!(" {count} {} {words}", if count == 1 { "line" } else { "lines" })),
            )
        })
    };
    el("span")
        .class(style::counts)
        .maybe(count(style::added, "+", "added", found.added))
        .maybe(count(style::removed, "−", "removed", found.removed))
        .into_any()
}

/// The lines, with their numbers on both sides.
fn table(name: &str, found: Difference, wrap: RwSignal<bool>) -> AnyView {
    let widest = found.hunks.iter().flat_map(|hunk| &hunk.lines).filter_map(|line| line.old.max(line.new)).max();
    let digits = widest.unwrap_or_default().to_string().len().to_string();
    let count: usize = found.hunks.iter().map(|hunk| hunk.lines.len()).sum();
    let all = RwSignal::new(count <= DRAWN);
    let found = StoredValue::new(found);
    let rows = move || {
        let mut left = if all.get() { usize::MAX } else { DRAWN };
        found.with_value(|found| {
            let mut rows = Vec::new();
            for hunk in &found.hunks {
                if left == 0 {
                    break;
                }
                rows.extend(gap(hunk.skipped));
                rows.extend(hunk_rows(hunk, left));
                left = left.saturating_sub(hunk.lines.len());
            }
            if left > 0 {
                rows.extend(gap(found.rest));
            }
            rows.into_any()
        })
    };
    let more = move || match all.get() {
        true => nothing(),
        false => view! { <Button on_click=move || all.set(true)>{format!("Show all {count} lines")}</Button> },
    };
    let lines = el("div")
        .class(style::lines)
        .attr("role", "group")
        .attr("aria-label", format!("Changes in {name}"))
        .attr("tabindex", "0")
        .style("--digits", move || digits.clone())
        .flag("data-wrap", move || wrap.get())
        .child(el("div").class(style::inner).child(live(rows)));
    views![lines, live(more)]
}

fn gap(skipped: usize) -> Option<AnyView> {
    let words = match skipped {
        0 => return None,
        1 => "1 unchanged line".to_owned(),
        count => format!("{count} unchanged lines"),
    };
    Some(el("div").class(style::gap).child(el("span").text(words)).into_any())
}

fn hunk_rows(hunk: &Hunk, most: usize) -> Vec<AnyView> {
    hunk.lines.iter().take(most).map(row).collect()
}

fn row(line: &Line) -> AnyView {
    let (sign, kind) = match line.sign {
        Sign::Same => (" ", None),
        Sign::Removed => ("−", Some("removed")),
        Sign::Added => ("+", Some("added")),
    };
    let number = |number: Option<usize>| {
        el("span").class(style::number).attr("data-line", number.map(|number| number.to_string()))
    };
    el("div")
        .class(style::line)
        .attr("data-sign", kind)
        .child(number(line.old))
        .child(number(line.new))
        .child(el("span").class(style::sign).text(sign))
        .child(text(line))
        .into_any()
}

/// The text: what changed in it marked, what nobody sees made visible where it is all that changed.
fn text(line: &Line) -> AnyView {
    let shown = |text: &str| if line.is_invisible { with_blanks_shown(text) } else { text.to_owned() };
    let content = el("code").class(style::text);
    let content = match line
        .marked
        .and_then(|(start, end)| Some((line.text.get(..start)?, line.text.get(start..end)?, line.text.get(end..)?)))
    {
        Some((before, marked, after)) => {
            content.text(shown(before)).child(el("mark").class(style::mark).text(shown(marked))).text(shown(after))
        }
        None => content.text(shown(&line.text)),
    };
    let end = line.is_invisible.then(|| end_sign(line.end)).filter(|sign| !sign.is_empty());
    let content = content.maybe(end.map(|sign| el("span").class(style::end).text(sign)));
    let last = line.sign != Sign::Same && line.end == End::File;
    content.maybe(last.then(|| el("span").class(style::end).text(" No newline at the end"))).into_any()
}
