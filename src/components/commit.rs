//! Commits: by the beginning of their ids, and as rows of a table.

use leptos::prelude::*;
use wheelhouse_contract::sections::repository::Commit;

use super::{or_unknown, time_or};
use crate::routes::Route;
use crate::ui::{Badge, ColumnHead, el, view};

stylance::import_style!(style, "commit.module.css");

/// How much of an id tells commits of one repository apart.
const SHORT: usize = 7;

/// The beginning of a commit's id.
pub fn short_commit(id: &str) -> String {
    id.chars().take(SHORT).collect()
}

/// A link to a commit in the project's repository; a word where there is none.
pub fn commit_link(project: &str, id: Option<&str>) -> AnyView {
    let Some(id) = id.filter(|id| !id.is_empty()) else { return "None".into_any() };
    let route = Route::RepositoryCommit { project: project.to_owned(), commit: id.to_owned() };
    el("a").class("mono").attr("href", route.path()).attr("title", id.to_owned()).text(short_commit(id)).into_any()
}

/// The first line of a commit's message.
pub fn commit_subject(commit: &Commit) -> String {
    commit.message().unwrap_or_default().trim().lines().next().unwrap_or_default().trim_end().to_owned()
}

/// The columns of a table of commits.
pub const COMMIT_COLUMNS: &[ColumnHead] = &[
    ColumnHead::new("message", "Message"),
    ColumnHead::new("author", "Author"),
    ColumnHead::new("date", "Committed"),
    ColumnHead::new("id", "Commit"),
];

/// A commit in such a table.
pub fn commit_cells(project: &str, id: &str, commit: &Commit) -> Vec<AnyView> {
    let route = Route::RepositoryCommit { project: project.to_owned(), commit: id.to_owned() };
    let link = el("a").attr("href", route.path()).text(or_unknown(Some(&commit_subject(commit))));
    let merge = (commit.parents().len() > 1).then(|| view! { <Badge text="Merge" /> });
    vec![
        el("span").class(style::name).child(link).maybe(merge).into_any(),
        or_unknown(commit.author_name()).into_any(),
        time_or("Unknown", commit.committer_date()),
        el("code").text(short_commit(id)).into_any(),
    ]
}
