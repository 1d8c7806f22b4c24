//! Activating: an inactive environment is deployed.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::{ActivateAnEnvironment, Environment};

use super::reasons::cannot;
use super::subject::{Subject, above, guided};
use crate::components::{ActForm, Change, Flow, Picture, Side, Way, act_form, flow_picture, short_commit};
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
    let commit = commit.map_or_else(|| "Of its own branch".to_owned(), |id| format!("Of its own branch, at {id}"));
    let wants_data = now.is_some_and(|environment| environment.clone_parent_on_create() == Some(true));
    let parent_runs = subject.parent().is_none_or(|parent| parent.status() != Some("inactive"));
    let copies = wants_data && subject.parent_id().is_some() && parent_runs;
    let data = match (copies, wants_data) {
        (true, _) => "A copy of databases and files",
        (false, true) => "None: the parent has none to copy",
        (false, false) => "None: it starts without data, as its settings say",
    };
    let from = match subject.parent_id() {
        Some(_) => Side::new("Parent", subject.parent_title()).then(Tone::Neutral, "Stays as it is"),
        None => Side::new("Now", "Inactive"),
    };
    Picture {
        from,
        to: Side::new("Environment", subject.title())
            .then(Tone::Success, "Is built and deployed")
            .then(Tone::Neutral, "Counts towards what the plan allows"),
        flows: vec![Flow::new("Code", Way::Stays, commit), Flow::new("Data", Way::if_goes(copies), data)],
    }
}
