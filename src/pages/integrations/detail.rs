//! One integration: what it is connected to, and how.

use leptos::prelude::*;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::integrations::Integration;

use super::words::{BODY, editing_forbidden, kind, name_of, read_one, role};
use crate::api::Api;
use crate::components::{Detail, body_facts, detail, form_link, link_unless, set_title, time_or};
use crate::data::Read;
use crate::layouts::Place;
use crate::routes::{At, Route};
use crate::ui::{Badge, ButtonKind, Copyable};

pub fn integration(project: String, id: String) -> AnyView {
    let place = Place::expect();
    let read = read_one(&project, &id);
    let title = name_of(read);
    set_title(move || vec![title.get(), place.project_title()]);
    let kind_badge = Signal::derive(move || read.data().as_ref().map(kind).unwrap_or_default());
    detail(Detail {
        loading: "Loading integration",
        of: *read,
        title,
        state: Some(ViewFn::from(move || view! { <Badge text=kind_badge /> })),
        actions: Some(ViewFn::from(move || actions(read, &project, &id))),
        content: ViewFn::from(move || read.data().map(|integration| facts(&integration))),
    })
}

fn actions(read: Read<Integration>, project: &str, id: &str) -> AnyView {
    let edit = Route::Integrations { project: project.to_owned(), at: At::Edit(id.to_owned()) };
    let delete = Route::Integrations { project: project.to_owned(), at: At::Delete(id.to_owned()) };
    let edit = link_unless(editing_forbidden(read), "Edit", ButtonKind::Secondary, move || edit.path());
    let delete =
        form_link(*read, "#delete", "delete this integration", "Delete", ButtonKind::Danger, move || delete.path());
    vec![edit, delete].into_any()
}

fn facts(integration: &Integration) -> AnyView {
    let copyable = |text: &str, label: &'static str| view! { <Copyable text=text.to_owned() label=label /> }.into_any();
    let mut more = vec![
        ("Role", role(integration).into_any()),
        ("Added", time_or("Unknown", integration.created_at())),
        ("Changed", time_or("Unknown", integration.updated_at())),
    ];
    more.extend(integration.token_expires_at().map(|at| ("Token ends", time_or("", Some(at)))));
    more.extend(integration.id().map(|id| ("ID", copyable(id, "Copy integration ID"))));
    // Where the code host says that something was pushed: hooks that are set up by hand need it.
    let api = Api::expect();
    let hook = integration.links().href("#hook").and_then(|href| Some(api.url(&api.path_of(href).ok()?)));
    more.extend(hook.map(|hook| ("Hook", copyable(&hook, "Copy hook address"))));
    body_facts(BODY, integration.raw(), more)
}
