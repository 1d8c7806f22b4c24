//! Initializing: the first code of an environment that has none.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::environment::{Environment, EnvironmentInitializeInput, InitializeANewEnvironment};

use super::subject::{Subject, guided};
use crate::components::{
    Change, CreateForm, Flow, Labels, Picture, Side, Way, beside_fields, create_form_of, flow_picture, one_line,
};
use crate::forms::FormState;
use crate::layouts::cannot;
use crate::ui::Tone;

pub fn page(project: String, environment: String) -> AnyView {
    let subject = Subject::new(project, environment);
    let content = move || {
        let state = FormState::create(EnvironmentInitializeInput::BODY);
        let path = InitializeANewEnvironment::path(&subject.project(), &subject.id());
        let form = |beside| CreateForm {
            body: EnvironmentInitializeInput::BODY,
            change: Change::new::<InitializeANewEnvironment>(path),
            labels: Labels::new("Initialize", "Initializing…"),
            done: Box::new(|_| "Initializing the environment".to_owned()),
            back: subject.overview(),
            land: Box::new(move |_| Some(subject.overview())),
            forbidden: cannot(subject.place, Environment::INITIALIZE, "initialize this environment"),
            lacks: Signal::stored(None),
            options: None,
            before_actions: Some(beside),
        };
        let picture = flow_picture(move || picture(subject, state));
        beside_fields(picture, |beside| create_form_of(state, form(beside)))
    };
    guided(subject, move || format!("Initialize {}", subject.title()), content)
}

fn picture(subject: Subject, state: FormState) -> Picture {
    let wanted = state.body();
    let said = |name: &str| wanted.get(name).and_then(Value::as_str).map(one_line).filter(|text| !text.is_empty());
    let files = wanted.get("files").and_then(Value::as_array).map_or(0, Vec::len);
    let (repository, config) = (said("repository"), said("config"));
    let from = said("profile").or_else(|| repository.clone()).unwrap_or_else(|| "Nothing chosen yet".to_owned());
    let code = repository.clone().unwrap_or_else(|| "No repository".to_owned());
    let given = match files {
        0 => "No files added".to_owned(),
        1 => "1 file added on top of the repositories".to_owned(),
        files => format!("{files} files added on top of the repositories"),
    };
    let mut flows = vec![Flow::new("Code", Way::if_goes(repository.is_some()), code)];
    if let Some(config) = config {
        flows.push(Flow::new("Configuration", Way::Goes, config));
    }
    flows.push(Flow::new("Files", Way::if_goes(files > 0), given));
    Picture {
        from: Side::new("Source", from).then(Tone::Neutral, "Copied once: later changes aren’t followed"),
        to: Side::new("Environment", subject.title())
            .then(Tone::Success, "First commit")
            .then(Tone::Running, "Built and deployed"),
        flows,
    }
}
