use leptos::prelude::*;

use super::el;
use crate::reactive::Derived;

stylance::import_style!(style, "progress.module.css");

/// Whole percents of a share; outside values are brought into 0 to 100.
fn percent(value: Option<f64>) -> Option<String> {
    // Through an integer: printing floats would bring half a dozen kilobytes along.
    value.filter(|share| share.is_finite()).map(|share| ((share.clamp(0.0, 1.0) * 100.0).round() as u8).to_string())
}

/// How far something is, in a line as wide as its parent.
#[component]
pub fn ProgressBar(
    /// What is under way, as the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The share that is done, 0.0 to 1.0; `None` when nobody knows.
    #[prop(into)]
    value: Derived<Option<f64>>,
) -> impl IntoView {
    progress("div", style::bar, label, value)
}

/// How far something is, in a ring as high as a line of text.
#[component]
pub fn ProgressRing(
    /// What is under way, as the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The share that is done, 0.0 to 1.0; `None` when nobody knows.
    #[prop(into)]
    value: Derived<Option<f64>>,
) -> impl IntoView {
    progress("span", style::ring, label, value)
}

fn progress(tag: &'static str, class: &'static str, label: Signal<String>, value: Derived<Option<f64>>) -> AnyView {
    let percent = move || percent(value.get());
    el(tag)
        .class(class)
        .attr("role", "progressbar")
        .attr("aria-label", label)
        .attr("aria-valuemin", "0")
        .attr("aria-valuemax", "100")
        .attr_fn("aria-valuenow", percent)
        .flag("data-unknown", move || percent().is_none())
        // A part of the ring turns round while nobody knows.
        .style("--done", move || percent().unwrap_or_else(|| "30".to_owned()))
        .into_any()
}

/// A thin bar at the top of its positioned parent while what is shown is being refreshed.
#[component]
pub fn RefreshBar(
    /// Whether it is being refreshed.
    #[prop(into)]
    active: Signal<bool>,
) -> impl IntoView {
    el("div").class(style::refresh).attr("aria-hidden", "true").flag("hidden", move || !active.get()).into_any()
}
