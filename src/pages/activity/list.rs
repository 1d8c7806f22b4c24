//! The activity log of a project or an environment.

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::sections::activity::of_environment::GetEnvironmentActivityLog;
use wheelhouse_contract::sections::activity::of_project::GetProjectActivityLog;

use crate::components::{ActivityList, UrlState, use_url_state};
use crate::data::{poll, read_as, with_query};
use crate::reactive::memo;
use crate::ui::{Button, Select, SelectOption, el, nothing, view, views};

/// How many activities one page has.
const LENGTH: usize = 30;

/// The activities of a project, or of one environment.
pub fn page(project: String, environment: Option<String>) -> AnyView {
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
    let states = vec![
        SelectOption::new("", "Any state"),
        SelectOption::new("pending", "Pending"),
        SelectOption::new("in_progress", "Running"),
        SelectOption::new("complete", "Complete"),
        SelectOption::new("cancelled", "Cancelled"),
        SelectOption::new("scheduled", "Scheduled"),
        SelectOption::new("staged", "Staged"),
    ];
    let results = vec![
        SelectOption::new("", "Any result"),
        SelectOption::new("success", "Success"),
        SelectOption::new("failure", "Failure"),
    ];
    let list =
        view! { <ActivityList list=list project=project environment=Signal::stored(environment) limit=LENGTH /> };
    let older = before.clone();
    let to_newest = move || match start.with(String::is_empty) {
        true => nothing(),
        false => page_button("Newest", &before, String::new()),
    };
    let to_older = move || match last.get() {
        None => nothing(),
        Some(last) => page_button("Older", &older, last),
    };
    let filters = el("div").class("row").child(filter("State", state, states)).child(filter("Result", result, results));
    views![filters, list, el("div").class("row").child_fn(to_newest).child_fn(to_older)]
}

fn filter(label: &'static str, state: UrlState, options: Vec<SelectOption>) -> AnyView {
    let value = state.signal();
    let choose = move |value: String| state.push(value);
    view! { <Select label=label value=value options=options on_change=choose /> }
}

/// Goes to the page that starts before a moment.
fn page_button(label: &'static str, before: &UrlState, start: String) -> AnyView {
    let before = before.clone();
    view! { <Button on_click=move || before.push(start.clone())>{label}</Button> }
}
