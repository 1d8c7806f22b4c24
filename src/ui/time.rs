use std::time::Duration;

use leptos::prelude::*;

use super::{el, exact_time, relative_time};

/// How often relative times are brought up to date.
const TICK: Duration = Duration::from_secs(30);

thread_local! {
    /// One clock for all times on the page. It belongs to no component, so it never stops; a hidden tab skips its beats
    /// and catches up with the first one after.
    static CLOCK: ArcTrigger = {
        let clock = ArcTrigger::new();
        let beat = clock.clone();
        // Without a timer times still show, they only do not age.
        let _ = set_interval_with_handle(move || if !document().hidden() { beat.notify() }, TICK);
        clock
    };
}

/// A moment as people say it ("3 minutes ago"), exact on hover, and kept up to date.
#[component]
pub fn Time(
    /// The moment in RFC 3339, as the API sends it.
    #[prop(into)]
    at: Signal<String>,
) -> impl IntoView {
    let relative = move || {
        CLOCK.with(|clock| clock.track());
        at.with(|at| relative_time(at))
    };
    el("time")
        .attr("datetime", at)
        .attr_fn("title", move || Some(at.with(|at| exact_time(at))))
        .show(Signal::derive(relative))
        .into_any()
}
