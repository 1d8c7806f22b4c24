//! Activating: an inactive environment is deployed.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::{ActivateAnEnvironment, Environment};

use super::subject::{Subject, above, guided};
use crate::components::{ActForm, Change, Flow, Picture, Side, Way, act_form, flow_picture, short_commit};
use crate::layouts::cannot;
use crate::ui::Tone;

pub fn page(project: String, environment: String) -> AnyView {
    let subject = Subject::new(project, environment);
    let content = move || {
        let path = ActivateAnEnvironment::path(&subject.project(), &subject.id());
        let form = act_form(ActForm {
            change: Change::new::<ActivateAnEnvironment>(path),
            submit: Signal::stored("Activate".to_owned()),
            busy: "Activating…",
            done: Signal::derive(move || format!("Activating {}", subject.title())),
            warning: None,
            typed: None,
            back: subject.overview(),
            landing: subject.overview(),
            forbidden: cannot(subject.place, Environment::ACTIVATE, "activate this environment"),
        });
        above(flow_picture(move || picture(subject)), form)
    };
    guided(subject, move || format!("Activate {}", subject.title()), content)
}

fn picture(subject: Subject) -> Picture {
    let now = subject.now();
    let commit = now.as_ref().and_then(|environment| environment.head_commit().map(short_commit));
    let commit = commit.map_or_else(|| "Its own branch".to_owned(), |id| format!("Its own branch, at {id}"));
    let wants_data = now.is_some_and(|environment| environment.clone_parent_on_create() == Some(true));
    let parent_runs = subject.parent().is_none_or(|parent| parent.status() != Some("inactive"));
    let copies = wants_data && subject.parent_id().is_some() && parent_runs;
    let data = match (copies, wants_data) {
        (true, _) => "A copy of databases and files",
        (false, true) => "None: the parent has no data to copy",
        (false, false) => "None: its settings say to start without data",
    };
    let from = match subject.parent_id() {
        Some(_) => Side::new("Parent", subject.parent_title()).then(Tone::Neutral, "Unchanged"),
        None => Side::new("Now", "Inactive"),
    };
    Picture {
        from,
        to: Side::new("Environment", subject.title())
            .then(Tone::Success, "Built and deployed")
            .then(Tone::Neutral, "Counts toward the plan’s limit"),
        flows: vec![Flow::new("Code", Way::Stays, commit), Flow::new("Data", Way::if_goes(copies), data)],
    }
}
