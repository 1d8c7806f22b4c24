//! Disks that fill up, and integrations that tell of it.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::start::random_id;
use crate::clock::Moment;
use crate::config::Config;
use crate::store::environments::Environment;
use crate::store::integrations::{self, Integration};
use crate::store::kinds::Kind;
use crate::store::notices::{Level, Notice};
use crate::store::rows;

/// Bytes of the unit in which disks are declared.
const MEBIBYTE: i64 = 1 << 20;

/// Has integrations be told when what a service or the mounts of an application hold leaves another level of room than
/// before. What has no disk of its own is never full.
///
/// # Errors
/// When the database cannot be read or written.
pub fn notice(
    connection: &Connection,
    environment: &Environment,
    config: &Config,
    service: &str,
    (before, after): (i64, i64),
    now: Moment,
) -> rusqlite::Result<()> {
    let Some(disk) = config.disk_of(service).filter(|disk| *disk > 0) else { return Ok(()) };
    let free = |used: i64| {
        let all = disk.saturating_mul(MEBIBYTE);
        all.saturating_sub(used).clamp(0, all).saturating_mul(100).div_euclid(all)
    };
    let (was, free_percent) = (Level::of(free(before)), free(after));
    let level = Level::of(free_percent);
    if was == level {
        return Ok(());
    }
    let all = integrations::list(connection, &environment.project_id)?;
    all.iter().filter(|integration| kind(integration, "", "", level).is_some()).try_for_each(|integration| {
        let notice = Notice {
            id: random_id(),
            project_id: environment.project_id.clone(),
            integration_id: integration.id.clone(),
            environment_id: environment.id.clone(),
            service: service.to_owned(),
            level,
            free_percent,
            made_at: now,
            taken_at: None,
        };
        rows::insert(connection, &notice)
    })
}

/// The activity that says how telling it went, for an integration that tells of disks.
pub(super) fn kind(integration: &Integration, environment: &str, service: &str, level: Level) -> Option<Kind> {
    let (environment, service, level) = (environment.to_owned(), service.to_owned(), level.name().to_owned());
    match integration.kind.as_str() {
        "health.email" => Some(Kind::IntegrationHealthEmail { environment, service, level }),
        "health.pagerduty" => Some(Kind::IntegrationHealthPagerduty { environment, service, level }),
        "health.slack" => Some(Kind::IntegrationHealthSlack { environment, service, level }),
        "health.webhook" => Some(Kind::IntegrationHealthWebhook { environment, service, level }),
        _ => None,
    }
}

/// In a sentence.
pub fn sentence(notice: &Notice) -> String {
    format!("{}: {}% are free.", news(notice), notice.free_percent)
}

fn news(notice: &Notice) -> String {
    let Notice { environment_id, service, .. } = notice;
    let what = match notice.level {
        Level::Ok => "has room again",
        Level::Warning => "fills up",
        Level::Critical => "is almost full",
    };
    format!("The disk of {service} in {environment_id} {what}")
}

/// What people are sent by mail: the subject and the text.
pub fn letter(notice: &Notice, project: &str) -> (String, String) {
    let Notice { project_id, environment_id, service, level, .. } = notice;
    let text = format!(
        "{}\n\nProject: {project} ({project_id})\nEnvironment: {environment_id}\nService: {service}\nLevel: {}\n\n\
         This comes from a Wheelhouse sandbox: no real project is affected.\n",
        sentence(notice),
        level.name(),
    );
    (format!("[{project}] {}", news(notice)), text)
}

/// What a health webhook is sent.
pub fn body(notice: &Notice) -> Value {
    json!({
        "id": notice.id,
        "type": "health.disk",
        "level": notice.level.name(),
        "project": notice.project_id,
        "environment": notice.environment_id,
        "service": notice.service,
        "free_percent": notice.free_percent,
        "created_at": notice.made_at.rfc3339(),
        "text": sentence(notice),
    })
}

/// What Slack's [`chat.postMessage`](https://docs.slack.dev/reference/methods/chat.postMessage) is sent. The names in the
/// text are no mentions and links, whatever they are.
pub fn message(notice: &Notice, channel: &str) -> Value {
    let text = sentence(notice).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    json!({"channel": channel, "text": text})
}

/// What PagerDuty is sent: one incident for each disk, resolved when it has room again.
pub fn incident(notice: &Notice, routing_key: &str) -> Value {
    let Notice { project_id, environment_id, service, .. } = notice;
    let action = if notice.level == Level::Ok { "resolve" } else { "trigger" };
    json!({
        "routing_key": routing_key,
        "event_action": action,
        "dedup_key": format!("{project_id}/{environment_id}/{service}"),
        "payload": {
            "summary": sentence(notice),
            "source": format!("{project_id}/{environment_id}"),
            "severity": if notice.level == Level::Critical { "critical" } else { "warning" },
            "component": service,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_mentions_anybody_on_slack() {
        let notice = Notice {
            id: String::new(),
            project_id: String::new(),
            integration_id: String::new(),
            environment_id: "a&b".to_owned(),
            service: "<!channel>".to_owned(),
            level: Level::Critical,
            free_percent: 3,
            made_at: Moment::from_micros(0),
            taken_at: None,
        };
        let text = "The disk of &lt;!channel&gt; in a&amp;b is almost full: 3% are free.";
        assert_eq!(message(&notice, "#ops"), json!({"channel": "#ops", "text": text}));
    }
}
