//! Synchronizing: code and data come from the parent.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::environment::{
    Environment, EnvironmentSynchronizeInput, SynchronizeAChildEnvironmentWithItsParent as Synchronize,
};

use super::standing::commits;
use super::subject::{Subject, back_up_first, guided};
use crate::components::{
    Change, CreateForm, Flow, Labels, Picture, Side, Way, beside_fields, create_form_of, flow_picture, typed_name,
};
use crate::forms::FormState;
use crate::layouts::cannot;
use crate::reactive::{Memo, memo};
use crate::ui::{Notice, NoticeTone, Tone, live, nothing, view, views};

/// What is wanted of the parent.
#[derive(Clone, Copy, PartialEq)]
struct Wanted {
    code: bool,
    rebase: bool,
    data: bool,
    resources: bool,
}

impl Wanted {
    fn of(sent: &Value) -> Self {
        let flag = |name: &str| sent.get(name).and_then(Value::as_bool) == Some(true);
        Self {
            code: flag("synchronize_code"),
            rebase: flag("rebase"),
            data: flag("synchronize_data"),
            resources: flag("synchronize_resources"),
        }
    }

    /// Why the API would not take it.
    fn refused(self) -> Option<&'static str> {
        match self {
            Self { code: false, data: false, .. } => Some("Choose what to synchronize: code, data or both."),
            Self { code: false, rebase: true, .. } => Some("To rebase, synchronize code as well."),
            _ => None,
        }
    }

    fn words(self) -> &'static str {
        match (self.code, self.data) {
            (true, true) => "Synchronizing code and data",
            (true, false) => "Synchronizing code",
            _ => "Synchronizing data",
        }
    }
}

pub fn page(project: String, environment: String) -> AnyView {
    let subject = Subject::new(project, environment);
    let content = move || {
        let state = FormState::create(EnvironmentSynchronizeInput::BODY);
        let wanted = memo(move || Wanted::of(&Value::Object(state.body())));
        let not_allowed = cannot(subject.place, Environment::SYNCHRONIZE, "synchronize this environment");
        let (field, unconfirmed) =
            typed_name(move || (wanted.get().data && not_allowed.get().is_none()).then(|| subject.name()));
        let lacks = Signal::derive(move || {
            let refused = wanted.get().refused().map(str::to_owned);
            refused.or_else(|| unconfirmed.get())
        });
        let form = |beside| CreateForm {
            body: EnvironmentSynchronizeInput::BODY,
            change: Change::new::<Synchronize>(Synchronize::path(&subject.project(), &subject.id())),
            labels: Labels::new("Synchronize", "Synchronizing…"),
            done: Box::new(|sent: &Value| Wanted::of(sent).words().to_owned()),
            back: subject.overview(),
            land: Box::new(move |_| Some(subject.overview())),
            forbidden: not_allowed,
            lacks,
            options: None,
            before_actions: Some(views![beside, field]),
        };
        let panel = vec![flow_picture(move || picture(subject, wanted.get())), lost(subject, wanted)];
        beside_fields(panel.into_any(), |beside| create_form_of(state, form(beside)))
    };
    guided(subject, move || format!("Synchronize {} with {}", subject.title(), subject.parent_title()), content)
}

/// What is overwritten, once data is to come.
fn lost(subject: Subject, wanted: Memo<Wanted>) -> AnyView {
    let data = memo(move || wanted.get().data);
    live(move || match data.get() {
        true => {
            let text = format!(
                "The databases and files of {} are replaced with copies from {}. Current data can’t be recovered \
                 without a backup.",
                subject.title(),
                subject.parent_title()
            );
            let first = move || back_up_first(subject);
            view! {
                <Notice tone=NoticeTone::Warning title="Its data is overwritten" actions=first>
                    {text}
                </Notice>
            }
        }
        false => nothing(),
    })
}

fn picture(subject: Subject, wanted: Wanted) -> Picture {
    let now = subject.now();
    let ahead = now.as_ref().and_then(|environment| environment.commits_ahead()).unwrap_or(0);
    let behind = now.as_ref().and_then(|environment| environment.commits_behind());
    let code = match (wanted.code, behind) {
        (false, _) => "Unchanged".to_owned(),
        (true, Some(0)) => "Nothing: already up to date".to_owned(),
        (true, Some(behind)) => commits(behind),
        (true, None) => "Missing commits".to_owned(),
    };
    let moves = wanted.code && behind != Some(0);
    let data = if wanted.data { "A copy of databases and files" } else { "Unchanged" };
    let mut flows =
        vec![Flow::new("Code", Way::if_goes(moves), code), Flow::new("Data", Way::if_goes(wanted.data), data)];
    if wanted.resources {
        flows.push(Flow::new("Resources", Way::Goes, "Same as the parent"));
    }
    let (rebases, stuck) = (moves && ahead > 0 && wanted.rebase, moves && ahead > 0 && !wanted.rebase);
    let anything = moves || wanted.data;
    let runs = now.as_ref().is_none_or(|environment| environment.status() != Some("inactive"));
    Picture {
        from: Side::new("Parent", subject.parent_title()).then(Tone::Neutral, "Unchanged"),
        to: Side::new("Environment", subject.title())
            .then_if(wanted.data, Tone::Danger, "Its data is overwritten")
            .then_if(rebases, Tone::Warning, format!("Its {} are rebased on top", commits(ahead)))
            .then_if(
                stuck,
                Tone::Warning,
                format!("It has {} not in its parent: rebase them, or this fails", commits(ahead)),
            )
            .then_if(anything && runs, Tone::Running, "Redeploys")
            .then_if(!anything, Tone::Neutral, "Nothing changes"),
        flows,
    }
}
