//! The tokens that a person's programs sign in with.

use std::sync::Mutex;

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Resource;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::api_tokens::{
    ApiToken, CreateAnApiToken, DeleteAnApiToken, GetAnApiToken, ListAUserApiTokens,
};

use crate::components::{
    Column, Common, Operations, Owner, ResourcePages, Shown, Words, copyable_id, exact_or, facts, facts_of, or_unknown,
};
use crate::layouts::resource_page;
use crate::routes::{AtKept, Route};
use crate::ui::{Copyable, IconName, Notice, NoticeTone, nothing, view, views};

/// One of their pages.
pub fn page(at: AtKept) -> AnyView {
    // A new one is shown on the one page that follows, and on no other.
    match &at {
        AtKept::One(_) => on_cleanup(forget),
        _ => forget(),
    }
    resource_page(&PAGES, at)
}

static PAGES: ResourcePages<ApiToken> = ResourcePages::plain(
    Common {
        made: Some(remember),
        ..Common::plain(
            Words {
                one: "API token",
                many: "API tokens",
                icon: IconName::KEY,
                none: "No API tokens",
                hint: "Scripts and tools sign in as you with an API token.",
            },
            |_, at| Route::ApiTokens { at: at.into() },
        )
    },
    Operations::of::<ListAUserApiTokens, GetAnApiToken>()
        .create_own::<CreateAnApiToken>("It can do everything you can. You see it once, right after you add it.")
        .delete_own::<DeleteAnApiToken>("Whatever uses it can no longer sign in"),
    Shown {
        name: |token| or_unknown(token.name()),
        columns: COLUMNS,
        content,
        consequences: |_, _| "If you signed in with it, you’re signed out. You can’t restore it.".to_owned(),
    },
);

const COLUMNS: &[Column<ApiToken>] = &[
    Column::text("name", "Name", |token: &ApiToken| or_unknown(token.name())),
    Column::time("used", "Last used", |token: &ApiToken| token.last_used_at()).or("–"),
    Column::time("created", "Created", |token: &ApiToken| token.created_at()),
];

fn content(_: &Owner, token: &ApiToken) -> AnyView {
    let id = token.id().unwrap_or_default();
    let value = MADE.lock().ok().and_then(|made| made.as_ref().filter(|(of, _)| of == id).map(|(_, it)| it.clone()));
    let once = match value {
        Some(value) => {
            view! {
                <Notice tone=NoticeTone::Success title="Copy your token now. You won’t see it again.">
                    {view! { <Copyable text=value label="Copy API token" /> }}
                </Notice>
            }
        }
        None => nothing(),
    };
    // Not every API tells when a token was used.
    let says_use = token.raw().get("last_used_at").is_some();
    let mut known = facts![("Created", exact_or("Unknown", token.created_at()))];
    if says_use {
        known.push(("Last used", exact_or("Never", token.last_used_at())));
    }
    known.extend(facts![("ID", copyable_id("token", token.id()))]);
    views![once, facts_of(known)]
}

/// The id and the value of the token that was just made: the API says it once, and nothing else may keep it.
static MADE: Mutex<Option<(String, String)>> = Mutex::new(None);

fn remember(made: &Value) {
    if let (Some(id), Some(value), Ok(mut held)) = (text(made, "id"), text(made, "token"), MADE.lock()) {
        *held = Some((id.to_owned(), value.to_owned()));
    }
}

fn forget() {
    if let Ok(mut held) = MADE.lock() {
        *held = None;
    }
}
