//! What the page on screen is called, where its section does not say it.

use leptos::prelude::*;

use crate::reactive::{State, effect};

/// What the page calls itself: what it shows first, then what that is part of. The frame puts it at the end of the path,
/// and into the document's title with what the page is about.
#[derive(Clone, Copy)]
pub struct PageTitle(State<Vec<String>>);

impl PageTitle {
    pub fn provide() -> Self {
        let title = Self(State::new(Vec::new()));
        provide_context(title);
        title
    }

    /// Empty where the page is its section.
    pub fn get(self) -> Vec<String> {
        self.0.get()
    }
}

/// Says what the page is called, as long as it is there: "Add variable".
pub fn page_title(title: impl Into<Signal<String>>) {
    let title = title.into();
    entitle(Box::new(move || vec![title.get()]));
}

/// As [`page_title`], of a page whose name says little without what it is part of: "cart.ts", "main".
pub fn page_title_in(title: impl Into<Signal<String>>, part_of: impl Into<Signal<String>>) {
    let (title, part_of) = (title.into(), part_of.into());
    entitle(Box::new(move || vec![title.get(), part_of.get()]));
}

fn entitle(parts: Box<dyn Fn() -> Vec<String> + Send + Sync>) {
    let Some(PageTitle(title)) = use_context() else { return };
    on_cleanup(move || {
        title.try_set(Vec::new());
    });
    effect(move || {
        let mut parts = parts();
        parts.retain(|part| !part.is_empty());
        title.set(parts);
    });
}

/// Sets the document's title: what is most telling comes first.
pub fn document_title(parts: impl Fn() -> Vec<String> + Send + Sync + 'static) {
    effect(move || {
        let parts = parts();
        let named = parts.iter().map(String::as_str).filter(|part| !part.is_empty());
        document().set_title(&named.chain(["Wheelhouse"]).collect::<Vec<_>>().join(" · "));
    });
}
