//! Many variables at once, out of a `.env` file or JSON: shown line by line before anything is written.

mod env;
mod pairs;
mod parse;
mod plan;
mod results;

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::environment_variables::EnvironmentVariable;

use super::Scope;
use crate::components::{LeaveGuard, Loaded, data_of, page_title};
use crate::data::{Read, read_as};
use crate::layouts::Place;
use crate::reactive::memo;
use crate::ui::{Field, Notice, NoticeTone, PageHeader, Switch, TextArea, TextFile, el, live, nothing, view, views};

use results::{Run, plan_view};

/// The page for many variables.
pub fn page(scope: Scope) -> AnyView {
    let title = "Import variables";
    let path = scope.list_path();
    let list = read_as::<Items<EnvironmentVariable>>(move || Some(path.clone()));
    let above = scope.is_environment().then(|| Scope::project(scope.project_id().to_owned()).list_path());
    let above = read_as::<Items<EnvironmentVariable>>(move || above.clone());
    let (ready, error, loading, retry) = data_of(list);
    let scope = StoredValue::new(scope);
    page_title(title);
    let description = "Paste a .env file or JSON. You’ll see what each line does before anything is saved.";
    let inside = move || entry(scope, list, above);
    views![
        view! { <PageHeader title=title description=Some(description.to_owned()) /> },
        view! {
            <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading variables">
                {inside()}
            </Loaded>
        }
    ]
}

fn entry(
    scope: StoredValue<Scope>,
    list: Read<Items<EnvironmentVariable>>,
    above: Read<Items<EnvironmentVariable>>,
) -> AnyView {
    let place = Place::expect();
    let text = RwSignal::new(String::new());
    let unread = RwSignal::new(None::<String>);
    let prefix = RwSignal::new(true);
    let sensitive = RwSignal::new(false);
    let run = Run::new(scope, sensitive);
    // While it runs, the lines stay as they were planned: what it writes comes back as known.
    let lines = memo(move || {
        let parsed = text.with(|text| parse::parse(text));
        let items = |read: Read<Items<EnvironmentVariable>>| {
            untrack(|| read.data()).map(|list| list.items().to_vec()).unwrap_or_default()
        };
        let known = plan::Known { seen: &items(list), above: &items(above) };
        (scope.with_value(|scope| plan::plan(parsed.entries, prefix.get(), &known, scope)), parsed.errors)
    });
    let typed = move |typed: String| {
        run.clear();
        text.set(typed);
    };
    let on_text = Callback::new(move |read: Result<String, String>| match read {
        Ok(content) => {
            unread.set(None);
            typed(content);
        }
        Err(reason) => unread.set(Some(reason)),
    });
    let area = move || {
        view! {
            <TextFile label="variables" accept=".env,.json,.txt" on_text=on_text>
                <TextArea value=text on_input=typed rows=8 mono=true placeholder=Some("DEBUG=1".to_owned()) />
            </TextFile>
        }
    };
    let field = view! { <Field label="Variables" error=unread>{area()}</Field> };
    let options = vec![
        view! {
            <Switch
                label="Prefix names with env:"
                help=Some("Exposes them as environment variables. Names that already have a colon are kept.".to_owned())
                checked=prefix
                on_change=move |on| {
                    run.clear();
                    prefix.set(on);
                }
            />
        },
        view! {
            <Switch
                label="Make new variables sensitive"
                help=Some("Their values can’t be read back. This can’t be undone.".to_owned())
                checked=sensitive
                on_change=move |on| sensitive.set(on)
            />
        },
    ];
    let errors = move || {
        let errors = lines.with(|(_, errors)| errors.join(" "));
        match errors.as_str() {
            "" => nothing(),
            _ => view! { <Notice tone=NoticeTone::Warning title="Some lines were skipped">{errors}</Notice> },
        }
    };
    let planned = memo(move || lines.with(|(planned, _)| planned.clone()));
    let dirty = Signal::derive(move || text.with(|text| !text.is_empty()) && !run.is_all_done(planned));
    let forbidden = Signal::derive(move || scope.with_value(|scope| scope.cannot_manage(place)));
    el("div")
        .class("stack")
        .child(view! { <LeaveGuard dirty=dirty /> })
        .child(field)
        .children(options)
        .child(el("div").attr("role", "status").child(live(errors)))
        .child(plan_view(run, planned, forbidden))
        .into_any()
}
