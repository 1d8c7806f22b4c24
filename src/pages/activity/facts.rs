//! What is known of an activity: when it was, whose it is, and what it changed.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Resource;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::sections::repository::{Commit, GetACommitObject};

use crate::components::{
    Titles, commit_link, duration_words, exact_or, facts as labelled, facts_of, or_unknown, seconds_taken,
};
use crate::data::{Read, read_as};
use crate::reactive::memo;
use crate::routes::{At, AtKept, Route};
use crate::ui::{Copyable, Section, el, live, nothing, view, views};

stylance::import_style!(style, "facts.module.css");

/// The most fields of one change that are listed.
const MOST: usize = 12;

/// The sections under the log.
pub fn facts(entry: Read<Activity>, project: String, titles: Titles) -> AnyView {
    let project = StoredValue::new(project);
    let commit_id = memo(move || entry.data().and_then(|a| a.commit().map(str::to_owned)).filter(|id| !id.is_empty()));
    let commit = read_as::<Commit>(move || Some(GetACommitObject::path(&project.read_value(), &commit_id.get()?)));
    let changes = move || match entry.data() {
        Some(activity) => changes(&project.read_value(), &activity, commit),
        None => nothing(),
    };
    let details = move || match entry.data() {
        Some(activity) => details(&project.read_value(), &activity, titles),
        None => nothing(),
    };
    el("div").class(style::sections).child(live(changes)).child(live(details)).into_any()
}

fn details(project: &str, activity: &Activity, titles: Titles) -> AnyView {
    let environments: Vec<AnyView> =
        activity.environments().into_iter().map(|id| views![titles.link(project, id), " "]).collect();
    let ended = activity.completed_at().or(activity.cancelled_at());
    let id = activity.id().map(|id| view! { <Copyable text=id.to_owned() label="Copy activity ID" /> });
    let mut facts = labelled![
        ("By", or_unknown(activity.user_name())),
        ("Environments", environments),
        ("Created", exact_or("Not yet", activity.created_at())),
        ("Started", exact_or("Not yet", activity.started_at())),
        ("Ended", exact_or("Not yet", ended)),
    ];
    if let Some(seconds) = seconds_taken(activity) {
        facts.push(("Duration", duration_words(seconds).into_any()));
    }
    facts.extend(labelled![
        ("Kind", el("span").class("mono").text(or_unknown(activity.kind()))),
        ("ID", id.unwrap_or_else(nothing)),
    ]);
    view! { <Section title="Details">{facts_of(facts)}</Section> }
}

