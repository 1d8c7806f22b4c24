//! Certificates that the sandbox provisions: issued by its own authority, which nobody trusts.

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, Error, ExtendedKeyUsagePurpose,
    IsCa, Issuer, KeyPair, KeyUsagePurpose,
};
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::Certificate;
use crate::clock::Moment;

/// Seconds.
const YEAR: i64 = 365 * 24 * 60 * 60;

/// A certificate authority: a root, and an intermediate that issues.
pub struct Authority {
    /// The certificates above those that it issues, the nearest first.
    pub chain: Vec<String>,
    /// The intermediate's.
    key: KeyPair,
}

impl Authority {
    /// A new authority, valid for ten years.
    ///
    /// # Errors
    /// When no key can be made.
    pub fn new(organization: &str, name: &str, now: Moment) -> Result<Self, Error> {
        let authority = |name: String, below| {
            let mut params = CertificateParams::default();
            params.distinguished_name = named(Some(organization), &name);
            params.is_ca = IsCa::Ca(below);
            params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
            // Certificates that it is to have issued long ago are younger than it.
            (params.not_before, params.not_after) = (at(now.plus_seconds(-5 * YEAR)), at(now.plus_seconds(10 * YEAR)));
            params
        };
        let root = authority(format!("{name} Root"), BasicConstraints::Unconstrained);
        let root = CertifiedIssuer::self_signed(root, KeyPair::generate()?)?;
        let key = KeyPair::generate()?;
        let issuer = authority(format!("{name} R1"), BasicConstraints::Constrained(0)).signed_by(&key, &root)?;
        Ok(Self { chain: vec![issuer.pem(), root.pem()], key })
    }

    /// What is to be kept to issue more later. It contains the key.
    pub fn keep(&self) -> Value {
        json!({"chain": self.chain, "key": self.key.serialize_pem()})
    }

    /// The authority that was kept.
    pub fn kept(value: &Value) -> Option<Self> {
        let chain = value.get("chain")?.as_array()?.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        Some(Self { chain, key: KeyPair::from_pem(value.get("key")?.as_str()?).ok()? })
    }

    /// A certificate for some domains. Its key is forgotten: nobody can use it.
    ///
    /// # Errors
    /// A sentence that says what is wrong with a domain.
    pub fn issue(&self, domains: &[&str], from: Moment, until: Moment) -> Result<Certificate, String> {
        let issue = || {
            let issuer = Issuer::from_ca_cert_pem(self.chain.first().map_or("", String::as_str), &self.key)?;
            let names: Vec<String> = domains.iter().map(|name| (*name).to_owned()).collect();
            let mut params = CertificateParams::new(names)?;
            params.distinguished_name = named(None, domains.first().copied().unwrap_or_default());
            params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
            params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
            params.use_authority_key_identifier_extension = true;
            (params.not_before, params.not_after) = (at(from), at(until));
            params.signed_by(&KeyPair::generate()?, &issuer)
        };
        issue().map_err(|error: Error| error.to_string()).and_then(|made| Certificate::read(&made.pem()))
    }
}

fn named(organization: Option<&str>, name: &str) -> DistinguishedName {
    let mut names = DistinguishedName::new();
    if let Some(organization) = organization {
        names.push(DnType::CountryName, "GB");
        names.push(DnType::OrganizationName, organization);
    }
    names.push(DnType::CommonName, name);
    names
}

fn at(moment: Moment) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(moment.micros().div_euclid(1_000_000)).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
