//! The certificates of projects, without their keys.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::rows::{self, row};
use crate::clock::Moment;
use crate::x509;

row! {
    /// A certificate with its chain, and what was read from it.
    #[derive(Clone, Debug)]
    pub struct Certificate in "certificates" by [project_id, id] {
        pub project_id: String,
        pub id: String,
        /// SHA-256 of it: a project has each once.
        pub fingerprint: String,
        /// PEM.
        pub certificate: String,
        /// PEM texts, the issuer first.
        pub chain: Value as "chain_json",
        /// Whether the service got it by itself, and renews it.
        pub is_provisioned: bool,
        /// Whether it is left out when environments deploy.
        pub is_invalid: bool,
        pub is_root: bool,
        pub domains: Value as "domains_json",
        pub auth_type: Value as "auth_type_json",
        pub issuer: Value as "issuer_json",
        pub expires_at: Moment,
        pub created_at: Moment,
        pub updated_at: Moment,
    }
}

impl Certificate {
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
    rows::insert(connection, certificate)
}

/// Writes back what can change: the chain, and whether it is left out.
pub fn update(connection: &Connection, certificate: &Certificate) -> rusqlite::Result<()> {
    rows::update!(connection, certificate, [chain_json, is_invalid, updated_at])
}

pub fn delete(connection: &Connection, project: &str, id: &str) -> rusqlite::Result<()> {
    rows::delete::<Certificate>(connection, [project, id])
}

pub fn get(connection: &Connection, project: &str, id: &str) -> rusqlite::Result<Option<Certificate>> {
    rows::get(connection, [project, id])
}

/// Whether a project has this very certificate.
pub fn is_there(connection: &Connection, project: &str, fingerprint: &str) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM certificates WHERE project_id = ? AND fingerprint = ?")?
        .exists([project, fingerprint])
}

/// Oldest first.
pub fn list(connection: &Connection, project: &str) -> rusqlite::Result<Vec<Certificate>> {
    rows::list(connection, "WHERE project_id = ? ORDER BY created_at, id", [project])
}
