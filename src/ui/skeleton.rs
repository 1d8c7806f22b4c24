use leptos::prelude::*;

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
    let row = |_| {
        let cells = (0..columns).map(|_| view! { <span class=style::mark></span> }).collect_view();
        view! { <div class=style::row>{cells}</div> }
    };
    view! {
        <div class=style::skeleton role="status">
            <span class="visually-hidden">{label}</span>
            {(0..rows).map(row).collect_view()}
        </div>
    }
    .into_any()
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
    view! {
        <div class=style::skeleton role="status">
            <span class="visually-hidden">{label}</span>
            {(0..lines).map(|_| view! { <div class=style::line><span class=style::mark></span></div> }).collect_view()}
        </div>
    }
    .into_any()
}
