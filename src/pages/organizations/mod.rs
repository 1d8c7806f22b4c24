//! Organizations, and the projects of one.

mod list;
mod projects;

use leptos::prelude::*;
use wheelhouse_contract::{Page, Resource};

use crate::api::Api;
use crate::components::subscription_status;
use crate::routes::page;
use crate::ui::Status;

/// The page of an address.
pub fn page(page: page::Organizations) -> AnyView {
    match page {
        page::Organizations::Organizations => list::page(),
        page::Organizations::Organization { organization } => projects::page(organization),
    }
}

/// The path of a page of a list: the one that the address's cursor names, which is the query of one of the API's links.
fn page_path(first: String, cursor: &str) -> String {
    match cursor {
        "" => first,
        query => format!("{}?{query}", first.split('?').next().unwrap_or_default()),
    }
}

/// The queries of the neighbouring pages' links.
fn neighbours<R: Resource>(api: Api, page: Option<Page<R>>) -> (Option<String>, Option<String>) {
    let Some(page) = page else { return (None, None) };
    let query = |href: Option<&str>| {
        let path = api.path_of(href?).ok()?;
        path.split_once('?').map(|(_, query)| query.to_owned())
    };
    (query(page.previous()), query(page.next()))
}

/// How a subscription stands.
fn status_cell(status: Option<&str>) -> AnyView {
    let (text, tone) = subscription_status(status);
    view! { <Status text=text tone=tone /> }.into_any()
}
