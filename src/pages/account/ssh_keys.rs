//! The public keys that a person's machines are known by.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::sections::ssh_keys::{AddANewPublicSshKeyToAUser, DeleteAnSshKey, GetAnSshKey, SshKey};
use wheelhouse_contract::sections::users::GetCurrentLoggedInUserInfo;

use crate::components::{
    Column, Common, Operations, Owner, ResourcePages, Shown, Words, exact_or, facts, facts_of, or_unknown,
    resource_pages,
};
use crate::layouts::Place;
use crate::routes::{AtKept, Route};
use crate::ui::{Copyable, IconName, Section, view, views};

/// One of their pages.
pub fn page(place: Place, at: AtKept) -> AnyView {
    // Their addresses do not say whose they are.
    let owner = place.owner().map(|owner| Owner { ids: Vec::new(), ..owner });
    owner.and_then(|owner| resource_pages(&PAGES, owner, at.into())).into_any()
}

static PAGES: ResourcePages<SshKey> = ResourcePages::plain(
    Common {
        id: |_, one: &Value| Some(one.get("key_id")?.as_i64()?.to_string()),
        added: Some(|_| "Added the SSH key".to_owned()),
        ..Common::plain(
            Words {
                one: "SSH key",
                many: "SSH keys",
                icon: IconName::KEY,
                none: "No SSH keys",
                hint: "You connect to environments and Git over SSH with a key.",
            },
            |_, at| Route::SshKeys { at: at.into() },
        )
    },
    Operations::of::<GetCurrentLoggedInUserInfo, GetAnSshKey>()
        .create_own::<AddANewPublicSshKeyToAUser>("You can connect with it once environments redeploy.")
        .delete_own::<DeleteAnSshKey>("Whoever has the key can no longer connect"),
    Shown { name, columns: COLUMNS, content, consequences: |_, _| "Open connections stay until they end.".to_owned() },
);

const COLUMNS: &[Column<SshKey>] = &[
    Column::text("title", "Title", name),
    Column::text("fingerprint", "Fingerprint", |key: &SshKey| or_unknown(key.fingerprint())).mono(),
    Column::time("changed", "Added", |key: &SshKey| key.changed()),
];

fn name(key: &SshKey) -> String {
    let title = key.title().filter(|title| !title.trim().is_empty());
    title.map_or_else(|| key.key_id().map_or_else(|| or_unknown(None), |id| format!("Key {id}")), str::to_owned)
}

fn content(_: &Owner, key: &SshKey) -> AnyView {
    let fingerprint = or_unknown(key.fingerprint());
    let known = facts_of(facts![
        ("Fingerprint", view! { <Copyable text=fingerprint label="Copy fingerprint" /> }),
        ("Added", exact_or("Unknown", key.changed())),
    ]);
    let value = key.value().unwrap_or_default().to_owned();
    let public =
        view! { <Section title="Public key">{view! { <Copyable text=value label="Copy public key" /> }}</Section> };
    views![known, public]
}
