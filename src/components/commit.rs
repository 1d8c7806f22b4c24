//! Commits, by the beginning of their ids.

use leptos::prelude::*;

use crate::routes::Route;
use crate::ui::el;

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
