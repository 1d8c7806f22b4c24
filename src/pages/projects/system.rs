//! The Git server of a project.

use leptos::prelude::*;
use wheelhouse_contract::sections::system::{GetInformationAboutTheGitServer, RestartTheGitServer, SystemInformation};

use crate::components::{Action, Change, Detail, action, detail, exact_or, facts, facts_of, or_unknown};
use crate::data::read;
use crate::layouts::Place;
use crate::ui::{Copyable, nothing, view};

/// What takes the pushes of a project, and restarting it.
pub fn page(project: String) -> AnyView {
    let place = Place::expect();
    let path = GetInformationAboutTheGitServer::path(&project);
    let of = read::<GetInformationAboutTheGitServer>(move || Some(path.clone()));
    let project = StoredValue::new(project);
    let restart = move || {
        action(Action {
            label: "Restart Git server",
            busy: "Restarting…",
            done: "Restarting the Git server",
            of: *of,
            relation: Some(SystemInformation::RESTART),
            change: Box::new(move || {
                Change::new::<RestartTheGitServer>(RestartTheGitServer::path(&project.read_value()))
            }),
            asks: "No one can push or pull until it’s back. Environments keep running.",
        })
    };
    detail(Detail {
        loading: "Loading Git server".into(),
        of: *of,
        title: Signal::stored(place.label().to_owned()),
        state: None,
        actions: Some(ViewFn::from(restart)),
        content: ViewFn::from(move || of.data().map_or_else(nothing, |system| facts(place, &system))),
    })
}

fn facts(place: Place, system: &SystemInformation) -> AnyView {
    let repository = place.project.data().and_then(|project| project.repository_url().map(str::to_owned));
    let repository = match repository {
        Some(url) => view! { <Copyable text=url label="Copy repository address" /> },
        None => or_unknown(None).into_any(),
    };
    facts_of(facts![
        ("Version", or_unknown(system.version())),
        ("Image", or_unknown(system.image())),
        ("Running since", exact_or("Unknown", system.started_at())),
        ("Repository", repository),
    ])
}
