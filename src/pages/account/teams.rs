//! The teams that a person is in.

use leptos::prelude::*;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::teams::{Team, UserTeams};

use crate::access::Permissions;
use crate::api::Api;
use crate::components::{
    Column, Item, Listing, Referenced, Rows, SortValue, data_of, neighbours, or_unknown, page_path,
    referenced_organizations, sent, use_url_state,
};
use crate::data::{read, with_query};
use crate::reactive::Derived;
use crate::routes::{At, Route};
use crate::ui::{EmptyState, IconName, view};

/// The list, across all organizations.
pub fn page(id: &str) -> AnyView {
    let api = Api::expect();
    let cursor = use_url_state("cursor", &[]).signal();
    let first = with_query(&UserTeams::path(id), [("page[size]", "50".to_owned())]);
    let list = read::<UserTeams>(move || Some(page_path(first.clone(), &cursor.get())));
    let organizations = referenced_organizations(*list);
    let (_, error, loading, retry) = data_of(list);
    let items = move || {
        let item = |one: &Team| item(one, organizations);
        list.data().map(|page| page.items().iter().filter_map(item).collect())
    };
    view! {
        <Listing
            caption="Teams"
            rows=Rows::new(COLUMNS, items)
            error=error
            loading=loading
            on_retry=retry
            pages=Derived::new(move || neighbours(api, *list))
            empty=|| {
                view! {
                    <EmptyState
                        icon=IconName::USERS
                        title="You’re not in any teams"
                        text="Anyone who manages members can add you."
                    />
                }
            }
        />
    }
}

/// A team, and whose it is.
struct Row {
    team: Team,
    organization: String,
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("label", "Name", |row: &Row| or_unknown(row.team.label())),
    Column::text("organization", "Organization", |row: &Row| row.organization.clone()),
    Column::text("permissions", "Permissions", |row: &Row| {
        Permissions::words_of(sent(row.team.raw(), "project_permissions"))
    }),
    Column::text("projects", "Projects", |row: &Row| {
        row.team.project_count().map_or_else(|| or_unknown(None), |count| count.to_string())
    })
    .numeric()
    .by(|row| SortValue::number(row.team.project_count())),
];

fn item(team: &Team, organizations: Referenced) -> Option<Item<Row>> {
    let (id, organization) = (team.id()?.to_owned(), team.organization_id()?.to_owned());
    let row = Row { team: team.clone(), organization: organizations.name(&organization) };
    let href = Route::Teams { organization, at: At::One(id.clone()) }.path();
    Some(Item::new(id.clone(), row).leading_to(href).found_by([id]))
}
