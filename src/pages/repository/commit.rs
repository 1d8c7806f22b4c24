//! A commit, or what a branch or tag is at: who made it, from what, and its files.

use leptos::prelude::*;
use wheelhouse_contract::sections::repository::Commit;

use super::folder::folder;
use super::frame::{Frame, button, frame, style};
use super::reads::data_of_chain;
use super::revision::{Revision, ref_kind, short};
use super::walk::Walk;
use crate::components::{
    Compared, as_the_api_sees_it, changes, commit_subject, facts_of, or_unknown, page_title, time_or,
};
use crate::ui::{Badge, Copyable, Section, el, nothing, view, views};

pub fn page(project: String, name: String) -> AnyView {
    let revision = Revision::read(project, name);
    let walk = Walk::read(revision, Vec::new());
    let title = move || {
        let of_commit =
            || revision.commit.data().map(|commit| commit_subject(&commit)).filter(|subject| !subject.is_empty());
        if revision.is_ref() { revision.label() } else { of_commit().unwrap_or_else(|| revision.label()) }
    };
    page_title(Signal::derive(title));
    let meta = move || {
        let kind = revision.is_ref().then(|| ref_kind(&revision.name()).word());
        kind.map(|kind| view! { <Badge text=kind /> }).into_any()
    };
    frame(Frame {
        revision,
        steps: Vec::new(),
        title: Signal::derive(title),
        loading: "Loading commit",
        data: data_of_chain(revision.chain(), Signal::derive(move || revision.commit.is_known())),
        meta: ViewFn::from(meta),
        actions: ViewFn::from(move || button("Commits", Signal::stored(revision.history().path()))),
        content: ViewFn::from(move || content(walk)),
    })
}

fn content(walk: Walk) -> AnyView {
    let revision = walk.revision;
    let Some(commit) = revision.commit.data() else { return nothing() };
    let message = commit.message().unwrap_or_default().trim();
    let rest = message.split_once('\n').map(|(_, rest)| rest.trim().to_owned()).filter(|rest| !rest.is_empty());
    let rest = rest.map(|rest| el("p").class(style::message).text(rest).into_any());
    let files = match (commit.tree(), walk.folder()) {
        (Some(_), Some(tree)) => folder(revision, tree, Vec::new()),
        _ => "Unknown".into_any(),
    };
    views![
        rest,
        facts_of(facts(revision, &commit)),
        view! { <Section title="Changes">{changed(revision, &commit)}</Section> },
        view! { <Section title="Files">{files}</Section> },
        as_the_api_sees_it(*revision.commit)
    ]
}

/// What it did to the one before it; a merge, to the branch that it was made on.
fn changed(revision: Revision, commit: &Commit) -> AnyView {
    // Without the id of its tree there is no way to its files.
    let Some(id) = revision.id.get().filter(|_| commit.tree().is_some()) else { return "Unknown".into_any() };
    let parents = commit.parents();
    let before = parents.first().map(|id| (*id).to_owned());
    let merge =
        (parents.len() > 1).then(|| el("p").class("muted").text("A merge, compared with its first parent.").into_any());
    views![merge, changes(revision.project(), Compared::Commit { before, commit: id })]
}

fn facts(revision: Revision, commit: &Commit) -> Vec<(&'static str, AnyView)> {
    let id = revision.id.get().unwrap_or_default();
    let mut facts = Vec::new();
    if revision.is_ref() {
        let link = el("a").attr("href", revision.route_of(&id).path()).text(or_unknown(Some(&commit_subject(commit))));
        facts.push(("Latest commit", link.into_any()));
    }
    facts.push(("Commit", view! { <Copyable text=id label="Copy commit ID" /> }));
    facts.push(("Author", person(commit.author_name(), commit.author_email(), commit.author_date())));
    facts.push(("Committer", person(commit.committer_name(), commit.committer_email(), commit.committer_date())));
    let parent = |id: &str| {
        let link = el("a").class("mono").attr("href", revision.route_of(id).path()).text(short(id));
        el("li").child(link).into_any()
    };
    let parents: Vec<_> = commit.parents().into_iter().map(parent).collect();
    let parents = match parents.is_empty() {
        true => "None (first commit)".into_any(),
        false => el("ul").class("row").children(parents).into_any(),
    };
    facts.push(("Parents", parents));
    facts
}

/// Who did it, and when.
fn person(name: Option<&str>, email: Option<&str>, at: Option<&str>) -> AnyView {
    let email = email.map(|email| el("span").class("muted").text(format!(" {email}")).into_any());
    let who = el("span").text(or_unknown(name)).maybe(email);
    el("div").class(style::person).child(who).child(el("span").child(time_or("At an unknown time", at))).into_any()
}
