//! The certificates of projects, without their keys.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Value, json};

use super::json_column;
use crate::clock::Moment;
use crate::x509;

/// A certificate with its chain, and what was read from it.
#[derive(Clone, Debug)]
pub struct Certificate {
    pub project_id: String,
    pub id: String,
    /// SHA-256 of it: a project has each once.
    pub fingerprint: String,
    /// PEM.
    pub certificate: String,
    /// PEM texts, the issuer first.
    pub chain: Value,
    /// Whether the service got it by itself, and renews it.
    pub is_provisioned: bool,
    /// Whether it is left out when environments deploy.
    pub is_invalid: bool,
    pub is_root: bool,
    pub domains: Value,
    pub auth_type: Value,
    pub issuer: Value,
    pub expires_at: Moment,
    pub created_at: Moment,
    pub updated_at: Moment,
}

impl Certificate {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            project_id: row.get("project_id")?,
            id: row.get("id")?,
            fingerprint: row.get("fingerprint")?,
            certificate: row.get("certificate")?,
            chain: json_column(row, "chain_json")?,
            is_provisioned: row.get("is_provisioned")?,
            is_invalid: row.get("is_invalid")?,
            is_root: row.get("is_root")?,
            domains: json_column(row, "domains_json")?,
            auth_type: json_column(row, "auth_type_json")?,
            issuer: json_column(row, "issuer_json")?,
            expires_at: row.get("expires_at")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    }

    /// A certificate that was read, as a project's. Its id is the start of its fingerprint.
    pub fn new(project: &str, read: &x509::Certificate, chain: &[String], now: Moment) -> Self {
        Self {
            project_id: project.to_owned(),
            id: read.fingerprint.chars().take(40).collect(),
            fingerprint: read.fingerprint.clone(),
            certificate: read.pem(),
            chain: json!(chain),
            is_provisioned: false,
            is_invalid: false,
            is_root: read.is_root,
            domains: json!(read.domains),
            auth_type: json!(read.auth_type),
            issuer: read.issuer.clone(),
            expires_at: read.expires_at,
            created_at: now,
            updated_at: now,
        }
    }

    /// Whether it is for a domain: one that it names, or one label below a domain that it names with `*.`.
    pub fn covers(&self, domain: &str) -> bool {
        let above = domain.split_once('.').map(|(_, above)| above);
        let covers = |name: &str| name == domain || name.strip_prefix("*.").is_some_and(|name| above == Some(name));
        self.domains.as_array().into_iter().flatten().filter_map(Value::as_str).any(covers)
    }
}

pub fn insert(connection: &Connection, certificate: &Certificate) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO certificates (project_id, id, fingerprint, certificate, chain_json, is_provisioned, is_invalid,
             is_root, domains_json, auth_type_json, issuer_json, expires_at, created_at, updated_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            certificate.project_id,
            certificate.id,
            certificate.fingerprint,
            certificate.certificate,
            certificate.chain.to_string(),
            certificate.is_provisioned,
            certificate.is_invalid,
            certificate.is_root,
            certificate.domains.to_string(),
            certificate.auth_type.to_string(),
            certificate.issuer.to_string(),
            certificate.expires_at,
            certificate.created_at,
            certificate.updated_at
        ])?;
    Ok(())
}

/// Writes back what can change: the chain, and whether it is left out.
pub fn update(connection: &Connection, certificate: &Certificate) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE certificates SET chain_json = ?, is_invalid = ?, updated_at = ? WHERE project_id = ? AND id = ?",
        params![
            certificate.chain.to_string(),
            certificate.is_invalid,
            certificate.updated_at,
            certificate.project_id,
            certificate.id
        ],
    )?;
    Ok(())
}

pub fn delete(connection: &Connection, project: &str, id: &str) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM certificates WHERE project_id = ? AND id = ?", [project, id])?;
    Ok(())
}

pub fn get(connection: &Connection, project: &str, id: &str) -> rusqlite::Result<Option<Certificate>> {
    connection
        .prepare_cached("SELECT * FROM certificates WHERE project_id = ? AND id = ?")?
        .query_row([project, id], Certificate::read)
        .optional()
}

/// Whether a project has this very certificate.
pub fn is_there(connection: &Connection, project: &str, fingerprint: &str) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM certificates WHERE project_id = ? AND fingerprint = ?")?
        .exists([project, fingerprint])
}

/// Oldest first.
pub fn list(connection: &Connection, project: &str) -> rusqlite::Result<Vec<Certificate>> {
    connection
        .prepare_cached("SELECT * FROM certificates WHERE project_id = ? ORDER BY created_at, id")?
        .query_map([project], Certificate::read)?
        .collect()
}
