//! Lists of texts, and texts by key.

use leptos::prelude::*;
use wheelhouse_contract::body::Source;

use super::super::{FieldState, FormState, Input};
use super::frame::{Control, group_frame};
use super::pick::{Scene, combobox};
use super::style;
use crate::ui::{Rows, TextInput, beside, el};

/// A change to the entries of a field.
pub(super) type Edit<T> = Box<dyn FnOnce(&mut Vec<T>)>;

/// A list of texts; with a source each is offered from there.
pub(super) fn list_view(scene: Scene, form: FormState, state: FieldState, source: Option<Source>) -> AnyView {
    let label = state.field.label;
    let control = Control::new(form, &state);
    let change = move |change: Edit<String>| {
        let mut items = control.input.with_untracked(|input| input.items().to_vec());
        change(&mut items);
        control.set(Input::Items(items));
    };
    let row = Callback::new(move |at: usize| {
        let value =
            Signal::derive(move || control.input.with(|input| input.items().get(at).cloned().unwrap_or_default()));
        let name = format!("{label}, entry {}", at + 1);
        let on_input = Callback::new(move |text: String| {
            change(Box::new(move |items| {
                if let Some(item) = items.get_mut(at) {
                    *item = text;
                }
            }));
        });
        match source {
            Some(source) => {
                combobox(scene, form, source, value, on_input, Some(name), control.on_blur(), Signal::default())
            }
            None => {
                view! { <TextInput label=name value=value on_input=on_input on_blur=control.on_blur() mono=true /> }
                    .into_any()
            }
        }
    });
    // Several lines are several entries.
    let paste = move |(at, lines): (usize, Vec<String>)| {
        change(Box::new(move |items| {
            let is_blank = items.get(at).is_some_and(|item| item.trim().is_empty());
            let from = (if is_blank { at } else { at + 1 }).min(items.len());
            let to = (at + 1).min(items.len());
            items.splice(from..to, lines);
        }));
    };
    let rows = view! {
        <Rows
            label=label
            id=state.id.clone()
            on_paste=paste
            count=Signal::derive(move || control.input.with(|input| input.items().len()))
            row=row
            on_add=move || change(Box::new(|items| items.push(String::new())))
            on_remove=move |at| change(Box::new(move |items| drop(take(items, at))))
            invalid=Signal::derive(move || control.error.with(Option::is_some))
            full_because=full(&state, move || control.input.with(|input| input.items().len()))
        />
    };
    group_frame(form, &state, rows.into_any())
}

pub(super) fn map_view(form: FormState, state: FieldState) -> AnyView {
    let label = state.field.label;
    let control = Control::new(form, &state);
    let change = move |change: Edit<(String, String)>| {
        let mut entries = control.input.with_untracked(|input| input.entries().to_vec());
        change(&mut entries);
        control.set(Input::Entries(entries));
    };
    let part = move |at: usize, name: &'static str, is_key: bool| {
        let value = Signal::derive(move || {
            let pick = |(key, value): &(String, String)| if is_key { key.clone() } else { value.clone() };
            control.input.with(|input| input.entries().get(at).map(pick).unwrap_or_default())
        });
        let on_input = Callback::new(move |text: String| {
            change(Box::new(move |entries| {
                if let Some((key, value)) = entries.get_mut(at) {
                    *(if is_key { key } else { value }) = text;
                }
            }));
        });
        view! {
            <TextInput
                label=format!("{label}, {name} {}", at + 1)
                placeholder=name
                value=value
                on_input=on_input
                on_blur=control.on_blur()
                mono=true
                secret=control.is_secret()
            />
        }
        .into_any()
    };
    let row = Callback::new(move |at: usize| {
        el("div").class(style::pair).child(part(at, "key", true)).child(beside(|| part(at, "value", false))).into_any()
    });
    let rows = view! {
        <Rows
            label=label
            id=state.id.clone()
            count=Signal::derive(move || control.input.with(|input| input.entries().len()))
            row=row
            on_add=move || change(Box::new(|entries| entries.push(Default::default())))
            on_remove=move |at| change(Box::new(move |entries| drop(take(entries, at))))
            invalid=Signal::derive(move || control.error.with(Option::is_some))
            full_because=full(&state, move || control.input.with(|input| input.entries().len()))
        />
    };
    group_frame(form, &state, rows.into_any())
}

/// Removes what is at a place, if there is anything.
pub(super) fn take<T>(items: &mut Vec<T>, at: usize) -> Option<T> {
    (at < items.len()).then(|| items.remove(at))
}

/// Why nothing can be added any more.
pub(super) fn full(state: &FieldState, count: impl Fn() -> usize + Send + Sync + 'static) -> Signal<Option<String>> {
    let most = state.field.max.and_then(|max| usize::try_from(max).ok());
    Signal::derive(move || most.filter(|most| count() >= *most).map(|most| format!("There can be at most {most}.")))
}
