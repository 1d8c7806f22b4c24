//! The choice of the kind, where a body comes in several.

use leptos::prelude::*;
use wheelhouse_contract::body::{Variant, Variants};
use wheelhouse_contract::validate::Mode;

use super::super::FormState;
use super::super::controls::{maybe, says, take};
use super::{radios, style};
use crate::ui::{Field, FieldProps, Select, SelectOption, el, view};

/// How many kinds are shown side by side with what they are for.
const FEW: usize = 5;

pub(super) fn kind_view(form: FormState, variants: &'static Variants) -> AnyView {
    if form.mode == Mode::Partial {
        return fixed(form, variants);
    }
    let value = says(move || form.variant().map_or("", |variant| variant.value).to_owned());
    let choose = take(move |chosen| form.choose(&chosen));
    let option = |variant: &Variant| SelectOption::new(variant.value, variant.label);
    let error = form.variant_error.into();
    if variants.list.len() <= FEW {
        let options = variants.list.iter().map(|variant| option(variant).help(variant.help)).collect();
        return radios(form.variant_id(), variants.label, true, value, choose, options, Signal::default(), error);
    }
    let blank = SelectOption::new("", "Choose…");
    let options: Vec<_> = std::iter::once(blank).chain(variants.list.iter().map(option)).collect();
    let help = move || form.variant().map(|variant| variant.help.to_owned()).filter(|help| !help.is_empty());
    let select = move || view! { <Select value=value on_change=choose options=options /> };
    Field(FieldProps {
        label: Signal::stored(variants.label.to_owned()),
        id: Some(form.variant_id()),
        required: Signal::stored(true),
        help: maybe(help),
        error,
        children: Box::new(select),
    })
    .into_any()
}

/// The kind of what is there already: it stays.
fn fixed(form: FormState, variants: &'static Variants) -> AnyView {
    let kind = move || form.variant().map_or("Unknown kind. Only common settings can be changed.", |kind| kind.label);
    el("p")
        .class(style::fixed)
        .attr("id", form.variant_id())
        .attr("tabindex", "-1")
        .child(el("span").class(style::legend).text(variants.label))
        .text(" ")
        .show(says(move || kind().to_owned()))
        .into_any()
}
