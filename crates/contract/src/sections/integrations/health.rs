//! Who is told when an environment's disk fills up, and when it has room again.

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use crate::checks;

/// By mail.
#[derive(Deserialize, Body)]
pub struct Email {
    /// Who receives the emails.
    #[field(min = 1, max = 100, check = checks::email)]
    pub recipients: Vec<String>,
    /// The sender’s address. Leave empty for the platform’s address.
    #[field(label = "From", kind = "email", max = 254)]
    pub from_address: Option<Option<String>>,
}

/// On Slack.
#[derive(Deserialize, Body)]
pub struct Slack {
    /// For example, #ops. The bot must be in the channel.
    #[field(min = 1, max = 128)]
    pub channel: String,
    /// The token of a bot in your workspace.
    #[field(label = "Bot token", min = 1, max = 1024, secret)]
    pub token: String,
}

/// On PagerDuty.
#[derive(Deserialize, Body)]
pub struct PagerDuty {
    /// The integration key of a PagerDuty service.
    #[field(min = 1, max = 1024, secret)]
    pub routing_key: String,
}

/// To one's own address.
#[derive(Deserialize, Body)]
pub struct WebHook {
    /// Receives a POST with JSON.
    #[field(label = "Address", kind = "url", min = 1, max = 2048)]
    pub url: String,
    /// Signs each request so that the receiver can verify it. Leave empty for unsigned requests.
    #[field(min = 1, max = 1024, secret)]
    pub shared_key: Option<Option<String>>,
}
