//! Where one begins: what needs somebody, what runs, and the projects that matter most to the person.

mod findings;
mod projects;

use leptos::prelude::*;
use wheelhouse_contract::sections::activity::Activity;

use crate::components::{ProblemView, Sentence, sorted};
use crate::layouts::Place;
use crate::reactive::memo;
use crate::routes::{AtRead, Route, page};
use crate::ui::{
    Button, ButtonLink, EmptyState, IconName, Notice, NoticeTone, PageHeader, ProgressRing, Row, Section, Skeleton,
    Status, Tone, el, live, nothing, view, views,
};
use findings::Finding;
use projects::{Looked, Overview, looked_at};

stylance::import_style!(style, "home.module.css");

/// The page of an address.
pub fn page(page: page::Home) -> AnyView {
    let page::Home::Home = page;
    let overview = looked_at();
    let projects = move || projects::table(overview);
    let body = move || match overview.phase() {
        projects::Phase::Waiting => view! { <Skeleton rows=4 columns=3 label="Loading your projects" /> },
        projects::Phase::Failed(error) => {
            let retry = Callback::new(move |()| overview.retry());
            view! { <ProblemView error=error on_retry=retry /> }
        }
        projects::Phase::None => none(),
        projects::Phase::Some => views![needs(overview), running(overview), live(projects)],
    };
    views![view! { <PageHeader title=Place::expect().label() /> }, live(move || missing(overview)), live(body)]
}

/// What could not be read, so that what is said is known not to be all.
fn missing(overview: Overview) -> AnyView {
    let missing = overview.missing();
    if missing.is_empty() {
        return nothing();
    }
    let lines: Vec<_> = missing.into_iter().map(|line| el("p").text(line).into_any()).collect();
    let retry = move || view! { <Button on_click=move || overview.retry()>"Try again"</Button> };
    view! {
        <Notice tone=NoticeTone::Warning title="This may be incomplete" actions=retry>
            {lines}
        </Notice>
    }
}

fn none() -> AnyView {
    let organizations = || view! { <ButtonLink href=Route::Organizations.path()>"Go to organizations"</ButtonLink> };
    view! {
        <EmptyState
            icon=IconName::PROJECT
            title="No projects yet"
            text="Create one in an organization, or ask an admin of a project to invite you."
            actions=organizations
        />
    }
}

/// What needs somebody, what failed first.
fn needs(overview: Overview) -> AnyView {
    let all = memo(move || {
        let of = |looked: &Looked| {
            let title = looked.title();
            looked.findings().into_iter().map(|finding| (title.clone(), finding)).collect::<Vec<_>>()
        };
        let all = overview.all().iter().flat_map(of).collect();
        sorted(all, |(_, finding): &(String, Finding)| u8::from(finding.tone != Tone::Danger).to_string())
    });
    let is_settled = memo(move || overview.all().iter().all(Looked::is_settled));
    let rows = move || {
        let row = |(project, finding): (String, Finding)| {
            let key = format!("{}\n{}\n{project}", finding.path, finding.what);
            Row::new(key, move || entry(&project, &finding))
        };
        all.get().into_iter().map(row).collect()
    };
    let note = move || match (all.with(Vec::is_empty), is_settled.get()) {
        (true, true) => el("p").class("muted").text("Nothing in these projects needs attention.").into_any(),
        (true, false) => view! { <Skeleton rows=2 columns=2 label="Loading what needs attention" /> },
        (false, _) => nothing(),
    };
    let list = el("ul").class(style::list).attr("aria-label", "Needs attention").each(rows);
    let checked = move || match overview.checked(is_settled.get()) {
        Some(checked) => {
            let rest = el("a").attr("href", Route::Projects.path()).text("See all projects");
            el("p").class("muted").text(checked).text(" ").el(rest).into_any()
        }
        None => nothing(),
    };
    view! {
        <Section title="Needs attention">
            {list.into_any()}
            {live(note)}
            {live(checked)}
        </Section>
    }
}

fn entry(project: &str, finding: &Finding) -> AnyView {
    let Finding { tone, thing, what, path } = finding.clone();
    el("li")
        .class(style::item)
        .child(view! { <Status text=what tone=tone /> })
        .child(el("a").attr("href", path).child(el("bdi").text(thing)))
        .child(el("bdi").class("muted").text(project.to_owned()))
        .into_any()
}

/// What is under way; nothing while nothing is.
fn running(overview: Overview) -> AnyView {
    let all = memo(move || {
        let of = |looked: &Looked| {
            let running = looked.running.get();
            let (id, title, titles) = (looked.id.get_value(), looked.title(), looked.titles);
            let told = |activity: Activity| {
                let words = Sentence::of(&activity, titles).short(activity.user_name());
                (id.clone(), title.clone(), words, activity)
            };
            running.into_iter().map(told).collect::<Vec<_>>()
        };
        overview.all().iter().flat_map(of).collect::<Vec<_>>()
    });
    let is_any = memo(move || all.with(|all| !all.is_empty()));
    let rows = move || {
        let row = |(project, title, words, activity): (String, String, Sentence, Activity)| {
            let id = activity.id().unwrap_or_default().to_owned();
            let done = activity.completion_percent().filter(|_| activity.state() == Some("in_progress"));
            let said = words.plain();
            let key = format!("{id}\n{said}\n{}", done.unwrap_or(-1));
            Row::new(key, move || {
                #[allow(clippy::cast_precision_loss, reason = "a percentage")]
                let value = crate::reactive::Derived::from(done.map(|done| done as f64 / 100.0));
                let route = Route::ProjectActivities { project, at: AtRead::One(id) };
                el("li")
                    .class(style::item)
                    .child(view! { <ProgressRing label=format!("Progress: {said}") value=value /> })
                    .child(el("a").attr("href", route.path()).child(words.view()))
                    .child(el("bdi").class("muted").text(title))
                    .into_any()
            })
        };
        all.get().into_iter().map(row).collect()
    };
    live(move || match is_any.get() {
        true => {
            let list = el("ul").class(style::list).attr("aria-label", "Running now").each(rows).into_any();
            view! { <Section title="Running now">{list}</Section> }
        }
        false => nothing(),
    })
}
