//! Keeping what is entered as a draft, and offering one that was left.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::FormState;
use super::controls::{Act, call, notice};
use super::draft::{Draft, DraftSlot};
use super::draft_owner::DraftOwner;
use crate::reactive::{Memo, State, effect, memo};
use crate::ui::{ButtonKind, NoticeTone, live, nothing, relative_time, views};

/// How long nothing has to be typed before it is kept.
const PAUSE: Duration = Duration::from_millis(500);

/// Keeps what is entered from now on, and offers what was entered before.
pub(super) fn drafts(form: FormState, slot: DraftSlot) -> AnyView {
    let left = State::new(None);
    let is_lost = RwSignal::new(false);
    let owner = DraftOwner::expect();
    let person = memo(move || owner.now());
    // What is typed here is that of whoever is first known to be there.
    let whose = State::new(None::<String>);
    effect({
        let slot = slot.clone();
        move || {
            if let Some(person) = person.get().filter(|_| whose.with_untracked(Option::is_none)) {
                whose.set(Some(person));
                left.set(slot.load());
            }
        }
    });
    let is_theirs =
        memo(move || whose.with(Option::is_some) && person.with(|person| whose.with(|whose| person == whose)));
    keep(form, slot.clone(), left, is_lost, is_theirs);
    let restore = call(move || {
        if let Some(draft) = left.get_untracked() {
            form.restore(&draft);
        }
        left.set(None);
    });
    let discard = call(move || {
        left.set(None);
        slot.clear();
    });
    let lost = move || match is_lost.get() {
        true => {
            let text = "No draft is kept: this browser’s storage is full or blocked.";
            notice(NoticeTone::Warning, "", text.into_any(), ViewFn::from(nothing))
        }
        false => nothing(),
    };
    let left =
        live(move || left.with(|left| left.as_ref().map_or_else(nothing, |draft| offer(draft, restore, discard))));
    views![left, live(lost)]
}

fn offer(draft: &Draft, restore: Callback<()>, discard: Callback<()>) -> AnyView {
    let time = js_sys::Date::new(&draft.at.into()).to_iso_string().as_string().unwrap_or_default();
    let secrets = if draft.without_secrets { " Secrets aren’t kept, so enter them again." } else { "" };
    let text = format!("You have unsaved changes from {}.{secrets}", relative_time(&time));
    let actions = move || {
        let act = |text, call| Act::new(ButtonKind::Secondary, text).view(call);
        views![act("Restore", restore), act("Discard", discard)]
    };
    notice(NoticeTone::Info, "", text.into_any(), actions.into())
}

/// Writes the draft when nothing was typed for a while. One that is offered stays until something is entered.
fn keep(form: FormState, slot: DraftSlot, left: State<Option<Draft>>, is_lost: RwSignal<bool>, is_theirs: Memo<bool>) {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let save = move || {
        let draft = untrack(|| form.draft(js_sys::Date::now()));
        if !is_theirs.get_untracked() {
            return;
        }
        if !draft.is_empty() || left.with_untracked(Option::is_none) {
            is_lost.set(!slot.save(&draft));
        }
    };
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    let began = StoredValue::new(false);
    let soon = {
        let save = save.clone();
        // Where a timer could not be stopped, the form may be gone by now.
        move || {
            if !timer.is_disposed() {
                save();
            }
        }
    };
    // A page that is closed or reloaded does not wait for the pause.
    let leaving = window_event_listener_untyped("pagehide", {
        let soon = soon.clone();
        move |_| {
            if timer.with_value(Option::is_some) {
                soon();
            }
        }
    });
    effect(move || {
        form.follow();
        is_theirs.track();
        // What is there initially is no change.
        if began.get_value() {
            stop();
            timer.set_value(set_timeout_with_handle(soon.clone(), PAUSE).ok());
        }
        began.set_value(true);
    });
    // A value that turns out to be a secret must not stay, not even for that while.
    let secrets = memo(move || form.secrets());
    effect({
        let save = save.clone();
        move || {
            if secrets.get() > 0 {
                save();
            }
        }
    });
    // Neither does a page that goes away, as when another tab signs out.
    on_cleanup(move || {
        if timer.try_with_value(Option::is_some).unwrap_or_default() {
            save();
        }
        stop();
        leaving.remove();
    });
}
