use std::sync::Arc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::{IconButton, IconName, Row, Tone, el, view};
use crate::reactive::State;

stylance::import_style!(style, "toast.module.css");

/// How long a toast stays unless told otherwise; longer with an action, so that there is time to reach it.
const SHORT: Duration = Duration::from_secs(6);
const LONG: Duration = Duration::from_secs(12);

type Action = Arc<dyn Fn() + Send + Sync>;

/// A short message about something that is over: "Variable saved".
#[derive(Clone)]
pub struct Toast {
    tone: Tone,
    text: String,
    action: Option<(String, Action)>,
    lasting: Option<Duration>,
}

impl Toast {
    /// A message with a meaning. A failure stays until it is dismissed; anything else disappears by itself.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        let lasting = (tone != Tone::Danger).then_some(SHORT);
        Self { tone, text: text.into(), action: None, lasting }
    }

    /// It worked.
    pub fn success(text: impl Into<String>) -> Self {
        Self::new(Tone::Success, text)
    }

    /// Good to know.
    pub fn info(text: impl Into<String>) -> Self {
        Self::new(Tone::Neutral, text)
    }

    /// It failed.
    pub fn danger(text: impl Into<String>) -> Self {
        Self::new(Tone::Danger, text)
    }

    /// Adds the one thing that can be done about it; doing it dismisses the toast. It outlives the page that made it.
    pub fn action(mut self, label: impl Into<String>, run: impl Fn() + Send + Sync + 'static) -> Self {
        self.action = Some((label.into(), Arc::new(run)));
        self.lasting = self.lasting.map(|_| LONG);
        self
    }

    /// How long it stays while nobody hovers or focuses it.
    pub fn lasting(mut self, time: Duration) -> Self {
        self.lasting = Some(time);
        self
    }
}

#[derive(Clone)]
struct Shown {
    id: u32,
    toast: Toast,
}

/// Shows toasts in the [`ToastRegion`]. In the context of everything below [`Toaster::provide`].
#[derive(Clone, Copy)]
pub struct Toaster {
    shown: State<Vec<Shown>>,
    next: StoredValue<u32>,
}

impl Toaster {
    fn new() -> Self {
        Self { shown: State::new(Vec::new()), next: StoredValue::new(0) }
    }

    /// Puts a toaster into the context; called once, by the shell.
    pub fn provide() -> Self {
        let toaster = Self::new();
        provide_context(toaster);
        toaster
    }

    /// Shows a toast and returns its id for [`dismiss`](Self::dismiss).
    pub fn push(self, toast: Toast) -> u32 {
        let id = self.next.try_update_value(|next| {
            *next = next.wrapping_add(1);
            *next
        });
        let id = id.unwrap_or_default();
        self.change(|shown| shown.push(Shown { id, toast }));
        id
    }

    /// Removes a toast; does nothing when it is gone already.
    pub fn dismiss(self, id: u32) {
        self.change(|shown| shown.retain(|shown| shown.id != id));
    }

    /// Changes what is shown, unless the page is gone.
    fn change(self, change: impl FnOnce(&mut Vec<Shown>)) {
        if let Some(mut shown) = self.shown.try_get_untracked() {
            change(&mut shown);
            self.shown.try_set(shown);
        }
    }
}

/// The toaster of the page. Without one in the context, as in a test of a single piece, toasts go nowhere.
pub fn use_toaster() -> Toaster {
    use_context().unwrap_or_else(Toaster::new)
}

/// Where toasts show and are announced; stands once in the shell.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toaster = use_toaster();
    let toasts = move || {
        let row = |shown: Shown| Row::new(shown.id.to_string(), move || item(toaster, shown));
        toaster.shown.get().into_iter().map(row).collect()
    };
    let list = el("ol").class(style::list).attr("aria-live", "polite").attr("aria-relevant", "additions").each(toasts);
    el("section").class(style::region).attr("aria-label", "Notifications").child(list).into_any()
}

fn item(toaster: Toaster, Shown { id, toast }: Shown) -> AnyView {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let pause = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    let start = move || {
        pause();
        if let Some(time) = toast.lasting {
            let handle = set_timeout_with_handle(move || toaster.dismiss(id), time);
            timer.set_value(handle.ok());
        }
    };
    start();
    on_cleanup(pause);
    let action = toast.action.map(|(label, run)| {
        el("button")
            .class(style::action)
            .attr("type", "button")
            .on("click", move |_| {
                toaster.dismiss(id);
                run();
            })
            .text(label)
            .into_any()
    });
    let dismiss = move || toaster.dismiss(id);
    el("li")
        .class(style::toast)
        .attr("data-tone", toast.tone.attr())
        .on("mouseenter", move |_| pause())
        .on("mouseleave", move |_| start())
        .on("focusin", move |_| pause())
        .on("focusout", move |_| start())
        .child(el("span").class(style::text).text(toast.text))
        .maybe(action)
        .child(view! { <IconButton icon=IconName::CROSS label="Dismiss" on_click=dismiss /> })
        .into_any()
}
