//! One thing that has to be read before it can be shown.

use leptos::prelude::*;
use wheelhouse_contract::Answer;

use super::ProblemView;
use crate::api::{ApiError, ErrorKind};
use crate::data::{AnyRead, Read};
use crate::reactive::{Derived, Memo, memo};
use crate::ui::{El, Notice, NoticeTone, SkeletonText, Time, el, live, nothing, view, views};

/// Shows `children` once the read has an answer; until then its skeleton or its error.
///
/// An answer that could not be refreshed stays, with a word on its age.
#[component]
pub fn Loaded(
    /// Whether there is an answer.
    #[prop(into)]
    ready: Signal<bool>,
    #[prop(into)] error: Derived<Option<ApiError>>,
    #[prop(into)] loading: Signal<bool>,
    #[prop(into)] on_retry: Callback<()>,
    /// What is being loaded, for screen readers: "Loading project".
    #[prop(into)]
    label: String,
    children: ChildrenFn,
) -> impl IntoView {
    let phase = phase_of(ready, error);
    let stale = move || stale_notice("This may be out of date", error.get());
    let what = StoredValue::new(label.strip_prefix("Loading ").unwrap_or_default().to_owned());
    let failed = move || match error.get() {
        Some(error) => {
            view! { <ProblemView error=error what=what.get_value() on_retry=on_retry retrying=loading /> }
        }
        None => nothing(),
    };
    live(move || match phase.get() {
        Phase::Ready => views![live(stale), children()],
        Phase::Failed => live(failed),
        Phase::Waiting => view! { <SkeletonText lines=4 label=label.clone() /> },
    })
}

/// Says that what is shown could not be refreshed, and why. That the API cannot be reached is said on top of the page:
/// here only how old this is.
pub(super) fn stale_notice(title: &'static str, error: Option<ApiError>) -> AnyView {
    match error {
        Some(ApiError { kind: ErrorKind::Network, as_of, .. }) => {
            #[allow(clippy::cast_precision_loss, reason = "milliseconds")]
            let moment = |at: i64| String::from(js_sys::Date::new(&(at as f64).into()).to_iso_string());
            let age = as_of.map(|at| el("p").class("muted").text("As of ").child(view! { <Time at=moment(at) /> }));
            age.map_or_else(nothing, El::into_any)
        }
        Some(error) => view! { <Notice tone=NoticeTone::Warning title=title>{error.text()}</Notice> },
        None => nothing(),
    }
}

/// How far a read is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Waiting,
    Ready,
    /// There is no answer, or what was answered is there no more.
    Failed,
}

/// How far a read is. Neither a refresh nor its failure changes it: what is drawn may hold what the person types.
pub fn phase_of(ready: Signal<bool>, error: Derived<Option<ApiError>>) -> Memo<Phase> {
    memo(move || {
        let gone = error.with(|error| error.as_ref().is_some_and(|error| error.is(404) || error.is(403)));
        match (ready.get() && !gone, error.with(Option::is_some)) {
            (true, _) => Phase::Ready,
            (false, true) => Phase::Failed,
            (false, false) => Phase::Waiting,
        }
    })
}

/// What [`Loaded`] takes: whether there is an answer, why not, whether one is awaited, and asking again.
pub type DataOf = (Signal<bool>, Derived<Option<ApiError>>, Signal<bool>, Callback<()>);

/// The signals that [`Loaded`] takes, of one read.
pub fn data_of<T: Answer>(read: Read<T>) -> DataOf {
    data_of_any(*read)
}

/// As [`data_of`], for who does not look at the answer itself.
pub fn data_of_any(read: AnyRead) -> DataOf {
    data_of_chosen(move || Some(read))
}

/// As [`data_of_any`], of a read that may be another one later, or none.
pub fn data_of_chosen(read: impl Fn() -> Option<AnyRead> + Copy + Send + Sync + 'static) -> DataOf {
    (
        Signal::derive(move || read().is_some_and(|read| read.is_known())),
        Derived::new(move || read().and_then(|read| read.error())),
        Signal::derive(move || read().is_some_and(|read| read.is_loading())),
        Callback::new(move |()| untrack(read).iter().for_each(AnyRead::refresh)),
    )
}
