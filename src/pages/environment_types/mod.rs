//! Environment types: what roles and resources are given for, and the environments of each.

mod detail;
mod list;

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::environment::Environment;

use crate::components::distinct_titles;
use crate::data::Read;
use crate::routes::{AtRead, page};
use crate::text::sentence;

/// The page of an address.
pub fn page(page: page::EnvironmentTypes) -> AnyView {
    let page::EnvironmentTypes::EnvironmentTypes { project, at } = page;
    match at {
        AtRead::List => list::page(project),
        AtRead::One(kind) => detail::page(project, kind),
    }
}

/// The type as people say it, with what it means where it is one of the platform's.
fn words(id: &str) -> (String, &'static str) {
    let meaning = match id {
        "production" => "The live site. Each project has one production environment.",
        "staging" => "The last step before production.",
        "development" => "Where changes are developed and tested.",
        _ => "",
    };
    (sentence(id), meaning)
}

/// The ids and titles of the environments of a type; `None` while they are not known.
fn environments_of(environments: Read<Items<Environment>>, kind: &str) -> Option<Vec<(String, String)>> {
    let all = environments.data()?;
    let is_of_kind = |id: &str| all.items().iter().any(|other| other.id() == Some(id) && other.kind() == Some(kind));
    Some(distinct_titles(all.items()).into_iter().filter(|(id, _)| is_of_kind(id)).collect())
}
