//! A project's environments as a tree.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::GetListOfProjectEnvironments;

use super::tree::{Node, arrange, name};
use crate::components::{
    Loaded, data_of, environment_status, no_match, or_unknown, search_input, set_title, sorted, time_or, use_url_state,
};
use crate::data::read;
use crate::layouts::{Place, ProjectPage};
use crate::reactive::{Memo, memo};
use crate::routes::Route;
use crate::ui::{Badge, Column, EmptyState, IconButton, IconName, Row, Status, Table, TableRow, each, el, live};

stylance::import_style!(style, "list.module.css");

/// The environments of the project in the address.
#[component]
pub fn EnvironmentsPage(project: String) -> impl IntoView {
    let place = Place::expect();
    set_title(move || vec!["Environments".to_owned(), place.project_title()]);
    let project = StoredValue::new(project);
    view! { <ProjectPage>{tree(project)}</ProjectPage> }
}

fn tree(project: StoredValue<String>) -> AnyView {
    let search = use_url_state("q", &[]);
    let closed = use_url_state("closed", &[]);
    let query = search.signal();
    let shut = closed.signal();
    let list = read::<GetListOfProjectEnvironments>(move || {
        Some(project.with_value(|project| GetListOfProjectEnvironments::path(project)))
    });
    let (ready, error, loading, retry) = data_of(list);
    let nodes = memo(move || {
        let list = list.data();
        arrange(list.as_ref().map_or(&[], |list| list.items()), &query.get(), &ids(&shut.get()))
    });
    let is_empty = memo(move || nodes.with(Vec::is_empty));
    let toggle = Callback::new(move |id: String| {
        let mut ids = ids(&shut.get_untracked());
        match ids.iter().position(|known| *known == id) {
            Some(index) => drop(ids.remove(index)),
            None => ids.push(id),
        }
        closed.replace(sorted(ids, String::clone).join(","));
    });
    let clear = {
        let search = search.clone();
        Callback::new(move |()| search.replace(String::new()))
    };
    let rows = move || {
        let row = |node: Node| {
            let key = key(&node);
            Row::new(key, move || {
                view! { <TableRow cells=cells(&project.read_value(), &node, shut, toggle) /> }.into_any()
            })
        };
        nodes.get().into_iter().map(row).collect()
    };
    let table = move || {
        let columns = vec![
            Column::new("name", "Name"),
            Column::new("type", "Type"),
            Column::new("status", "Status"),
            Column::new("merge", "Compared with parent"),
            Column::new("active", "Last deployed"),
        ];
        view! {
            <Table caption="Environments" columns=columns refreshing=loading>
                {each(rows)}
            </Table>
        }
        .into_any()
    };
    let body = move || match (is_empty.get(), query.with(String::is_empty)) {
        (false, _) => table(),
        (true, false) => no_match("No environment has all of the words you searched for.", clear),
        (true, true) => view! {
            <EmptyState
                icon=IconName::ENVIRONMENT
                title="No environments yet"
                text="Push a branch to the project’s repository: its environment appears here."
            />
        }
        .into_any(),
    };
    let content = move || {
        let search = search_input("Search environments".to_owned(), search.clone());
        vec![el("div").class(style::search).child(search).into_any(), live(body)].into_any()
    };
    view! {
        <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading environments">
            {content()}
        </Loaded>
    }
    .into_any()
}

/// What makes a row another row.
fn key(node: &Node) -> String {
    let e = &node.environment;
    let shown = [Some(name(e)), e.kind(), e.status(), e.last_deployment_at()].map(Option::unwrap_or_default).join("\n");
    let [ahead, behind] =
        [e.commits_ahead(), e.commits_behind()].map(|count| count.map_or(String::new(), |n| n.to_string()));
    format!("{}\n{} {}\n{shown}\n{ahead} {behind}", node.id, node.depth, node.has_children)
}

fn cells(project: &str, node: &Node, shut: Memo<String>, toggle: Callback<String>) -> Vec<AnyView> {
    let environment = &node.environment;
    let title = name(environment).to_owned();
    let href = Route::Environment { project: project.to_owned(), environment: node.id.clone() }.path();
    let id = node.id.clone();
    let chevron = if node.has_children {
        let is_shut = {
            let id = id.clone();
            memo(move || ids(&shut.get()).contains(&id))
        };
        let label = {
            let title = title.clone();
            Signal::derive(move || format!("{} {title}", if is_shut.get() { "Expand" } else { "Collapse" }))
        };
        live(move || {
            let id = id.clone();
            let icon = if is_shut.get() { IconName::CHEVRON_RIGHT } else { IconName::CHEVRON_DOWN };
            view! { <IconButton icon=icon label=label on_click=move || toggle.run(id.clone()) /> }.into_any()
        })
    } else {
        el("span").class(style::leaf).into_any()
    };
    let lines = (0..node.depth).map(|_| el("span").class(style::line).into_any());
    let link = el("a").attr("href", href).text(title);
    let name = el("span").class(style::name).children(lines).text(" ").child(chevron).text(" ").el(link);
    let (status, tone) = environment_status(environment);
    let compared = match (environment.commits_ahead(), environment.commits_behind()) {
        _ if environment.parent().is_none() => "–".to_owned(),
        (Some(0), Some(0)) => "Same".to_owned(),
        (ahead, behind) => {
            let part = |count: Option<i64>, word| count.filter(|c| *c > 0).map(|c| format!("{c} {word}"));
            let parts: Vec<_> = [part(ahead, "ahead"), part(behind, "behind")].into_iter().flatten().collect();
            if parts.is_empty() { "Unknown".to_owned() } else { parts.join(", ") }
        }
    };
    vec![
        name.into_any(),
        view! { <Badge text=or_unknown(environment.kind()) /> }.into_any(),
        view! { <Status text=status tone=tone /> }.into_any(),
        compared.into_any(),
        time_or("Never", environment.last_deployment_at()),
    ]
}

/// The closed environments, as the address spells them.
fn ids(text: &str) -> Vec<String> {
    text.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect()
}
