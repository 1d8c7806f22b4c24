use leptos::prelude::*;

stylance::import_style!(style, "progress.module.css");

/// Whole percents of a share; outside values are brought into 0 to 100.
fn percent(value: Option<f64>) -> Option<String> {
    value.filter(|share| share.is_finite()).map(|share| format!("{:.0}", share.clamp(0.0, 1.0) * 100.0))
}

/// How far something is, in a line as wide as its parent.
#[component]
pub fn ProgressBar(
    /// What is under way, as the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The share that is done, 0.0 to 1.0; `None` when nobody knows.
    #[prop(into)]
    value: Signal<Option<f64>>,
) -> impl IntoView {
    let percent = move || percent(value.get());
    view! {
        <div
            class=style::bar
            role="progressbar"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=percent
            data-unknown=move || percent().is_none().then_some("")
            style=("--done", move || percent().unwrap_or_default())
        ></div>
    }
    .into_any()
}

/// How far something is, in a ring as high as a line of text.
#[component]
pub fn ProgressRing(
    /// What is under way, as the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The share that is done, 0.0 to 1.0; `None` when nobody knows.
    #[prop(into)]
    value: Signal<Option<f64>>,
) -> impl IntoView {
    let percent = move || percent(value.get());
    view! {
        <span
            class=style::ring
            role="progressbar"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=percent
            data-unknown=move || percent().is_none().then_some("")
            style=("--done", move || percent().unwrap_or_else(|| "30".to_owned()))
        ></span>
    }
    .into_any()
}

/// A thin bar at the top of its positioned parent while what is shown is being refreshed.
#[component]
pub fn RefreshBar(
    /// Whether it is being refreshed.
    #[prop(into)]
    active: Signal<bool>,
) -> impl IntoView {
    view! { <div class=style::refresh aria-hidden="true" hidden=move || !active.get()></div> }.into_any()
}
