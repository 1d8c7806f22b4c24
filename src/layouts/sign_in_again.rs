//! The API token is no longer accepted, or the API wants a fresh sign-in: ask for it, with the page left as it is.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wheelhouse_contract::operation::encode;
use wheelhouse_contract::sections::users::GetTheCurrentUser;
use wheelhouse_contract::{Endpoint, Resource};

use super::forget_visits;
use crate::api::{Api, ErrorKind, SessionState};
use crate::chunk::in_chunk;
use crate::components::LeaveGate;
use crate::data::{Cache, read};
use crate::forms::DraftOwner;
use crate::reactive::{effect, memo};
use crate::ui::{Button, ButtonKind, Dialog, Field, TextInput, el, view};

/// Appears when the session has expired or is not enough, and goes when it is good again.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let session = Api::expect().session;
    let cache = Cache::expect();
    let user = read::<GetTheCurrentUser>(|| Some(GetTheCurrentUser::path()));
    let owner = DraftOwner::expect();
    let known = StoredValue::new(None::<String>);
    effect(move || {
        let Some(now) = user.data().and_then(|user| user.id().map(str::to_owned)) else { return };
        let before = known.get_value();
        let is_another = before.is_some_and(|before| before != now);
        owner.set(&now);
        known.set_value(Some(now));
        // What was known is the first person's.
        if is_another {
            cache.clear();
            forget_visits();
            session.start_over();
        }
    });
    question(known).view_beside_pages()
}

in_chunk! {
    /// The dialog; `known` is the id of who was signed in so far.
    frame: quiet fn question(known: StoredValue<Option<String>>) { drawn(known) }
}

fn drawn(known: StoredValue<Option<String>>) -> AnyView {
    let api = Api::expect();
    let session = api.session;
    let cache = Cache::expect();
    let gate = LeaveGate::expect();
    // Also Escape leads to it: what is typed on the page is not lost without a question.
    let sign_out = move || gate.leave(move || session.sign_out());
    let is_asked = Signal::derive(move || matches!(session.state(), SessionState::Expired | SessionState::Challenged));
    let is_challenged = memo(move || session.state() == SessionState::Challenged);
    let token = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let close = move || {
        error.set(None);
        if is_challenged.get_untracked() { session.stepped_up(false) } else { sign_out() }
    };
    let busy = RwSignal::new(false);
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let entered = token.get_untracked().trim().to_owned();
        if entered.is_empty() {
            error.set(Some("Enter an API token.".to_owned()));
            return;
        }
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            match session.sign_in(entered, session.keeps()).await {
                Ok(()) => {
                    token.try_set(String::new());
                    go_on(api, cache, known, error).await;
                }
                Err(failure) => {
                    error.try_set(Some(match failure.kind {
                        ErrorKind::SignedOut => "This token isn’t valid.".to_owned(),
                        _ => format!("{}. {}", failure.title(), failure.text()),
                    }));
                }
            }
            busy.try_set(false);
        });
    };
    let (login, is_only) = api.login().unzip();
    let login = StoredValue::new(login);
    // The person comes back from the tab in which they signed in.
    let back = window_event_listener(leptos::ev::focus, move |_| {
        if is_asked.get_untracked() && login.with_value(Option::is_some) {
            spawn_local(async move {
                if session.rejoin().await {
                    go_on(api, cache, known, error).await;
                }
            });
        }
    });
    on_cleanup(move || back.remove());
    let elsewhere = move || {
        let open = move || {
            let wanted =
                if is_challenged.get_untracked() { wanted_sign_in(&session.challenge()) } else { String::new() };
            let address = login.get_value().unwrap_or_default() + &wanted;
            let _ = window().open_with_url_and_target(&address, "_blank");
        };
        view! {
            <Button kind=ButtonKind::Primary on_click=open>
                "Sign in in a new tab"
            </Button>
        }
    };
    let form = move || {
        let field = view! {
            <Field label="API token" required=true error=error>
                <TextInput
                    kind="password"
                    autocomplete="current-password"
                    mono=true
                    reveal=true
                    value=token
                    on_input=move |text: String| token.set(text)
                />
            </Field>
        };
        let sign_in = view! {
            <Button kind=ButtonKind::Primary submit=true busy=busy busy_label="Signing in…">
                "Sign in"
            </Button>
        };
        let sign_out = view! {
            <Button kind=ButtonKind::Quiet on_click=close>
                {move || if is_challenged.get() { "Cancel" } else { "Sign out" }}
            </Button>
        };
        let why = Signal::derive(move || {
            let why = match is_challenged.get() {
                true => "A fresh sign-in is needed for this",
                false => "Your sign-in is no longer valid",
            };
            [why, ". Sign in again to continue; nothing on this page is lost."].concat()
        });
        el("form")
            .class("stack")
            .attr("novalidate", "")
            .on("submit", submit)
            .child(el("p").show(why))
            .maybe((is_only == Some(true)).then(|| el("p").attr("role", "alert").show_some(error.into())))
            .maybe(login.with_value(Option::is_some).then(elsewhere))
            .maybe((is_only != Some(true)).then_some(field))
            .child(el("div").class("row").maybe((is_only != Some(true)).then_some(sign_in)).child(sign_out))
            .into_any()
    };
    view! {
        <Dialog
            open=is_asked
            on_close=close
            title="Sign in again"
        >
            {form()}
        </Dialog>
    }
    .into_any()
}

