//! What happened to a project or an environment, and one such thing with its log.

mod again;
mod colours;
mod detail;
mod face;
mod facts;
mod failure;
mod filters;
mod letters;
mod lines;
mod list;
mod log;
mod terminal;

use leptos::prelude::*;

use crate::routes::{AtRead, page};

/// The page of an address.
pub fn page(page: page::Activity) -> AnyView {
    let (project, environment, at) = match page {
        page::Activity::ProjectActivities { project, at } => (project, None, at),
        page::Activity::EnvironmentActivities { project, environment, at } => (project, Some(environment), at),
    };
    match at {
        AtRead::List => list::page(project, environment),
        AtRead::One(activity) => detail::page(project, environment, activity),
    }
}
