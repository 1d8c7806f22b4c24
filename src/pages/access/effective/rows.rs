//! The answers to a question as a list: who can do it in a project, or what a person can do in projects.

use leptos::prelude::*;

use super::grants::{grants_view, grants_words};
use super::load::{Reading, named};
use super::questions::key;
use crate::access::effective::{Access, Subject, Verdict};
use crate::access::{Role, Type, role_word};
use crate::api::ApiError;
use crate::components::{Column, Item, Listing, Rows, use_url_state};
use crate::reactive::{Derived, Memo, memo};
use crate::routes::{At, Route};
use crate::ui::{EmptyState, IconName, Select, SelectOption, Status, Tone, view};

/// Somebody's access to a project.
pub(super) struct Row {
    name: String,
    organization: String,
    project: String,
    subject: Subject,
    access: Access,
}

/// Everybody with access to the project at this place.
pub(super) fn people(reading: Reading, organization: String, project: usize, actions: Option<ViewFn>) -> AnyView {
    let wanted = wanted();
    let items = move || {
        let names = reading.names.get();
        let id = reading.facts.with(|facts| facts.projects.get(project).map(|project| project.id.clone()))?;
        reading.index.with(|index| {
            let row = |subject: &Subject| {
                let access = index.access(subject, project);
                if access.is_none() || !fits(&access, wanted.get()) {
                    return None;
                }
                let name = named(&names, subject);
                let organization = organization.clone();
                let row = Row { name, organization, project: id.clone(), subject: subject.clone(), access };
                Some(Item::new(key(subject), row).found_by([key(subject)]))
            };
            Some(index.subjects().filter_map(row).collect())
        })
    };
    listing(reading, "People", Rows::new(PEOPLE, items), wanted, actions)
}

/// All projects in which a person, or whoever was invited, has access; of one project where one is asked for.
pub(super) fn projects(reading: Reading, organization: String, subject: Subject, only: Option<usize>) -> AnyView {
    let wanted = wanted();
    let items = move || {
        let all = reading.facts.with(|facts| {
            facts.projects.iter().map(|project| (project.id.clone(), project.title.clone())).collect::<Vec<_>>()
        });
        reading.index.with(|index| {
            let row = |(at, (id, title)): (usize, (String, String))| {
                if only.is_some_and(|only| only != at) {
                    return None;
                }
                let access = index.access(&subject, at);
                if access.is_none() || !fits(&access, wanted.get()) {
                    return None;
                }
                let href = Route::Access { project: id.clone(), at: At::List }.path();
                let (subject, organization) = (subject.clone(), organization.clone());
                let row = Row { name: title, organization, project: id.clone(), subject, access };
                Some(Item::new(id, row).leading_to(href))
            };
            Some(all.into_iter().enumerate().filter_map(row).collect())
        })
    };
    listing(reading, "Projects", Rows::new(PROJECTS, items), wanted, None)
}

/// The role that is asked for, and on which type of environments: any, where none is.
type Asked = (Option<Role>, Option<Type>);

fn wanted() -> Memo<Asked> {
    let (role, kind) = (use_url_state("role", &[]).signal(), use_url_state("type", &[]).signal());
    memo(move || (role.with(|role| Role::named(role)), kind.with(|kind| Type::named(kind))))
}

/// Whether somebody has the role, or may have it.
fn fits(access: &Access, (role, kind): Asked) -> bool {
    let role = match (role, kind) {
        (None, None) => return true,
        (role, _) => role.unwrap_or(Role::Viewer),
    };
    let has = |kind: Type| access.on(kind).has(role) != Some(false);
    kind.map_or_else(|| Type::ALL.into_iter().any(has), has)
}

fn listing(
    reading: Reading,
    caption: &'static str,
    rows: Rows,
    wanted: Memo<Asked>,
    actions: Option<ViewFn>,
) -> AnyView {
    let (role, kind) = (use_url_state("role", &[]), use_url_state("type", &[]));
    let filters = {
        let (role, kind) = (role.clone(), kind.clone());
        move || {
            let (role, kind) = (role.clone(), kind.clone());
            let (of_role, of_kind) = (role.signal(), kind.signal());
            let roles = Role::ALL.map(|one| SelectOption::new(one.name(), format!("{} or more", role_word(Some(one)))));
            let kinds = Type::ALL.map(|one| SelectOption::new(one.name(), one.title()));
            let with_any = |label: &str, options: [SelectOption; 3]| {
                std::iter::once(SelectOption::new("", label)).chain(options).collect::<Vec<_>>()
            };
            vec![
                view! {
                    <Select
                        label="Role"
                        value=of_role
                        options=with_any("Any role", roles)
                        on_change=move |value: String| role.push(value)
                    />
                },
                view! {
                    <Select
                        label="Environment type"
                        value=of_kind
                        options=with_any("Any type", kinds)
                        on_change=move |value: String| kind.push(value)
                    />
                },
            ]
            .into_any()
        }
    };
    let clear = {
        let both = use_url_state("role", &["type"]);
        Callback::new(move |()| both.push(String::new()))
    };
    let loading = Signal::derive(move || reading.left.get() > 0);
    // What is read so far is no list to go by until somebody is in it.
    let error: Derived<Option<ApiError>> = Derived::new(|| None);
    let actions = actions.unwrap_or_else(|| ViewFn::from(|| ()));
    view! {
        <Listing
            caption=caption
            rows=rows
            error=error
            loading=loading
            on_retry=move || reading.again()
            filters=filters
            actions=move || actions.run()
            is_filtered=Signal::derive(move || wanted.get() != (None, None))
            on_clear=clear
            partial=reading.partial()
            empty=|| {
                view! {
                    <EmptyState
                        icon=IconName::USERS
                        title="Nobody has access"
                        text="Nothing that could be read gives anybody access here."
                    />
                }
            }
        />
    }
}

fn verdict(row: &Row, kind: Type) -> Verdict {
    row.access.on(kind)
}

fn verdict_view(verdict: Verdict) -> AnyView {
    let tone = match verdict {
        Verdict::Is(_) => return verdict.word().into_any(),
        Verdict::AtLeast(_) | Verdict::Unknown => Tone::Warning,
        Verdict::No => Tone::Neutral,
    };
    view! { <Status text=verdict.word() tone=tone /> }
}

const PRODUCTION: Column<Row> =
    Column::text("production", "Production", |row: &Row| verdict(row, Type::Production).word())
        .cell(|row| verdict_view(verdict(row, Type::Production)));
const STAGING: Column<Row> = Column::text("staging", "Staging", |row: &Row| verdict(row, Type::Staging).word())
    .cell(|row| verdict_view(verdict(row, Type::Staging)));
const DEVELOPMENT: Column<Row> =
    Column::text("development", "Development", |row: &Row| verdict(row, Type::Development).word())
        .cell(|row| verdict_view(verdict(row, Type::Development)));
const GRANTS: Column<Row> = Column::text("grants", "Granted by", |row: &Row| grants_words(&row.access))
    .cell(|row| grants_view(&row.access, &row.organization, &row.project, &row.subject))
    .unsorted();

const PEOPLE: &[Column<Row>] =
    &[Column::text("name", "Name", |row: &Row| row.name.clone()), PRODUCTION, STAGING, DEVELOPMENT, GRANTS];

const PROJECTS: &[Column<Row>] =
    &[Column::text("name", "Project", |row: &Row| row.name.clone()), PRODUCTION, STAGING, DEVELOPMENT, GRANTS];
