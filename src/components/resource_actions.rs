//! What can be done with a resource: a button for each link that it carries, and the reason where it carries none.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wheelhouse_contract::{Links, Relation};

use super::{Change, PageScope, ungranted};
use crate::data::{AnyRead, Cache};
use crate::ui::{Button, ButtonKind, ButtonLink, ConfirmDialog, Toast, live, use_toaster, view, views};

/// An action of a resource: a POST at one of its links.
pub struct Action {
    /// The verb and the thing: "Clear build cache".
    pub label: &'static str,
    /// What the button says while it is sent: "Clearing…".
    pub busy: &'static str,
    /// What is said when it was taken: "Clearing the build cache".
    pub done: &'static str,
    /// The resource, and the link that allows the action.
    pub of: AnyRead,
    pub relation: Relation,
    pub change: Box<dyn Fn() -> Change + Send + Sync>,
    /// What it does, asked about before it is done; empty where a click is enough.
    pub asks: &'static str,
}

/// Whether the resource carries a link; `None` while it is not known.
pub fn allows(read: AnyRead, relation: Relation) -> Option<bool> {
    read.raw().map(|raw| Links::of(&raw).allows(relation))
}

/// Why the person may not do something to a resource of what the page is about; `None` where its link is there.
pub fn forbidden(read: AnyRead, relation: Relation, what: impl Into<String>) -> Signal<Option<String>> {
    let PageScope(scope) = PageScope::expect();
    let what = what.into();
    Signal::derive(move || (allows(read, relation) == Some(false)).then(|| ungranted(scope.get(), &what)))
}

/// As a reason from [`forbidden`], for what lies below an environment: who carries the environment's link `role` may do
/// it, only not now.
pub fn not_now(environment: AnyRead, role: Relation, forbidden: Signal<Option<String>>) -> Signal<Option<String>> {
    Signal::derive(move || {
        let reason = forbidden.get()?;
        let may = allows(environment, role) == Some(true);
        Some(if may {
            "Not now: something else is under way on the environment, or it does not run.".to_owned()
        } else {
            reason
        })
    })
}

/// The button of an action.
pub fn action(action: Action) -> AnyView {
    let Action { label, busy: busy_label, done, of, relation, change, asks } = action;
    let cache = Cache::expect();
    let toaster = use_toaster();
    let busy = RwSignal::new(false);
    let open = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let PageScope(scope) = PageScope::expect();
    let reason = Signal::derive(move || {
        let why = || format!("{label} is not possible now, or not for you. {} can tell.", scope.get().granter());
        (allows(of, relation) == Some(false)).then(why)
    });
    let change = StoredValue::new(change);
    let run = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        let sent = change.with_value(|change| change()).send(cache, None);
        spawn_local(async move {
            let answer = sent.await;
            // The page may be gone by now, with everything it held.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => {
                    open.set(false);
                    toaster.push(Toast::success(done));
                }
                Err(error) => {
                    // Its links may be others by now: they say what is possible.
                    of.refresh();
                    let text = format!("{}. {}", error.title(), error.text());
                    if asks.is_empty() {
                        toaster.push(Toast::danger(text));
                    } else {
                        failed.set(Some(text));
                    }
                }
            }
        });
    });
    let click = move || if asks.is_empty() { run.run(()) } else { open.set(true) };
    let button = view! {
        <Button busy=busy busy_label=busy_label disabled_because=reason on_click=click>
            {label}
        </Button>
    };
    if asks.is_empty() {
        return button.into_any();
    }
    let dialog = view! {
        <ConfirmDialog
            open=open
            on_cancel=move || open.set(false)
            on_confirm=run
            title=format!("{label}?")
            confirm_label=label
            danger=false
            busy=busy
            busy_label=Some(busy_label.to_owned())
            error=failed
        >
            {asks}
        </ConfirmDialog>
    };
    views![button, dialog]
}

/// A link to the page of a form, shown disabled with the reason where the resource does not carry the relation.
pub fn form_link(
    of: AnyRead,
    relation: Relation,
    what: &'static str,
    label: &'static str,
    kind: ButtonKind,
    href: impl Fn() -> String + Send + Sync + 'static,
) -> AnyView {
    link_unless(forbidden(of, relation, what), label, kind, href)
}

/// A link that looks like a button, shown disabled while there is a reason.
pub fn link_unless(
    reason: Signal<Option<String>>,
    label: impl Into<String>,
    kind: ButtonKind,
    href: impl Fn() -> String + Send + Sync + 'static,
) -> AnyView {
    let (href, label) = (Signal::derive(href), Signal::stored(label.into()));
    live(move || match reason.get() {
        Some(reason) => {
            let reason = Some(reason);
            view! { <Button kind=kind disabled_because=reason>{label}</Button> }
        }
        None => view! { <ButtonLink kind=kind href=href>{label}</ButtonLink> },
    })
}