/// What it changed: the commit it brought, the thing it was about, and fields before and after.
fn changes(project: &str, activity: &Activity, commit: Read<Commit>) -> AnyView {
    let mut facts: Vec<(&'static str, AnyView)> = Vec::new();
    if let Some(id) = activity.commit().filter(|id| !id.is_empty()) {
        let message = Signal::derive(move || {
            let known = commit.data();
            let first = known.as_ref().and_then(Commit::message).and_then(|message| message.lines().next());
            first.map(|first| format!(" {first}")).unwrap_or_default()
        });
        let author = Signal::derive(move || {
            let known = commit.data();
            known.as_ref().and_then(Commit::author_name).map(|name| format!(" · {name}")).unwrap_or_default()
        });
        let told = el("span").show(message).el(el("span").class("muted").show(author));
        facts.push(("Commit", el("span").child(commit_link(project, Some(id))).child(told).into_any()));
    }
    facts.extend(subject(project, activity));
    if let Some((from, to)) = before_and_after(activity.raw()) {
        facts.extend(differences(from, to).into_iter().map(|change| ("Changed", change_view(change))));
    }
    match facts.is_empty() {
        true => nothing(),
        false => view! { <Section title="What it changed">{facts_of(facts)}</Section> },
    }
}

/// The thing that an activity is about, with the way to it unless it was deleted.
fn subject(project: &str, activity: &Activity) -> Vec<(&'static str, AnyView)> {
    let raw = activity.raw();
    let is_gone = activity.kind().is_some_and(|kind| kind.ends_with(".delete"));
    let environment = activity.environments().first().map(|id| (*id).to_owned());
    let is_of_project = activity.kind().is_some_and(|kind| kind.starts_with("project."));
    let place = || (project.to_owned(), environment.clone().filter(|_| !is_of_project));
    let named = |label: &'static str, name: Option<&str>, route: Option<Route>| {
        let name = name.filter(|name| !name.is_empty())?.to_owned();
        let route = route.filter(|_| !is_gone);
        let element = el(if route.is_some() { "a" } else { "span" }).class("mono");
        Some((label, element.attr("href", route.map(|route| route.path())).text(name).into_any()))
    };
    let variable = text(raw, "payload.variable.name");
    let to_variable = variable.map(|name| match (place(), AtKept::One(name.to_owned())) {
        ((project, Some(environment)), at) => Route::EnvironmentVariables { project, environment, at },
        ((project, None), at) => Route::ProjectVariables { project, at },
    });
    let domain = text(raw, "payload.domain.name");
    let to_domain = domain.map(|name| match (place(), At::One(name.to_owned())) {
        ((project, Some(environment)), at) => Route::EnvironmentDomains { project, environment, at },
        ((project, None), at) => Route::Domains { project, at },
    });
    let backup = text(raw, "payload.backup.id");
    let to_backup = backup.zip(environment.clone()).map(|(id, environment)| Route::Backups {
        project: project.to_owned(),
        environment,
        at: AtKept::One(id.to_owned()),
    });
    let all = [
        named("Variable", variable, to_variable),
        named("Backup", backup, to_backup),
        named("Domain", domain, to_domain),
        named("Operation", text(raw, "payload.operation.operation"), None),
    ];
    all.into_iter().flatten().collect()
}

fn before_and_after(raw: &Value) -> Option<(&Value, &Value)> {
    let pair = |of: &'static str| {
        let of = raw.pointer(of)?;
        Some((of.get("from")?, of.get("to")?))
    };
    pair("/parameters").or_else(|| pair("/payload/change"))
}

/// A field, what it was and what it is.
#[derive(Debug, PartialEq)]
struct Change {
    name: String,
    before: String,
    after: String,
}

/// The fields in which two values differ.
fn differences(from: &Value, to: &Value) -> Vec<Change> {
    let said = |value: Option<&Value>| match value {
        None | Some(Value::Null) => "Not set".to_owned(),
        Some(Value::String(text)) if text.is_empty() => "Empty".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Bool(true)) => "On".to_owned(),
        Some(Value::Bool(false)) => "Off".to_owned(),
        Some(other) => other.to_string(),
    };
    let change = |name: &str, before, after| Change { name: name.to_owned(), before: said(before), after: said(after) };
    match (from.as_object(), to.as_object()) {
        (Some(from), Some(to)) => {
            let names = to.keys().chain(from.keys().filter(|name| !to.contains_key(*name)));
            let changed = names.filter(|name| from.get(*name) != to.get(*name));
            changed.map(|name| change(name, from.get(name), to.get(name))).take(MOST).collect()
        }
        _ if from == to => Vec::new(),
        _ => vec![change("", Some(from), Some(to))],
    }
}

fn change_view(change: Change) -> AnyView {
    let name = (!change.name.is_empty()).then(|| el("span").class("mono").text(format!("{}: ", change.name)));
    let before = el("del").class(style::before).text(change.before);
    el("span").maybe(name).child(before).text(" → ").child(el("ins").text(change.after)).into_any()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_fields_that_differ_are_told() {
        let told = differences(&json!({"a": 1, "b": true, "c": "x"}), &json!({"a": 1, "b": false, "d": ""}));
        let told: Vec<_> = told.iter().map(|c| (c.name.as_str(), c.before.as_str(), c.after.as_str())).collect();
        assert_eq!(told, [("b", "On", "Off"), ("d", "Not set", "Empty"), ("c", "x", "Not set")]);
        assert_eq!(differences(&json!("a"), &json!("b")).len(), 1);
        assert!(differences(&json!(null), &json!(null)).is_empty());
    }
}
