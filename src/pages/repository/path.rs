//! A folder or a file of a revision.

use leptos::prelude::*;

use super::file::{download, file};
use super::folder::folder;
use super::frame::{Frame, button, frame};
use super::reads::data_of_chain;
use super::revision::{Revision, short};
use super::walk::{Found, Walk, steps_of};
use crate::components::{as_the_api_sees_it, mode_word, page_title_in, use_url_state};
use crate::routes::Route;
use crate::ui::{Badge, EmptyState, IconName, nothing, view, views};

pub fn page(project: String, commit: String, path: &str) -> AnyView {
    let revision = Revision::read(project, commit);
    let steps = steps_of(path);
    let walk = Walk::read(revision, steps.clone());
    let title = steps.last().cloned().unwrap_or_else(|| revision.label());
    page_title_in(title.clone(), Signal::derive(move || revision.label()));
    let meta = move || match walk.found.get() {
        Found::File(mode) => mode_word(&mode).map(|word| view! { <Badge text=word /> }).into_any(),
        _ => nothing(),
    };
    let actions = move || {
        let is_file = matches!(walk.found.get(), Found::File(_));
        views![permalink(walk), if is_file { download(walk) } else { nothing() }]
    };
    frame(Frame {
        revision,
        steps,
        title: Signal::stored(title),
        loading: "Loading files",
        data: data_of_chain(walk.chain(), Signal::derive(move || walk.found.get() != Found::Waiting)),
        meta: ViewFn::from(move || crate::ui::live(meta)),
        actions: ViewFn::from(move || crate::ui::live(actions)),
        content: ViewFn::from(move || content(walk)),
    })
}

fn content(walk: Walk) -> AnyView {
    match (walk.found.get(), walk.folder()) {
        (Found::Folder, Some(tree)) => {
            views![folder(walk.revision, tree, walk.steps.get_value()), as_the_api_sees_it(*tree)]
        }
        (Found::File(mode), _) => file(walk, &mode),
        (Found::Repository(commit), _) => {
            let text = Some(format!("A link to another repository at commit {}.", short(&commit)));
            view! { <EmptyState icon=IconName::PROJECT title="Submodule" text=text /> }
        }
        (Found::Nothing, _) => {
            let path = walk.steps.with_value(|steps| steps.join("/"));
            let text = Some(format!("{} doesn’t contain {path}.", walk.revision.label()));
            let root = Signal::stored(walk.revision.route().path());
            let actions = move || button("All files", root);
            view! { <EmptyState icon=IconName::SEARCH title="Nothing at this path" text=text actions=actions /> }
        }
        (Found::Waiting, _) | (Found::Folder, None) => nothing(),
    }
}

/// The button to the same of the commit that a branch is at now: what a link to it shows stays as it is.
fn permalink(walk: Walk) -> AnyView {
    let revision = walk.revision;
    if !revision.is_ref() {
        return nothing();
    }
    let lines = use_url_state("lines", &[]).signal();
    let href = Signal::derive(move || {
        let path = walk.steps.with_value(|steps| steps.join("/"));
        let commit = revision.id.get().unwrap_or_else(|| revision.name());
        let page = Route::RepositoryPath { project: revision.project(), commit, path }.path();
        crate::data::with_query(&page, [("lines", lines.get())])
    });
    button("Permalink", href)
}
