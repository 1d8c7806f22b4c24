//! List state in the address, so that a link, a reload and Back show the same thing.

use leptos::prelude::*;

use crate::reactive::{Memo, memo};
use crate::routes::{own_path, query_value, query_with};

use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use std::sync::Arc;

/// One parameter of the address's query.
#[derive(Clone)]
pub struct UrlState {
    name: &'static str,
    value: Memo<String>,
    go: Arc<dyn Fn(String, bool) + Send + Sync>,
}

impl UrlState {
    /// The value; empty when the parameter is not there.
    pub fn get(&self) -> String {
        self.value.get()
    }

    pub fn signal(&self) -> Memo<String> {
        self.value
    }

    /// Sets the value as a step that Back undoes.
    pub fn push(&self, value: String) {
        (self.go)(value, false);
    }

    /// Sets the value without a step, as while typing.
    pub fn replace(&self, value: String) {
        (self.go)(value, true);
    }

    pub fn name(&self) -> &'static str {
        self.name
    }
}

/// The query parameter of this name; setting one of `resets` alongside clears it, as a new search clears the page.
pub fn use_url_state(name: &'static str, resets: &'static [&'static str]) -> UrlState {
    let location = use_location();
    let (search, pathname) = (location.search, location.pathname);
    let value = memo(move || search.with(|search| query_value(search, name)).unwrap_or_default());
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |value: String, replace: bool| {
        let query = search.with_untracked(|search| query_with(search, name, &value, resets));
        let address = format!("{}{query}", own_path(&pathname.get_untracked()));
        navigate.with_value(|navigate| {
            navigate(&address, NavigateOptions { replace, scroll: false, ..NavigateOptions::default() });
        });
    };
    UrlState { name, value, go: Arc::new(go) }
}
