//! The types of environment that a project has.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::GetListOfProjectEnvironments;
use wheelhouse_contract::sections::environment_types::{EnvironmentType, GetEnvironmentTypes};

use super::{environments_of, words};
use crate::components::{Item, Listing, data_of};
use crate::data::read;
use crate::layouts::Place;
use crate::reactive::Derived;
use crate::routes::{AtRead, Route};
use crate::ui::{Column, EmptyState, IconName, PageHeader, el};

/// The list of a project's types.
pub fn page(project: String) -> AnyView {
    let place = Place::expect();
    let (path, environments) = (GetEnvironmentTypes::path(&project), GetListOfProjectEnvironments::path(&project));
    let list = read::<GetEnvironmentTypes>(move || Some(path.clone()));
    let environments = read::<GetListOfProjectEnvironments>(move || Some(environments.clone()));
    let (_, error, loading, retry) = data_of(list);
    let row = move |kind: &EnvironmentType| {
        let id = kind.id()?.to_owned();
        let count = environments_of(environments, &id).map_or(String::new(), |all| all.len().to_string());
        let (name, meaning) = words(&id);
        let href = Route::EnvironmentTypes { project: project.clone(), at: AtRead::One(id.clone()) }.path();
        Some(Item::new(id, vec![name.clone(), meaning.to_owned(), count.clone()], move || {
            let link = el("a").attr("href", href.clone()).text(name.clone());
            vec![link.into_any(), meaning.into_any(), count.clone().into_any()]
        }))
    };
    let header = view! {
        <PageHeader
            title=place.label()
            description=Some("Roles and resources are given by type, for all environments of a type at once.".to_owned())
        />
    };
    let listing = view! {
        <Listing
            caption="Environment types"
            columns=vec![
                Column::new("name", "Name").sortable(),
                Column::new("meaning", "Used for"),
                Column::new("count", "Environments").numeric(),
            ]
            items=Derived::new(move || list.data().map(|list| list.items().iter().filter_map(&row).collect()))
            error=error
            loading=loading
            on_retry=retry
            empty=|| {
                view! {
                    <EmptyState
                        icon=IconName::ENVIRONMENT
                        title="No environment types"
                        text="The platform makes them with the project. Reload the page if it is new."
                    />
                }
            }
        />
    };
    vec![header.into_any(), listing.into_any()].into_any()
}
