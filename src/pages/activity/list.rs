//! The activity log of a project or an environment.

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::sections::activity::of_environment::GetEnvironmentActivityLog;
use wheelhouse_contract::sections::activity::of_project::GetProjectActivityLog;

use crate::components::{ActivityList, set_title, use_url_state};
use crate::data::{poll, read_as, with_query};
use crate::layouts::{EnvironmentPage, Place, ProjectPage};
use crate::ui::{Button, Select, SelectOption, memo, shown};

/// How many activities one page has.
const LENGTH: usize = 30;

/// The activities of a project, or of one environment.
#[component]
pub fn ActivitiesPage(project: String, environment: Option<String>) -> impl IntoView {
    let place = Place::expect();
    let of_environment = environment.is_some();
    set_title(move || {
        let parent = if of_environment { place.environment_title() } else { place.project_title() };
        vec!["Activity".to_owned(), parent]
    });
    let scope = StoredValue::new((project, environment));
    let log = move || {
        let (project, environment) = scope.get_value();
        view! { <Log project=project environment=environment /> }
    };
    if of_environment {
        view! { <EnvironmentPage>{log}</EnvironmentPage> }.into_any()
    } else {
        view! { <ProjectPage>{log}</ProjectPage> }.into_any()
    }
}

#[component]
fn Log(project: String, environment: Option<String>) -> impl IntoView {
    let state = use_url_state("state", &["before"]);
    let result = use_url_state("result", &["before"]);
    let before = use_url_state("before", &[]);
    let (wanted, how, start) = (state.signal(), result.signal(), before.signal());
    let path = match &environment {
        Some(environment) => GetEnvironmentActivityLog::path(&project, environment),
        None => GetProjectActivityLog::path(&project),
    };
    let list = read_as::<Items<Activity>>(move || {
        let query =
            [("state", wanted.get()), ("result", how.get()), ("starts_at", start.get()), ("count", LENGTH.to_string())];
        Some(with_query(&path, query))
    });
    poll(list);
    let last = memo(move || {
        let list = list.data()?;
        (list.items().len() >= LENGTH).then(|| list.items().last()?.created_at().map(str::to_owned)).flatten()
    });
    let older = before.clone();
    view! {
        <div class="row">
            <Select
                label="State"
                value=wanted
                options=Signal::stored(
                    vec![
                        SelectOption::new("", "Any state"),
                        SelectOption::new("pending", "Pending"),
                        SelectOption::new("in_progress", "Running"),
                        SelectOption::new("complete", "Complete"),
                        SelectOption::new("cancelled", "Cancelled"),
                        SelectOption::new("scheduled", "Scheduled"),
                        SelectOption::new("staged", "Staged"),
                    ],
                )
                on_change=move |value: String| state.push(value)
            />
            <Select
                label="Result"
                value=how
                options=Signal::stored(
                    vec![
                        SelectOption::new("", "Any result"),
                        SelectOption::new("success", "Success"),
                        SelectOption::new("failure", "Failure"),
                    ],
                )
                on_change=move |value: String| result.push(value)
            />
        </div>
        <ActivityList list=list project=project environment=Signal::stored(environment) limit=LENGTH />
        <div class="row">
            {shown(move || {
                let newest = before.clone();
                (!start.with(String::is_empty))
                    .then(|| view! { <Button on_click=move || newest.push(String::new())>"Newest"</Button> })
            })}
            {shown(move || {
                let older = older.clone();
                last.get()
                    .map(|last| view! { <Button on_click=move || older.push(last.clone())>"Older"</Button> })
            })}
        </div>
    }
}
