//! Errors where the person is looking: what happened, what it means, what can be done.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::api::{ApiError, ErrorKind, Remedy};
use crate::forms::{FormProblem, WayOut};
use crate::routes::{Route, sign_in_then};
use crate::text::sentence;
use crate::ui::{ButtonLink, ErrorState, Notice, NoticeTone, view};

/// How long a form keeps anyone from sending again at most, in seconds.
const LONGEST_WAIT: u32 = 120;

/// An error in place of what could not be shown.
#[component]
pub fn ProblemView(
    error: ApiError,
    /// What could not be shown: "project".
    #[prop(optional, into)]
    what: String,
    #[prop(into)] on_retry: Callback<()>,
    #[prop(optional, into)] retrying: Signal<bool>,
) -> impl IntoView {
    if error.is(404) && !what.is_empty() {
        let pathname = use_location().pathname;
        let (label, path) = way_out(&what, &Route::parse(&untrack(|| pathname.get())));
        let (label, path) = (Signal::stored(label), Signal::stored(path));
        let out = move || view! { <ButtonLink href=path>{label}</ButtonLink> };
        let title = format!("{} not found", sentence(&what));
        // The API would only say the same once more.
        let text = Some("It may have been deleted, or you may not have access to it.".to_owned());
        return view! { <ErrorState title=title text=text actions=out /> };
    }
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

/// From what is not there to what it would be part of: what the link says, and where it leads.
fn way_out(what: &str, route: &Route) -> (String, String) {
    let own = route.section().filter(|_| !route.is_section() && !matches!(what, "organization" | "project"));
    match (own, route.project().map(str::to_owned)) {
        (_, Some(project)) if what == "environment" => {
            ("Go to Environments".to_owned(), Route::Environments { project }.path())
        }
        (Some(section), _) => (format!("Go to {}", section.label), route.path_in(section)),
        _ => ("Go home".to_owned(), Route::Home.path()),
    }
}

/// An error for a form: the fields it names go to those fields.
pub fn form_problem(error: &ApiError) -> FormProblem {
    let mut text = error.text();
    let way_out = match error.kind {
        // A server may ask for a day; whoever waits decides for themselves after a while.
        ErrorKind::Busy(seconds) => WayOut::Wait(seconds.min(LONGEST_WAIT)),
        ErrorKind::Status(409) => WayOut::Compare,
        _ if error.is_passing() || error.is_undone() => WayOut::TryAgain,
        _ => WayOut::Correct,
    };
    // A request that was one too many did nothing, and the form counts the seconds.
    if let WayOut::Wait(_) = way_out {
        text.clone_from(&error.problem.message);
    }
    if way_out == WayOut::TryAgain {
        text.push_str(" Your entries are kept.");
        if !error.is_undone() {
            text.push_str(" The API may have acted on this request, so check before you try again.");
        }
    }
    FormProblem { title: error.title().to_owned(), text, fields: error.fields().to_vec(), way_out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_waits_minutes_at_most() {
        let way_out = |seconds| form_problem(&ApiError::from_answer(429, Some(seconds), "")).way_out;
        assert_eq!(way_out(30), WayOut::Wait(30));
        assert_eq!(way_out(86_400), WayOut::Wait(120));
    }

    #[test]
    fn that_the_api_may_have_acted_is_said_where_it_may() {
        let problem = |status, body| form_problem(&ApiError::from_answer(status, None, body));
        let unreachable = problem(502, r#"{"detail": "The API cannot be reached. Nothing was done."}"#);
        assert_eq!(unreachable.way_out, WayOut::TryAgain);
        assert_eq!(unreachable.text, "Nothing was sent. Check your connection and try again. Your entries are kept.");
        let late = problem(504, r#"{"detail": "The API did not answer in time. What was asked may have been done."}"#);
        for problem in [late, problem(502, "<html>"), form_problem(&ErrorKind::Network.into())] {
            assert!(problem.text.contains("may have acted"), "{}", problem.text);
        }
    }

    #[test]
    fn from_what_is_not_there_one_gets_to_what_it_would_be_part_of() {
        let out = |what: &str, path: &str| way_out(what, &Route::parse(path)).1;
        assert_eq!(out("variable", "/projects/p/variables/x"), "/projects/p/variables");
        assert_eq!(out("environment", "/projects/p/environments/e/variables/x"), "/projects/p/environments");
        for path in ["/projects/p", "/projects/p/variables", "/projects/p/variables/x"] {
            assert_eq!(out("project", path), "/");
        }
        assert_eq!(out("organization", "/organizations/o"), "/");
    }
}
