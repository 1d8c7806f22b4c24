//! A project's environments as a tree.

use std::sync::Arc;

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::sections::activity::of_project::GetProjectActivityLog;
use wheelhouse_contract::sections::environment::{Environment, GetListOfProjectEnvironments};

use super::many::choosing;
use super::row::{RowContext, row};
use super::tree::{Filter, Node, Shown, Tree};
use crate::components::{
    Loaded, UrlState, amount, data_of, density, no_match, running, search_input, sorted, toolbar, use_url_state,
    view_menu,
};
use crate::data::{Read, read, with_query};
use crate::reactive::{Memo, memo};
use crate::ui::{ColumnHead, EmptyState, IconName, Select, SelectOption, Table, each, el, live, nothing, view, views};

stylance::import_style!(pub(super) style, "list.module.css");

/// How many running activities are asked for: the API's most.
const RUNNING: usize = 100;

/// The environments of the project in the address.
pub fn page(project: String) -> AnyView {
    let project = StoredValue::new(project);
    let list = read::<GetListOfProjectEnvironments>(move || {
        Some(project.with_value(|project| GetListOfProjectEnvironments::path(project)))
    });
    let (ready, error, loading, retry) = data_of(list);
    let log = with_query(&GetProjectActivityLog::path(&project.read_value()), [("count", RUNNING.to_string())]);
    let running = running(&log, &[]);
    view! {
        <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading environments">
            {tree(project, list, running)}
        </Loaded>
    }
}

fn tree(project: StoredValue<String>, list: Read<Items<Environment>>, running: Memo<Vec<Activity>>) -> AnyView {
    let filters = Filters::of_address();
    let tree = memo(move || Tree::of(list.data().as_ref().map_or(&[], |list| list.items())));
    let shown = {
        let wanted = filters.wanted();
        memo(move || tree.with(|tree| tree.shown(&wanted())))
    };
    let choosing = choosing(project, list);
    // What only leads to a match is not among those that "Select all" means.
    let fitting = memo(move || {
        let fits = |id: &str| shown.with(|shown| shown.fits(id) == Some(true));
        tree.with(|tree| tree.nodes().iter().map(|node| node.id.clone()).filter(|id| fits(id)).collect::<Vec<_>>())
    });
    let (roomy, spacing) = density();
    let shown_of =
        Signal::derive(move || amount(fitting.with(Vec::len), tree.with(|tree| tree.nodes().len()), false, None));
    let search = search_input("Search environments".to_owned(), filters.search.clone());
    let tools = toolbar(search, filters.controls(), shown_of, vec![view_menu("environments", vec![roomy])]);
    let context = RowContext {
        project,
        shut: filters.closed.signal(),
        toggle: filters.toggle(),
        shown,
        running,
        choosing: choosing.clone(),
    };
    let rows = move || {
        let draw = |node: &Arc<Node>| row(node.clone(), context.clone());
        tree.with(|tree| tree.nodes().iter().map(draw).collect())
    };
    let is_none = memo(move || tree.with(|tree| tree.nodes().is_empty()));
    let is_unfit = memo(move || shown.with(Shown::is_empty));
    let clear = filters.clear();
    // The rows stay where they are while none is shown: what is typed next may bring them back.
    let table = view! {
        <Table
            caption="Environments"
            columns=columns()
            refreshing=Signal::derive(move || list.is_loading())
            choices=Some((choosing.choices)(fitting))
        >
            {each(rows)}
        </Table>
    };
    let table = el("div").flag("hidden", move || is_unfit.get()).child(table);
    let note = move || match (is_none.get(), is_unfit.get()) {
        (true, _) => view! {
            <EmptyState
                icon=IconName::ENVIRONMENT
                title="No environments yet"
                text="Each branch that is pushed to the project’s repository gets an environment, which appears here."
            />
        },
        (false, true) => no_match("No environments match your search and filters.", clear),
        (false, false) => nothing(),
    };
    el("div")
        .class(style::tree)
        .attr("data-density", spacing)
        .child(tools)
        .child(table)
        .child(live(note))
        .child((choosing.dialog)())
        .into_any()
}

fn columns() -> Vec<ColumnHead> {
    vec![
        ColumnHead::new("name", "Name"),
        ColumnHead::new("type", "Type"),
        ColumnHead::new("status", "Status"),
        ColumnHead::new("merge", "Compared with parent"),
        ColumnHead::new("active", "Last active").wide_only(),
        ColumnHead::new("deployed", "Last deployed"),
        ColumnHead::actions(),
    ]
}

/// What the address says of which environments are shown.
struct Filters {
    search: UrlState,
    kind: UrlState,
    status: UrlState,
    closed: UrlState,
    /// The search, and with it the others.
    all: UrlState,
}

impl Filters {
    fn of_address() -> Self {
        Self {
            search: use_url_state("q", &[]),
            kind: use_url_state("type", &[]),
            status: use_url_state("status", &[]),
            closed: use_url_state("closed", &[]),
            all: use_url_state("q", &["type", "status"]),
        }
    }

    fn wanted(&self) -> impl Fn() -> Filter + Send + Sync + 'static {
        let [query, kind, status, closed] =
            [&self.search, &self.kind, &self.status, &self.closed].map(UrlState::signal);
        move || Filter { query: query.get(), kind: kind.get(), status: status.get(), closed: ids(&closed.get()) }
    }

    fn controls(&self) -> AnyView {
        views![
            select("Type", &self.kind, &["production", "staging", "development"], "All types"),
            select("Status", &self.status, &["active", "dirty", "inactive", "paused", "deleting"], "All states"),
        ]
    }

    /// Takes the search and the filters back.
    fn clear(&self) -> Callback<()> {
        let all = self.all.clone();
        Callback::new(move |()| all.replace(String::new()))
    }

    /// Opens or closes what is below an environment.
    fn toggle(&self) -> Callback<String> {
        let closed = self.closed.clone();
        let shut = closed.signal();
        Callback::new(move |id: String| {
            let mut ids = ids(&shut.get_untracked());
            match ids.iter().position(|known| *known == id) {
                Some(index) => drop(ids.remove(index)),
                None => ids.push(id),
            }
            closed.replace(sorted(ids, String::clone).join(","));
        })
    }
}

fn select(label: &'static str, state: &UrlState, values: &[&str], all: &str) -> AnyView {
    let option = |value: &&str| match *value {
        // The API has one word for both.
        "dirty" => SelectOption::new("dirty", "Deploying or failed"),
        value => SelectOption::new(value, crate::text::sentence(value)),
    };
    let options: Vec<_> = std::iter::once(SelectOption::new("", all)).chain(values.iter().map(option)).collect();
    let (value, state) = (state.signal(), state.clone());
    let choose = move |value: String| state.push(value);
    view! { <Select label=label value=value options=options on_change=choose /> }
}

/// The closed environments, as the address spells them.
pub(super) fn ids(text: &str) -> Vec<String> {
    text.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect()
}
