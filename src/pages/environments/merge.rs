//! Merging: an environment's commits go into its parent.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::{Environment, MergeAnEnvironment};

use super::reasons::cannot;
use super::standing::{commits, compare_path};
use super::subject::{Subject, above, guided};
use crate::components::{ActForm, Change, Flow, Picture, Side, Way, act_form, flow_picture};
use crate::routes::Route;
use crate::ui::{Tone, el, live, nothing, views};

pub fn page(project: String, environment: String) -> AnyView {
    let subject = Subject::new(project, environment);
    let content = move || {
        let form = act_form(ActForm {
            change: Change::new::<MergeAnEnvironment>(MergeAnEnvironment::path(&subject.project(), &subject.id())),
            submit: Signal::derive(move || format!("Merge into {}", subject.parent_title())),
            busy: "Merging…",
            done: Signal::derive(move || format!("Merging into {}", subject.parent_title())),
            warning: None,
            typed: None,
            back: subject.overview(),
            landing: subject.parent_overview(),
            forbidden: cannot(subject.place, Environment::MERGE, "merge this environment"),
        });
        let words = live(move || subject.now().map_or_else(nothing, |environment| words(subject, &environment)));
        above(flow_picture(move || picture(subject)), views![words, form])
    };
    guided(subject, move || format!("Merge {} into {}", subject.title(), subject.parent_title()), content)
}

fn picture(subject: Subject) -> Picture {
    let ahead = subject.now().and_then(|environment| environment.commits_ahead());
    let parent = subject.parent();
    let runs = parent.as_ref().is_none_or(|parent| parent.status() != Some("inactive"));
    let is_production = parent.is_some_and(|parent| parent.kind() == Some("production"));
    let code = match ahead {
        Some(0) => "Nothing: all commits are there already".to_owned(),
        Some(ahead) => commits(ahead),
        None => "Its commits".to_owned(),
    };
    Picture {
        from: Side::new("Environment", subject.title()).then(Tone::Neutral, "Stays as it is"),
        to: Side::new("Parent", subject.parent_title())
            .then_if(runs, Tone::Running, "Builds and redeploys with the new code")
            .then_if(is_production, Tone::Warning, "This is production")
            .then_if(!runs, Tone::Neutral, "Is inactive: nothing is deployed"),
        flows: vec![
            Flow::new("Code", Way::if_goes(ahead != Some(0)), code),
            Flow::new("Data", Way::Stays, "Each keeps its own"),
        ],
    }
}

/// What to look at before.
fn words(subject: Subject, environment: &Environment) -> AnyView {
    let project = subject.project();
    let behind = environment.commits_behind().filter(|behind| *behind > 0).map(|behind| {
        let text = format!(
            "Not here yet: {} of {}. What both changed, each in its own way, stops the merge.",
            commits(behind),
            subject.parent_title()
        );
        el("p").class("muted").text(text).into_any()
    });
    let history = environment.head_commit().map(|commit| {
        let route = Route::RepositoryHistory { project: project.clone(), commit: commit.to_owned() };
        el("a").attr("href", route.path()).text("Commits").into_any()
    });
    let compare = subject.parent_id().map(|parent| {
        let href = compare_path(&project, &parent, &subject.id());
        el("a").attr("href", href).text("Compare the two environments").into_any()
    });
    let links = el("p").class("row").maybe(history).maybe(compare).into_any();
    el("div").class("stack-tight").maybe(behind).child(links).into_any()
}
