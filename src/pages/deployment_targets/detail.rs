//! One deployment target: its kind, its machines and how it is set up.

use leptos::prelude::*;
use wheelhouse_contract::Resource;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::deployment_targets::{DeploymentTarget, TargetHost};

use super::words::{BODY, deleting_forbidden, kind, name_of, read_one};
use crate::components::{
    Column, Detail, Item, Rows, body_facts, detail, form_link, link_unless, or_unknown, set_title, table_of, yes_no,
};
use crate::data::Read;
use crate::layouts::Place;
use crate::routes::{At, Route};
use crate::text::sentence;
use crate::ui::{Badge, ButtonKind, Copyable, Section};

pub fn target(project: String, id: String) -> AnyView {
    let place = Place::expect();
    let read = read_one(&project, &id);
    let title = name_of(read);
    set_title(move || vec![title.get(), place.project_title()]);
    let kind_badge = Signal::derive(move || read.data().as_ref().map(kind).unwrap_or_default());
    detail(Detail {
        loading: "Loading deployment target",
        of: *read,
        title,
        state: Some(ViewFn::from(move || view! { <Badge text=kind_badge /> })),
        actions: Some(ViewFn::from(move || actions(read, &project, &id))),
        content: ViewFn::from(move || read.data().map(|target| vec![facts(&target), hosts(&target)].into_any())),
    })
}

fn actions(read: Read<DeploymentTarget>, project: &str, id: &str) -> AnyView {
    let edit = Route::DeploymentTargets { project: project.to_owned(), at: At::Edit(id.to_owned()) };
    let delete = Route::DeploymentTargets { project: project.to_owned(), at: At::Delete(id.to_owned()) };
    let edit =
        form_link(*read, "#edit", "change this deployment target", "Edit", ButtonKind::Secondary, move || edit.path());
    let delete = link_unless(deleting_forbidden(read), "Delete", ButtonKind::Danger, move || delete.path());
    vec![edit, delete].into_any()
}

fn facts(target: &DeploymentTarget) -> AnyView {
    let mut more = Vec::new();
    let id = |id: &str| view! { <Copyable text=id.to_owned() label="Copy deployment target ID" /> }.into_any();
    more.extend(target.id().map(|text| ("ID", id(text))));
    more.extend(target.maintenance_mode().map(|on| ("Maintenance", yes_no(Some(on)).into_any())));
    more.extend(text(target.raw(), "deploy_host").map(|host| ("Deploys through", host.to_owned().into_any())));
    body_facts(BODY, target.raw(), more)
}

/// The machines that the target has, where it has some of its own.
fn hosts(target: &DeploymentTarget) -> AnyView {
    let hosts = target.hosts();
    if hosts.is_empty() {
        return ().into_any();
    }
    let item = |(at, host): (usize, &TargetHost)| Item::new(at.to_string(), host.clone());
    let rows = Rows::new(HOSTS, move || Some(hosts.iter().enumerate().map(item).collect()));
    let table = table_of("Machines".to_owned(), rows, Signal::stored(false));
    view! { <Section title="Machines">{table}</Section> }.into_any()
}

const HOSTS: &[Column<TargetHost>] = &[
    Column::text("id", "ID", |host| or_unknown(host.id())),
    Column::text("type", "Type", |host| sentence(&or_unknown(host.kind()))),
    Column::text("services", "Services", |host| {
        let services = host.services().join(", ");
        if services.is_empty() { "All".to_owned() } else { services }
    }),
];
