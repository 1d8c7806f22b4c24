//! The layout of a page about one thing: what it is, its state, its facts, what can be done with it, and how the API
//! sees it.

use std::borrow::Cow;

use leptos::prelude::*;

use super::{Loaded, as_the_api_sees_it, data_of_any, page_title};
use crate::data::AnyRead;
use crate::ui::{PageHeader, live, view, views};

/// What the page shows. Everything but the title waits until the thing is known.
pub struct Detail {
    /// What is being loaded, for screen readers: "Loading certificate".
    pub loading: Cow<'static, str>,
    pub of: AnyRead,
    pub title: Signal<String>,
    /// Its state, beside the title.
    pub state: Option<ViewFn>,
    /// What can be done with it: see [`super::action`] and [`super::form_link`].
    pub actions: Option<ViewFn>,
    /// Facts, then sections; drawn again whenever the thing changes.
    pub content: ViewFn,
}

/// Draws it.
pub fn detail(detail: Detail) -> AnyView {
    let Detail { loading, of, title, state, actions, content } = detail;
    page_title(title);
    let (ready, error, awaited, retry) = data_of_any(of);
    let inside = move || {
        let state = state.clone().unwrap_or_else(|| ViewFn::from(|| ()));
        let actions = actions.clone().unwrap_or_else(|| ViewFn::from(|| ()));
        let content = content.clone();
        views![
            view! { <PageHeader title=title meta=move || state.run() actions=move || actions.run() /> },
            live(move || content.run()),
            as_the_api_sees_it(of)
        ]
    };
    view! {
        <Loaded ready=ready error=error loading=awaited on_retry=retry label=loading>
            {inside()}
        </Loaded>
    }
}
