//! Whether a person has to be verified before they can create projects.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use wheelhouse_contract::sections::users::{
    CheckIfPhoneVerificationIsRequired, CheckIfVerificationIsRequired, PhoneVerification, Verification,
};
use wheelhouse_contract::{Endpoint, Resource};

use crate::api::{Api, ApiError, Request};
use crate::ui::{Button, Notice, NoticeTone, Section, Status, Tone, live, nothing, view};

/// What stands between a person and their first project.
#[derive(Clone, PartialEq)]
enum Standing {
    Nothing,
    Phone,
    Staff,
    /// Something that the API calls by this word.
    Other(String),
    Failed(String),
}

fn standing(verification: &Verification, phone: &PhoneVerification) -> Standing {
    match (verification.state(), verification.kind()) {
        (Some(true), Some("staff")) => Standing::Staff,
        (Some(true), Some("phone")) => Standing::Phone,
        _ if phone.verify_phone() == Some(true) => Standing::Phone,
        (Some(true), kind) => Standing::Other(kind.filter(|kind| !kind.is_empty()).unwrap_or("account").to_owned()),
        (Some(false), _) => Standing::Nothing,
        (None, _) => Standing::Failed("The API’s answer doesn’t say whether anything has to be verified.".to_owned()),
    }
}

/// The part of the profile that asks for it: the API answers only to a POST.
pub fn section() -> AnyView {
    let api = Api::expect();
    let known = RwSignal::new(None::<Standing>);
    let busy = RwSignal::new(false);
    let check = move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = ask(api).await;
            // The page may be gone by now, with everything it held.
            if busy.try_set(false).is_none() {
                known.set(Some(answer.unwrap_or_else(|error| Standing::Failed(error.text()))));
            }
        });
    };
    let actions = move || {
        view! {
            <Button busy=busy busy_label="Checking…" on_click=check>
                "Check verification"
            </Button>
        }
    };
    let content = move || match known.get() {
        None => nothing(),
        Some(Standing::Nothing) => {
            view! { <Status text="Nothing to verify. You can create projects." tone=Tone::Success /> }
        }
        Some(Standing::Phone) => waiting("Verify your phone number", "Until you do, you can’t create projects."),
        Some(Standing::Staff) => {
            waiting("Support has to verify your account", "Until then, you can’t create projects. Contact support.")
        }
        Some(Standing::Other(what)) => {
            let title = format!("Verification required: {what}");
            view! {
                <Notice tone=NoticeTone::Warning title=title>
                    "Until then, you can’t create projects."
                </Notice>
            }
        }
        Some(Standing::Failed(text)) => {
            view! { <Notice tone=NoticeTone::Danger title="This couldn’t be checked">{text}</Notice> }
        }
    };
    view! {
        <Section
            title="Verification"
            description="Some accounts have to be verified before they can create projects."
            actions=actions
        >
            {live(content)}
        </Section>
    }
}

fn waiting(title: &'static str, text: &'static str) -> AnyView {
    view! { <Notice tone=NoticeTone::Warning title=title>{text}</Notice> }
}

async fn ask(api: Api) -> Result<Standing, ApiError> {
    let verification = post::<CheckIfVerificationIsRequired>(api, CheckIfVerificationIsRequired::path()).await?;
    let phone = post::<CheckIfPhoneVerificationIsRequired>(api, CheckIfPhoneVerificationIsRequired::path()).await?;
    Ok(standing(&Verification::new(verification), &PhoneVerification::new(phone)))
}

async fn post<E: Endpoint>(api: Api, path: String) -> Result<Arc<Value>, ApiError> {
    api.send(Request { method: E::OPERATION.method, path, body: None, abort: None }).await
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_has_to_be_verified_is_told_from_both_answers() {
        let told = |verification, phone| {
            let of = |value: Value| Arc::new(value);
            standing(&Verification::new(of(verification)), &PhoneVerification::new(of(phone)))
        };
        let phone = || json!({"verify_phone": true});
        assert!(told(json!({"state": false, "type": ""}), json!({"verify_phone": false})) == Standing::Nothing);
        assert!(told(json!({"state": true, "type": "phone"}), phone()) == Standing::Phone);
        assert!(told(json!({"state": true, "type": "staff"}), phone()) == Standing::Staff);
        assert!(told(json!({"state": false}), phone()) == Standing::Phone);
        assert!(told(json!({"state": true, "type": "papers"}), json!({})) == Standing::Other("papers".to_owned()));
        assert!(matches!(told(json!({"state": "?"}), json!(null)), Standing::Failed(_)));
    }
}
