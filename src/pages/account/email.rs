//! Another e-mail address for an account.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Described;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::users::{EmailAddressReset, ResetEmailAddress};

use crate::components::{Change, CreateForm, Labels, create_form, page_title};
use crate::routes::Route;
use crate::ui::{PageHeader, view, views};

/// Asks for it; it counts once a link that is sent there is followed.
pub fn page(id: &str) -> AnyView {
    let title = "Change email";
    page_title(Signal::stored(title.to_owned()));
    let form = create_form(CreateForm {
        body: EmailAddressReset::BODY,
        change: Change::new::<ResetEmailAddress>(ResetEmailAddress::path(id)),
        labels: Labels::new("Send confirmation", "Sending…"),
        done: Box::new(|sent: &Value| match text(sent, "email_address") {
            Some(address) => format!("We sent a confirmation link to {address}"),
            None => "We sent a confirmation link".to_owned(),
        }),
        back: Route::Profile.path(),
        land: Box::new(|_| None),
        forbidden: Signal::stored(None),
        lacks: Signal::stored(None),
        options: None,
        before_actions: None,
    });
    views![view! { <PageHeader title=title /> }, form]
}
