//! What the demo's projects are integrated with, and where they can be deployed to.

use serde_json::{Map, Value, json};

use super::demo::SHOP;
use super::seeder::{Seeder, letters};
use crate::integration_kinds;
use crate::setup::random_token;
use crate::store::integrations::{Integration, insert};
use crate::store::projects::Project;
use crate::store::targets::{self, Target};

pub fn fill(seeder: &Seeder<'_>, project: &Project) -> rusqlite::Result<()> {
    for (number, body) in (1_i64..).zip(given(&project.id)) {
        let Value::Object(body) = body else { continue };
        let kind = body.get("type").and_then(Value::as_str).unwrap_or_default();
        let created_at = project.created_at.plus_seconds(number.saturating_mul(13 * 24 * 60 * 60));
        insert(
            seeder.connection,
            &Integration {
                project_id: project.id.clone(),
                id: letters(&format!("{}/{kind}", project.id), 13),
                kind: kind.to_owned(),
                facts: integration_kinds::facts(kind, &body),
                hook_key: random_token(),
                bot_token: String::new(),
                created_at,
                updated_at: created_at,
            },
        )?;
    }
    if project.id == SHOP { target(seeder, project) } else { Ok(()) }
}

/// As they were given once, but for their secrets.
fn given(project: &str) -> Vec<Value> {
    match project {
        SHOP => vec![
            json!({"type": "github", "repository": "lakeside-media/shop"}),
            json!({"type": "health.slack", "channel": "#shop-alerts"}),
            json!({"type": "webhook", "url": "https://deploys.lakeside-media.example/hooks/shop",
                "events": ["environment.push", "environment.merge"], "environments": ["main", "staging"]}),
            json!({"type": "httplog", "url": "https://logs.lakeside-media.example/ingest", "extra": {"team": "shop"},
                "excluded_services": ["cache"]}),
        ],
        "magazine3tq5z" => vec![
            json!({"type": "gitlab", "project": "lakeside/editorial/magazine", "base_url": "https://git.lakeside-media.example"}),
            json!({"type": "health.email", "recipients": ["newsroom@lakeside-media.example"], "from_address": null}),
        ],
        "telemetry6gwz" => vec![
            json!({"type": "syslog", "host": "logs.northwind-labs.example", "port": 6514}),
            json!({"type": "script", "script": TELL, "events": ["environment.backup"], "result": "failure"}),
        ],
        "portal5hq2ndc" => vec![json!({"type": "bitbucket", "repository": "northwind-labs/portal",
            "app_credentials": {"key": "northwind-portal"}})],
        _ => Vec::new(),
    }
}

/// Tells of backups that failed.
const TELL: &str = r#"var resp = fetch("https://pager.northwind-labs.example/notify", {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ text: activity.text, log: activity.log }),
});
if (!resp.ok) {
  console.log("The pager answered " + resp.status);
}
"#;

/// Machines of its own, which the shop has described and not moved to.
fn target(seeder: &Seeder<'_>, project: &Project) -> rusqlite::Result<()> {
    let mut facts = Map::new();
    facts.insert("enforced_mounts".to_owned(), json!({"/var/uploads": {"path": "uploads", "local": false}}));
    targets::put(
        seeder.connection,
        &Target {
            project_id: project.id.clone(),
            id: letters("dedicated", 13),
            kind: "dedicated".to_owned(),
            name: "black-friday-cluster".to_owned(),
            facts,
            created_at: seeder.days_ago(26),
        },
    )
}
