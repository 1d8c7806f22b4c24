use leptos::prelude::*;

stylance::import_style!(style, "secret_dots.module.css");

/// Stands for a secret that is set: always as many dots, since the length would tell something.
#[component]
pub fn SecretDots() -> impl IntoView {
    view! {
        <span class=style::secret title="Set, cannot be read back">
            <span aria-hidden="true">"••••••••"</span>
            <span class="visually-hidden">"Set, cannot be read back"</span>
        </span>
    }
    .into_any()
}
