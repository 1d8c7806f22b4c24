//! Restoring a backup: where to, what that overwrites, and with or without the code.

use futures::future::FutureExt;
use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::answer::{activities, main_activity};
use wheelhouse_contract::resource::flag;
use wheelhouse_contract::sections::backups::{Backup, EnvironmentRestoreInput, RestoreAnEnvironmentSnapshot};
use wheelhouse_contract::sections::environment::{Environment, GetListOfProjectEnvironments};
use wheelhouse_contract::{Body, Described, Field as BodyField, FieldError, Items};

use super::goal::{Goal, branch_of, wrong_name};
use super::words::{Ids, cannot, name, title_of};
use crate::components::{
    Change, FormPage, Reach, ResourceForm, distinct_titles, environment_status, environment_title, flow_picture,
    form_page, production_reached, short_commit, typed_name, use_url_state,
};
use crate::data::{Cache, Read, read};
use crate::forms::FormState;
use crate::layouts::Place;
use crate::reactive::{Derived, Memo, memo};
use crate::routes::{AtKept, AtRead, Route};
use crate::ui::{
    Field, Notice, NoticeTone, RadioGroup, Select, SelectOption, TextInput, el, live, nothing, view, views,
};

type Restore = RestoreAnEnvironmentSnapshot;

/// What is asked beyond where to, which the page asks itself: with or without code, then resources.
const OPTIONS: &[BodyField] = EnvironmentRestoreInput::BODY.fields.split_at(2).1;
static TO_NEW: Body = Body { name: "EnvironmentRestoreInput", fields: OPTIONS, variants: None, check: None };
/// What an environment may use that is there already is its own affair.
static TO_KNOWN: Body =
    Body { name: "EnvironmentRestoreInput", fields: OPTIONS.split_at(2).0, variants: None, check: None };

/// The guided form for the backup in the address.
pub fn page(ids: Ids) -> AnyView {
    let place = Place::expect();
    let read = ids.read();
    let title = title_of(read, "Restore backup of");
    let forbidden = cannot(read, ids.restores(), Backup::RESTORE, "restore this backup");
    let form = move || match read.data_untracked() {
        Some(backup) => guided(place, &ids, &backup, forbidden),
        None => nothing(),
    };
    form_page(FormPage { loading: "Loading backup".into(), of: *read, title, form: form.into() })
}

/// What is chosen and typed so far.
#[derive(Clone, Copy)]
struct Choice {
    goal: Memo<Goal>,
    environments: Read<Items<Environment>>,
    name: RwSignal<String>,
    parent: RwSignal<String>,
    /// What the API had against where to.
    refused: RwSignal<Vec<(String, String)>>,
    /// What else was asked for, kept when another kind of goal is chosen.
    rest: StoredValue<Value>,
}

fn guided(place: Place, ids: &Ids, backup: &Backup, forbidden: Signal<Option<String>>) -> AnyView {
    let path = GetListOfProjectEnvironments::path(&ids.project);
    let environments = read::<GetListOfProjectEnvironments>(move || Some(path.clone()));
    let (to, existing) = (use_url_state("to", &[]), use_url_state("environment", &[]));
    let (asked, other) = (to.signal(), existing.signal());
    // Whatever else the address says is the first of them.
    let kind = memo(move || asked.with(|kind| if is_known(kind) { kind.clone() } else { String::new() }));
    let (name, parent) = (RwSignal::new(String::new()), RwSignal::new(ids.environment.clone()));
    let here = ids.environment.clone();
    let goal = memo(move || match kind.get().as_str() {
        "existing" => Goal::Over(other.get()),
        "here" => {
            Goal::Here(place.environment.data().and_then(|e| branch_of(&e).map(str::to_owned)).unwrap_or(here.clone()))
        }
        _ => Goal::New { name: name.get().trim().to_owned(), parent: parent.get() },
    });
    let (refused, rest) = (RwSignal::new(Vec::new()), StoredValue::new(Value::Null));
    let choice = Choice { goal, environments, name, parent, refused, rest };
    let kinds = vec![
        SelectOption::new("", "A new environment")
            .help("Nothing is overwritten. Use it to inspect or test the backup."),
        SelectOption::new("existing", "Another environment").help("Its current data is overwritten."),
        SelectOption::new("here", "This environment")
            .help("Rolls this environment back. Its current data is overwritten."),
    ];
    let choose = move |kind: String| to.push(kind);
    let radios = view! { <RadioGroup legend="Restore to" value=kind options=kinds on_change=choose /> };
    let own = ids.environment.clone();
    let more = live(move || match kind.get().as_str() {
        "existing" => {
            let existing = existing.clone();
            let choose = move |name: String| existing.replace(name);
            let options = options(environments, Some(own.clone()), branch_of);
            let options = Derived::new(move || [vec![SelectOption::new("", "Choose one")], options.get()].concat());
            view! {
                <Field label="Environment" required=true error=refusal(choice, "environment_name")>
                    <Select value=other options=options on_change=choose />
                </Field>
            }
        }
        "here" => nothing(),
        _ => new_one(choice),
    });
    let is_new = memo(move || kind.with(String::is_empty));
    let (ids, backup) = (ids.clone(), backup.clone());
    let rest = live(move || {
        let body = if is_new.get() { &TO_NEW } else { &TO_KNOWN };
        untrack(|| options_form(&ids, &backup, choice, body, forbidden))
    });
    el("div").class("stack form-width").child(radios).child(more).child(rest).into_any()
}

