//! Changing a variable.

use leptos::prelude::*;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::environment_variables::EnvironmentVariable;

use super::Scope;
use crate::components::{EditForm, Labels, Loaded, data_of, edit_form, set_title};
use crate::data::{Read, read_as};
use crate::layouts::Place;
use crate::ui::{ButtonKind, ButtonLink, IconName, Notice, PageHeader, live};

/// The form for changes to the variable in the address.
#[component]
pub fn VariableEditPage(scope: Scope, variable: String) -> impl IntoView {
    let place = Place::expect();
    let path = scope.item_path(&variable);
    let scope = StoredValue::new(scope);
    let id = StoredValue::new(variable);
    set_title(move || vec![id.get_value(), scope.with_value(|scope| scope.title(place))]);
    let read = read_as::<EnvironmentVariable>(move || Some(path.clone()));
    let (ready, error, loading, retry) = data_of(read);
    let delete = move || {
        if !read.data().is_some_and(|variable| variable.links().allows("#delete")) {
            return ().into_any();
        }
        let href = scope.with_value(|scope| scope.delete(&id.read_value()).path());
        view! {
            <ButtonLink kind=ButtonKind::Danger icon=IconName::TRASH href=href>
                "Delete variable"
            </ButtonLink>
        }
        .into_any()
    };
    let content = move || {
        let title = Signal::derive(move || id.get_value());
        vec![view! { <PageHeader title=title actions=move || live(delete) /> }.into_any(), edit(scope, id, read)]
            .into_any()
    };
    view! {
        <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading variable">
            {content()}
        </Loaded>
    }
}

fn edit(scope: StoredValue<Scope>, id: StoredValue<String>, read: Read<EnvironmentVariable>) -> AnyView {
    let variable = read.data_untracked();
    let inherited = variable
        .as_ref()
        .filter(|variable| !scope.with_value(|scope| scope.owns(variable.environment(), variable.inherited())))
        .map(|variable| variable.environment().unwrap_or("a parent environment").to_owned());
    let notice = inherited.clone().map(|from| {
        let text = format!(
            "This variable is set on {from} and inherited here. Add one of the same name to this environment to override it."
        );
        let href = scope.with_value(|scope| scope.new_one().path());
        view! {
            <Notice
                title="Inherited"
                actions=move || view! { <ButtonLink href=href.clone()>"Add variable"</ButtonLink> }
            >
                {text}
            </Notice>
        }
        .into_any()
    });
    let reason = Signal::derive(move || {
        if inherited.is_some() {
            return Some("An inherited variable is changed where it is set.".to_owned());
        }
        let allowed = read.data().is_some_and(|variable| variable.links().allows("#edit"));
        (!allowed).then(|| "You can’t change this variable. An admin of the project can grant it.".to_owned())
    });
    let form = scope.with_value(|scope| {
        edit_form(EditForm {
            body: scope.patch_body(),
            of: *read,
            part: None,
            change: scope.update(&id.read_value()),
            labels: Labels::SAVE,
            forbidden: reason,
            done: format!("Saved {}", id.get_value()),
            back: scope.list().path(),
            consequences: Some(scope.consequence()),
            options: None,
        })
    });
    notice.into_iter().chain([form]).collect::<Vec<_>>().into_any()
}
