//! The deprecated lists: roles on a project, and on the environments of a type.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::environment_type_access::{
    AddAUserToAnEnvironmentAcl, EnvironmentTypeAccess, GetASingleEnvironmentTypeAclEntry,
    GetAnEnvironmentTypeAccessControlList, RemoveAUserFromAnEnvironmentType, UpdateAnEnvironmentTypeUserRole,
};
use wheelhouse_contract::sections::environment_types::{EnvironmentType, GetEnvironmentTypeLinks};
use wheelhouse_contract::sections::project::Project;
use wheelhouse_contract::sections::project_access::{
    AddAUserToAProjectAcl, GetAProjectAccessControlList, GetASingleProjectAclEntry, ListUserAccessForAProject,
    ProjectAccess, RemoveAUserFromAProject, UpdateAProjectUserRole,
};
use wheelhouse_contract::{Answer, Resource};

use super::person::{first_page, listed, name_of};
use crate::access::Role;
use crate::api::Api;
use crate::components::{
    Column, Common, Consequence, Doing, Item, Operations, Owner, ResourcePages, Rows, Shown, Words, copyable_id, facts,
    facts_of, or_unknown, page_title, person_name, person_read, referenced_users, resource_pages,
};
use crate::data::{AnyRead, read};
use crate::layouts::resource_page;
use crate::reactive::memo;
use crate::routes::{At, Route};
use crate::text::sentence;
use crate::ui::{ButtonLink, IconName, Notice, NoticeTone, PageHeader, el, view, views};

/// One of the pages of a project's list.
pub(super) fn of_project(at: At) -> AnyView {
    resource_page(&OF_PROJECT, at)
}

/// One of the pages of the list of a type.
pub(super) fn of_type(project: &str, kind: &str, at: At) -> AnyView {
    let path = GetEnvironmentTypeLinks::path(project, kind);
    let read = *read::<GetEnvironmentTypeLinks>(move || Some(path.clone()));
    let owner = Owner { ids: vec![project.to_owned(), kind.to_owned()], one: String::new(), read, api: Api::expect() };
    resource_pages(&OF_TYPE, owner, at).into_any()
}

const MEANS: &str = "Give either a person or an email address that an account has.";

static OF_PROJECT: ResourcePages<ProjectAccess> = ResourcePages {
    rows: Some(|pages, owner, list| {
        rows(owner, list, COLUMNS_OF_PROJECT, move |owner, one: &ProjectAccess, name| {
            pages.item(owner, one, Row { name, role: role(one.role()) })
        })
    }),
    ..ResourcePages::plain(
        Common {
            above: Some(deprecated),
            called: Some(person),
            beside: Some(beside),
            added: Some(added),
            ..Common::plain(WORDS, |owner, at| Route::AccessEntries { project: owner.project(), at })
        },
        Operations::of::<GetAProjectAccessControlList, GetASingleProjectAclEntry>()
            .create::<AddAUserToAProjectAcl>(Project::MANAGE_ACCESS, MEANS)
            .update::<UpdateAProjectUserRole>(
                ProjectAccess::EDIT,
                Consequence::plain("An admin manages the project and all its environments; a viewer only sees them."),
            )
            .delete::<RemoveAUserFromAProject>(ProjectAccess::DELETE, "All of their access to this project is lost"),
        Shown {
            name: |one| or_unknown(one.user()),
            columns: &[],
            content: |_, one| content(one.id(), one.user(), one.role()),
            consequences: |_, _| {
                "They lose their role on the project and their roles on its environment types.".to_owned()
            },
        },
    )
};

