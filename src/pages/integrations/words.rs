//! What integrations are called, and what they do.

use wheelhouse_contract::resource::texts;
use wheelhouse_contract::sections::integrations::{Integration, IntegrationCreateInput};
use wheelhouse_contract::{Body, Described, Resource};

use crate::components::{kind_label, one_line, or_unknown};
use crate::text::sentence;

/// The kinds, with all of their fields.
pub const BODY: &Body = IntegrationCreateInput::BODY;

/// How many characters of a name one can be asked to type.
const EASY: usize = 64;

/// The kind in words.
pub fn kind(integration: &Integration) -> String {
    kind_label(BODY, integration.kind())
}

/// What it is connected to; where nothing says so, its kind.
pub fn name(integration: &Integration) -> String {
    let subject = match texts(integration.raw(), "recipients").as_slice() {
        [] => integration.subject().map(one_line),
        [first] => Some(one_line(first)),
        [first, more @ ..] => Some(format!("{} and {} more", one_line(first), more.len())),
    };
    subject.filter(|subject| !subject.is_empty()).unwrap_or_else(|| kind(integration))
}

/// What is typed to delete it: its name, or its id where that is shorter work.
pub fn short_name(integration: &Integration) -> String {
    let name = name(integration);
    if name.chars().count() <= EASY { name } else { integration.id().map_or(name, str::to_owned) }
}

/// What it does for the project.
pub fn role(integration: &Integration) -> String {
    match integration.role() {
        Some("cdn") => "CDN".to_owned(),
        role => sentence(&or_unknown(role)),
    }
}

/// What ends with it.
pub fn what_ends(integration: &Integration) -> &'static str {
    match integration.role() {
        Some("repository") => "New pushes no longer arrive here. Environments it created stay, with their data.",
        Some("health") => "It no longer sends disk alerts.",
        Some("events") => "It’s no longer notified about project activity.",
        Some("logs") => "Logs are no longer sent there. Logs already sent aren’t deleted.",
        Some("cdn") => "The CDN is no longer notified of deployments.",
        Some("profiling") => "Applications are no longer profiled.",
        _ => "Whatever relies on it stops working.",
    }
}
