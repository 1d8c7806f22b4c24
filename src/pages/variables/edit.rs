//! One variable: what it is and where it comes from, and changing it.

use leptos::prelude::*;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::environment_variables::EnvironmentVariable;

use super::Scope;
use super::layers::{Layer, Layers, Lists, Source};
use super::provenance::{inherited, values_above};
use crate::components::{
    Consequence, EditForm, Loaded, PageScope, Titles, data_of, edit_form, more_actions, page_title, ungranted,
};
use crate::data::{Read, read_as};
use crate::reactive::memo;
use crate::routes::AtKept;
use crate::text::isolated;
use crate::ui::{PageHeader, live, nothing, view, views};

/// The page of the variable in the address: a form where it is set here, facts where it comes from above.
pub fn page(scope: Scope, variable: String) -> AnyView {
    let path = scope.item_path(&variable);
    let lists = scope.is_environment().then(|| Lists::read(&scope));
    let project = scope.project_id().to_owned();
    let titles = Titles::of_project(move || Some(project.clone()));
    let scope = StoredValue::new(scope);
    let id = StoredValue::new(variable);
    page_title(Signal::derive(move || id.get_value()));
    // What is seen under this name; without the lists, as good as if it were set here.
    let seen = memo(move || {
        let all = lists.and_then(|lists| scope.with_value(|scope| lists.layers(scope)));
        let is_it = |layers: &Layers| {
            let own_id = layers.nearest().and_then(|layer| layer.variable.id());
            id.with_value(|id| own_id == Some(id) || layers.name() == id)
        };
        all.map(|all| all.into_iter().find(is_it))
    });
    let from_above = memo(move || {
        let nearest = seen.with(|seen| seen.as_ref()?.as_ref()?.nearest().cloned());
        nearest.filter(|layer| layer.source != Source::Here)
    });
    // The API has no address here for what only the project has.
    let is_own = memo(move || {
        let known = lists.is_none_or(|lists| lists.own.error().is_some()) || seen.with(Option::is_some);
        known && from_above.with(Option::is_none)
    });
    let read = read_as::<EnvironmentVariable>(move || is_own.get().then(|| path.clone()));
    let (ready, error, loading, retry) = data_of(read);
    let ready = Signal::derive(move || ready.get() || from_above.with(Option::is_some));
    let delete = move || {
        if !read.data().is_some_and(|variable| variable.links().allows(EnvironmentVariable::DELETE)) {
            return nothing();
        }
        let href = scope.with_value(|scope| scope.at(AtKept::Delete(id.get_value())).path());
        more_actions("variable", vec![("Delete variable".to_owned(), Signal::default(), href)])
    };
    let above = move || seen.with(|seen| seen.as_ref()?.as_ref().map(|layers| layers.hidden().to_vec()));
    let content = move || {
        let title = Signal::derive(move || id.get_value());
        let header = view! { <PageHeader title=title actions=move || live(delete) /> };
        // Only another place makes this another page: what is typed into the form stays.
        let body = move || match from_above.get() {
            Some(Layer { source, variable }) => {
                inherited(&scope.read_value(), &source, &variable, &above().unwrap_or_default(), titles)
            }
            None => {
                let hidden = move || values_above(&scope.read_value(), &above().unwrap_or_default(), titles);
                views![untrack(|| edit(scope, id, read)), live(hidden)]
            }
        };
        views![header, live(body)]
    };
    view! {
        <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading variable">
            {content()}
        </Loaded>
    }
}

fn edit(scope: StoredValue<Scope>, id: StoredValue<String>, read: Read<EnvironmentVariable>) -> AnyView {
    let PageScope(about) = PageScope::expect();
    let reason = Signal::derive(move || {
        let allowed = read.data().is_some_and(|variable| variable.links().allows(EnvironmentVariable::EDIT));
        (!allowed).then(|| ungranted(about.get(), "change this variable"))
    });
    scope.with_value(|scope| {
        edit_form(EditForm {
            body: scope.patch_body(),
            of: *read,
            part: None,
            change: scope.update(&id.read_value()),
            forbidden: reason,
            done: format!("Saved {}", isolated(&id.read_value())),
            back: scope.at(AtKept::List).path(),
            consequence: Some(Consequence::redeploys(scope.consequence())),
            options: None,
        })
    })
}
