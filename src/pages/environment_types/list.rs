//! The types of environment that a project has.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::GetListOfProjectEnvironments;
use wheelhouse_contract::sections::environment_types::{EnvironmentType, GetEnvironmentTypes};

use super::{environments_of, words};
use crate::components::{Column, Item, Listing, Rows, SortValue, data_of};
use crate::data::read;
use crate::layouts::Place;
use crate::routes::{AtRead, Route};
use crate::ui::{EmptyState, IconName, PageHeader, view, views};

/// The list of a project's types.
pub fn page(project: String) -> AnyView {
    let place = Place::expect();
    let (path, environments) = (GetEnvironmentTypes::path(&project), GetListOfProjectEnvironments::path(&project));
    let list = read::<GetEnvironmentTypes>(move || Some(path.clone()));
    let environments = read::<GetListOfProjectEnvironments>(move || Some(environments.clone()));
    let (_, error, loading, retry) = data_of(list);
    let row = move |kind: &EnvironmentType| {
        let id = kind.id()?.to_owned();
        let count = environments_of(environments, &id).map(|all| all.len());
        let href = Route::EnvironmentTypes { project: project.clone(), at: AtRead::One(id.clone()) }.path();
        Some(Item::new(id.clone(), Row { id, count }).leading_to(href))
    };
    let items = move || list.data().map(|list| list.items().iter().filter_map(&row).collect());
    let header = view! {
        <PageHeader
            title=place.label()
            description=Some("Access and resources are set per type, for all environments of that type.".to_owned())
        />
    };
    let listing = view! {
        <Listing
            caption="Environment types"
            rows=Rows::new(COLUMNS, items)
            error=error
            loading=loading
            on_retry=retry
            empty=|| {
                view! {
                    <EmptyState
                        icon=IconName::ENVIRONMENT
                        title="No environment types"
                        text="They’re created with the project. If the project is new, reload the page."
                    />
                }
            }
        />
    };
    views![header, listing]
}

/// A type, and how many environments are of it.
struct Row {
    id: String,
    count: Option<usize>,
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("name", "Name", |row: &Row| words(&row.id).0),
    Column::text("meaning", "Used for", |row: &Row| words(&row.id).1.to_owned()),
    Column::text("count", "Environments", |row: &Row| row.count.map(|count| count.to_string()).unwrap_or_default())
        .numeric()
        .by(|row| row.count.map_or(SortValue::Unknown, SortValue::count)),
];
