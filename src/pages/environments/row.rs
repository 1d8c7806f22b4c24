//! One environment in the tree.

use std::sync::Arc;

use leptos::prelude::*;
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::sections::environment::Environment;

use super::list::{ids, style};
use super::standing::{compared, running_mark};
use super::tree::{Node, Shown, name};
use crate::components::{Choosing, environment_status, or_unknown, time_or};
use crate::reactive::{Memo, memo};
use crate::routes::Route;
use crate::ui::{Badge, IconButton, IconName, Row, Status, TableRow, el, live, view};

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
        let cells = cells(&node, &context, mark, fits);
        view! { <TableRow cells=cells selected=selected hidden=Signal::derive(move || fits.get().is_none()) /> }
    })
}

fn cells(node: &Node, context: &RowContext, mark: AnyView, fits: Memo<Option<bool>>) -> Vec<AnyView> {
    let environment = &node.environment;
    let title = name(environment).to_owned();
    let project = context.project.get_value();
    let href = Route::Environment { project: project.clone(), environment: node.id.clone() }.path();
    let lines = (0..node.depth).map(|_| el("span").class(style::line).into_any());
    let link = el("a").attr("href", href).text(title.clone());
    let name = el("span")
        .class(style::name)
        .flag("data-way", move || fits.get() == Some(false))
        .child(mark)
        .children(lines)
        .text(" ")
        .child(chevron(node, title, context))
        .text(" ")
        .child(link);
    let (status, tone) = environment_status(environment);
    let state = el("span").class("row").child(view! { <Status text=status tone=tone /> }).child(doing(
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
    ]
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