/// What waits goes on, and all that is shown is looked at again: it may be another person. Where the sign-in is still not
/// what is wanted, it goes on waiting.
async fn go_on(api: Api, cache: Cache, known: StoredValue<Option<String>>, error: RwSignal<Option<String>>) {
    error.try_set(None);
    if api.session.state_untracked() == SessionState::Challenged {
        // Nothing is sent again in another's name.
        let now = api.read_stepped_up(GetTheCurrentUser::path()).await;
        if now.as_ref().is_err_and(|error| error.kind == ErrorKind::StepUp) {
            error.try_set(Some("This sign-in isn’t enough: a fresher or stronger one is needed.".to_owned()));
            return;
        }
        let now = now.ok().map(<GetTheCurrentUser as Endpoint>::Answer::new);
        let before = known.try_get_value().flatten();
        let is_same = now.is_some_and(|now| before.is_none() || now.id() == before.as_deref());
        api.session.stepped_up(is_same);
    }
    cache.refresh(&GetTheCurrentUser::path());
    cache.retry_failed();
}

/// The sign-in that a challenge wants, as a query for the address where people sign in: always a fresh one, and of the kind
/// and age that are named.
fn wanted_sign_in(challenge: &str) -> String {
    let mut query = "?prompt=login".to_owned();
    for name in ["acr_values", "max_age"] {
        let said = challenge.split_once(&[name, "="].concat());
        let said = said.or_else(|| challenge.split_once(&["\"", name, "\":"].concat()));
        if let Some((_, rest)) = said {
            let value = rest.chars().skip_while(|letter| matches!(letter, '"' | ' '));
            let value: String = value.take_while(|letter| !matches!(letter, '"' | ',' | '}' | '\n')).collect();
            query.extend(["&", name, "="]);
            encode(&value, &mut query);
        }
    }
    query
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_in_that_is_wanted_is_asked_for() {
        let header =
            "Bearer error=\"insufficient_user_authentication\", acr_values=\"urn:mfa urn:key\", max_age=\"300\"";
        let wanted = "?prompt=login&acr_values=urn%3Amfa%20urn%3Akey&max_age=300";
        assert_eq!(wanted_sign_in(header), wanted);
        assert_eq!(wanted_sign_in("Bearer max_age=5\n{}"), "?prompt=login&max_age=5");
        assert_eq!(wanted_sign_in(r#"{"amr": ["mfa"], "max_age": 300}"#), "?prompt=login&max_age=300");
        assert_eq!(wanted_sign_in("Bearer error=\"insufficient_user_authentication\"\n{}"), "?prompt=login");
    }
}
