//! The settings of a project.

use leptos::prelude::*;
use wheelhouse_contract::Described;
use wheelhouse_contract::Resource;
use wheelhouse_contract::resource::{integer, text};
use wheelhouse_contract::sections::project::{Project, ProjectPatch, UpdateAProject};
use wheelhouse_contract::sections::project_settings::{GetListOfProjectSettings, ProjectSettings};

use crate::components::{
    Change, Consequence, EditForm, Loaded, data_of, edit_form, facts, facts_of, forbidden, form_link, mebibytes,
    options_of, or_unknown, yes_no,
};
use crate::data::read;
use crate::layouts::Place;
use crate::routes::Route;
use crate::ui::{ButtonKind, Section, el, live, nothing, view, views};

/// The project's form, how it is built, its Git server, and the way to delete it.
pub fn page(project: String) -> AnyView {
    let place = Place::expect();
    // What is read while it is drawn must not draw it again: the form holds what the person types.
    untrack(|| settings(place, &project))
}

fn settings(place: Place, project: &str) -> AnyView {
    let form = edit_form(EditForm {
        body: ProjectPatch::BODY,
        of: *place.project,
        part: None,
        change: Change::new::<UpdateAProject>(UpdateAProject::path(project)),
        forbidden: forbidden(*place.project, Project::EDIT, "change this project"),
        done: "Saved the project’s settings".to_owned(),
        back: Route::Project { project: project.to_owned() }.path(),
        consequence: Some(Consequence::redeploys_with(
            &["default_branch", "default_domain"],
            "The environments redeploy. A new default branch becomes production and takes over its domains.",
        )),
        options: Some(options_of(Some(project.to_owned()), place.organization_id.get())),
    });
    let general = view! { <Section title="General">{form}</Section> };
    views![general, builds(project.to_owned()), git_server(place, project.to_owned()), deletion(place, project)]
}

/// How the project is built and kept, which is its own resource.
fn builds(project: String) -> AnyView {
    let path = GetListOfProjectSettings::path(&project);
    let of = read::<GetListOfProjectSettings>(move || Some(path.clone()));
    let (ready, error, loading, retry) = data_of(of);
    let href = Route::ProjectBuildSettings { project }.path();
    let edit = move || {
        let href = href.clone();
        form_link(*of, ProjectSettings::EDIT, "change these settings", "Edit", ButtonKind::Secondary, move || {
            href.clone()
        })
    };
    let facts = move || live(move || of.data().map_or_else(nothing, |settings| build_facts(&settings)));
    view! {
        <Section
            title="Builds and maintenance"
            description=Some("Build resources and the maintenance window.".to_owned())
            actions=edit
        >
            <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading settings">
                {facts()}
            </Loaded>
        </Section>
    }
}

fn build_facts(settings: &ProjectSettings) -> AnyView {
    let cpu = settings.raw().get("build_resources").and_then(|build| build.get("cpu")).map(ToString::to_string);
    let build = match (cpu, settings.build_memory()) {
        (Some(cpu), Some(memory)) => format!("{cpu} CPU, {}", mebibytes(memory)),
        _ => or_unknown(None),
    };
    let retention = match settings.data_retention() {
        Some(kinds) if !kinds.is_empty() => kinds.keys().cloned().collect::<Vec<_>>().join(", "),
        _ => "Plan default".to_owned(),
    };
    let minutes = settings.cron_minimum_interval();
    let cron = minutes.map_or_else(|| or_unknown(None), |minutes| format!("{minutes} min"));
    facts_of(facts![
        ("Build resources", build),
        ("Maintenance window", window(settings)),
        ("Backup retention", retention),
        ("Minimum cron interval", cron),
        ("Automatic certificates", yes_no(settings.enable_certificate_provisioning())),
        ("Zero-downtime deployments", yes_no(settings.enable_zero_downtime_deployments())),
        ("Configuration files", or_unknown(settings.application_config_file())),
    ])
}

/// When the platform may interrupt the project, in a few words.
fn window(settings: &ProjectSettings) -> String {
    let raw = settings.raw();
    let part = |name: &str| text(raw, &format!("maintenance_window.recurrence.{name}")).map(str::to_owned);
    let day = integer(raw, "maintenance_window.recurrence.day_of_week").map(|day| format!("day {day}"));
    let parts: Vec<String> = [part("interval"), day, part("time")].into_iter().flatten().collect();
    if parts.is_empty() { "None".to_owned() } else { parts.join(", ") }
}

/// For who is privileged: the link is there then.
fn git_server(place: Place, project: String) -> AnyView {
    let href = Route::ProjectSystem { project }.path();
    let open = move || {
        let href = href.clone();
        let of = *place.project;
        form_link(of, Project::SYSTEM, "see the Git server", "Git server", ButtonKind::Secondary, move || href.clone())
    };
    view! {
        <Section title="Git server" actions=open>
            {said("Version, uptime and restart.")}
        </Section>
    }
}

fn deletion(place: Place, project: &str) -> AnyView {
    let href = Route::ProjectDelete { project: project.to_owned() }.path();
    let delete = move || {
        let href = href.clone();
        let of = *place.project;
        form_link(of, Project::DELETE, "delete this project", "Delete project", ButtonKind::Secondary, move || {
            href.clone()
        })
    };
    view! {
        <Section title="Delete this project" actions=delete>
            {said("Deletes its environments, data, backups and domains. This can’t be undone.")}
        </Section>
    }
}

fn said(text: &'static str) -> AnyView {
    el("p").class("muted").text(text).into_any()
}