static OF_TYPE: ResourcePages<EnvironmentTypeAccess> = ResourcePages {
    rows: Some(|pages, owner, list| {
        rows(owner, list, COLUMNS_OF_PROJECT, move |owner, one: &EnvironmentTypeAccess, name| {
            pages.item(owner, one, Row { name, role: role(one.role()) })
        })
    }),
    ..ResourcePages::plain(
        Common {
            above: Some(deprecated),
            called: Some(person),
            beside: Some(beside),
            added: Some(added),
            ..Common::plain(WORDS, |owner, at| Route::AccessOfType {
                project: owner.project(),
                kind: owner.environment(),
                at,
            })
        },
        Operations::of::<GetAnEnvironmentTypeAccessControlList, GetASingleEnvironmentTypeAclEntry>()
            .create::<AddAUserToAnEnvironmentAcl>(EnvironmentType::MANAGE_ACCESS, MEANS)
            .update::<UpdateAnEnvironmentTypeUserRole>(
                EnvironmentTypeAccess::EDIT,
                Consequence::plain("The role counts on every environment of this type."),
            )
            .delete::<RemoveAUserFromAnEnvironmentType>(
                EnvironmentTypeAccess::DELETE,
                "Their role on the environments of this type is lost",
            ),
        Shown {
            name: |one| or_unknown(one.user()),
            columns: &[],
            content: |_, one| content(one.id(), one.user(), one.role()),
            consequences: |_, _| "They keep what their role on the project gives them.".to_owned(),
        },
    )
};

const WORDS: Words = Words {
    one: "entry",
    many: "entries",
    icon: IconName::USERS,
    none: "No entries",
    hint: "People who were given a role here are listed.",
};

/// An entry, with the person's name.
struct Row {
    name: String,
    role: String,
}

const COLUMNS_OF_PROJECT: &[Column<Row>] = &[
    Column::text("name", "Name", |row: &Row| row.name.clone()),
    Column::text("role", "Role", |row: &Row| row.role.clone()),
];

/// The entries with the names of their people: these lists resolve none, so they come from the newer one.
fn rows<R: Resource + Send + Sync>(
    owner: Owner,
    list: AnyRead,
    columns: &'static [Column<Row>],
    item: impl Fn(&Owner, &R, String) -> Item<Row> + Send + Sync + 'static,
) -> Rows
where
    wheelhouse_contract::Items<R>: Answer,
{
    let first = first_page(&owner.project());
    let names = referenced_users(*read::<ListUserAccessForAProject>(move || Some(first.clone())));
    Rows::new(columns, move || {
        let entries = list.data::<wheelhouse_contract::Items<R>>()?;
        let row = |one: &R| item(&owner, one, listed(names, text(one.raw(), "user")));
        Some(entries.items().iter().map(row).collect())
    })
}

fn role(role: Option<&str>) -> String {
    let known = role.and_then(Role::named);
    known.map_or_else(|| or_unknown(role), |role| crate::access::role_word(Some(role)).to_owned())
}

fn content(id: Option<&str>, user: Option<&str>, given: Option<&str>) -> AnyView {
    let name = user.map_or_else(|| Signal::stored(or_unknown(None)), name_of);
    facts_of(facts![
        ("Person", el("bdi").show(name)),
        ("Role", role(given)),
        ("User ID", copyable_id("user", user)),
        ("ID", copyable_id("entry", id)),
    ])
}

/// The person of an entry, which knows only their id.
fn person(entry: AnyRead) -> Signal<String> {
    let id = memo(move || text(&*entry.raw()?, "user").map(str::to_owned));
    let read = person_read(move || id.get());
    Signal::derive(move || id.get().map_or_else(|| sentence(WORDS.one), |id| person_name(read, &id)))
}

fn added(sent: &Value) -> String {
    match text(sent, "email") {
        Some(email) => format!("Gave {email} a role"),
        None => "Gave the person a role".to_owned(),
    }
}

/// That there is something better, and the way to it.
fn deprecated(_: AnyRead) -> AnyView {
    let of_type = |route: &Route| match route {
        Route::AccessOfType { kind, .. } => format!("{} access list", sentence(kind)),
        _ => "Access list".to_owned(),
    };
    let title = crate::layouts::Place::expect().route.with_untracked(of_type);
    page_title(Signal::stored(title.clone()));
    views![view! { <PageHeader title=title /> }, notice()]
}

fn beside(_: &Owner, _: Doing) -> AnyView {
    notice()
}

fn notice() -> AnyView {
    let project = crate::layouts::Place::expect().project_id.get_untracked().unwrap_or_default();
    let href = Route::Access { project, at: At::List }.path();
    let way = move || {
        let href = href.clone();
        view! { <ButtonLink href=href>"Go to Access"</ButtonLink> }
    };
    view! {
        <Notice tone=NoticeTone::Warning title="Deprecated by the API" actions=way>
            "Use Access instead: it shows a person’s role on the project and on each environment type together."
        </Notice>
    }
}
