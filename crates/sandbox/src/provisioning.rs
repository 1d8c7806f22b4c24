//! Certificates that projects get by themselves: each deployment sees to it that every domain has one, and renews those that
//! are about to expire.

use rusqlite::Connection;

use crate::clock::Moment;
use crate::store::certificates::{self, Certificate};
use crate::store::{self, domains};
use crate::x509::Authority;

/// Under which the database keeps the authority that issues.
const AUTHORITY: &str = "certificate_authority";

/// Seconds.
const DAY: i64 = 24 * 60 * 60;

/// How long a certificate is valid, and how long before its end it is renewed.
const VALID: i64 = 90 * DAY;
const RENEWED: i64 = 28 * DAY;

/// Provisions what a project's domains lack, and drops what they no longer need. A domain with `*.` is left to its owner:
/// nobody can be asked to prove that they have all below it.
pub fn after_deployment(connection: &Connection, project: &str, at: Moment) -> rusqlite::Result<()> {
    let names = domains::names(connection, project)?;
    let certificates = certificates::list(connection, project)?;
    let ages = |certificate: &Certificate| {
        let margin = if certificate.is_provisioned { RENEWED } else { 0 };
        certificate.expires_at <= at.plus_seconds(margin)
    };
    let covered = |name: &str| {
        certificates.iter().any(|certificate| !certificate.is_invalid && !ages(certificate) && certificate.covers(name))
    };
    let missing: Vec<&str> =
        names.iter().map(String::as_str).filter(|name| !name.starts_with("*.") && !covered(name)).collect();
    let issued = if missing.is_empty() { None } else { issue(connection, project, &missing, at)? };
    if let Some(certificate) = &issued {
        certificates::insert(connection, certificate)?;
    }
    let is_complete = missing.is_empty() || issued.is_some();
    for certificate in certificates.iter().filter(|certificate| certificate.is_provisioned) {
        let is_needed = names.iter().any(|name| certificate.covers(name));
        if !is_needed || is_complete && ages(certificate) {
            certificates::delete(connection, project, &certificate.id)?;
        }
    }
    Ok(())
}

/// A certificate for these domains, from `from` on; nothing when one of them is no name that a certificate can have.
pub fn issue(
    connection: &Connection,
    project: &str,
    names: &[&str],
    from: Moment,
) -> rusqlite::Result<Option<Certificate>> {
    let authority = authority(connection, from)?;
    let Ok(read) = authority.issue(names, from, from.plus_seconds(VALID)) else { return Ok(None) };
    let made = Certificate::new(project, &read, &authority.chain, from);
    Ok(Some(Certificate { is_provisioned: true, ..made }))
}

/// The authority of this database, made when it is first needed.
fn authority(connection: &Connection, now: Moment) -> rusqlite::Result<Authority> {
    let kept = store::meta(connection, AUTHORITY)?.and_then(|kept| serde_json::from_slice(&kept).ok());
    if let Some(authority) = kept.and_then(|kept| Authority::kept(&kept)) {
        return Ok(authority);
    }
    let made = Authority::new("Sandbox", "Sandbox Certificates", now);
    let made = made.map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    store::set_meta(connection, AUTHORITY, made.keep().to_string().as_bytes())?;
    Ok(made)
}
