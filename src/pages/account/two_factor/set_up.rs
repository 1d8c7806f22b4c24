//! Setting a device up, and showing that it makes the right passcodes.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;
use wheelhouse_contract::sections::mfa::{ConfirmTotpEnrollment, TotpEnrollment};

use super::secret::{grouped, passcode};
use super::{SecondFactor, send};
use crate::api::Api;
use crate::components::{form_problem, or_unknown};
use crate::ui::{
    Button, ButtonKind, CopyButton, Field, Notice, NoticeTone, Section, TextInput, el, focus, live, nothing, view,
    views,
};

stylance::import_style!(style, "set_up.module.css");

/// The id of the field for the passcode.
const FIELD: &str = "passcode";

/// What to set an app up with, and the code that shows it was.
pub fn section(factor: SecondFactor, enrollment: &TotpEnrollment) -> AnyView {
    let secret = enrollment.secret().unwrap_or_default().to_owned();
    let picture = match enrollment.qr_code().filter(|code| is_picture(code)) {
        Some(code) => el("img")
            .class(style::picture)
            .attr("src", format!("data:image/png;base64,{code}"))
            .attr("alt", "QR code with the setup key below")
            .attr("width", "200")
            .attr("height", "200")
            .into_any(),
        None => {
            view! { <Notice tone=NoticeTone::Info title="There’s no QR code">"Type the setup key instead."</Notice> }
        }
    };
    let key = el("p")
        .class(style::key)
        .child("Setup\u{a0}key: ".into_any())
        .el(el("code").class(style::secret).text(grouped(&secret)))
        .child(view! { <CopyButton text=secret.clone() label="Copy setup key" /> });
    let account = el("p")
        .class("muted")
        .text(format!("Account: {} · Time-based, 6 digits", or_unknown(enrollment.account_name())));
    let steps = el("ol")
        .class(style::steps)
        .el(el("li")
            .text("Scan the code with your authenticator app, or type the setup key.")
            .child(picture)
            .el(key)
            .el(account))
        .el(el("li").text("Enter the code the app shows.").child(confirmation(factor, secret)));
    view! {
        <Section
            title="Two-factor authentication"
            description="Off. When it’s on, you sign in with a code from your authenticator app as well."
        >
            {steps}
        </Section>
    }
}

/// Whether a text can be put into an address as a picture's Base64.
fn is_picture(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
}

fn confirmation(factor: SecondFactor, secret: String) -> AnyView {
    let api = Api::expect();
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let problem = RwSignal::new(None::<(String, String)>);
    let busy = RwSignal::new(false);
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        problem.set(None);
        let Some(code) = passcode(&typed.get_untracked()) else {
            wrong.set(Some("Enter the 6-digit code.".to_owned()));
            focus(FIELD);
            return;
        };
        wrong.set(None);
        busy.set(true);
        let path = factor.of.with_value(|id| ConfirmTotpEnrollment::path(id));
        let body = json!({"secret": secret, "passcode": code});
        spawn_local(async move {
            let answer = send::<ConfirmTotpEnrollment>(api, path, Some(body)).await;
            // The page may be gone by now, with everything it held.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(codes) => factor.tell(codes),
                Err(error) => {
                    let of_code = error.fields().iter().find(|field| field.field == "passcode");
                    match of_code {
                        Some(field) => {
                            wrong.set(Some(field.message.clone()));
                            focus(FIELD);
                        }
                        None => {
                            let refused = form_problem(&error);
                            problem.set(Some((refused.title, refused.text)));
                        }
                    }
                    // Another tab may have turned it on, or off and on again.
                    if error.is(409) {
                        factor.ask();
                    }
                }
            }
        });
    };
    let notice = move || match problem.get() {
        Some((title, text)) => view! { <Notice tone=NoticeTone::Danger title=title>{text}</Notice> },
        None => nothing(),
    };
    let field = view! {
        <Field id=FIELD label="Code" required=true error=wrong>
            <TextInput
                inputmode="numeric"
                autocomplete="one-time-code"
                mono=true
                max_length=9_u32
                value=typed
                on_input=move |text: String| {
                    wrong.set(None);
                    typed.set(text);
                }
            />
        </Field>
    };
    let button = view! {
        <Button kind=ButtonKind::Primary submit=true busy=busy busy_label="Turning on…">
            "Turn on"
        </Button>
    };
    el("form")
        .class(style::form)
        .attr("novalidate", "")
        .on("submit", submit)
        .child(field)
        .child(views![live(notice), button])
        .into_any()
}
