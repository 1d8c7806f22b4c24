//! Going to a project of which somebody told the ID.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::project_discovery::LocateASingleProject;

use crate::api::{Api, ApiError, Request};
use crate::routes::{Route, Scope};
use crate::ui::{Button, Field, Section, TextInput, el, view};

stylance::import_style!(style, "by_id.module.css");

/// Looks for the project by `locate-a-single-project`, and opens it or says that it cannot be found.
pub(super) fn open_by_id() -> AnyView {
    let api = Api::expect();
    let navigate = StoredValue::new_local(use_navigate());
    let typed = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        let id = typed.with_untracked(|typed| typed.trim().to_owned());
        if busy.get_untracked() {
            return;
        }
        if id.is_empty() {
            problem.set(Some("Enter the ID of a project.".to_owned()));
            return;
        }
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let answer = api.send(Request::get(LocateASingleProject::path(&id))).await;
            // The page may be gone by now, with everything it held.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(place) => {
                    let project = text(&place, "id").map_or(id, str::to_owned);
                    navigate.with_value(|go| go(&Route::Project { project }.path(), NavigateOptions::default()));
                }
                Err(error) => problem.set(Some(said(&error))),
            }
        });
    };
    let field = view! {
        <Field label="Project ID" error=problem>
            <TextInput
                mono=true
                value=typed
                on_input=move |text: String| {
                    typed.set(text);
                    problem.set(None);
                }
            />
        </Field>
    };
    let open = view! {
        <Button submit=true busy=busy busy_label=Some("Searching…".to_owned())>
            "Open project"
        </Button>
    };
    let form = el("form")
        .class(style::form)
        .attr("novalidate", "")
        .on("submit", submit)
        .child(el("div").class(style::field).child(field))
        .child(open);
    view! {
        <Section
            title="Open a project by its ID"
            description=Some("For projects that aren’t in the list, for example if someone sent you the ID.".to_owned())
        >
            {form.into_any()}
        </Section>
    }
}

fn said(error: &ApiError) -> String {
    if error.is(404) || error.is(403) {
        let granter = Scope::Project.granter();
        return format!("There’s no project with this ID, or you don’t have access to it. {granter} can grant it.");
    }
    format!("{}. {}", error.title(), error.text())
}
