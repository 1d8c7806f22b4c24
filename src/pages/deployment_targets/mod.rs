//! What a project can be deployed to.

use leptos::prelude::*;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::deployment_targets::{
    CreateAProjectDeploymentTarget, DeleteASingleProjectDeploymentTarget, DeploymentTarget,
    DeploymentTargetCreateInput, GetASingleProjectDeploymentTarget, GetProjectDeploymentTargetInfo, TargetHost,
    UpdateAProjectDeployment,
};
use wheelhouse_contract::sections::project::Project;
use wheelhouse_contract::{Body, Described, Resource};

use crate::components::{
    Column, Common, Consequence, Operations, Owner, Reason, ResourcePages, Rows, Shown, SortValue, Words, body_facts,
    copyable_id, kind_label, one_line, or_unknown, table_of, yes_no,
};
use crate::data::AnyRead;
use crate::layouts::resource_page;
use crate::routes::{Route, page};
use crate::text::sentence;
use crate::ui::{Badge, IconName, Section, view, views};

/// The kinds, with all of their fields.
const BODY: &Body = DeploymentTargetCreateInput::BODY;

/// The page of an address.
pub fn page(page: page::DeploymentTargets) -> AnyView {
    let page::DeploymentTargets::DeploymentTargets { at, .. } = page;
    resource_page(&PAGES, at)
}

static PAGES: ResourcePages<DeploymentTarget> = ResourcePages {
    state: Some(|target| view! { <Badge text=kind(target) /> }),
    ..ResourcePages::plain(
        Common {
            cannot_delete: Some(cannot_delete),
            ..Common::plain(
                Words {
                    one: "deployment target",
                    many: "deployment targets",
                    icon: IconName::DEPLOY,
                    none: "No deployment targets",
                    hint: "A deployment target is where environments run: the platform’s grid or your own machines.",
                },
                |owner, at| Route::DeploymentTargets { project: owner.project(), at },
            )
        },
        Operations::of::<GetProjectDeploymentTargetInfo, GetASingleProjectDeploymentTarget>()
            .create::<CreateAProjectDeploymentTarget>(
                Project::EDIT,
                "Existing environments stay where they are until you move them.",
            )
            .update::<UpdateAProjectDeployment>(
                DeploymentTarget::EDIT,
                Consequence::redeploys("Environments that run on it redeploy."),
            )
            .delete::<DeleteASingleProjectDeploymentTarget>(DeploymentTarget::DELETE, "Its settings are lost"),
        Shown { name, columns: COLUMNS, content, consequences },
    )
};

const COLUMNS: &[Column<DeploymentTarget>] = &[
    Column::text("name", "Name", name),
    Column::text("kind", "Kind", kind),
    Column::text("machines", "Machines", machines).by(|target| SortValue::count(target.hosts().len())),
];

fn consequences(_: &Owner, _: &DeploymentTarget) -> String {
    "Environments can no longer be deployed to it. Its machines and what they run aren’t affected.".to_owned()
}

fn name(target: &DeploymentTarget) -> String {
    let names = [target.name(), target.id()].into_iter().flatten().map(one_line);
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_else(|| "Deployment target".to_owned())
}

fn kind(target: &DeploymentTarget) -> String {
    kind_label(BODY, target.kind())
}

/// How many machines it has of each type: "3 core, 1 satellite".
fn machines(target: &DeploymentTarget) -> String {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for host in target.hosts() {
        let kind = host.kind().unwrap_or("other");
        match counts.iter_mut().find(|(known, _)| known == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((kind.to_owned(), 1)),
        }
    }
    let said: Vec<_> = counts.into_iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    if said.is_empty() { "None listed".to_owned() } else { said.join(", ") }
}

/// Its fields, and the machines that it has, where it has some of its own.
fn content(_: &Owner, target: &DeploymentTarget) -> AnyView {
    let mut more = vec![("ID", copyable_id("deployment target", target.id()))];
    more.extend(target.maintenance_mode().map(|on| ("Maintenance", yes_no(Some(on)).into_any())));
    more.extend(text(target.raw(), "deploy_host").map(|host| ("Deploys through", host.to_owned().into_any())));
    let hosts = target.hosts();
    let machines = (!hosts.is_empty()).then(|| {
        let table = table_of("Machines", Rows::fixed(HOSTS, hosts));
        view! { <Section title="Machines">{table}</Section> }
    });
    views![body_facts(BODY, target.raw(), more), machines]
}

const HOSTS: &[Column<TargetHost>] = &[
    Column::text("id", "ID", |host: &TargetHost| or_unknown(host.id())).mono(),
    Column::text("type", "Type", |host| sentence(&or_unknown(host.kind()))),
    Column::text("services", "Services", |host| match host.services().join(", ") {
        none if none.is_empty() => "All".to_owned(),
        services => services,
    }),
];

/// Of the target that every project has, nobody may.
fn cannot_delete(_: &Owner, target: AnyRead, reason: Reason) -> Reason {
    let is_local = move || target.data::<DeploymentTarget>().is_some_and(|target| target.kind() == Some("local"));
    let stays = "The local target can’t be deleted: the project’s environments run on it.";
    Signal::derive(move || reason.get().map(|reason| if is_local() { stays.to_owned() } else { reason }))
}
