//! The variables of the demo's projects.

use serde_json::json;

use super::demo::SHOP;
use super::seeder::Seeder;
use crate::store::projects::Project;
use crate::store::variables::{Owner, Variable, insert};

pub fn fill(seeder: &Seeder<'_>, project: &Project) -> rusqlite::Result<()> {
    of_project(seeder, project)?;
    if project.id == SHOP {
        of_shop(seeder, project)?;
    } else if project.status == "active" {
        set(seeder, project, Some("main"), "env:LOG_LEVEL", "warn", |_| {})?;
        set(seeder, project, Some("staging"), "env:LOG_LEVEL", "debug", |_| {})?;
    }
    Ok(())
}

fn set(
    seeder: &Seeder<'_>,
    project: &Project,
    environment: Option<&str>,
    name: &str,
    value: &str,
    change: impl FnOnce(&mut Variable),
) -> rusqlite::Result<()> {
    let mut variable = Variable::new(Owner { project: &project.id, environment }, name, value, seeder.days_ago(40));
    variable.updated_at = seeder.days_ago(6);
    change(&mut variable);
    insert(seeder.connection, &variable)
}

fn of_project(seeder: &Seeder<'_>, project: &Project) -> rusqlite::Result<()> {
    set(seeder, project, None, "env:NODE_ENV", "production", |_| {})?;
    set(seeder, project, None, "env:TZ", &project.timezone, |_| {})?;
    if project.id != SHOP {
        return Ok(());
    }
    set(seeder, project, None, "env:STRIPE_SECRET_KEY", "not-a-real-key", |variable| variable.is_sensitive = true)?;
    set(seeder, project, None, "env:NPM_TOKEN", "not-a-real-token", |variable| {
        variable.is_sensitive = true;
        variable.visible_runtime = false;
    })?;
    set(seeder, project, None, "env:VITE_ANALYTICS_ID", "LM-20417", |variable| variable.visible_runtime = false)?;
    let prices = json!({"currency": "GBP", "vat": {"standard": 0.2, "books": 0}, "shipping": [3.95, 6.5]});
    set(seeder, project, None, "prices", &format!("{prices:#}"), |variable| {
        variable.is_json = true;
        variable.application_scope = json!(["app"]);
    })?;
    set(seeder, project, None, "env:SENTRY_DSN", "https://c0ffee@errors.lakeside-media.example/4", |variable| {
        variable.attributes = json!({"owner": "platform team", "rotated": "2025-11-03"});
    })
}

fn of_shop(seeder: &Seeder<'_>, project: &Project) -> rusqlite::Result<()> {
    let main = Some("main");
    set(seeder, project, main, "env:LOG_LEVEL", "warn", |_| {})?;
    set(seeder, project, main, "env:PAYMENT_MODE", "live", |variable| variable.is_inheritable = false)?;
    set(seeder, project, main, "env:SMTP_PASSWORD", "not-a-real-password", |variable| {
        variable.is_sensitive = true;
        variable.is_inheritable = false;
    })?;
    let flags = json!({"gift_cards": false, "new_checkout": false, "rollout": {"search": 25}});
    set(seeder, project, main, "feature_flags", &flags.to_string(), |variable| variable.is_json = true)?;
    set(seeder, project, main, "env:MAINTENANCE_MESSAGE", "Back at noon.", |variable| variable.is_enabled = false)?;

    let staging = Some("staging");
    set(seeder, project, staging, "env:LOG_LEVEL", "debug", |_| {})?;
    set(seeder, project, staging, "env:PAYMENT_MODE", "test", |_| {})?;
    set(seeder, project, staging, "env:BASIC_AUTH", "on", |_| {})?;

    let checkout = Some("new-checkout-x7k2a");
    let flags = json!({"gift_cards": false, "new_checkout": true});
    set(seeder, project, checkout, "feature_flags", &flags.to_string(), |variable| variable.is_json = true)?;
    set(seeder, project, Some("gift-cards-b3m9q"), "env:GIFT_CARD_PREFIX", "LAKE", |_| {})
}
