//! Environments by their titles, each a link: a few of many, until somebody asks for all.

use leptos::prelude::*;

use crate::routes::Route;
use crate::text::count_words;
use crate::ui::{Button, el, live, view, views};

/// So many are listed at first.
const FEW: usize = 20;

/// The links of a project's environments, given by id and title.
pub fn environment_links(project: &str, all: Vec<(String, String)>) -> AnyView {
    let project = project.to_owned();
    let is_whole = RwSignal::new(all.len() <= FEW);
    live(move || {
        let shown = if is_whole.get() { all.len() } else { FEW };
        let link = |(environment, title): &(String, String)| {
            let route = Route::Environment { project: project.clone(), environment: environment.clone() };
            el("li").child(el("a").attr("href", route.path()).text(title.clone())).into_any()
        };
        let links: Vec<AnyView> = all.iter().take(shown).map(link).collect();
        let list = el("ul").class("stack-tight").attr("aria-label", "Environments").children(links);
        let more = (shown < all.len()).then(|| {
            let label = format!("Show all {}", count_words(all.len()));
            view! { <Button on_click=move || is_whole.set(true)>{label}</Button> }
        });
        views![list, more]
    })
}
