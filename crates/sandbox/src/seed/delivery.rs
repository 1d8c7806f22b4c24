//! The domains and certificates of the demo's projects, and what else they work with.

use serde_json::json;

use super::demo::SHOP;
use super::integrations;
use super::seeder::{Seeder, letters};
use crate::provisioning;
use crate::store::certificates::{self, Certificate};
use crate::store::domains::{self, Domain};
use crate::store::projects::Project;
use crate::x509::{self, Authority};

/// Seconds.
const DAY: i64 = 24 * 60 * 60;

/// Where an environment has a domain that stands for the project's.
const MAGAZINE: &str = "magazine3tq5z";

/// Project, and its domains, the default first.
const DOMAINS: &[(&str, &[&str])] = &[
    (SHOP, &["lakeside-shop.example", "www.lakeside-shop.example", "gifts.lakeside-shop.example"]),
    (MAGAZINE, &["lakeside-magazine.example", "www.lakeside-magazine.example"]),
    ("telemetry6gwz", &["ingest.northwind-labs.example"]),
    ("portal5hq2ndc", &["portal.northwind-labs.example"]),
    ("tickets8fkw3p", &["tickets.harbor-festival.example"]),
];

/// Certificates that the shop brought: domains, days since it was issued, days until it expires.
const BROUGHT: &[(&[&str], i64, i64)] = &[
    (&["summer.lakeside-shop.example"], 388, -23),
    (&["gifts.lakeside-shop.example"], 356, 9),
    (&["*.lakeside-shop.example", "lakeside-shop.example"], 40, 690),
];

pub fn fill(seeder: &Seeder<'_>, project: &Project) -> rusqlite::Result<()> {
    integrations::fill(seeder, project)?;
    domains_of(seeder, project)
}

fn domains_of(seeder: &Seeder<'_>, project: &Project) -> rusqlite::Result<()> {
    let Some((_, names)) = DOMAINS.iter().find(|(id, _)| *id == project.id) else { return Ok(()) };
    for (number, name) in (0_i64..).zip(*names) {
        let created_at = project.created_at.plus_seconds(number.saturating_mul(9 * DAY).saturating_add(12 * DAY));
        let is_default = number == 0;
        domains::insert(
            seeder.connection,
            &Domain {
                project_id: project.id.clone(),
                environment_id: None,
                name: (*name).to_owned(),
                replacement_for: None,
                is_default,
                attributes: if is_default { json!({"registrar": "Harbourgate Names"}) } else { json!({}) },
                created_at,
                updated_at: created_at,
            },
        )?;
    }
    if project.id == MAGAZINE {
        let created_at = seeder.days_ago(20);
        domains::insert(
            seeder.connection,
            &Domain {
                project_id: project.id.clone(),
                environment_id: Some("staging".to_owned()),
                name: "staging.lakeside-magazine.example".to_owned(),
                replacement_for: names.first().map(|name| (*name).to_owned()),
                is_default: false,
                attributes: json!({}),
                created_at,
                updated_at: created_at,
            },
        )?;
    }
    let issued_at = seeder.days_ago(33);
    // The shop brought what the others of its domains need.
    let provisioned = if project.id == SHOP { names.get(..2).unwrap_or_default() } else { names };
    if let Some(certificate) = provisioning::issue(seeder.connection, &project.id, provisioned, issued_at)? {
        keep(seeder, "provisioned", certificate)?;
    }
    if project.id == SHOP { brought(seeder, project) } else { Ok(()) }
}

fn brought(seeder: &Seeder<'_>, project: &Project) -> rusqlite::Result<()> {
    let failed = |error: Box<dyn std::error::Error + Send + Sync>| rusqlite::Error::ToSqlConversionFailure(error);
    let authority = Authority::new("Harbourgate Trust Services", "Harbourgate TLS", seeder.now);
    let authority = authority.map_err(|error| failed(error.into()))?;
    for (names, since, until) in BROUGHT {
        let (from, until) = (seeder.days_ago(*since), seeder.days_ago(until.saturating_neg()));
        let read: x509::Certificate = authority.issue(names, from, until).map_err(|error| failed(error.into()))?;
        let certificate = Certificate::new(&project.id, &read, &authority.chain, from.plus_seconds(DAY / 4));
        keep(seeder, names.first().copied().unwrap_or_default(), certificate)?;
    }
    Ok(())
}

/// Keeps a certificate under an id that is the same every time: its keys never are.
fn keep(seeder: &Seeder<'_>, name: &str, certificate: Certificate) -> rusqlite::Result<()> {
    let id = letters(&format!("{}/{name}", certificate.project_id), 26);
    certificates::insert(seeder.connection, &Certificate { id, ..certificate })
}
