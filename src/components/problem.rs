//! Errors where the person is looking: what happened, what it means, what can be done.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::api::{ApiError, ErrorKind, Remedy};
use crate::forms::{FormProblem, WayOut};
use crate::routes::sign_in_then;
use crate::ui::{ButtonLink, ErrorState, Notice, NoticeTone, view};

/// An error in place of what could not be shown.
#[component]
pub fn ProblemView(
    error: ApiError,
    #[prop(into)] on_retry: Callback<()>,
    #[prop(optional, into)] retrying: Signal<bool>,
) -> impl IntoView {
    let text = Some(error.text());
    match error.remedy() {
        Remedy::AskForAccess => {
            view! { <Notice tone=NoticeTone::Forbidden title=error.title()>{error.text()}</Notice> }
        }
        Remedy::SignIn => {
            let pathname = use_location().pathname;
            view! {
                <ErrorState
                    title=error.title()
                    text=text
                    actions=move || {
                        view! { <ButtonLink href=sign_in_then(&pathname.get())>"Sign in"</ButtonLink> }
                    }
                />
            }
        }
        Remedy::Retry => {
            view! { <ErrorState title=error.title() text=text on_retry=on_retry retrying=retrying /> }
        }
        Remedy::Correct | Remedy::None => view! { <ErrorState title=error.title() text=text /> },
    }
}

/// An error for a form: the fields it names go to those fields.
pub fn form_problem(error: &ApiError) -> FormProblem {
    let mut text = error.text();
    let way_out = match error.kind {
        ErrorKind::Busy(seconds) => WayOut::Wait(seconds),
        ErrorKind::Status(409) => WayOut::Compare,
        _ if error.is_passing() => WayOut::TryAgain,
        _ => WayOut::Correct,
    };
    // A request that was one too many did nothing, and the form counts the seconds.
    if let WayOut::Wait(_) = way_out {
        text.clone_from(&error.problem.message);
    }
    if way_out == WayOut::TryAgain {
        text.push_str(
            " What you entered is kept. It is not known whether the API acted on it: check before you send again.",
        );
    }
    FormProblem { title: error.title().to_owned(), text, fields: error.fields().to_vec(), way_out }
}
