//! Third-Party Integrations: where a project's code comes from, and who is told what happens to it.
//!
//! A kind's fields are the same for a new integration and for changes to one, so both bodies share them.

pub mod code_hosts;
pub mod events;
pub mod health;
pub mod logs;

use serde::Deserialize;
use serde_json::Value;
use wheelhouse_contract_derive::Body;

use crate::answer::{Accepted, Items, Written};
use crate::body::{Body, Described};
use crate::operation::section;
use crate::resource::{Resource, resource, text};

resource! {
    /// An integration. What it has beyond this, its kind's fields in [`IntegrationCreateInput`] say; secrets are not
    /// told.
    Integration {
        id: text,
        created_at: time,
        updated_at: time,
        /// As in `github`: the tag of its kind.
        kind: text "type",
        /// What it does for the project, as in `repository` or `health`.
        role: text,
    } => {
        EDIT: "#edit",
        DELETE: "#delete",
        /// Where a code host reports what was pushed.
        HOOK: "#hook",
    }
}

impl Integration {
    /// What it is connected to, in the words of its kind: a repository, a channel, an address.
    pub fn subject(&self) -> Option<&str> {
        let keys = ["repository", "project", "channel", "url", "host", "service_id", "from_address"];
        keys.into_iter().find_map(|key| text(self.raw(), key).filter(|text| !text.is_empty()))
    }

    /// When the token to the code host ends, where the API knows.
    pub fn token_expires_at(&self) -> Option<&str> {
        text(self.raw(), "token_expires_at")
    }
}

/// A new integration.
#[derive(Deserialize, Body)]
#[serde(tag = "type")]
#[body(tag = "type", label = "Kind of integration")]
pub enum IntegrationCreateInput {
    /// Pulls code from GitHub or GitHub Enterprise.
    #[serde(rename = "github")]
    #[body(value = "github", label = "GitHub")]
    Github(code_hosts::Github),
    /// Pulls code from GitLab or a self-hosted GitLab server.
    #[serde(rename = "gitlab")]
    #[body(value = "gitlab", label = "GitLab")]
    GitLab(code_hosts::GitLab),
    /// Pulls code from Bitbucket Cloud.
    #[serde(rename = "bitbucket")]
    #[body(value = "bitbucket", label = "Bitbucket")]
    Bitbucket(code_hosts::Bitbucket),
    /// Pulls code from a self-hosted Bitbucket server.
    #[serde(rename = "bitbucket_server")]
    #[body(value = "bitbucket_server", label = "Bitbucket Server")]
    BitbucketServer(code_hosts::BitbucketServer),
    /// Emails people when a disk fills up or recovers.
    #[serde(rename = "health.email")]
    #[body(value = "health.email", label = "Health by email")]
    HealthEmail(health::Email),
    /// Posts to Slack when a disk fills up or recovers.
    #[serde(rename = "health.slack")]
    #[body(value = "health.slack", label = "Health on Slack")]
    HealthSlack(health::Slack),
    /// Alerts PagerDuty when a disk fills up or recovers.
    #[serde(rename = "health.pagerduty")]
    #[body(value = "health.pagerduty", label = "Health on PagerDuty")]
    HealthPagerDuty(health::PagerDuty),
    /// Sends disk alerts and recoveries to your URL.
    #[serde(rename = "health.webhook")]
    #[body(value = "health.webhook", label = "Health webhook")]
    HealthWebHook(health::WebHook),
    /// Sends each activity to your URL.
    #[serde(rename = "webhook")]
    #[body(value = "webhook", label = "Webhook")]
    WebHook(events::WebHook),
    /// Runs your script on each activity.
    #[serde(rename = "script")]
    #[body(value = "script", label = "Script")]
    Script(events::Script),
    /// Purges Fastly after deployments and serves your certificates there.
    #[serde(rename = "cdn.fastly")]
    #[body(value = "cdn.fastly", label = "Fastly CDN")]
    Fastly(events::Fastly),
    /// Profiles your applications with Blackfire.
    #[serde(rename = "blackfire")]
    #[body(value = "blackfire", label = "Blackfire")]
    Blackfire(events::Blackfire),
    /// Sends logs to New Relic.
    #[serde(rename = "newrelic")]
    #[body(value = "newrelic", label = "Logs to New Relic")]
    NewRelic(logs::NewRelic),
    /// Sends logs to Splunk.
    #[serde(rename = "splunk")]
    #[body(value = "splunk", label = "Logs to Splunk")]
    Splunk(logs::Splunk),
    /// Sends logs to Sumo Logic.
    #[serde(rename = "sumologic")]
    #[body(value = "sumologic", label = "Logs to Sumo Logic")]
    Sumologic(logs::Sumologic),
    /// Sends logs to a syslog server.
    #[serde(rename = "syslog")]
    #[body(value = "syslog", label = "Logs by syslog")]
    Syslog(logs::Syslog),
    /// Sends logs to your URL.
    #[serde(rename = "httplog")]
    #[body(value = "httplog", label = "Logs over HTTP")]
    HttpLog(logs::HttpLog),
    /// Sends logs to an OpenTelemetry collector.
    #[serde(rename = "otlplog")]
    #[body(value = "otlplog", label = "Logs by OpenTelemetry")]
    OtlpLog(logs::OtlpLog),
}

/// Changes to an integration. Its kind stays, and has to be said.
pub enum IntegrationPatch {}

impl Described for IntegrationPatch {
    const BODY: &'static Body = {
        static BODY: Body = Body {
            name: "IntegrationPatch",
            fields: &[],
            variants: IntegrationCreateInput::BODY.variants,
            check: None,
        };
        &BODY
    };

    fn read(body: Value) -> serde_json::Result<()> {
        IntegrationCreateInput::read(body)
    }
}

section! {
    "Third-Party Integrations"

    /// All integrations of a project.
    GetListOfExistingIntegrationsForAProject =
        "get-list-of-existing-integrations-for-a-project" "Get list of existing integrations for a project"
        GET "/projects/{projectId}/integrations" (project_id) => Items<Integration>;

    /// Adds an integration.
    IntegrateProjectWithAThirdPartyService =
        "integrate-project-with-a-third-party-service" "Integrate project with a third-party service"
        POST "/projects/{projectId}/integrations" (project_id) body IntegrationCreateInput => Written<Integration>;

    /// One integration, with what the caller may do.
    GetInformationAboutAnExistingThirdPartyIntegration =
        "get-information-about-an-existing-third-party-integration"
        "Get information about an existing third-party integration"
        GET "/projects/{projectId}/integrations/{integrationId}" (project_id, integration_id) => Integration;

    /// Changes an integration.
    UpdateAnExistingThirdPartyIntegration =
        "update-an-existing-third-party-integration" "Update an existing third-party integration"
        PATCH "/projects/{projectId}/integrations/{integrationId}" (project_id, integration_id)
        body IntegrationPatch => Written<Integration>;

    /// Deletes an integration. Environments that a code host made stay.
    DeleteAnExistingThirdPartyIntegration =
        "delete-an-existing-third-party-integration" "Delete an existing third-party integration"
        DELETE "/projects/{projectId}/integrations/{integrationId}" (project_id, integration_id) => Accepted;
}
