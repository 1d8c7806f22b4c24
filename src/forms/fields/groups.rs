//! Fields inside fields.

use leptos::prelude::*;
use wheelhouse_contract::body::Body;
use wheelhouse_contract::validate::Mode;

use super::super::input::Group;
use super::super::{FieldState, FormState, Input};
use super::frame::{Control, group_frame};
use super::lists::{Edit, full, take};
use super::pick::Scene;
use super::{fields_view, style};
use crate::ui::{Button, ButtonKind, IconName, Row, VisuallyHidden, el, focus};

/// One group of fields, which may be absent.
pub(super) fn object_view(scene: Scene, form: FormState, state: FieldState, body: &'static Body) -> AnyView {
    let field = state.field;
    let control = Control::new(form, &state);
    let was_there = !state.initial().is_null();
    // What is there and cannot be null cannot be taken away by a change.
    let can_go = !field.required && (form.mode == Mode::Whole || field.nullable || !was_there);
    let groups = move || {
        let draw = move |group: Group| {
            let form = group.form;
            Row::new(group.key, move || el("div").class(style::within).child(fields_view(scene, form)).into_any())
        };
        control.input.with(|input| input.groups().to_vec()).into_iter().map(draw).collect()
    };
    let is_there = move || control.input.with(|input| !input.groups().is_empty());
    let id = state.id.clone();
    let button = move || {
        let id = id.clone();
        let (word, kind, input): (_, _, fn(FormState, &'static Body) -> Input) = match is_there() {
            true if can_go => ("Remove", ButtonKind::Quiet, |_, _| Input::Groups(Vec::new())),
            true => return ().into_any(),
            false => ("Set up", ButtonKind::Secondary, |form, body| Input::Groups(vec![form.group(body)])),
        };
        view! {
            <Button
                kind=kind
                on_click=move || {
                    control.set(input(form, body));
                    focus(&id);
                }
            >
                {word}
                <VisuallyHidden>{format!(" {}", field.label)}</VisuallyHidden>
            </Button>
        }
        .into_any()
    };
    let controls = vec![el("div").each(groups).into_any(), el("div").child_fn(button).into_any()];
    group_frame(form, &state, controls.into_any())
}

/// Groups of fields in an order.
pub(super) fn objects_view(scene: Scene, form: FormState, state: FieldState, body: &'static Body) -> AnyView {
    let label = state.field.label;
    let control = Control::new(form, &state);
    let id = StoredValue::new(state.id.clone());
    let change = move |change: Edit<Group>| {
        let mut groups = control.input.with_untracked(|input| input.groups().to_vec());
        change(&mut groups);
        control.set(Input::Groups(groups));
    };
    let add = move || {
        let group = form.group(body);
        focus(&group.key);
        change(Box::new(move |groups| groups.push(group)));
    };
    let remove = move |at: usize| {
        change(Box::new(move |groups| drop(take(groups, at))));
        focus(&id.read_value());
    };
    let draw = move |group: Group| {
        let key = StoredValue::new(group.key.clone());
        let place = move || {
            control.input.with(|input| key.with_value(|key| input.groups().iter().position(|group| group.key == *key)))
        };
        let number = move || place().unwrap_or_default() + 1;
        let button = view! {
            <Button
                kind=ButtonKind::Quiet
                icon=IconName::TRASH
                on_click=move || {
                    if let Some(at) = untrack(place) {
                        remove(at);
                    }
                }
            >
                "Remove"
                <VisuallyHidden>{move || format!(" {label} {}", number())}</VisuallyHidden>
            </Button>
        };
        el("fieldset")
            .class(style::within)
            .attr("id", group.key)
            .attr("tabindex", "-1")
            .el(el("legend").class(style::legend).show(Signal::derive(move || format!("{label} {}", number()))))
            .child(fields_view(scene, group.form))
            .el(el("div").child(button.into_any()))
            .into_any()
    };
    let rows = move || {
        let groups = control.input.with(|input| input.groups().to_vec());
        groups.into_iter().map(|group| Row::new(group.key.clone(), move || draw(group))).collect()
    };
    let full_because = full(&state, move || control.input.with(|input| input.groups().len()));
    let add = view! {
        <Button icon=IconName::PLUS disabled_because=full_because on_click=add>
            "Add"
            <VisuallyHidden>{format!(" to {label}")}</VisuallyHidden>
        </Button>
    };
    let controls =
        vec![el("div").class(style::groups).each(rows).into_any(), el("div").child(add.into_any()).into_any()];
    group_frame(form, &state, controls.into_any())
}
