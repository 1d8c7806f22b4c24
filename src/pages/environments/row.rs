//! One environment in the tree.

use std::sync::Arc;

use leptos::prelude::*;
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::sections::environment::Environment;
use wheelhouse_contract::{Relation, Resource};

use super::list::{ids, style};
use super::standing::{compared, running_mark};
use super::tree::{Node, Shown};
use crate::components::{Choosing, environment_title as name, or_unknown, row_menu, status_during, time_or};
use crate::reactive::{Memo, memo};
use crate::routes::{AtKept, AtRead, Route};
use crate::ui::{Badge, IconButton, IconName, Row, Status, TableRow, Tone, el, live, view};

/// What all rows look at.
#[derive(Clone)]
pub struct RowContext {
    pub project: StoredValue<String>,
    /// The closed ones, as the address spells them.
    pub shut: Memo<String>,
    pub toggle: Callback<String>,
    pub shown: Memo<Shown>,
    pub running: Memo<Vec<Activity>>,
    pub choosing: Choosing,
}

/// Drawn once, and hidden while the filter leaves it out.
pub fn row(node: Arc<Node>, context: RowContext) -> Row {
    Row::new(node.key.clone(), move || {
        let shown = context.shown;
        let id = StoredValue::new(node.id.clone());
        let fits = memo(move || shown.with(|shown| id.with_value(|id| shown.fits(id))));
        let (mark, selected) = (context.choosing.mark)(&node.id, name(&node.environment));
        let cells = cells(&node, &context, fits);
        view! { <TableRow cells=cells mark=Some(mark) selected=selected hidden=Signal::derive(move || fits.get().is_none()) /> }
    })
}

fn cells(node: &Node, context: &RowContext, fits: Memo<Option<bool>>) -> Vec<AnyView> {
    let environment = &node.environment;
    let title = name(environment).to_owned();
    let project = context.project.get_value();
    let href = Route::Environment { project: project.clone(), environment: node.id.clone() }.path();
    let lines = (0..node.depth).map(|_| el("span").class(style::line).into_any());
    let link = el("a").attr("href", href).text(title.clone());
    let name = el("span")
        .class(style::name)
        .flag("data-way", move || fits.get() == Some(false))
        .children(lines)
        .child(chevron(node, title.clone(), context))
        .text(" ")
        .child(link);
    let state = el("span").class("row").child(standing(environment, &project, context.running)).child(doing(
        node.id.clone(),
        project.clone(),
        context.running,
    ));
    vec![
        name.into_any(),
        view! { <Badge text=or_unknown(environment.kind()) /> },
        state.into_any(),
        merge(&project, environment),
        time_or("Never", environment.last_active_at()),
        time_or("Never", environment.last_deployment_at()),
        actions(environment, &project, &title),
    ]
}

type Way = fn(String, String) -> Route;

/// What is done with an environment on a page, by the link that allows it.
const ACTIONS: &[(Relation, &str, Way)] = &[
    (Environment::MERGE, "Merge", |project, environment| Route::EnvironmentMerge { project, environment }),
    (Environment::SYNCHRONIZE, "Synchronize", |project, environment| Route::EnvironmentSynchronize {
        project,
        environment,
    }),
    (Environment::BRANCH, "Branch", |project, environment| Route::EnvironmentBranch { project, environment }),
    (Environment::BACKUP, "Back up", |project, environment| Route::Backups { project, environment, at: AtKept::New }),
    (Environment::ACTIVATE, "Activate", |project, environment| Route::EnvironmentActivate { project, environment }),
    (Environment::DEACTIVATE, "Deactivate", |project, environment| Route::EnvironmentDeactivate {
        project,
        environment,
    }),
    (Environment::DELETE, "Delete", |project, environment| Route::EnvironmentDelete { project, environment }),
];

/// A menu of what its links let the person do with it.
fn actions(environment: &Environment, project: &str, title: &str) -> AnyView {
    let (links, id) = (environment.links(), environment.id().unwrap_or_default());
    let possible = ACTIONS.iter().filter(|(relation, ..)| links.allows(*relation));
    let possible = possible.map(|(_, verb, way)| (*verb, way(project.to_owned(), id.to_owned()).path()));
    row_menu(title, possible.collect())
}

/// Opens and closes what is below.
fn chevron(node: &Node, title: String, context: &RowContext) -> AnyView {
    if !node.has_children {
        return el("span").class(style::leaf).into_any();
    }
    let (shut, toggle) = (context.shut, context.toggle);
    let id = StoredValue::new(node.id.clone());
    let is_shut = memo(move || id.with_value(|id| ids(&shut.get()).contains(id)));
    let label = Signal::derive(move || format!("{} {title}", if is_shut.get() { "Expand" } else { "Collapse" }));
    live(move || {
        let icon = if is_shut.get() { IconName::CHEVRON_RIGHT } else { IconName::CHEVRON_DOWN };
        view! { <IconButton icon=icon label=label on_click=move || toggle.run(id.get_value()) /> }
    })
}

/// How it stands; where its last deployment failed, the way to what did.
fn standing(environment: &Environment, project: &str, running: Memo<Vec<Activity>>) -> AnyView {
    let environment = environment.clone();
    let id = environment.id().unwrap_or_default().to_owned();
    let failures = Route::EnvironmentActivities { project: project.to_owned(), environment: id, at: AtRead::List };
    let failures = format!("{}?state=failed", failures.path());
    let status = memo(move || {
        let is_here = |activity: &&Activity| activity.environments().iter().any(|id| Some(*id) == environment.id());
        running.with(|running| status_during(&environment, running.iter().find(is_here)))
    });
    live(move || {
        let (text, tone) = status.get();
        let status = view! { <Status text=text tone=tone /> };
        match tone {
            Tone::Danger => el("a").attr("href", failures.clone()).child(status).into_any(),
            _ => status,
        }
    })
}

/// The newest of what runs there now.
fn doing(id: String, project: String, running: Memo<Vec<Activity>>) -> AnyView {
    let newest = memo(move || {
        running.with(|running| running.iter().find(|a| a.environments().iter().any(|known| *known == id)).cloned())
    });
    live(move || newest.with(|newest| newest.as_ref().map(|activity| running_mark(&project, activity)).into_any()))
}

/// Its commits against its parent's, with the way to compare the two.
fn merge(project: &str, environment: &Environment) -> AnyView {
    let text = compared(environment);
    match environment.parent().zip(environment.id()) {
        Some((parent, id)) => {
            let href = super::standing::compare_path(project, parent, id);
            el("a").class(style::compared).attr("href", href).text(text).into_any()
        }
        None => text.into_any(),
    }
}
