//! The way to the form for a new thing.

use leptos::prelude::*;

use crate::ui::{Button, ButtonKind, ButtonLink, IconName, live, view};

/// A list's main action: a link to the form for a new thing, shown disabled while there is a reason.
pub fn add_link(label: impl Into<String>, reason: Signal<Option<String>>, href: String) -> AnyView {
    let label = Signal::stored(label.into());
    live(move || match reason.get() {
        Some(reason) => {
            let reason = Some(reason);
            view! {
                <Button kind=ButtonKind::Primary icon=IconName::PLUS disabled_because=reason>
                    {label}
                </Button>
            }
        }
        None => view! {
            <ButtonLink kind=ButtonKind::Primary icon=IconName::PLUS href=href.clone()>
                {label}
            </ButtonLink>
        },
    })
}
