//! Fields inside fields.

use leptos::prelude::*;
use wheelhouse_contract::body::Body;
use wheelhouse_contract::validate::Mode;

use super::super::Input;
use super::super::controls::{Act, call, maybe, says};
use super::super::input::Group;
use super::super::words::numbered;
use super::frame::Control;
use super::lists::full;
use super::pick::Scene;
use super::{fields_view, style};
use crate::ui::{ButtonKind, IconName, Row, el, focus, nothing, views};

/// One group of fields, which may be absent.
pub(super) fn object_view(scene: Scene, control: Control, body: &'static Body) -> AnyView {
    let (form, state) = (control.form, control.state);
    let field = state.field;
    let was_there = !state.initial().is_null();
    // What is there and cannot be null cannot be taken away by a change.
    let can_go = !field.required && (form.mode == Mode::Whole || field.nullable || !was_there);
    let is_there = move || state.input.with(|input| !input.groups().is_empty());
    let groups = move || {
        let draw = move |group: &Group| {
            let form = group.form;
            Row::new(&*group.key, move || el("div").class(style::within).child(fields_view(scene, form)).into_any())
        };
        state.input.with(|input| input.groups().iter().map(draw).collect())
    };
    let toggle = call(move || {
        let groups = if untrack(is_there) { Vec::new() } else { vec![form.group(body)] };
        control.set(Input::Groups(groups));
        focus(&state.id());
    });
    let button = move || {
        let (kind, word) = match is_there() {
            true if can_go => (ButtonKind::Quiet, "Remove"),
            true => return nothing(),
            false => (ButtonKind::Secondary, "Set up"),
        };
        Act::new(kind, word).of(field.label.to_owned()).view(toggle)
    };
    control.group(views![el("div").each(groups), el("div").child_fn(button)])
}

/// Groups of fields in an order.
pub(super) fn objects_view(scene: Scene, control: Control, body: &'static Body) -> AnyView {
    let (form, state) = (control.form, control.state);
    let label = state.field.label;
    let groups = move || state.input.with_untracked(|input| input.groups().to_vec());
    let add = move || {
        let group = form.group(body);
        focus(&group.key);
        let mut groups = groups();
        groups.push(group);
        control.set(Input::Groups(groups));
    };
    let rows = move || {
        let draw = |group: &Group| {
            let group = group.clone();
            Row::new(group.key.clone(), move || group_view(scene, control, group))
        };
        state.input.with(|input| input.groups().iter().map(draw).collect())
    };
    let add = Act {
        icon: Some(IconName::PLUS),
        reason: Some(full(control)),
        ..Act::new(ButtonKind::Secondary, "Add").of(format!("to {label}"))
    }
    .view(call(add));
    let rows = el("div").class(style::groups).each(rows);
    control.group(views![rows, el("div").child(add)])
}

fn group_view(scene: Scene, control: Control, group: Group) -> AnyView {
    let state = control.state;
    let label = state.field.label;
    let key = group.key.clone();
    let place = move || state.input.with(|input| input.groups().iter().position(|group| group.key == key));
    let name = says({
        let place = place.clone();
        move || numbered(label, place().unwrap_or_default())
    });
    let take = move || {
        if let Some(at) = untrack(&place) {
            control.edit(|input| input.without_row(at));
            focus(&state.id());
        }
    };
    let button = Act {
        icon: Some(IconName::TRASH),
        of: maybe(move || Some(name.get())),
        ..Act::new(ButtonKind::Quiet, "Remove")
    }
    .view(call(take));
    el("fieldset")
        .class(style::within)
        .attr("id", group.key)
        .attr("tabindex", "-1")
        .child(el("legend").class(style::legend).show(name))
        .child(fields_view(scene, group.form))
        .child(el("div").child(button))
        .into_any()
}
