//! Merging: an environment's commits go into its parent.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::{Environment, MergeAnEnvironment};

use super::standing::{commits, compare_path};
use super::subject::{Subject, above, guided};
use crate::components::{ActForm, Change, Compared, Flow, Picture, Side, Tip, Way, act_form, changes, flow_picture};
use crate::layouts::cannot;
use crate::reactive::memo;
use crate::routes::Route;
use crate::ui::{Section, Tone, el, live, nothing, view, views};

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
        views![above(flow_picture(move || picture(subject)), views![words, form]), what_goes(subject)]
    };
    guided(subject, move || format!("Merge {} into {}", subject.title(), subject.parent_title()), content)
}

/// The commits and files that would reach the parent.
fn what_goes(subject: Subject) -> AnyView {
    let compared = memo(move || {
        let commit = |environment: &Environment| environment.head_commit().map(str::to_owned);
        let source = Tip { title: subject.title(), commit: commit(&subject.now()?)? };
        let target = Tip { title: subject.parent_title(), commit: commit(&subject.parent()?)? };
        Some(Compared::Merge { source, target })
    });
    let title = Signal::derive(move || format!("What would reach {}", subject.parent_title()));
    let content = move || compared.get().map(|compared| changes(subject.project(), compared)).into_any();
    let is_known = memo(move || compared.with(Option::is_some));
    live(move || match is_known.get() {
        true => view! { <Section title=title>{live(content)}</Section> },
        false => nothing(),
    })
}

fn picture(subject: Subject) -> Picture {
    let ahead = subject.now().and_then(|environment| environment.commits_ahead());
    let parent = subject.parent();
    let runs = parent.as_ref().is_none_or(|parent| parent.status() != Some("inactive"));
    let is_production = parent.is_some_and(|parent| parent.kind() == Some("production"));
    let code = match ahead {
        Some(0) => "Nothing to merge: already up to date".to_owned(),
        Some(ahead) => commits(ahead),
        None => "Its commits".to_owned(),
    };
    Picture {
        from: Side::new("Environment", subject.title()).then(Tone::Neutral, "Unchanged"),
        to: Side::new("Parent", subject.parent_title())
            .then_if(runs, Tone::Running, "Builds and redeploys with the new code")
            .then_if(is_production, Tone::Warning, "This is production")
            .then_if(!runs, Tone::Neutral, "Inactive: nothing is deployed"),
        flows: vec![
            Flow::new("Code", Way::if_goes(ahead != Some(0)), code),
            Flow::new("Data", Way::Stays, "Data isn’t merged"),
        ],
    }
}

/// What to look at before.
fn words(subject: Subject, environment: &Environment) -> AnyView {
    let project = subject.project();
    let behind = environment.commits_behind().filter(|behind| *behind > 0).map(|behind| {
        let text = format!(
            "{} is {} behind {}. Conflicting changes will stop the merge.",
            subject.title(),
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
