//! Two environments side by side.

mod lines;
mod pairs;
mod section;
mod sides;

use leptos::prelude::*;

use crate::components::{Loaded, data_of, use_url_state};
use crate::layouts::Place;
use crate::routes::page;
use crate::ui::{ButtonLink, EmptyState, IconName, PageHeader, Switch, el, live, view, views};

use sides::Sides;

stylance::import_style!(style, "compare.module.css");

/// The page of an address.
pub fn page(page: page::Compare) -> AnyView {
    let page::Compare::EnvironmentsCompare { project } = page;
    compare(&project)
}

fn compare(project: &str) -> AnyView {
    let place = Place::expect();
    let sides = Sides::read(project);
    let (ready, error, loading, retry) = data_of(sides.environments);
    let inside = move || content(sides);
    views![
        view! { <PageHeader title=place.label() /> },
        view! {
            <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading environments">
                {inside()}
            </Loaded>
        }
    ]
}

fn content(sides: Sides) -> AnyView {
    // Differences are what people come for: the address says only when more is wanted.
    let show = use_url_state("show", &[]);
    let shown = show.signal();
    let only = Signal::derive(move || shown.with(|shown| shown != "all"));
    let swapped = Signal::derive(move || sides.swapped());
    let switch = view! {
        <Switch
            label="Differences only"
            checked=only
            on_change=move |on: bool| show.replace(if on { "" } else { "all" }.to_owned())
        />
    };
    let tools = el("div")
        .class(style::tools)
        .child(sides.picker(0))
        .child(view! { <ButtonLink icon=IconName::SYNC href=swapped>"Swap"</ButtonLink> })
        .child(sides.picker(1))
        .child(switch);
    let body = move || match sides.are_two() {
        true => el("div").class(style::sections).children(section::sections(sides, only)).into_any(),
        false => view! {
            <EmptyState
                icon=IconName::ENVIRONMENT
                title="Choose two environments"
                text="Choose two different environments to compare."
            />
        },
    };
    el("div").class("stack").child(tools).child(live(body)).into_any()
}
