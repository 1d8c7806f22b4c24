//! Lists of texts, and texts by key.

use std::sync::Arc;

use leptos::prelude::*;
use wheelhouse_contract::body::{Kind, Source, TextHint};
use wheelhouse_contract::patterns;

use super::super::Input;
use super::super::controls::{Line, call, holds, maybe, says, take};
use super::frame::Control;
use super::pick::{Scene, combobox};
use super::style;
use crate::reactive::Derived;
use crate::ui::{Entries, Offer, SelectOption, beside, el, noted};

/// A row for each entry. With a source, texts are offered from there.
pub(super) fn rows_view(scene: Scene, control: Control, source: Option<Source>) -> AnyView {
    let state = control.state;
    let is_map = state.field.kind == Kind::TextMap;
    let row = move |at: usize| match source {
        Some(source) => combobox(scene, control.form, source, cell(control, at, "entry")),
        None if is_map => {
            let key = cell(control, at, "key").view();
            let value = beside(|| cell(control, at, "value").view());
            el("div").class(style::pair).child(key).child(value).into_any()
        }
        None => cell(control, at, "entry").view(),
    };
    // Several lines are several entries.
    let paste = move |at: usize, lines: Vec<String>| control.edit(|input| input.with_lines(at, lines));
    let rows = view! {
        <Entries
            label=state.field.label
            id=state.id()
            count=Derived::new(move || state.input.with(Input::count))
            entry=Arc::new(row)
            on_paste=Some(Arc::new(paste) as _).filter(|_| !is_map)
            on_add=call(move || control.edit(|input| input.with_row(Input::blank(state.field.kind))))
            on_remove=Arc::new(move |at| control.edit(|input| input.without_row(at)))
            invalid=holds(move || state.error.with(Option::is_some))
            full_because=full(control)
        />
    };
    let Some(source) = source.filter(|source| *source == Source::Environments) else {
        let Some(hint) = state.field.hint else { return control.group(rows.into_any()) };
        let note = maybe(move || state.input.with(|input| hinted(input, hint)));
        return control.group(noted(note, || rows.into_any()));
    };
    let offer = scene.offer(control.form, source);
    let note = maybe(move || {
        offer.with(|offer| match offer {
            Offer::Ready(options) => state.input.with(|input| unnamed(input, options)),
            _ => None,
        })
    });
    control.group(noted(note, || rows.into_any()))
}

/// What can be said of the first entry of which there is something to say.
fn hinted(input: &Input, hint: TextHint) -> Option<String> {
    let Input::Items(items) = input else { return None };
    items.iter().find_map(|item| Some(format!("{}: {}", item.trim(), hint(item.trim())?)))
}

/// Which of the patterns of environments stand for none that is there: most often that is a mistake in writing.
fn unnamed(input: &Input, environments: &[SelectOption]) -> Option<String> {
    let Input::Items(patterns) = input else { return None };
    let names: Vec<&str> = environments.iter().map(|environment| environment.value.as_str()).collect();
    match patterns::unmatched(patterns.iter().map(String::as_str), &names).as_slice() {
        [] => None,
        unmatched => Some(format!("No environment matches {} now.", unmatched.join(", "))),
    }
}

/// A text of a row.
fn cell(control: Control, at: usize, name: &'static str) -> Line {
    let input = control.state.input;
    let is_key = name == "key";
    let value = says(move || input.with(|input| input.cell(at, is_key).to_owned()));
    let on_input = take(move |text| control.edit(|input| input.with_cell(at, is_key, text)));
    let hint = Some(name.to_owned()).filter(|_| name != "entry");
    Line {
        label: Some(format!("{}, {name} {}", control.state.field.label, at + 1)),
        placeholder: Signal::stored(hint),
        mono: true,
        secret: control.is_secret(),
        ..Line::new(value, on_input, control.on_blur())
    }
}

/// Why nothing can be added any more.
pub(super) fn full(control: Control) -> Signal<Option<String>> {
    let state = control.state;
    let most = state.field.max.and_then(|max| usize::try_from(max).ok());
    let count = move || state.input.with(Input::count);
    maybe(move || most.filter(|most| count() >= *most).map(|most| format!("You can add up to {most}.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_entry_that_has_a_hint_is_named_with_it() {
        let said = |items: &[&str]| {
            let items = Input::Items(items.iter().map(|item| (*item).to_owned()).collect());
            hinted(&items, |text| (text == "odd").then_some("Why?"))
        };
        assert_eq!(said(&["even", " odd ", "odd"]).as_deref(), Some("odd: Why?"));
        assert_eq!((said(&["even", ""]), hinted(&Input::Unset, |_| Some("Why?"))), (None, None));
    }

    #[test]
    fn patterns_that_no_environment_matches_are_named() {
        let environments = ["main", "staging", "feature-search"].map(|id| SelectOption::new(id, id));
        let said = |patterns: &[&str]| {
            let items = Input::Items(patterns.iter().map(|pattern| (*pattern).to_owned()).collect());
            unnamed(&items, &environments)
        };
        assert_eq!(said(&["*"]), None);
        assert_eq!(said(&["main", "feature-*", ""]), None);
        assert_eq!(said(&["mian"]).as_deref(), Some("No environment matches mian now."));
        let several = said(&["main", "hotfix-*", "stagin"]);
        assert_eq!(several.as_deref(), Some("No environment matches hotfix-*, stagin now."));
        assert_eq!(unnamed(&Input::Unset, &environments), None);
    }
}
