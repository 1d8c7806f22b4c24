//! One type of environment.

use leptos::prelude::*;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::environment::GetListOfProjectEnvironments;
use wheelhouse_contract::sections::environment_types::{EnvironmentType, GetEnvironmentTypeLinks};

use super::{environments_of, words};
use crate::components::{Detail, detail, environment_links, facts_of, or_unknown};
use crate::data::read;
use crate::routes::{At, Route};
use crate::ui::{Copyable, Section, el, nothing, view, views};

/// The type in the address.
pub fn page(project: String, kind: String) -> AnyView {
    let (path, environments) =
        (GetEnvironmentTypeLinks::path(&project, &kind), GetListOfProjectEnvironments::path(&project));
    let of = read::<GetEnvironmentTypeLinks>(move || Some(path.clone()));
    let environments = read::<GetListOfProjectEnvironments>(move || Some(environments.clone()));
    let (title, meaning) = words(&kind);
    let content = move || {
        let Some(known) = of.data() else { return nothing() };
        let id = or_unknown(known.id());
        let route = Route::AccessOfType { project: project.clone(), kind: kind.clone(), at: At::List };
        let link = || el("a").attr("href", route.path()).text("Access list (deprecated)").into_any();
        let access = match known.links().allows(EnvironmentType::MANAGE_ACCESS) {
            true => link(),
            false => "Hidden".into_any(),
        };
        let mut facts = vec![("ID", view! { <Copyable text=id label="Copy type ID" /> }), ("Access", access)];
        if !meaning.is_empty() {
            facts.insert(1, ("Used for", meaning.into_any()));
        }
        let list = match environments_of(environments, &kind) {
            None => nothing(),
            Some(all) if all.is_empty() => el("p").class("muted").text("No environments of this type.").into_any(),
            Some(all) => environment_links(&project, all),
        };
        views![facts_of(facts), view! { <Section title="Environments">{list}</Section> }]
    };
    detail(Detail {
        loading: "Loading environment type".into(),
        of: *of,
        title: Signal::stored(title),
        state: None,
        actions: None,
        content: content.into(),
    })
}
