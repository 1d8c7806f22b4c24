//! A project's variables across its environments: names down, environments across.

mod columns;
mod copy;
mod model;
mod table;

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::environment_variables::EnvironmentVariable;

use super::Scope;
use crate::components::{Loaded, Titles, UrlState, data_of, no_match, search_input, use_url_state};
use crate::data::{Read, read_as};
use crate::layouts::Place;
use crate::reactive::{Memo, memo};
use crate::text::lower;
use crate::ui::{EmptyState, IconName, Notice, NoticeTone, PageHeader, Switch, el, live, nothing, view, views};

use columns::Columns;
use model::{Column, Line};

stylance::import_style!(style, "matrix.module.css");

/// What the parts of the page know.
#[derive(Clone, Copy)]
struct Matrix {
    columns: Memo<Vec<Column>>,
    /// What the environments are called.
    titles: Titles,
    /// Every name.
    all: Memo<Vec<Line>>,
    /// Whether what all the environments have is known, or why not.
    is_known: Memo<bool>,
    /// Those that are searched for.
    shown: Memo<Vec<Line>>,
    /// What is being copied, as the address says it: a name, and on a second line out of which environment.
    copying: StoredValue<UrlState>,
}

/// The matrix of a project.
pub fn page(project: String) -> AnyView {
    let place = Place::expect();
    let description = "The value of each variable per environment, compared with the first one.";
    let columns = Columns::read(&project);
    let (ready, error, loading, retry) = data_of(columns.environments);
    let of_project = Scope::project(project).list_path();
    let of_project = read_as::<Items<EnvironmentVariable>>(move || Some(of_project.clone()));
    let inside = move || content(columns, of_project);
    views![
        view! { <PageHeader title=place.label() description=Some(description.to_owned()) /> },
        view! {
            <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading environments">
                {inside()}
            </Loaded>
        }
    ]
}

fn content(columns: Columns, of_project: Read<Items<EnvironmentVariable>>) -> AnyView {
    let search = use_url_state("q", &[]);
    let only = use_url_state("only", &[]);
    let (query, wanted) = (search.signal(), only.signal());
    let only_differences = Signal::derive(move || wanted.with(|wanted| wanted == "differences"));
    let known = memo(move || columns.known());
    let all = memo(move || {
        let project = of_project.data().map(|list| list.items().to_vec()).unwrap_or_default();
        known.with(|known| model::lines(known, &project))
    });
    let shown = memo(move || {
        let words: Vec<String> = query.with(|query| query.split_whitespace().map(lower).collect());
        let differing = only_differences.get();
        let is_wanted = |line: &&Line| {
            let name = lower(&line.name);
            words.iter().all(|word| name.contains(word.as_str())) && (!differing || line.differs())
        };
        all.with(|all| all.iter().filter(is_wanted).cloned().collect::<Vec<_>>())
    });
    let is_known = memo(move || {
        let settled = |column: &Column| column.list.is_some() || column.has_failed;
        known.with(|known| !known.is_empty() && known.iter().all(settled))
            && (of_project.is_known() || of_project.error().is_some())
    });
    let matrix = Matrix {
        columns: known,
        titles: Titles::in_list(columns.environments),
        all,
        is_known,
        shown,
        copying: StoredValue::new(use_url_state("copy", &[])),
    };
    let said = Signal::derive(move || {
        let (count, differ) = all.with(|all| (all.len(), all.iter().filter(|line| line.differs()).count()));
        let plural = if count == 1 { "" } else { "s" };
        format!("{count} variable{plural}, {differ} differ")
    });
    let clear = {
        let (search, only) = (search.clone(), use_url_state("only", &["q"]));
        Callback::new(move |()| {
            if wanted.with_untracked(String::is_empty) {
                search.replace(String::new())
            } else {
                only.replace(String::new())
            }
        })
    };
    let switch = view! {
        <Switch
            label="Differences only"
            checked=only_differences
            on_change=move |on: bool| only.replace(if on { "differences" } else { "" }.to_owned())
        />
    };
    let tools = el("div")
        .class(style::tools)
        .child(el("div").class(style::search).child(search_input("Search variables".to_owned(), search)))
        .child(columns.picker())
        .child(switch)
        .child(el("p").class("muted").attr("role", "status").show(said));
    let missing = move || match of_project.error() {
        Some(error) => view! {
            <Notice tone=NoticeTone::Warning title="Project variables couldn’t be loaded">{error.text()}</Notice>
        },
        None => nothing(),
    };
    let is_empty = memo(move || (all.with(Vec::is_empty), shown.with(Vec::is_empty)));
    let body = move || match is_empty.get() {
        (true, _) if !is_known.get() => table::table(columns, matrix),
        (true, _) => view! {
            <EmptyState
                icon=IconName::VARIABLE
                title="No variables yet"
                text="Neither the project nor these environments have variables."
            />
        },
        (false, true) => no_match("No variables match your search and filters.", clear),
        (false, false) => table::table(columns, matrix),
    };
    let dialog = live(move || copy::dialog(columns, matrix));
    el("div").class("stack").child(tools).child(live(missing)).child(live(body)).child(dialog).into_any()
}
