use leptos::prelude::*;

use super::style;
use crate::ui::view;

const COLOURS: [&str; 28] = [
    "bg",
    "surface",
    "sunken",
    "raised",
    "hover",
    "line",
    "line-strong",
    "text",
    "text-muted",
    "accent",
    "accent-hover",
    "accent-text",
    "accent-tint",
    "focus",
    "success",
    "success-line",
    "success-tint",
    "running",
    "running-line",
    "running-tint",
    "warning",
    "warning-line",
    "warning-tint",
    "danger",
    "danger-line",
    "danger-tint",
    "danger-fill",
    "backdrop",
];

pub(super) fn colours() -> AnyView {
    let swatch = |name: &'static str| {
        view! {
            <li class=style::swatch>
                <span class=style::colour style=("background", format!("var(--{name})"))></span>
                {name}
            </li>
        }
    };
    view! { <ul class=style::swatches>{COLOURS.into_iter().map(swatch).collect_view()}</ul> }
}
