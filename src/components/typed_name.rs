//! Having a name typed before something is lost.

use leptos::prelude::*;

use crate::reactive::memo;
use crate::text::{isolated, visible};
use crate::ui::{Field, TextInput, live, nothing, view};

/// The field for the name, and why it does not yet do; neither while there is no name to type.
pub fn typed_name(name: impl Fn() -> Option<String> + Send + Sync + 'static) -> (AnyView, Signal<Option<String>>) {
    // What cannot be seen in it need not be typed.
    let name = memo(move || name().map(|name| visible(&name)));
    let typed = RwSignal::new(String::new());
    let reason = Signal::derive(move || {
        let name = name.get()?;
        typed.with(|typed| visible(typed) != name).then(|| format!("Type {} to confirm.", isolated(&name)))
    });
    let field = live(move || match name.get() {
        Some(name) => view! {
            <Field label=format!("Type {} to confirm", isolated(&name)) required=true>
                <TextInput mono=true value=typed on_input=move |text: String| typed.set(text) />
            </Field>
        },
        None => nothing(),
    });
    (field, reason)
}
