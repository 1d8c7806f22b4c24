//! The identities elsewhere that a person signs in with.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::connections::{
    Connection, DeleteAFederatedLoginConnection, GetAFederatedLoginConnection, ListFederatedLoginConnections,
};

use crate::components::{
    Column, Common, Operations, Owner, Reason, ResourcePages, Shown, Words, exact_or, facts, facts_of, or_unknown,
};
use crate::data::AnyRead;
use crate::layouts::resource_page;
use crate::routes::{AtHeld, Route};
use crate::ui::{Badge, IconName, view};

/// One of their pages.
pub fn page(at: AtHeld) -> AnyView {
    resource_page(&PAGES, at)
}

static PAGES: ResourcePages<Connection> = ResourcePages {
    state: Some(|connection| match connection.is_mandatory() {
        Some(true) => view! { <Badge text="Required" /> },
        _ => ().into_any(),
    }),
    ..ResourcePages::plain(
        Common {
            id: |_, one: &Value| text(one, "provider").map(str::to_owned),
            cannot_delete: Some(cannot_delete),
            ..Common::plain(
                Words {
                    one: "connection",
                    many: "connections",
                    icon: IconName::KEY,
                    none: "No connections",
                    hint: "Sign in with another provider, such as Google or your company’s, and it shows here.",
                },
                |_, at| Route::Connections { at: at.into() },
            )
        },
        Operations::of::<ListFederatedLoginConnections, GetAFederatedLoginConnection>()
            .delete_own::<DeleteAFederatedLoginConnection>("You can no longer sign in with it"),
        Shown {
            name: |connection| called(connection.provider()),
            columns: COLUMNS,
            content,
            consequences: |_, _| {
                "Make sure you can still sign in another way. It comes back when you sign in with it again.".to_owned()
            },
        },
    )
};

const COLUMNS: &[Column<Connection>] = &[
    Column::text("provider", "Provider", |connection: &Connection| called(connection.provider())),
    Column::text("email", "Email", |connection: &Connection| or_unknown(connection.email_address())),
    Column::text("required", "Required", |connection: &Connection| required(connection)),
    Column::time("created", "Connected", |connection: &Connection| connection.created_at()),
];

/// What a provider, or a kind of them, is called.
fn called(provider: Option<&str>) -> String {
    let name = match provider {
        Some("bitbucket") => "Bitbucket",
        Some("github") => "GitHub",
        Some("google") => "Google",
        Some("saml") => "SAML",
        other => return or_unknown(other),
    };
    name.to_owned()
}

fn required(connection: &Connection) -> String {
    match connection.is_mandatory() {
        Some(true) => "Yes".to_owned(),
        Some(false) => "No".to_owned(),
        None => or_unknown(None),
    }
}

fn content(_: &Owner, connection: &Connection) -> AnyView {
    facts_of(facts![
        ("Kind", called(connection.provider_type())),
        ("Email", or_unknown(connection.email_address())),
        ("Account there", or_unknown(connection.subject())),
        ("Required", required(connection)),
        ("Connected", exact_or("Unknown", connection.created_at())),
        ("Updated", exact_or("Never", connection.updated_at())),
    ])
}

fn cannot_delete(_: &Owner, one: AnyRead, _: Reason) -> Reason {
    Signal::derive(move || {
        let is_mandatory = one.data::<Connection>().and_then(|connection| connection.is_mandatory()) == Some(true);
        is_mandatory.then(|| "Your organization requires it. Its owner can change that.".to_owned())
    })
}
