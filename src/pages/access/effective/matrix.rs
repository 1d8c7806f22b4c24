//! People down, projects across: a part of it at a time, since all of it is more than anybody reads or a page can hold.

use leptos::prelude::*;

use super::load::{Reading, named};
use super::questions::{key, style};
use crate::access::Type;
use crate::access::effective::{Access, Subject, Verdict};
use crate::components::{UrlState, no_match, search_input, sorted, use_url_state};
use crate::data::with_query;
use crate::reactive::{Memo, memo};
use crate::routes::own_path;
use crate::text::lower;
use crate::ui::{Button, Row, breakable, el, live, view};

use leptos_router::hooks::use_location;

/// How many people and projects are shown at once.
const PEOPLE: usize = 50;
const PROJECTS: usize = 12;

/// Somebody with their name, and the same for looking for it.
#[derive(Clone, PartialEq)]
struct Person {
    subject: Subject,
    name: String,
    sought: String,
}

/// The matrix, with its search and its pages.
pub(super) fn matrix(reading: Reading) -> AnyView {
    let search = use_url_state("q", &["people"]);
    let query = search.signal();
    let everybody = memo(move || {
        let names = reading.names.get();
        let person = |subject: &Subject| {
            let name = named(&names, subject);
            let sought = lower(&format!("{name} {}", key(subject)));
            Person { subject: subject.clone(), name, sought }
        };
        let all = reading.index.with(|index| index.subjects().map(person).collect::<Vec<_>>());
        sorted(all, |person| person.sought.clone())
    });
    let found = memo(move || {
        let words: Vec<String> = query.with(|query| query.split_whitespace().map(lower).collect());
        let fits = |person: &&Person| words.iter().all(|word| person.sought.contains(word.as_str()));
        everybody.with(|all| all.iter().filter(fits).cloned().collect::<Vec<_>>())
    });
    let (people, projects) = (use_url_state("people", &[]), use_url_state("projects", &[]));
    let people_count = memo(move || found.with(Vec::len));
    let project_count = memo(move || reading.facts.with(|facts| facts.projects.len()));
    let (of_people, of_projects) = (people.signal(), projects.signal());
    let from_people = memo(move || first(&of_people.get(), PEOPLE, people_count.get()));
    let from_projects = memo(move || first(&of_projects.get(), PROJECTS, project_count.get()));
    let path = use_location().pathname;
    let columns = memo(move || {
        reading.facts.with(|facts| {
            let all = facts.projects.iter().enumerate().skip(from_projects.get()).take(PROJECTS);
            all.map(|(at, project)| (at, project.id.clone(), project.title.clone())).collect::<Vec<_>>()
        })
    });
    let address = move |pairs: Vec<(&'static str, String)>| with_query(&own_path(&path.get_untracked()), pairs);
    let head = move || {
        let column = |(_, id, title): (usize, String, String)| {
            let link = el("a").attr("href", address(vec![("project", id)])).child(el("bdi").text(title));
            el("th").attr("scope", "col").child(link).into_any()
        };
        let corner = el("th").attr("scope", "col").class(style::name).text("Person").into_any();
        let heads = std::iter::once(corner).chain(columns.get().into_iter().map(column));
        el("tr").children(heads).into_any()
    };
    let entries = move || {
        let columns = columns.get();
        let all = found.with(|all| all.iter().skip(from_people.get()).take(PEOPLE).cloned().collect::<Vec<_>>());
        reading.index.with(|index| {
            let entry = |person: Person| {
                let cells: Vec<(String, Access)> =
                    columns.iter().map(|(at, id, _)| (id.clone(), index.access(&person.subject, *at))).collect();
                let said = |(id, access): &(String, Access)| format!("{id} {}", words(access));
                let key =
                    format!("{} {} {}", person.name, key(&person.subject), cells.iter().map(said).collect::<String>());
                Row::new(key, move || row(&person, &cells, address))
            };
            all.into_iter().map(entry).collect()
        })
    };
    let table = el("table")
        .class(style::table)
        .child(el("caption").class("visually-hidden").text("Access of people to projects"))
        .child(el("thead").child(live(head)))
        .child(el("tbody").each(entries));
    // It scrolls by the keyboard as well.
    let table = el("div")
        .class(style::scroll)
        .attr("role", "region")
        .attr("aria-label", "Access of people to projects")
        .attr("tabindex", "0")
        .flag("hidden", move || people_count.get() == 0)
        .child(table);
    let clear = {
        let search = search.clone();
        Callback::new(move |()| search.replace(String::new()))
    };
    let none = live(move || match people_count.get() == 0 && !query.with(String::is_empty) {
        true => no_match("Try fewer or different words.", clear),
        false => ().into_any(),
    });
    el("div")
        .class("stack")
        .child(
            el("div")
                .class(style::tools)
                .child(el("div").class(style::search).child(search_input("Search people".to_owned(), search)))
                .child(pager("people", people, from_people, PEOPLE, people_count))
                .child(pager("projects", projects, from_projects, PROJECTS, project_count)),
        )
        .child(table)
        .child(none)
        .into_any()
}

/// The place that a page begins at, as the address has it.
fn first(text: &str, size: usize, count: usize) -> usize {
    let wanted: usize = text.parse().unwrap_or(0);
    let last = count.saturating_sub(1) / size * size;
    (wanted / size * size).min(last)
}

fn pager(what: &'static str, state: UrlState, from: Memo<usize>, size: usize, count: Memo<usize>) -> AnyView {
    let said = Signal::derive(move || match count.get() {
        0 => format!("No {what}"),
        count => format!("{} to {} of {count} {what}", from.get() + 1, (from.get() + size).min(count)),
    });
    let go = move |label: String, to: Signal<Option<usize>>| {
        let state = state.clone();
        let none = Signal::derive(move || to.get().is_none().then(|| format!("No more {what}.")));
        let go = move || {
            if let Some(to) = to.get_untracked() {
                state.push(if to == 0 { String::new() } else { to.to_string() });
            }
        };
        view! {
            <Button disabled_because=none on_click=go>
                {label}
            </Button>
        }
    };
    let back = Signal::derive(move || (from.get() > 0).then(|| from.get().saturating_sub(size)));
    let on = Signal::derive(move || (from.get() + size < count.get()).then(|| from.get() + size));
    el("div")
        .class("row")
        .flag("hidden", move || count.get() <= size)
        .child(go(format!("Previous {what}"), back))
        .child(go(format!("Next {what}"), on))
        .child(el("span").class("muted").attr("role", "status").show(said))
        .into_any()
}

/// What somebody may do in a project on production, staging and development, in a few words.
fn words(access: &Access) -> String {
    let all = Type::ALL.map(|kind| access.on(kind));
    match all {
        [Verdict::No, Verdict::No, Verdict::No] => "None".to_owned(),
        [one, two, three] if one == two && two == three => one.word(),
        all => {
            let said = Type::ALL.into_iter().zip(all).filter(|(_, verdict)| *verdict != Verdict::No);
            said.map(|(kind, verdict)| format!("{}: {}", kind.title(), lower(&verdict.word())))
                .collect::<Vec<_>>()
                .join(", ")
        }
    }
}

fn row(
    person: &Person,
    cells: &[(String, Access)],
    address: impl Fn(Vec<(&'static str, String)>) -> String,
) -> AnyView {
    let who = key(&person.subject);
    let cell = |(project, access): &(String, Access)| {
        let words = words(access);
        let cell = el("td");
        match access.is_none() {
            true => cell.child(el("span").class("muted").text(words)).into_any(),
            false => {
                let href = address(vec![("person", who.clone()), ("project", project.clone())]);
                cell.child(el("a").class(style::cell).attr("href", href).text(words)).into_any()
            }
        }
    };
    let name =
        el("a").attr("href", address(vec![("person", who.clone())])).child(el("bdi").children(breakable(&person.name)));
    el("tr")
        .child(el("th").attr("scope", "row").class(style::name).child(name))
        .children(cells.iter().map(cell))
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn a_page_begins_where_the_address_says_and_never_beyond_the_end() {
        for (text, count, from) in [("", 0, 0), ("50", 120, 50), ("70", 120, 50), ("500", 120, 100), ("x", 9, 0)] {
            assert_eq!(first(text, 50, count), from, "{text} of {count}");
        }
    }
}