fn is_known(kind: &str) -> bool {
    matches!(kind, "existing" | "here")
}

/// What a new environment is called, and under which one it stands.
fn new_one(choice: Choice) -> AnyView {
    let Choice { name, parent, environments, .. } = choice;
    let wrong = Signal::derive(move || {
        let name = name.get();
        let known = environments.data();
        let wrong = || wrong_name(name.trim(), known.as_ref().map_or(&[], Items::items));
        (!name.is_empty()).then(wrong).flatten().or_else(|| refusal(choice, "environment_name").get())
    });
    let typed = move |text: String| {
        choice.refused.set(Vec::new());
        name.set(text);
    };
    let field = view! {
        <Field label="Name" required=true help="Also the name of its branch." error=wrong>
            <TextInput mono=true value=name on_input=typed />
        </Field>
    };
    let parents = view! {
        <Field label="Parent" help="The environment it’s branched from and merged into." error=refusal(choice, "branch_from")>
            <Select value=parent options=options(environments, None, Environment::id) on_change=move |id: String| parent.set(id) />
        </Field>
    };
    views![field, parents]
}

/// The environments of the project to choose from, with what is worth knowing of each; one may be left out.
fn options(
    environments: Read<Items<Environment>>,
    without: Option<String>,
    value: fn(&Environment) -> Option<&str>,
) -> Derived<Vec<SelectOption>> {
    Derived::new(move || {
        let known = environments.data();
        let known = known.iter().flat_map(Items::items).filter(|e| e.id().is_some() && e.id() != without.as_deref());
        let option = |environment: &Environment| {
            let branch = branch_of(environment).unwrap_or_default();
            let title = environment_title(environment);
            let title = match title.eq_ignore_ascii_case(branch) {
                true => title.to_owned(),
                false => format!("{title} ({branch})"),
            };
            let label = match environment.status() {
                Some("active") => title,
                _ => format!("{title}, {}", environment_status(environment).0.to_ascii_lowercase()),
            };
            SelectOption::new(value(environment).unwrap_or_default(), label)
        };
        known.map(option).collect()
    })
}

/// The title of the environment of a branch or an id; that itself where it is not known.
fn called(environments: Read<Items<Environment>>, name: &str) -> String {
    let known = environments.data();
    let known = known.as_ref().map_or(&[][..], Items::items);
    let id = known.iter().find(|e| branch_of(e) == Some(name)).and_then(Environment::id).unwrap_or(name);
    distinct_titles(known).into_iter().find(|(own, _)| own == id).map_or_else(|| name.to_owned(), |(_, title)| title)
}

/// What the API had against a field that is not in the form below.
fn refusal(choice: Choice, field: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || {
        choice.refused.with(|refused| refused.iter().find(|(name, _)| name == field).map(|(_, text)| text.clone()))
    })
}

