//! What everybody may do, and every grant that says so: in one project, and in all of an organization.

mod grants;
mod items;
mod load;
mod matrix;
mod questions;
mod rows;

use leptos::prelude::*;

pub(super) use self::load::{Reading, Wanted, named};
use crate::access::effective::{TITLES, lines};
use crate::components::{csv_of, page_title};
use crate::layouts::Place;
use crate::reactive::memo;
use crate::routes::Route;
use crate::text::within;
use crate::ui::{
    Button, ButtonKind, ButtonLink, IconName, Notice, NoticeTone, PageHeader, SkeletonText, Toast, el, lead, live,
    nothing, save_file, use_toaster, view, views,
};

/// Who can do what in a project.
pub(super) fn of_project(project: String) -> AnyView {
    let place = Place::expect();
    let title = "Who can do what";
    page_title(Signal::stored(title.to_owned()));
    let description = "Everyone’s role on each type of environment, with every grant that gives it. A role is lost only \
                       when all grants in its row are revoked.";
    let content = live(move || match place.organization_id.get() {
        Some(organization) => {
            let project = project.clone();
            untrack(move || {
                let title = place.project_title();
                let reading = Reading::start(Wanted::Project(project, title), &organization);
                views![state(reading), rows::people(reading, organization.clone(), 0, Some(export(reading)))]
            })
        }
        None => view! { <SkeletonText lines=6 label="Loading access" /> },
    });
    views![view! { <PageHeader title=title description=Some(description.to_owned()) /> }, content]
}

/// Who can do what in all projects of an organization.
pub(super) fn of_organization(organization: String) -> AnyView {
    let reading = Reading::start(Wanted::Organization, &organization);
    let review = Route::AccessReview { organization: organization.clone() }.path();
    let way = view! {
        <ButtonLink kind=ButtonKind::Quiet href=review>
            "Review access"
        </ButtonLink>
    };
    views![
        lead(
            "Everyone’s role on each type of environment of every project, with every grant that gives it.",
            views![way, export(reading).run()],
        ),
        state(reading),
        questions::questions(reading, organization)
    ]
}

/// What is still read, or could not be.
pub(super) fn state(reading: Reading) -> AnyView {
    let failures = memo(move || reading.facts.with(|facts| facts.failures()));
    let left = reading.left;
    let is_reading = memo(move || left.get() > 0);
    live(move || match (failures.get(), is_reading.get()) {
        (_, true) => el("p").class("muted").attr("role", "status").text("Reading all grants…").into_any(),
        (failures, false) if failures.is_empty() => nothing(),
        (failures, false) => {
            let first: Vec<String> = failures.iter().take(5).map(|failure| within(failure)).collect();
            let more = failures.len().saturating_sub(first.len());
            let more = if more > 0 { format!("; and {more} more") } else { String::new() };
            let text = format!("What follows from it is shown as unknown: {}{more}.", first.join("; "));
            let retry = move || {
                view! { <Button on_click=move || reading.again()>"Try again"</Button> }
            };
            view! { <Notice tone=NoticeTone::Warning title="Some grants couldn’t be read" actions=retry>{text}</Notice> }
        }
    })
}

/// Saves all of it, once all of it is known.
fn export(reading: Reading) -> ViewFn {
    let toaster = use_toaster();
    let reason = reading.partial();
    let save = move || {
        let names = reading.names.get_untracked();
        let lines = reading.facts.with_untracked(|facts| lines(facts, &|subject| load::named(&names, subject)));
        let saved = lines.map(|lines| save_file("access.csv", &csv_of(TITLES, &lines).into()));
        let failed = match saved {
            Ok(true) => return,
            Ok(false) => "The browser didn’t save the file.".to_owned(),
            Err(why) => why,
        };
        toaster.push(Toast::danger(failed));
    };
    ViewFn::from(move || {
        view! {
            <Button kind=ButtonKind::Secondary icon=IconName::DOWNLOAD disabled_because=reason on_click=save>
                "Export all as CSV"
            </Button>
        }
    })
}
