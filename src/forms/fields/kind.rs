//! The choice of the kind, where a body comes in several.

use leptos::prelude::*;
use wheelhouse_contract::body::{Variant, Variants};
use wheelhouse_contract::validate::Mode;

use super::super::FormState;
use super::style;
use crate::ui::{Field, RadioGroup, Select, SelectOption, el};

/// How many kinds are shown side by side with what they are for.
const FEW: usize = 5;

pub(super) fn kind_view(form: FormState, variants: &'static Variants) -> AnyView {
    if form.mode == Mode::Partial {
        return fixed(form, variants);
    }
    let value = Signal::derive(move || form.variant().map(|variant| variant.value.to_owned()).unwrap_or_default());
    let choose = Callback::new(move |chosen: String| form.choose(&chosen));
    let option = |variant: &Variant| SelectOption::new(variant.value, variant.label);
    if variants.list.len() <= FEW {
        let options: Vec<_> = variants.list.iter().map(|variant| option(variant).help(variant.help)).collect();
        return view! {
            <RadioGroup
                id=form.variant_id()
                legend=variants.label
                required=true
                value=value
                on_change=choose
                options=options
                error=form.variant_error
            />
        }
        .into_any();
    }
    let blank = SelectOption::new("", "Choose…");
    let options: Vec<_> = std::iter::once(blank).chain(variants.list.iter().map(option)).collect();
    let help = move || form.variant().map(|variant| variant.help.to_owned()).filter(|help| !help.is_empty());
    view! {
        <Field
            id=form.variant_id()
            label=variants.label
            required=true
            help=Signal::derive(help)
            error=form.variant_error
        >
            <Select value=value on_change=choose options=options />
        </Field>
    }
    .into_any()
}

/// The kind of what is there already: it stays.
fn fixed(form: FormState, variants: &'static Variants) -> AnyView {
    let kind =
        move || form.variant().map_or("Not known here: only what all kinds have can be changed.", |kind| kind.label);
    el("p")
        .class(style::fixed)
        .attr("id", form.variant_id())
        .attr("tabindex", "-1")
        .el(el("span").class(style::legend).text(variants.label))
        .text(" ")
        .show(Signal::derive(move || kind().to_owned()))
        .into_any()
}