/// What will happen, the name to type where something is overwritten, and what else is asked for.
fn options_form(
    ids: &Ids,
    backup: &Backup,
    choice: Choice,
    body: &'static Body,
    forbidden: Signal<Option<String>>,
) -> AnyView {
    let state = FormState::create_from(body, &choice.rest.get_value());
    let (made, commit) = (name(backup), backup.commit_id().map_or_else(|| "unknown".to_owned(), short_commit));
    let with_code = memo(move || {
        let rest = Value::Object(state.body());
        let with_code = flag(&rest, "restore_code") == Some(true);
        choice.rest.set_value(rest);
        with_code
    });
    let goal = choice.goal;
    let picture = flow_picture(move || {
        let called = |name: &str| called(choice.environments, name);
        goal.with(|goal| goal.picture(&made, &commit, with_code.get(), &called))
    });
    let overwritten = memo(move || goal.with(|goal| goal.overwrites().map(str::to_owned)));
    let project = ids.project.clone();
    let warning = live(move || match overwritten.get() {
        Some(target) => lost(&project, &target, choice),
        None => nothing(),
    });
    let (confirm, unconfirmed) = typed_name(move || overwritten.get().filter(|_| forbidden.get().is_none()));
    let missing = Signal::derive(move || {
        let environments = choice.environments.data();
        let lacks = goal.with(|goal| goal.lacks(environments.as_ref().map_or(&[], Items::items)));
        lacks.or_else(|| unconfirmed.get())
    });
    let Ids { project, environment, backup } = ids.clone();
    let change = Change::new::<Restore>(Restore::path(&project, &environment, &backup));
    let target = move || goal.with(|goal| goal.overwrites().map(|branch| Reach::Environment(branch.to_owned())));
    let production = production_reached(project.clone(), target);
    let back = Route::Backups { project: project.clone(), environment, at: AtKept::One(backup) }.path();
    let landing = RwSignal::new(back.clone());
    let cache = Cache::expect();
    let send = Callback::new(move |rest: Value| {
        choice.refused.set(Vec::new());
        let sent = change.clone().send(cache, Some(goal.get_untracked().body(rest)));
        let project = project.clone();
        async move {
            let answer = sent.await.inspect_err(|error| {
                let said = |field: &FieldError| (field.field.clone(), field.message.clone());
                choice.refused.try_set(error.fields().iter().map(said).collect());
            })?;
            if let Some(log) = log_of(&project, &answer) {
                landing.try_set(log);
            }
            Ok(())
        }
        .boxed_local()
    });
    let form = view! {
        <ResourceForm
            state=state
            submit_label="Restore backup"
            busy_label="Restoring…"
            send=send
            done=Signal::derive(move || format!("Restoring to {}", goal.with(|goal| called(choice.environments, goal.target()))))
            back=back
            landing=Signal::derive(move || landing.get())
            disabled_because=forbidden
            lacks=missing
            production=production
            before_actions=Some(confirm)
        />
    };
    el("div").class("stack").child(picture).child(warning).child(form).into_any()
}

/// What is lost by overwriting, and how not to lose it.
fn lost(project: &str, target: &str, choice: Choice) -> AnyView {
    let title = {
        let target = target.to_owned();
        Signal::derive(move || format!("Current data on {} is overwritten", called(choice.environments, &target)))
    };
    let (project, branch) = (project.to_owned(), target.to_owned());
    let href = Signal::derive(move || {
        let known = choice.environments.data();
        let found = known.iter().flat_map(Items::items).find(|e| branch_of(e) == Some(&branch));
        let environment = found.and_then(Environment::id).unwrap_or(&branch).to_owned();
        Route::Backups { project: project.clone(), environment, at: AtKept::New }.path()
    });
    let words = el("p")
        .text("Current data can’t be recovered without a backup. ")
        .child(el("a").attr("href", href).text(format!("Back up {} first", called(choice.environments, target))));
    view! { <Notice tone=NoticeTone::Warning title=title>{words}</Notice> }
}

/// The page of the activity that a restore started, in the environment that it goes to.
fn log_of(project: &str, answer: &Value) -> Option<String> {
    let started = activities(answer);
    let activity = main_activity(&started)?;
    let environment = activity.environments().first().map(|id| (*id).to_owned())?;
    let activity = activity.id()?.to_owned();
    Some(Route::EnvironmentActivities { project: project.to_owned(), environment, at: AtRead::One(activity) }.path())
}
