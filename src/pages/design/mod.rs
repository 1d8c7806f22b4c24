//! Every piece of the design system in its states, on one page: for those who build with it, and for the tests that
//! look at it in light and dark. The data is made up and no request is made.

mod buttons;
mod colours;
mod data;
mod fields;
mod furniture;
mod messages;
mod overlays;
mod tables;

use leptos::prelude::*;

use crate::ui::{PageHeader, Section, view};

stylance::import_style!(pub(crate) style, "design.module.css");

/// The page at `/design`.
#[component]
pub fn DesignPage() -> impl IntoView {
    view! {
        <div class=style::page>
            <PageHeader
                title="Design system"
                description="Every piece the console is built from, in its states. The data is made up."
            />
            <Section title="Buttons">{buttons::buttons()}</Section>
            <Section title="Fields">{fields::fields()}</Section>
            <Section title="Choices">{fields::choices()}</Section>
            <Section title="Dialogs, menus and tooltips">{overlays::overlays()}</Section>
            <Section title="Status and progress">{data::status()}</Section>
            <Section title="Small pieces">{data::pieces()}</Section>
            <Section title="Tables">{tables::tables()}</Section>
            <Section title="Messages">{messages::messages()}</Section>
            <Section title="Page furniture">{furniture::furniture()}</Section>
            <Section title="Icons">{data::icons()}</Section>
            <Section title="Colours" description="Contrast of each pair is checked by a test.">
                {colours::colours()}
            </Section>
        </div>
    }
}
