//! The parts of the comparison: each a table of three columns, with how many of its facts differ.

use leptos::prelude::*;
use wheelhouse_contract::Items;

use super::lines;
use super::pairs::{Line, Pair, pairs};
use super::sides::{Side, Sides};
use super::style;
use crate::components::{Compared, Loaded, Match, Tip, changes, difference_mark, or_unknown};
use crate::data::AnyRead;
use crate::reactive::{Derived, Memo, memo};
use crate::text::has_long_word;
use crate::ui::{Notice, Row, Section, el, live, nothing, view, views};

/// Names of so many characters stay on one line.
const SHORT: usize = 24;
/// A word of so many characters has room in each of three columns on a tablet.
const ROOM: usize = 18;

/// The facts of a side, once they are known.
type Facts = fn(Sides, Side) -> Option<Vec<Line>>;

/// All parts. They load, and fail, each by itself.
pub fn sections(sides: Sides, only: Signal<bool>) -> Vec<AnyView> {
    let parts: [(&'static str, Vec<AnyRead>, Facts); 5] = [
        ("Settings", vec![*sides.environments], |_, side| Some(lines::settings(&side.environment()?))),
        ("Variables", vec![*sides.of_project, *sides.left.variables, *sides.right.variables], |sides, side| {
            let project = sides.of_project.data()?;
            Some(lines::variables(side.variables.data()?.items(), project.items()))
        }),
        ("Domains", vec![*sides.left.domains, *sides.right.domains], |_, side| {
            Some(lines::domains(side.domains.data()?.items()))
        }),
        ("Routes", vec![*sides.left.routes, *sides.right.routes], |_, side| {
            Some(lines::routes(side.routes.data()?.items()))
        }),
        ("Deployment", vec![*sides.left.deployments, *sides.right.deployments], |_, side| {
            let all = side.deployments.data()?;
            // What runs; another is what is about to.
            let current = all.items().iter().find(|one| one.id() == Some("current")).or_else(|| all.items().first());
            Some(current.map(lines::deployment).unwrap_or_default())
        }),
    ];
    let facts = parts.into_iter().map(|(title, reads, facts)| section(sides, title, reads, facts, only));
    std::iter::once(code(sides)).chain(facts).collect()
}

/// The commits that one has more, and the files that differ.
fn code(sides: Sides) -> AnyView {
    let compared = memo(move || {
        let tip = |side: Side| {
            let commit = side.environment()?.head_commit()?.to_owned();
            Some(Tip { title: side.title(), commit })
        };
        match (tip(sides.left), tip(sides.right)) {
            (Some(left), Some(right)) => Ok(Compared::Sides { left, right }),
            (None, Some(_)) => Err(sides.left.title()),
            (_, None) => Err(sides.right.title()),
        }
    });
    let content = move || match compared.get() {
        Ok(compared) => changes(sides.project(), compared),
        Err(title) => el("p").class("muted").text(format!("{title} has no code yet.")).into_any(),
    };
    view! { <Section title="Code">{live(content)}</Section> }
}

fn section(sides: Sides, title: &'static str, reads: Vec<AnyRead>, facts: Facts, only: Signal<bool>) -> AnyView {
    let found = memo(move || {
        let (left, right) = (facts(sides, sides.left)?, facts(sides, sides.right)?);
        Some(pairs(&left, &right))
    });
    let reads = StoredValue::new(reads);
    let error = move || reads.with_value(|reads| reads.iter().find_map(AnyRead::error));
    let loading = move || reads.with_value(|reads| reads.iter().any(AnyRead::is_loading));
    let retry =
        move || reads.with_value(|reads| reads.iter().filter(|read| read.error().is_some()).for_each(AnyRead::refresh));
    let count = Signal::derive(move || {
        found.with(|found| {
            let found = found.as_ref()?;
            let differ = found.iter().filter(|pair| pair.found != Match::Same).count();
            Some(format!("{differ} of {} differ", found.len()))
        })
    });
    let is_deployment = title == "Deployment";
    let content = move || {
        let missing = move || match is_deployment {
            true => [sides.left, sides.right].into_iter().filter_map(without_deployment).collect::<Vec<_>>().into_any(),
            false => nothing(),
        };
        views![live(missing), table(sides, title, found, only)]
    };
    let loaded = view! {
        <Loaded
            ready=Signal::derive(move || found.with(Option::is_some))
            error=Derived::new(error)
            loading=Signal::derive(loading)
            on_retry=Callback::new(move |()| untrack(retry))
            label=format!("Loading {}", crate::text::lower(title))
        >
            {content()}
        </Loaded>
    };
    view! { <Section title=title description=count>{loaded.into_any()}</Section> }
}

/// That there is nothing to compare, and why.
fn without_deployment(side: Side) -> Option<AnyView> {
    side.deployments.data().as_ref().map(Items::items).filter(|all| all.is_empty())?;
    let status = or_unknown(side.environment()?.status());
    let text = format!("{} has no deployment: it is {status}.", side.title());
    Some(view! { <Notice>{text}</Notice> })
}

fn table(sides: Sides, title: &'static str, found: Memo<Option<Vec<Pair>>>, only: Signal<bool>) -> AnyView {
    let shown = memo(move || {
        let mut pairs = found.get().unwrap_or_default();
        pairs.retain(|pair| !only.get() || pair.found != Match::Same);
        pairs
    });
    let is_empty =
        memo(move || (shown.with(Vec::is_empty), found.with(|found| found.as_ref().is_none_or(Vec::is_empty))));
    let rows = move || {
        let row = |pair: Pair| {
            let side = |text: &Option<String>| text.as_deref().map_or("-".to_owned(), |text| format!("+{text}"));
            let key = format!("{}\n{}\n{}\n{}", pair.of, pair.what, side(&pair.left), side(&pair.right));
            Row::new(key, move || row(&pair))
        };
        shown.get().into_iter().map(row).collect()
    };
    let table = move || {
        el("table")
            .class(style::table)
            // The roles say again what the elements are, because browsers forget it when `display` changes.
            .attr("role", "table")
            .child(el("caption").class("visually-hidden").text(title))
            .child(el("thead").attr("role", "rowgroup").child(head(sides)))
            .child(el("tbody").attr("role", "rowgroup").each(rows))
            .into_any()
    };
    live(move || match is_empty.get() {
        (false, _) => table(),
        (true, true) => el("p").class("muted").text("Neither has any.").into_any(),
        (true, false) => el("p").class("muted").text("No differences.").into_any(),
    })
}

fn head(sides: Sides) -> AnyView {
    let head = |text: Signal<String>| el("th").attr("scope", "col").attr("role", "columnheader").show(text);
    el("tr")
        .attr("role", "row")
        .child(head(Signal::stored("Name".to_owned())))
        .child(head(Signal::derive(move || sides.left.title())))
        .child(head(Signal::derive(move || sides.right.title())))
        .into_any()
}

fn row(pair: &Pair) -> AnyView {
    let short = (pair.of.chars().count() <= SHORT).then_some("");
    let long = |text: &str| has_long_word(text, ROOM).then_some("");
    let of = (!pair.of.is_empty()).then(|| {
        el("span")
            .class("mono")
            .attr("data-short", short)
            .attr("data-long", long(&pair.of))
            .text(pair.of.clone())
            .into_any()
    });
    let what = (!pair.what.is_empty())
        .then(|| el("span").attr("class", (!pair.of.is_empty()).then_some("muted")).text(pair.what.clone()).into_any());
    let side = |text: &Option<String>| match text {
        Some(text) => el("td").attr("role", "cell").attr("data-long", long(text)).text(text.clone()).into_any(),
        None => el("td").attr("role", "cell").child(el("span").class("muted").text("Not set")).into_any(),
    };
    let name = el("span")
        .class(style::name)
        .child(el("span").class(style::words).maybe(of).maybe(what))
        .maybe(difference_mark(pair.found, None));
    el("tr")
        .attr("role", "row")
        .attr("data-differs", (pair.found != Match::Same).then_some(""))
        .child(el("th").attr("scope", "row").attr("role", "rowheader").child(name))
        .child(side(&pair.left))
        .child(side(&pair.right))
        .into_any()
}
