//! The fields of a form, each drawn by its kind, in their sections.

mod flag;
mod frame;
mod groups;
mod kind;
mod lists;
mod people;
mod pick;
mod roles;
mod text;

use leptos::prelude::*;
use wheelhouse_contract::body::{Kind, Source};

use self::frame::Control;
use super::{FieldState, FormState};
use crate::ui::{RadioGroup, RadioGroupProps, SelectOption, el};

pub(super) use people::{is_id, settle, unsettled};
pub(super) use pick::Scene;
pub use pick::{Options, Wanted};

stylance::import_style!(style, "fields.module.css");

/// All fields of a form: first the choice of its kind, where it comes in several.
pub(super) fn fields_view(scene: Scene, form: FormState) -> AnyView {
    el("div")
        .class(style::form)
        .maybe(form.variants().map(|variants| kind::kind_view(form, variants)))
        .child_fn(move || sections(scene, form).into_any())
        .into_any()
}

/// The fields, those of a named section under its heading.
fn sections(scene: Scene, form: FormState) -> Vec<AnyView> {
    let mut sections: Vec<(&'static str, Vec<AnyView>)> = Vec::new();
    for field in form.fields() {
        let section = field.field.section;
        let view = field_view(scene, form, field);
        match sections.last_mut() {
            Some((name, fields)) if *name == section => fields.push(view),
            _ => sections.push((section, vec![view])),
        }
    }
    let section = |(name, fields)| {
        let fields = el("div").class(style::fields).children(fields);
        match name {
            "" => fields.into_any(),
            // What few need stays closed until it is asked for, or is wrong.
            "Advanced" => {
                let summary = el("summary").class(style::legend).text(name);
                el("details").class(style::section).child(summary).child(fields).into_any()
            }
            name => {
                let legend = el("legend").class(style::legend).text(name);
                el("fieldset").class(style::section).child(legend).child(fields).into_any()
            }
        }
    };
    sections.into_iter().map(section).collect()
}

/// A field. It is checked when the person leaves it, and from then on at each change until it is right.
fn field_view(scene: Scene, form: FormState, state: FieldState) -> AnyView {
    let control = Control { form, state };
    match state.field.kind {
        Kind::Flag => flag::flag_view(control),
        Kind::Choice(choices) => flag::choice_view(control, choices),
        Kind::Choices(choices) if roles::are_roles(choices) => roles::roles_view(control),
        Kind::Choices(choices) => flag::choices_view(control, choices),
        Kind::Pick(source @ (Source::Users | Source::Plans | Source::Environments)) => {
            people::named_view(scene, control, source)
        }
        Kind::Pick(source) => pick::pick_view(scene, control, source),
        Kind::PickList(source) => lists::rows_view(scene, control, Some(source)),
        Kind::TextList | Kind::TextMap => lists::rows_view(scene, control, None),
        Kind::Object(body) => groups::object_view(scene, control, body),
        Kind::Objects(body) => groups::objects_view(scene, control, body),
        _ => text::text_view(control),
    }
}

/// One of a few, all of them shown: in one line where none needs its own word.
#[allow(clippy::too_many_arguments)]
pub(super) fn radios(
    id: String,
    legend: &str,
    required: bool,
    value: Signal<String>,
    on_change: Callback<String>,
    options: Vec<SelectOption>,
    help: Signal<Option<String>>,
    error: Signal<Option<String>>,
) -> AnyView {
    RadioGroup(RadioGroupProps {
        legend: Signal::stored(legend.to_owned()),
        value,
        on_change,
        segmented: options.iter().all(|option| option.help.is_none()),
        options: options.into(),
        hide_legend: false,
        required: Signal::stored(required),
        help,
        error,
        id: Some(id),
    })
    .into_any()
}
