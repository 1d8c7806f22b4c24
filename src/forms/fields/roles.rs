//! What can be granted in a project: a role on the whole of it, and one on the environments of each type.

use leptos::prelude::*;
use wheelhouse_contract::body::Choice;

use super::super::Input;
use super::super::controls::{maybe, says, take};
use super::frame::Control;
use super::{radios, style};
use crate::access::{Permissions, Role, Type, are_permissions, comes_to, notes};
use crate::reactive::memo;
use crate::ui::{SelectOption, el, live};

/// Whether these choices are what can be granted in a project.
pub(super) fn are_roles(choices: &[Choice]) -> bool {
    are_permissions(choices.iter().map(|choice| choice.value))
}

/// A choice of one role for the project, and of one for each type as long as that changes anything.
pub(super) fn roles_view(control: Control) -> AnyView {
    let input = control.state.input;
    let held = move || input.with(|input| Permissions::named(input.items().iter().map(String::as_str)));
    let set = move |held: Permissions| control.set(Input::Items(held.without_moot().names()));
    let project = group(
        control,
        "Project",
        says(move || word(held().project())),
        take(move |role| set(untrack(held).with_project(Role::named(&role)))),
        &[Role::Viewer, Role::Admin],
    );
    let is_admin = memo(move || held().project() == Some(Role::Admin));
    let types = live(move || {
        if is_admin.get() {
            let said = "A project admin is admin of every environment.";
            return el("p").class("muted").text(said).into_any();
        }
        let of_type = |kind: Type| {
            let value = says(move || word(held().given(kind)));
            let choose = take(move |role| set(untrack(held).with(kind, Role::named(&role))));
            group(control, kind.title(), value, choose, &Role::ALL)
        };
        Type::ALL.map(of_type).into_iter().collect::<Vec<_>>().into_any()
    });
    let sum = maybe(move || {
        let held = held();
        let roles = format!("Effective roles: {}.", comes_to(&held));
        (!held.is_empty()).then(|| [vec![roles], notes(&held)].concat().join(" "))
    });
    let sum = el("p").class("muted").attr("role", "status").show_some(sum);
    control.group(el("div").class(style::roles).child(project).child(types).child(sum).into_any())
}

fn word(role: Option<Role>) -> String {
    role.map_or("", Role::name).to_owned()
}

fn group(
    control: Control,
    title: &'static str,
    value: Signal<String>,
    choose: Callback<String>,
    roles: &[Role],
) -> AnyView {
    let option = |role: &Role| SelectOption::new(role.name(), crate::access::role_word(Some(*role)));
    let options = std::iter::once(SelectOption::new("", "None")).chain(roles.iter().map(option)).collect();
    let id = format!("{}-{title}", control.state.id());
    radios(id, title, false, value, choose, options, Signal::default(), Signal::default())
}
