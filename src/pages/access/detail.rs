//! What one person was granted in one project, and which environments that covers.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::GetListOfProjectEnvironments;
use wheelhouse_contract::sections::project_access::UserProjectAccess;

use super::end::{End, permissions};
use super::person::{link_to, name_of};
use crate::access::{Permissions, Type, notes, on_project, on_type, role_on, role_word};
use crate::components::{
    Detail, copyable_id, detail, distinct_titles, environment_links, exact_or, facts, facts_of, forbidden, link_unless,
    more_actions, or_unknown,
};
use crate::data::read;
use crate::routes::{At, Route};
use crate::text::isolated;
use crate::ui::{ButtonKind, Notice, NoticeTone, Section, el, nothing, view, views};

/// The page of one person's access.
pub(super) fn page(end: End) -> AnyView {
    let of = end.read();
    let name = name_of(&end.user);
    let title = match end.is_of_project() {
        true => Signal::derive(move || isolated(&name.get())),
        false => Signal::derive(move || {
            let access = of.data();
            let project = access.as_ref().and_then(|access| access.project_title());
            format!("{} on {}", isolated(&name.get()), isolated(&or_unknown(project)))
        }),
    };
    let list = GetListOfProjectEnvironments::path(&end.project);
    let environments = read::<GetListOfProjectEnvironments>(move || Some(list.clone()));
    let actions = {
        let end = end.clone();
        move || {
            let (edit, remove) = (end.path(At::Edit), end.path(At::Delete));
            let no_edit = forbidden(*of, UserProjectAccess::UPDATE, "change this access");
            let no_remove = forbidden(*of, UserProjectAccess::DELETE, "remove this access");
            let edit = link_unless(no_edit, "Edit access", ButtonKind::Secondary, move || edit.clone());
            let more = more_actions("access", vec![("Remove access".to_owned(), no_remove, remove)]);
            vec![edit, more].into_any()
        }
    };
    let project = Route::Project { project: end.project.clone() }.path();
    let content = move || {
        let Some(access) = of.data() else { return nothing() };
        let held = permissions(&access);
        let title = or_unknown(access.project_title().or(access.project_id()));
        let known = facts_of(facts![
            ("Person", el("bdi").show(name)),
            ("Project", link_to(title, project.clone())),
            ("Role on the project", role_word(held.project())),
            ("Allows", on_project(held.project())),
            ("Granted", exact_or("Unknown", access.granted_at())),
            ("Changed", exact_or("Never", access.updated_at())),
            ("User ID", copyable_id("user", access.user_id())),
        ]);
        let covered = environments.data().map(|all| {
            let titles = distinct_titles(all.items());
            let kind = |id: &str| {
                all.items().iter().find(|one| one.id() == Some(id)).and_then(|one| one.kind().map(str::to_owned))
            };
            titles.into_iter().filter_map(|(id, title)| Some((kind(&id)?, id, title))).collect::<Vec<_>>()
        });
        let types = Type::ALL.map(|kind| of_type(&held, kind, &end.project, covered.as_deref()));
        views![contradictions(&held), known, types.into_iter().collect::<Vec<_>>().into_any()]
    };
    detail(Detail {
        loading: "Loading access".into(),
        of: *of,
        title,
        state: None,
        actions: Some(actions.into()),
        content: content.into(),
    })
}

fn contradictions(held: &Permissions) -> AnyView {
    match notes(held) {
        notes if notes.is_empty() => nothing(),
        notes => {
            view! { <Notice tone=NoticeTone::Info title="Which role counts">{notes.join(" ")}</Notice> }
        }
    }
}

/// What a person may do with the environments of a type, and which those are: type, id and title of each.
fn of_type(held: &Permissions, kind: Type, project: &str, covered: Option<&[(String, String, String)]>) -> AnyView {
    let role = held.on(kind);
    let title = format!("{}: {}", kind.title(), role_on(held, kind));
    let means = match held.unknown_on(kind).next() {
        Some(_) => "What this role allows isn’t known here.",
        None => on_type(role),
    };
    let environments = covered.map(|all| {
        let of_kind = all.iter().filter(|(of, ..)| of == kind.name());
        match of_kind.map(|(_, id, title)| (id.clone(), title.clone())).collect::<Vec<_>>() {
            none if none.is_empty() => {
                el("p").class("muted").text("The project has no such environments now.").into_any()
            }
            some => environment_links(project, some),
        }
    });
    view! {
        <Section title=title description=Some(means.to_owned())>
            {environments.into_any()}
        </Section>
    }
}
