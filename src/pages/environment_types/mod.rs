//! Environment types: what roles and resources are given for, and the environments of each.

mod detail;
mod list;

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::environment::Environment;

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
        "production" => "What visitors see. A project has one such environment.",
        "staging" => "The last step before production.",
        "development" => "Where changes are made and tried.",
        _ => "",
    };
    (sentence(id), meaning)
}

/// The ids and titles of the environments of a type; `None` while they are not known.
fn environments_of(environments: Read<Items<Environment>>, kind: &str) -> Option<Vec<(String, String)>> {
    let all = environments.data()?;
    let of_kind = all.items().iter().filter(|environment| environment.kind() == Some(kind));
    let named = of_kind.filter_map(|environment| {
        let id = environment.id()?;
        Some((id.to_owned(), environment.title().or(environment.name()).unwrap_or(id).to_owned()))
    });
    Some(named.collect())
}
