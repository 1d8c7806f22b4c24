//! Lists that are narrowed by the API and given page by page, all of it in the address.

use leptos::prelude::*;
use serde_json::Value;

use crate::api::Api;
use crate::components::{Listing, Neighbours, Rows, UrlState, data_of_any, neighbours, page_path, use_url_state};
use crate::data::{AnyRead, with_query};
use crate::reactive::Derived;
use crate::ui::{EmptyState, IconName, Select, SelectOption, TextInput, el, view};

/// A page of fewer is the last one, where the API gives no links: none of its pages is shorter.
const LEAST: usize = 10;

/// What a list is narrowed by.
pub struct Filter {
    /// How the address spells it.
    key: &'static str,
    label: &'static str,
    /// How the API does.
    query: &'static str,
    kind: Kind,
}

enum Kind {
    Choice(Derived<Vec<SelectOption>>),
    Day,
}

impl Filter {
    /// One of these; they are asked for after "all".
    pub fn choice(
        key: &'static str,
        label: &'static str,
        query: &'static str,
        all: &'static str,
        options: impl Fn() -> Vec<(String, String)> + Send + Sync + 'static,
    ) -> Self {
        let options = move || {
            let named = options().into_iter().map(|(value, label)| SelectOption::new(value, label));
            std::iter::once(SelectOption::new("", all)).chain(named).collect()
        };
        Self { key, label, query, kind: Kind::Choice(Derived::new(options)) }
    }

    /// A day.
    pub fn day(key: &'static str, label: &'static str, query: &'static str) -> Self {
        Self { key, label, query, kind: Kind::Day }
    }

    fn draw(&self, state: UrlState) -> AnyView {
        let label = self.label;
        match self.kind {
            Kind::Choice(options) => {
                let value = state.signal();
                let choose = move |value: String| state.push(value);
                view! { <Select label=label value=value options=options on_change=choose /> }
            }
            Kind::Day => {
                let value = state.signal();
                let choose = move |value: String| state.push(value);
                let input = view! { <TextInput kind="date" label=label value=value on_input=choose /> };
                el("span").class("row").child(el("span").class("muted").text(label)).child(input).into_any()
            }
        }
    }
}

/// A list of one kind of thing.
pub struct ListPage {
    pub caption: &'static str,
    /// Where its first page is.
    pub path: String,
    pub filters: Vec<Filter>,
    pub icon: IconName,
    /// What is said where there is none, and what one would be.
    pub none: &'static str,
    pub hint: &'static str,
    /// Reads a page.
    pub open: fn(Box<dyn Fn() -> Option<String> + Send + Sync>) -> AnyRead,
}

/// Draws it, with what `rows` makes of a page.
pub fn list(page: ListPage, rows: impl FnOnce(AnyRead) -> Rows) -> AnyView {
    let api = Api::expect();
    let ListPage { caption, path, filters, icon, none, hint, open } = page;
    let cursor = use_url_state("cursor", &[]).signal();
    let states: Vec<_> = filters.iter().map(|filter| use_url_state(filter.key, &["cursor"])).collect();
    let chosen: Vec<_> = filters.iter().zip(&states).map(|(filter, state)| (filter.query, state.signal())).collect();
    let is_filtered = {
        let chosen = chosen.clone();
        Signal::derive(move || chosen.iter().any(|(_, value)| !value.with(String::is_empty)))
    };
    let wanted = move || {
        let first = with_query(&path, chosen.iter().map(|(query, value)| (*query, value.get())));
        Some(page_path(first, &cursor.get()))
    };
    let read = open(Box::new(wanted));
    let (_, error, loading, retry) = data_of_any(read);
    let clear = {
        let states = states.clone();
        Callback::new(move |()| states.iter().for_each(|state| state.replace(String::new())))
    };
    let (filters, states) = (StoredValue::new(filters), StoredValue::new(states));
    let controls = move || {
        let draw = |(filter, state): (&Filter, &UrlState)| filter.draw(state.clone());
        let drawn: Vec<_> =
            filters.with_value(|all| states.with_value(|states| all.iter().zip(states).map(draw).collect()));
        drawn.into_any()
    };
    view! {
        <Listing
            caption=caption
            rows=rows(read)
            error=error
            loading=loading
            on_retry=retry
            filters=controls
            is_filtered=is_filtered
            on_clear=clear
            pages=Derived::new(move || pages(api, read))
            empty=move || view! { <EmptyState icon=icon title=none text=hint /> }
        />
    }
}

/// The neighbouring pages: by the API's links, and by number where it gives none.
fn pages(api: Api, read: AnyRead) -> Neighbours {
    let (Some(raw), Some(path)) = (read.raw(), read.path()) else { return Neighbours::default() };
    match raw.get("_links") {
        Some(_) => neighbours(api, read),
        None => {
            let (previous, next) = numbered(&path, raw.get("items").and_then(Value::as_array).map_or(0, Vec::len));
            Neighbours { previous, next, total: raw.get("count").and_then(Value::as_i64), is_part: false }
        }
    }
}

fn numbered(path: &str, count: usize) -> (Option<String>, Option<String>) {
    let query = path.split_once('?').map_or("", |(_, query)| query);
    let (mut number, mut rest) = (1_u32, Vec::new());
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.strip_prefix("page=").and_then(|text| text.parse().ok()) {
            Some(named) => number = named,
            None => rest.push(pair.to_owned()),
        }
    }
    let at = |number: u32| rest.iter().cloned().chain([format!("page={number}")]).collect::<Vec<_>>().join("&");
    (number.checked_sub(1).filter(|number| *number > 0).map(at), (count >= LEAST).then(|| at(number.saturating_add(1))))
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn pages_without_links_go_by_their_number() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(numbered("/a", 20), (None, some("page=2")));
        assert_eq!(numbered("/a", 3), (None, None));
        assert_eq!(numbered("/a?x=1&page=2", 20), (some("x=1&page=1"), some("x=1&page=3")));
        assert_eq!(numbered("/a?page=4", 0), (some("page=3"), None));
    }
}
