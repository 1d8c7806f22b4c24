use leptos::prelude::*;

use super::{El, el};

stylance::import_style!(style, "skeleton.module.css");

/// The shape of a table while it loads for the first time. Invisible for 200 ms, so that quick answers do not flash.
#[component]
pub fn Skeleton(
    /// How many rows.
    #[prop(default = 5)]
    rows: usize,
    /// How many columns.
    #[prop(default = 3)]
    columns: usize,
    /// What is loading, for screen readers: "Loading variables".
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let row = |_| el("div").class(style::row).children((0..columns).map(mark)).into_any();
    skeleton(label).children((0..rows).map(row)).into_any()
}

/// The shape of some lines of text or of facts while they load for the first time; see [`Skeleton`].
#[component]
pub fn SkeletonText(
    /// How many lines.
    #[prop(default = 3)]
    lines: usize,
    /// What is loading, for screen readers.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let line = |index| el("div").class(style::line).child(mark(index)).into_any();
    skeleton(label).children((0..lines).map(line)).into_any()
}

fn skeleton(label: String) -> El {
    let label = el("span").class("visually-hidden").text(label);
    el("div").class(style::skeleton).attr("role", "status").child(label)
}

fn mark(_: usize) -> AnyView {
    el("span").class(style::mark).into_any()
}
