//! Passcodes from a device as a second factor: setting it up, its recovery codes, and ending it.

mod codes;
mod secret;
mod set_up;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use wheelhouse_contract::sections::mfa::{
    GetInformationAboutTotpEnrollment, ReCreateRecoveryCodes, RecoveryCodes, TotpEnrollment, WithdrawTotpEnrollment,
};
use wheelhouse_contract::{Endpoint, Resource};

use crate::api::{Api, ApiError, Payload, Request};
use crate::components::Loaded;
use crate::reactive::Derived;
use crate::ui::{
    Button, ButtonKind, ConfirmDialog, Section, Status, Toast, Tone, live, nothing, use_toaster, view, views,
};

/// How far a person is.
#[derive(Clone)]
enum Standing {
    /// No device is enrolled; what to set one up with.
    Off(TotpEnrollment),
    On,
    /// New recovery codes, which are told this once.
    Codes(Vec<String>),
}

/// What is said and done here is told to nobody else: the secret and the codes are in no cache.
#[derive(Clone, Copy)]
struct SecondFactor {
    api: Api,
    /// The user's id.
    of: StoredValue<String>,
    standing: RwSignal<Option<Standing>>,
    failed: RwSignal<Option<ApiError>>,
    loading: RwSignal<bool>,
}

impl SecondFactor {
    /// Asks how the person stands.
    fn ask(self) {
        let api = self.api;
        let path = self.of.with_value(|id| GetInformationAboutTotpEnrollment::path(id));
        self.loading.set(true);
        spawn_local(async move {
            let answer = api.send(Request::get(path)).await;
            // The page may be gone by now, with everything it held.
            if self.loading.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(enrollment) => {
                    self.failed.set(None);
                    self.standing.set(Some(Standing::Off(TotpEnrollment::new(enrollment))));
                }
                // There is nothing to set up where a device is enrolled.
                Err(error) if error.is(409) => {
                    self.failed.set(None);
                    self.standing.set(Some(Standing::On));
                }
                Err(error) => self.failed.set(Some(error)),
            }
        });
    }

    /// Shows recovery codes as they were answered.
    fn tell(self, answer: Arc<Value>) {
        let codes = RecoveryCodes::new(answer).recovery_codes().into_iter().map(str::to_owned).collect();
        self.standing.set(Some(Standing::Codes(codes)));
    }
}

/// A write whose answer only this page may know.
async fn send<E: Endpoint>(api: Api, path: String, body: Option<Value>) -> Result<Arc<Value>, ApiError> {
    let body = body.map(Payload::Json);
    api.send(Request { method: E::OPERATION.method, path, body, abort: None }).await
}

/// The page.
pub fn page(id: &str) -> AnyView {
    let factor = SecondFactor {
        api: Api::expect(),
        of: StoredValue::new(id.to_owned()),
        standing: RwSignal::new(None),
        failed: RwSignal::new(None),
        loading: RwSignal::new(false),
    };
    factor.ask();
    let content = move || match factor.standing.get() {
        Some(Standing::Off(enrollment)) => set_up::section(factor, &enrollment),
        Some(Standing::On) => on(factor),
        Some(Standing::Codes(codes)) => codes::section(factor, codes),
        None => nothing(),
    };
    view! {
        <Loaded
            ready=Signal::derive(move || factor.standing.with(Option::is_some))
            error=Derived::new(move || factor.failed.get())
            loading=factor.loading
            on_retry=move |()| factor.ask()
            label="Loading two-factor authentication"
        >
            {live(content)}
        </Loaded>
    }
}

/// What can be done while it is on.
fn on(factor: SecondFactor) -> AnyView {
    let toaster = use_toaster();
    let id = move || factor.of.get_value();
    let new_codes = asked(Ask {
        label: "Create new recovery codes",
        busy: "Creating…",
        text: "Your current recovery codes stop working.",
        danger: false,
        send: |api, id| Box::pin(send::<ReCreateRecoveryCodes>(api, ReCreateRecoveryCodes::path(id), None)),
        done: Box::new(move |answer| factor.tell(answer)),
        id: id(),
    });
    let turn_off = asked(Ask {
        label: "Turn off",
        busy: "Turning off…",
        text: "You’ll sign in without a code, and your recovery codes stop working. Organizations that require two-factor \
               authentication lock you out until you turn it on again.",
        danger: true,
        send: |api, id| Box::pin(send::<WithdrawTotpEnrollment>(api, WithdrawTotpEnrollment::path(id), None)),
        done: Box::new(move |_| {
            toaster.push(Toast::success("Two-factor authentication is off"));
            factor.ask();
        }),
        id: id(),
    });
    let actions = StoredValue::new_local(Some(views![new_codes, turn_off]));
    let actions = move || actions.try_update_value(Option::take).flatten().into_any();
    view! {
        <Section
            title="Two-factor authentication"
            description="Signing in asks for a code from your authenticator app."
            actions=actions
        >
            {view! { <Status text="On" tone=Tone::Success /> }}
        </Section>
    }
}

type Sent = std::pin::Pin<Box<dyn Future<Output = Result<Arc<Value>, ApiError>>>>;

/// Something that is asked about before it is done.
struct Ask {
    label: &'static str,
    busy: &'static str,
    text: &'static str,
    danger: bool,
    send: fn(Api, &str) -> Sent,
    done: Box<dyn Fn(Arc<Value>) + Send + Sync>,
    id: String,
}

fn asked(ask: Ask) -> AnyView {
    let Ask { label, busy: busy_label, text, danger, send, done, id } = ask;
    let api = Api::expect();
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let done = Arc::new(done);
    let confirm = move |()| {
        busy.set(true);
        failed.set(None);
        let (sent, done) = (send(api, &id), done.clone());
        spawn_local(async move {
            let answer = sent.await;
            // The page may be gone by now, with everything it held.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(answer) => {
                    open.set(false);
                    done(answer);
                }
                Err(error) => failed.set(Some(format!("{}. {}", error.title(), error.text()))),
            }
        });
    };
    let dialog = view! {
        <ConfirmDialog
            open=open
            on_cancel=move || open.set(false)
            on_confirm=confirm
            title=format!("{label}?")
            confirm_label=label
            danger=danger
            busy=busy
            busy_label=Some(busy_label.to_owned())
            error=failed
        >
            {text}
        </ConfirmDialog>
    };
    let kind = ButtonKind::Secondary;
    let button = view! {
        <Button kind=kind on_click=move |()| open.set(true)>
            {label}
        </Button>
    };
    views![button, dialog]
}
