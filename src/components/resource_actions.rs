//! What can be done with a resource: a button for each link that it carries, and the reason where it carries none.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wheelhouse_contract::{Links, Relation, is_read_only};

use super::{Change, PageScope, changes_production, ungranted};
use crate::api::LOOKING_ONLY;
use crate::data::{AnyRead, Cache};
use crate::ui::{
    Button, ButtonKind, ButtonLink, ConfirmDialog, Menu, MenuItem, Toast, live, nothing, use_toaster, view, views,
    warning_note,
};

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
    /// The link that allows it; `None` for what a person may always do with their own account.
    pub relation: Option<Relation>,
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
            "Not available now: the environment isn’t running, or another activity is in progress.".to_owned()
        } else {
            reason
        })
    })
}

/// An action as it can be offered: by a button, in a menu.
pub struct Offered {
    pub label: &'static str,
    /// Why it is not possible now; `None` when it is.
    pub reason: Signal<Option<String>>,
    pub busy: Signal<bool>,
    /// Does it, or asks first.
    pub run: Callback<()>,
    /// What asks: it has to be drawn where it stays.
    pub question: AnyView,
}

/// Makes an action ready to be offered.
pub fn offered(action: Action) -> Offered {
    let Action { label, busy: busy_label, done, of, relation, change, asks } = action;
    let cache = Cache::expect();
    let toaster = use_toaster();
    let busy = RwSignal::new(false);
    let open = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let PageScope(scope) = PageScope::expect();
    let reason = Signal::derive(move || {
        let why = || {
            if is_read_only() {
                return LOOKING_ONLY.to_owned();
            }
            format!(
                "{label} isn’t available right now, or you don’t have permission. {} can tell you \
            more.",
                scope.get().granter()
            )
        };
        relation.and_then(|relation| (allows(of, relation) == Some(false)).then(why))
    });
    let change = StoredValue::new(change);
    let send = Callback::new(move |()| {
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
    let run = Callback::new(move |()| if asks.is_empty() { send.run(()) } else { open.set(true) });
    let question = if asks.is_empty() {
        nothing()
    } else {
        view! {
            <ConfirmDialog
                open=open
                on_cancel=move || open.set(false)
                on_confirm=send
                title=format!("{label}?")
                confirm_label=label
                danger=false
                busy=busy
                busy_label=Some(busy_label.to_owned())
                error=failed
            >
                {move || asked(asks, change)}
            </ConfirmDialog>
        }
    };
    Offered { label, reason, busy: busy.into(), run, question }
}

/// The button of an action.
pub fn action(action: Action) -> AnyView {
    let busy_label = action.busy;
    let Offered { label, reason, busy, run, question } = offered(action);
    let button = view! {
        <Button busy=busy busy_label=busy_label disabled_because=reason on_click=run>
            {label}
        </Button>
    };
    views![button, question]
}

/// What it does, and that this changes production, where it does.
fn asked(asks: &'static str, change: StoredValue<Box<dyn Fn() -> Change + Send + Sync>>) -> AnyView {
    let production = changes_production(&untrack(|| change.with_value(|change| change())));
    views![asks, warning_note(production)]
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

/// The menu of what is seldom done with a thing of this kind: each by its label, why it cannot be done now, and the
/// page
/// that does it.
pub fn more_actions(thing: &str, items: Vec<(String, Signal<Option<String>>, String)>) -> AnyView {
    let items = StoredValue::new(items);
    let items = move || {
        let item = |(label, reason, href): (String, Signal<Option<String>>, String)| {
            // A link cannot be disabled.
            live(move || match reason.with(Option::is_none) {
                true => view! { <MenuItem label=label.clone() href=href.clone() /> },
                false => view! { <MenuItem label=label.clone() disabled_because=reason /> },
            })
        };
        items.get_value().into_iter().map(item).collect::<Vec<_>>().into_any()
    };
    view! { <Menu label=format!("More {thing} actions")>{items()}</Menu> }
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
