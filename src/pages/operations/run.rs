//! Running an operation, after saying what runs where.

use futures::future::FutureExt;
use leptos::prelude::*;
use serde_json::{Value, json};
use wheelhouse_contract::Described;
use wheelhouse_contract::answer::{activities, main_activity};
use wheelhouse_contract::sections::deployments::GetASingleEnvironmentDeployment;
use wheelhouse_contract::sections::runtime_operations::{EnvironmentOperationInput, ExecuteARuntimeOperation};
use wheelhouse_contract::sections::source_operations::{
    EnvironmentSourceOperationInput, ListSourceOperations, TriggerASourceOperation,
};

use super::may::{CONTRIBUTOR, Kind, cannot_run, capabilities, who};
use crate::api::Api;
use crate::components::{
    Change, ResourceForm, changes_production, facts, facts_of, options_in, or_unknown, page_title,
};
use crate::data::{Cache, read};
use crate::forms::FormState;
use crate::layouts::Place;
use crate::reactive::Memo;
use crate::reactive::memo;
use crate::routes::{AtRead, Route};
use crate::ui::{Notice, NoticeTone, PageHeader, Section, el, live, nothing, view, views};

stylance::import_style!(style, "run.module.css");

/// What is known of an operation.
#[derive(Clone, PartialEq)]
struct Known {
    of: String,
    command: Option<String>,
    role: Option<String>,
}

/// Running an operation on the code.
pub fn source(project: String, environment: String, operation: String) -> AnyView {
    let path = ListSourceOperations::path(&project, &environment);
    let list = read::<ListSourceOperations>(move || Some(path.clone()));
    let state = FormState::create_from(
        EnvironmentSourceOperationInput::BODY,
        &json!({"operation": operation, "variables": {}}),
    );
    let wanted = state.text("operation");
    let known = memo(move || {
        let list = list.data()?;
        let wanted = wanted.get();
        let is_it = |text: Option<&str>| text == Some(wanted.as_str());
        let found = list.items().iter().find(|item| is_it(item.operation()) || is_it(item.id()));
        Some(found.map(|item| Known {
            of: or_unknown(item.app()),
            command: item.command().map(str::to_owned),
            role: Some(CONTRIBUTOR.to_owned()),
        }))
    });
    let change = Change::new::<TriggerASourceOperation>(TriggerASourceOperation::path(&project, &environment));
    run(Run { kind: Kind::Source, project, environment, state, known, change })
}

/// Running an operation where an application runs.
pub fn runtime(project: String, environment: String, service: String, operation: String) -> AnyView {
    let path = GetASingleEnvironmentDeployment::path(&project, &environment, "current");
    let deployment = read::<GetASingleEnvironmentDeployment>(move || Some(path.clone()));
    let state =
        FormState::create_from(EnvironmentOperationInput::BODY, &json!({"service": service, "operation": operation}));
    let (of, wanted) = (state.text("service"), state.text("operation"));
    let known = memo(move || {
        let deployment = deployment.data()?;
        let (of, wanted) = (of.get(), wanted.get());
        let mut containers = deployment.applications().into_iter().chain(deployment.workers());
        let container = containers.find(|container| container.name == of);
        let operation =
            container.and_then(|container| container.operations().into_iter().find(|known| known.name == wanted));
        Some(operation.map(|operation| Known {
            of,
            command: operation.start().map(str::to_owned),
            role: operation.role().map(str::to_owned),
        }))
    });
    let change =
        Change::new::<ExecuteARuntimeOperation>(ExecuteARuntimeOperation::path(&project, &environment, "current"));
    run(Run { kind: Kind::Runtime, project, environment, state, known, change })
}

/// What a page is for.
struct Run {
    kind: Kind,
    project: String,
    environment: String,
    state: FormState,
    /// The operation that the form names; none where there is none of that name.
    known: Memo<Option<Option<Known>>>,
    change: Change,
}

fn run(run: Run) -> AnyView {
    let Run { kind, project, environment, state, known, change } = run;
    let place = Place::expect();
    let can = capabilities(place);
    let (cache, api) = (Cache::expect(), Api::expect());
    let name = state.text("operation");
    let title = Signal::derive(move || format!("Run {}", name.get()));
    page_title(title);
    let reason = Signal::derive(move || {
        let role = known.with(|known| known.as_ref().and_then(Option::as_ref).and_then(|known| known.role.clone()));
        cannot_run(place, can, kind, role.as_deref())
    });
    let options = options_in(project.clone(), &environment);
    let back = Route::Operations { project: project.clone(), environment: environment.clone() }.path();
    let log =
        Route::EnvironmentActivities { project: project.clone(), environment: environment.clone(), at: AtRead::List }
            .path();
    let landing = RwSignal::new(log);
    let request = change.request(api);
    let production = changes_production(&change);
    let send = Callback::new(move |body: Value| {
        let sent = change.clone().send(cache, Some(body));
        let (project, environment) = (project.clone(), environment.clone());
        async move {
            let answer = sent.await?;
            let started = activities(&answer);
            if let Some(activity) = main_activity(&started).and_then(|activity| activity.id()) {
                let activity = activity.to_owned();
                landing
                    .try_set(Route::EnvironmentActivities { project, environment, at: AtRead::One(activity) }.path());
            }
            Ok(())
        }
        .boxed_local()
    });
    let done = Signal::derive(move || format!("Running {}", name.get()));
    let form = view! {
        <ResourceForm
            state=state
            submit_label="Run operation"
            busy_label="Starting…"
            send=send
            done=done
            back=back
            landing=landing
            disabled_because=reason
            production=production
            options=Some(options)
            request=Some(request)
        />
    };
    views![view! { <PageHeader title=title description=follows(kind) /> }, live(move || what(place, kind, known)), form]
}

fn follows(kind: Kind) -> &'static str {
    match kind {
        Kind::Source => {
            "Changes are committed to the environment’s branch. If there are any, the environment redeploys."
        }
        Kind::Runtime => "The command runs once in the running container, with the environment’s data.",
    }
}

/// What runs, and where.
fn what(place: Place, kind: Kind, known: Memo<Option<Option<Known>>>) -> AnyView {
    let Some(known) = known.get() else { return nothing() };
    let Some(known) = known else {
        let text = match kind {
            Kind::Source => "No application in the latest code defines this operation.",
            Kind::Runtime => "The current deployment doesn’t have this operation.",
        };
        let title = "No such operation";
        return view! { <Notice tone=NoticeTone::Warning title=title>{text}</Notice> };
    };
    let environment = place.environment_title();
    let mut facts = facts![("Environment", environment)];
    // The other kind has a field for it.
    if matches!(kind, Kind::Source) {
        facts.push(("Application", el("span").class("mono").text(known.of).into_any()));
    }
    facts.push(("Who can run it", who(known.role.as_deref()).into_any()));
    let facts = facts_of(facts);
    let script =
        el("pre").class(style::script).attr("tabindex", "0").attr("role", "region").attr("aria-label", "Command");
    let script = script.child(el("code").text(or_unknown(known.command.as_deref()).trim_end().to_owned()));
    let section = view! { <Section title="Operation">{vec![facts, script.into_any()].into_any()}</Section> };
    el("div").class(style::what).child(section).into_any()
}
