//! A project's environments as a tree.

use std::collections::HashSet;

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::GetListOfProjectEnvironments;

use super::tree::{Node, arrange, name};
use crate::components::{Loaded, data_of, environment_status, or_unknown, set_title, use_url_state};
use crate::data::read;
use crate::layouts::{Place, ProjectPage};
use crate::routes::Route;
use crate::ui::{
    Badge, Button, Column, EmptyState, IconButton, IconName, Status, Table, TableRow, TextInput, Time, memo, shown,
};

stylance::import_style!(style, "list.module.css");

/// The environments of the project in the address.
#[component]
pub fn EnvironmentsPage(project: String) -> impl IntoView {
    let place = Place::expect();
    set_title(move || vec!["Environments".to_owned(), place.project_title()]);
    let project = StoredValue::new(project);
    view! { <ProjectPage>{shown(move || view! { <Tree project=project.get_value() /> })}</ProjectPage> }
}

#[component]
fn Tree(project: String) -> impl IntoView {
    let search = use_url_state("q", &[]);
    let closed = use_url_state("closed", &[]);
    let query = search.signal();
    let shut = closed.signal();
    let project = StoredValue::new(project);
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
        if !ids.remove(&id) {
            ids.insert(id);
        }
        let mut ids: Vec<_> = ids.into_iter().collect();
        ids.sort();
        closed.replace(ids.join(","));
    });
    let clear = {
        let search = search.clone();
        Callback::new(move |()| search.replace(String::new()))
    };
    let nothing = move || {
        if query.with(String::is_empty) {
            view! {
                <EmptyState
                    icon=IconName::ENVIRONMENT
                    title="No environments yet"
                    text="Push a branch to the project’s repository: its environment appears here."
                />
            }
            .into_any()
        } else {
            view! {
                <EmptyState
                    title="Nothing matches"
                    text="No environment has all of the words you searched for."
                    actions=move || view! { <Button on_click=clear>"Clear search"</Button> }
                />
            }
            .into_any()
        }
    };
    view! {
        <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading environments">
            <div class=style::search>
                <TextInput
                    kind="search"
                    label="Search environments"
                    placeholder="Search environments"
                    value=query
                    on_input={
                        let search = search.clone();
                        move |text: String| search.replace(text)
                    }
                />
            </div>
            {shown(move || {
                if is_empty.get() {
                    nothing().into_any()
                } else {
                    view! {
                        <Table
                            caption="Environments"
                            columns=vec![
                                Column::new("name", "Name"),
                                Column::new("type", "Type"),
                                Column::new("status", "Status"),
                                Column::new("merge", "Compared with parent"),
                                Column::new("active", "Last deployed"),
                            ]
                            refreshing=loading
                        >
                            <For each=move || nodes.get() key=key let:node>
                                <TableRow cells=cells(&project.read_value(), &node, shut, toggle) />
                            </For>
                        </Table>
                    }
                        .into_any()
                }
            })}
        </Loaded>
    }
}

/// What makes a row another row.
fn key(node: &Node) -> (String, usize, bool, Vec<String>) {
    let e = &node.environment;
    let shown = [Some(name(e)), e.kind(), e.status(), e.last_deployment_at()];
    let merge = format!("{:?} {:?}", e.commits_ahead(), e.commits_behind());
    let texts = shown.into_iter().flatten().map(str::to_owned).chain([merge]).collect();
    (node.id.clone(), node.depth, node.has_children, texts)
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
        (move || {
            let id = id.clone();
            let icon = if is_shut.get() { IconName::CHEVRON_RIGHT } else { IconName::CHEVRON_DOWN };
            view! { <IconButton icon=icon label=label on_click=move || toggle.run(id.clone()) /> }
        })
        .into_any()
    } else {
        view! { <span class=style::leaf></span> }.into_any()
    };
    let lines = (0..node.depth).map(|_| view! { <span class=style::line></span> }).collect_view();
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
    let deployed = environment.last_deployment_at().map(|at| view! { <Time at=at.to_owned() /> });
    vec![
        view! {
            <span class=style::name>
                {lines} {chevron} <a href=href>{title}</a>
            </span>
        }
        .into_any(),
        view! { <Badge text=or_unknown(environment.kind()) /> }.into_any(),
        view! { <Status text=status tone=tone /> }.into_any(),
        compared.into_any(),
        deployed.map_or_else(|| "Never".into_any(), IntoAny::into_any),
    ]
}

/// The closed environments, as the address spells them.
fn ids(text: &str) -> HashSet<String> {
    text.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect()
}
