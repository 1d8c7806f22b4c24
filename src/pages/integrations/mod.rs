//! What a project is integrated with.

mod kinds;
mod new;
mod words;

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Resource;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::integrations::{
    DeleteAnExistingThirdPartyIntegration, GetInformationAboutAnExistingThirdPartyIntegration,
    GetListOfExistingIntegrationsForAProject, IntegrateProjectWithAThirdPartyService, Integration,
    UpdateAnExistingThirdPartyIntegration,
};
use wheelhouse_contract::sections::project::Project;

use crate::api::Api;
use crate::components::{
    Column, Common, Consequence, Operations, Owner, Reason, ResourcePages, Shown, Words, body_facts, copyable_id,
    exact_or, kind_label,
};
use crate::data::AnyRead;
use crate::layouts::resource_page;
use crate::routes::{Route, page};
use crate::ui::{Badge, Copyable, IconName, view};
use words::{BODY, kind, name, role, short_name, what_ends};

/// The page of an address.
pub fn page(page: page::Integrations) -> AnyView {
    let page::Integrations::Integrations { at, .. } = page;
    resource_page(&PAGES, at)
}

static PAGES: ResourcePages<Integration> = ResourcePages {
    typed: Some(short_name),
    state: Some(|integration| view! { <Badge text=kind(integration) /> }),
    ..ResourcePages::plain(
        Common {
            add: Some(new::page),
            added: Some(|sent: &Value| format!("Added {}", kind_label(BODY, text(sent, "type")))),
            cannot_edit: Some(cannot_edit),
            ..Common::plain(
                Words {
                    one: "integration",
                    many: "integrations",
                    icon: IconName::INTEGRATION,
                    none: "No integrations yet",
                    hint: "Integrations pull code from a code host and send notifications and logs.",
                },
                |owner, at| Route::Integrations { project: owner.project(), at },
            )
        },
        Operations::of::<GetListOfExistingIntegrationsForAProject, GetInformationAboutAnExistingThirdPartyIntegration>(
        )
        .create::<IntegrateProjectWithAThirdPartyService>(Project::INTEGRATIONS, "")
        .update::<UpdateAnExistingThirdPartyIntegration>(
            Integration::EDIT,
            Consequence::plain("Takes effect from the next event. Nothing redeploys."),
        )
        .delete::<DeleteAnExistingThirdPartyIntegration>(Integration::DELETE, "Its settings and secrets are lost"),
        Shown { name, columns: COLUMNS, content, consequences },
    )
};

const COLUMNS: &[Column<Integration>] = &[
    Column::text("name", "Connected to", name),
    Column::text("kind", "Kind", kind),
    Column::text("role", "Role", role),
    Column::time("created", "Added", Integration::created_at),
];

fn consequences(_: &Owner, integration: &Integration) -> String {
    format!("{} To restore it, add it again with its secrets.", what_ends(integration))
}

fn content(_: &Owner, integration: &Integration) -> AnyView {
    let mut more = vec![
        ("Role", role(integration).into_any()),
        ("Added", exact_or("Unknown", integration.created_at())),
        ("Changed", exact_or("Unknown", integration.updated_at())),
    ];
    more.extend(integration.token_expires_at().map(|at| ("Token expires", exact_or("", Some(at)))));
    more.push(("ID", copyable_id("integration", integration.id())));
    // Where the code host says that something was pushed: hooks that are set up by hand need it.
    let api = Api::expect();
    let hook =
        integration.links().href(Integration::HOOK).and_then(|href| Some(api.public_url(&api.path_of(href).ok()?)));
    more.extend(hook.map(|hook| ("Hook", view! { <Copyable text=hook label="Copy hook URL" /> })));
    body_facts(BODY, integration.raw(), more)
}

/// Nor can one whose kind is known here and has no fields.
fn cannot_edit(_: &Owner, integration: AnyRead, reason: Reason) -> Reason {
    let is_fixed = move || {
        let variant = integration.raw().and_then(|raw| BODY.variant(raw.as_object()?));
        variant.is_some_and(|variant| variant.body.fields.is_empty())
    };
    let fixed = || "This integration has no settings.".to_owned();
    Signal::derive(move || reason.get().or_else(|| is_fixed().then(fixed)))
}
