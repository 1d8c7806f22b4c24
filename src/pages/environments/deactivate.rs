//! Deactivating: what runs is taken down and its data destroyed; the branch stays.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::{DeactivateAnEnvironment, Environment};

use super::subject::{Subject, above, back_up_first, guided};
use crate::components::{ActForm, Change, Flow, Picture, Side, Way, act_form, flow_picture};
use crate::layouts::cannot;
use crate::ui::{Tone, el, views};

pub fn page(project: String, environment: String) -> AnyView {
    let subject = Subject::new(project, environment);
    let content = move || {
        let path = DeactivateAnEnvironment::path(&subject.project(), &subject.id());
        let form = act_form(ActForm {
            change: Change::new::<DeactivateAnEnvironment>(path),
            submit: Signal::stored("Deactivate".to_owned()),
            busy: "Deactivating…",
            done: Signal::derive(move || format!("Deactivating {}", subject.title())),
            warning: Some((
                "Its services and data are lost",
                "Only a backup can restore the data. To stop the environment and keep its data, pause it \
                 instead."
                    .to_owned(),
            )),
            typed: Some(subject.name()),
            back: subject.overview(),
            landing: subject.overview(),
            forbidden: cannot(subject.place, Environment::DEACTIVATE, "deactivate this environment"),
        });
        above(flow_picture(move || picture(subject)), views![el("p").child(back_up_first(subject)), form])
    };
    guided(subject, move || format!("Deactivate {}", subject.title()), content)
}

fn picture(subject: Subject) -> Picture {
    Picture {
        from: Side::new("Now", subject.title()).then(Tone::Success, "Runs"),
        to: Side::new("After", subject.title())
            .then(Tone::Neutral, "Inactive: its sites are offline")
            .then(Tone::Neutral, "You can activate or delete it later"),
        flows: vec![
            Flow::new("Code", Way::Goes, "The branch stays"),
            Flow::new("Settings", Way::Goes, "Variables, domains and backups stay"),
            Flow::new("Services", Way::Lost, "Applications and services are removed"),
            Flow::new("Data", Way::Lost, "Databases and files are deleted"),
        ],
    }
}
