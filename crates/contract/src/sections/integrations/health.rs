//! Who is told when an environment's disk fills up, and when it has room again.

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use crate::checks;

/// By mail.
#[derive(Deserialize, Body)]
pub struct Email {
    /// Who gets the mails.
    #[field(min = 1, max = 100, check = checks::email)]
    pub recipients: Vec<String>,
    /// Whom the mails are from; none for the platform’s own address.
    #[field(label = "From", kind = "email", max = 254)]
    pub from_address: Option<Option<String>>,
}

/// On Slack.
#[derive(Deserialize, Body)]
pub struct Slack {
    /// As in #ops. The bot must be in the channel.
    #[field(min = 1, max = 128)]
    pub channel: String,
    /// The token of a bot of your workspace.
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

/// To an address of one's own.
#[derive(Deserialize, Body)]
pub struct WebHook {
    /// It gets a POST with JSON.
    #[field(label = "Address", kind = "url", min = 1, max = 2048)]
    pub url: String,
    /// Signs each request, so that the receiver can tell it is from here. None for unsigned requests.
    #[field(min = 1, max = 1024, secret)]
    pub shared_key: Option<Option<String>>,
}
