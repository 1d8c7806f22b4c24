//! Branching: a new environment below this one.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Described;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::environment::{BranchAnEnvironment, Environment, EnvironmentBranchInput};

use super::subject::{Subject, guided, overview};
use crate::components::{
    Change, CreateForm, Flow, Labels, Picture, Side, Way, beside_fields, create_form_of, flow_picture, one_line,
    short_commit,
};
use crate::forms::FormState;
use crate::layouts::cannot;
use crate::text::isolated;
use crate::ui::Tone;

pub fn page(project: String, environment: String) -> AnyView {
    let subject = Subject::new(project, environment);
    let content = move || {
        let state = FormState::create(EnvironmentBranchInput::BODY);
        let project = subject.project();
        let form = |beside| CreateForm {
            body: EnvironmentBranchInput::BODY,
            change: Change::new::<BranchAnEnvironment>(BranchAnEnvironment::path(&project, &subject.id())),
            labels: Labels::new("Branch", "Branching…"),
            done: Box::new(|sent: &Value| {
                format!("Branching {}", isolated(text(sent, "title").unwrap_or("the environment")))
            }),
            back: subject.overview(),
            land: Box::new(move |made| Some(overview(project.clone(), text(made, "id")?.to_owned()))),
            forbidden: cannot(subject.place, Environment::BRANCH, "branch this environment"),
            lacks: Signal::stored(None),
            options: None,
            before_actions: Some(beside),
        };
        let picture = flow_picture(move || picture(subject, state));
        beside_fields(picture, |beside| create_form_of(state, form(beside)))
    };
    guided(subject, move || format!("Branch {}", subject.title()), content)
}

fn picture(subject: Subject, state: FormState) -> Picture {
    let wanted = state.body();
    let said = |name: &str| wanted.get(name).and_then(Value::as_str).map(one_line).filter(|text| !text.is_empty());
    let copies = wanted.get("clone_parent").and_then(Value::as_bool) == Some(true);
    let title = said("title").or_else(|| said("name")).unwrap_or_else(|| "…".to_owned());
    let commit = subject.now().and_then(|environment| environment.head_commit().map(short_commit));
    let commit = commit.map_or_else(|| "The same commit".to_owned(), |commit| format!("The same commit, {commit}"));
    let kind = said("type").unwrap_or_else(|| "development".to_owned());
    let data = if copies { "A copy of databases and files" } else { "None: it starts without data" };
    Picture {
        from: Side::new("Parent", subject.title()).then(Tone::Neutral, "Unchanged"),
        to: Side::new("New environment", title)
            .then(Tone::Success, format!("Runs as {kind}"))
            .then(Tone::Neutral, "Counts toward the plan’s limit"),
        flows: vec![
            Flow::new("Code", Way::Goes, commit),
            Flow::new("Data", Way::if_goes(copies), data),
            Flow::new("Settings", Way::Goes, "HTTP access and inheritable variables"),
        ],
    }
}
