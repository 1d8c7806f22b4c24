//! One thing that has to be read before it can be shown.

use leptos::prelude::*;
use wheelhouse_contract::Answer;

use super::ProblemView;
use crate::api::{ApiError, ErrorKind};
use crate::data::Read;
use crate::ui::{Notice, NoticeTone, SkeletonText, memo, shown};

/// Shows `children` once the read has an answer; until then its skeleton or its error.
///
/// An answer that could not be refreshed stays, with a word on its age.
#[component]
pub fn Loaded(
    /// Whether there is an answer.
    #[prop(into)]
    ready: Signal<bool>,
    #[prop(into)] error: Signal<Option<ApiError>>,
    #[prop(into)] loading: Signal<bool>,
    #[prop(into)] on_retry: Callback<()>,
    /// What is being loaded, for screen readers: "Loading project".
    #[prop(into)]
    label: String,
    children: ChildrenFn,
) -> impl IntoView {
    // Neither a refresh nor its failure may draw the children anew: they may hold what the person types.
    let phase = memo(move || {
        let gone = error.with(|error| error.as_ref().is_some_and(|error| error.is(404) || error.is(403)));
        match (ready.get() && !gone, error.with(Option::is_some)) {
            (true, _) => Phase::Ready,
            (false, true) => Phase::Failed,
            (false, false) => Phase::Waiting,
        }
    });
    let stale = move || {
        let error = error.get().filter(|error| error.kind != ErrorKind::Network)?;
        Some(view! { <Notice tone=NoticeTone::Warning title="This may be out of date">{error.text()}</Notice> })
    };
    let failed =
        move || error.get().map(|error| view! { <ProblemView error=error on_retry=on_retry retrying=loading /> });
    shown(move || match phase.get() {
        Phase::Ready => view! {
            {stale}
            {children()}
        }
        .into_any(),
        Phase::Failed => failed.into_any(),
        Phase::Waiting => view! { <SkeletonText lines=4 label=label.clone() /> }.into_any(),
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Waiting,
    Ready,
    Failed,
}

/// The signals that [`Loaded`] takes, of one read.
pub fn data_of<T: Answer>(read: Read<T>) -> (Signal<bool>, Signal<Option<ApiError>>, Signal<bool>, Callback<()>) {
    (
        Signal::derive(move || read.data().is_some()),
        Signal::derive(move || read.error()),
        Signal::derive(move || read.is_loading()),
        Callback::new(move |()| read.refresh()),
    )
}
