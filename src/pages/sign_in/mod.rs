//! Signing in with an API token.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::api::{Api, ErrorKind};
use crate::components::document_title;
use crate::reactive::State;
use crate::routes::{Route, own_address, query_value, then};
use crate::ui::{Button, ButtonKind, Checkbox, Field, Notice, NoticeTone, TextInput, el, focus, nothing, view};

stylance::import_style!(style, "sign_in.module.css");

/// The id of the field for the token.
const FIELD: &str = "api-token";

/// Asks for an API token and goes on to the address that was asked for.
#[component]
pub fn SignIn() -> impl IntoView {
    document_title(|| vec!["Sign in".to_owned()]);
    let api = Api::expect();
    let session = api.session;
    let by_session = session.is_of_server();
    let navigate = StoredValue::new_local(use_navigate());
    let token = RwSignal::new(String::new());
    let keep = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let missing = RwSignal::new(None::<String>);
    let problem = State::new(None::<(&'static str, String)>);
    let target = || {
        let search = window().location().search().unwrap_or_default();
        let next = query_value(&search, "next").unwrap_or_default();
        own_address(&next).unwrap_or_else(|| Route::Home.path())
    };
    let enter = move || {
        let target = target();
        let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
        navigate.with_value(|navigate| navigate(&target, options));
    };
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        problem.set(None);
        let entered = token.get_untracked().trim().to_owned();
        if entered.is_empty() {
            missing.set(Some("Enter an API token.".to_owned()));
            focus(FIELD);
            return;
        }
        missing.set(None);
        busy.set(true);
        spawn_local(async move {
            let result = session.sign_in(entered, keep.get_untracked()).await;
            // The page may be gone by now, with everything it held.
            if busy.try_set(false).is_some() {
                return;
            }
            match result {
                Ok(()) => enter(),
                Err(error) if error.kind == ErrorKind::SignedOut => {
                    let text = "Check that you copied all of it and that it hasn’t been revoked.";
                    problem.try_set(Some(("This token isn’t valid", text.to_owned())));
                }
                Err(error) => {
                    problem.try_set(Some((error.title(), error.text())));
                }
            }
        });
    };
    let notice = move || match problem.get() {
        Some((title, text)) => view! { <Notice tone=NoticeTone::Danger title=title>{text}</Notice> },
        None => nothing(),
    };
    let field = view! {
        <Field
            id=FIELD
            label="API token"
            required=true
            help=if by_session {
                "Create one under Account → API tokens. Once you’re signed in, it can’t be read in this browser."
            } else {
                "Create one under Account → API tokens. It’s kept in memory only, unless you tick the box below."
            }
            error=missing
        >
            <TextInput
                kind="password"
                name="api-token"
                autocomplete="current-password"
                mono=true
                reveal=true
                autofocus=true
                value=token
                on_input=move |text: String| {
                    missing.set(None);
                    token.set(text);
                }
            />
        </Field>
    };
    let keep_me = || {
        view! {
            <Checkbox
                label="Keep me signed in in this tab"
                help="Stores the token until you sign out or close the tab. Otherwise a reload asks again, unless another tab is signed in."
                checked=keep
                on_change=move |on| keep.set(on)
            />
        }
    };
    let sign_in = view! {
        <Button kind=ButtonKind::Primary submit=true busy=busy busy_label="Signing in…">
            "Sign in"
        </Button>
    };
    let (login, is_only) = api.login().unzip();
    let elsewhere = login.map(|login| {
        let leave = move || {
            let _ = window().location().set_href(&then(login.clone(), &target()));
        };
        view! {
            <Button kind=ButtonKind::Primary on_click=leave>
                "Continue to sign in"
            </Button>
        }
    });
    let form = el("form")
        .class("stack")
        .attr("novalidate", "")
        .on("submit", submit)
        .child(field)
        .maybe((!by_session).then(keep_me))
        .child(el("div").child_fn(notice))
        .child(sign_in);
    let card = el("div")
        .class(style::card)
        .child(el("p").class(style::brand).text("Wheelhouse"))
        .child(el("h1").class(style::title).text("Sign in"))
        .maybe(elsewhere)
        .maybe((is_only != Some(true)).then_some(form));
    el("main").class(style::page).attr("id", "content").child(card).into_any()
}
