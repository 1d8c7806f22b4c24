//! Keeping what is entered as a draft, and offering one that was left.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::FormState;
use super::draft::{Draft, DraftSlot};
use crate::reactive::{effect, memo};
use crate::ui::{Button, Notice, live, relative_time};

/// How long nothing has to be typed before it is kept.
const PAUSE: Duration = Duration::from_millis(500);

/// Keeps what is entered from now on, and offers what was entered before.
pub(super) fn drafts(form: FormState, slot: DraftSlot) -> AnyView {
    let slot = StoredValue::new(slot);
    let left = RwSignal::new(slot.with_value(DraftSlot::load));
    keep(form, slot, left);
    let restore = Callback::new(move |()| {
        if let Some(draft) = left.get_untracked() {
            form.restore(&draft);
        }
        left.set(None);
    });
    let discard = Callback::new(move |()| {
        left.set(None);
        slot.with_value(DraftSlot::clear);
    });
    let notice = move || left.get().map(|draft| offer(&draft, restore, discard)).into_any();
    live(notice)
}

fn offer(draft: &Draft, restore: Callback<()>, discard: Callback<()>) -> AnyView {
    let time = js_sys::Date::new(&draft.at.into()).to_iso_string().as_string().unwrap_or_default();
    let secrets = if draft.without_secrets { " Secrets are not kept: enter them again." } else { "" };
    let text = format!("You have unsent changes from {}.{secrets}", relative_time(&time));
    let actions = move || {
        let discard = view! { <Button on_click=discard>"Discard"</Button> };
        vec![view! { <Button on_click=restore>"Restore"</Button> }.into_any(), discard.into_any()].into_any()
    };
    view! { <Notice actions>{text}</Notice> }.into_any()
}

/// Writes the draft when nothing was typed for a while. One that is offered stays until something is entered.
fn keep(form: FormState, slot: StoredValue<DraftSlot>, left: RwSignal<Option<Draft>>) {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let save = move || {
        let draft = untrack(|| form.draft(js_sys::Date::now()));
        if !draft.is_empty() || left.with_untracked(Option::is_none) {
            slot.with_value(|slot| slot.save(&draft));
        }
    };
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    let began = StoredValue::new(false);
    effect(move || {
        form.follow();
        // What is there at first is no change.
        if began.get_value() {
            stop();
            timer.set_value(set_timeout_with_handle(save, PAUSE).ok());
        }
        began.set_value(true);
    });
    // A value that turns out to be a secret must not stay, not even for that while.
    let secrets = memo(move || form.secrets());
    effect(move || {
        if secrets.get() > 0 {
            save();
        }
    });
    on_cleanup(stop);
}
