//! The layout of a page with a form over a thing that has to be known first: for changes to it, or for deleting it.

use std::borrow::Cow;

use leptos::prelude::*;

use super::{Loaded, data_of_any, page_title};
use crate::data::AnyRead;
use crate::ui::{PageHeader, view, views};

/// What the page shows.
pub struct FormPage {
    /// What is being loaded, for screen readers: "Loading certificate".
    pub loading: Cow<'static, str>,
    pub of: AnyRead,
    /// What the form is for: "Edit www.example.com".
    pub title: Signal<String>,
    /// Draws the form, once the thing is known.
    pub form: ViewFn,
}

/// Draws it.
pub fn form_page(page: FormPage) -> AnyView {
    let FormPage { loading, of, title, form } = page;
    page_title(title);
    let (ready, error, awaited, retry) = data_of_any(of);
    // What is read while the form is drawn must not redraw it: it holds what the person types.
    let inside = move || views![view! { <PageHeader title=title /> }, untrack(|| form.run())];
    view! {
        <Loaded ready=ready error=error loading=awaited on_retry=retry label=loading>
            {inside()}
        </Loaded>
    }
}
