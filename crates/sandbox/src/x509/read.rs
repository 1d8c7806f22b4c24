//! What a certificate says.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use wheelhouse_contract::FieldError;
use x509_parser::error::X509Error;
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::prelude::{FromDer, X509Certificate};
use x509_parser::x509::X509Name;

use super::pem;
use crate::clock::Moment;

/// A certificate that was read.
#[derive(Clone, Debug)]
pub struct Certificate {
    der: Vec<u8>,
    public_key: Vec<u8>,
    /// SHA-256 of the certificate, in hexadecimal.
    pub fingerprint: String,
    /// The domains it is for: its alternative names, and its common name where that is a domain.
    pub domains: Vec<String>,
    /// The parts of its issuer's name, as `{oid, alias, value}`.
    pub issuer: Value,
    pub expires_at: Moment,
    /// What it is good for: `server`, `client`.
    pub auth_type: Vec<&'static str>,
    /// Whether it is an authority's.
    pub is_root: bool,
}

impl Certificate {
    /// Reads the one certificate in a text.
    ///
    /// # Errors
    /// A sentence for the person.
    pub fn read(text: &str) -> Result<Self, String> {
        let found = pem::certificates(text)?;
        match found.as_slice() {
            [only] => Self::from_der(only),
            several => Err(format!(
                "There are {} certificates here. Only the first belongs here, the others belong in the chain.",
                several.len()
            )),
        }
    }

    fn from_der(der: &[u8]) -> Result<Self, String> {
        let read = parse(der)?;
        let public_key = read.public_key().raw.to_vec();
        Ok(Self {
            domains: domains(&read),
            issuer: names(read.issuer()),
            expires_at: Moment::from_unix_seconds(read.validity().not_after.timestamp()),
            auth_type: auth_type(&read),
            is_root: read.is_ca(),
            fingerprint: Sha256::digest(der).iter().map(|byte| format!("{byte:02x}")).collect(),
            der: der.to_vec(),
            public_key,
        })
    }

    /// As text.
    pub fn pem(&self) -> String {
        pem::encode(&self.der)
    }

    /// Its public key, as the certificate has it (`SubjectPublicKeyInfo`).
    pub fn public_key(&self) -> &[u8] {
        &self.public_key
    }
}

fn parse(der: &[u8]) -> Result<X509Certificate<'_>, String> {
    match X509Certificate::from_der(der) {
        Ok(([], read)) => Ok(read),
        Ok(_) => Err("There is more in it than a certificate.".to_owned()),
        Err(_) => Err("The text is damaged: what is in it is not an X.509 certificate.".to_owned()),
    }
}

/// Checks a certificate's chain: each entry is the issuer of the one before it. An entry may hold several.
///
/// # Errors
/// A sentence for the person at the entry, `chain.0` being the first.
pub fn chain(leaf: &Certificate, entries: &[impl AsRef<str>]) -> Result<Vec<String>, FieldError> {
    let mut checked: Vec<Certificate> = Vec::new();
    for (number, entry) in entries.iter().enumerate() {
        let wrong = |message: String| FieldError::new(format!("chain.{number}"), message);
        for der in pem::certificates(entry.as_ref()).map_err(wrong)? {
            let next = Certificate::from_der(&der).map_err(wrong)?;
            if next.fingerprint == leaf.fingerprint {
                return Err(wrong("This is the certificate itself. The chain starts with its issuer.".to_owned()));
            }
            let before = checked.last().unwrap_or(leaf);
            if !is_issuer(&next, before) {
                return Err(wrong(
                    "This is not the issuer of the certificate before it. The issuer of the certificate comes first, \
                     then the issuer of that."
                        .to_owned(),
                ));
            }
            checked.push(next);
        }
    }
    Ok(checked.iter().map(Certificate::pem).collect())
}

/// Whether one certificate's key signed the other. Signatures of kinds that are not known here are let through when the
/// names fit.
fn is_issuer(issuer: &Certificate, of: &Certificate) -> bool {
    let (Ok(issuer), Ok(of)) = (parse(&issuer.der), parse(&of.der)) else { return false };
    issuer.subject().as_raw() == of.issuer().as_raw()
        && matches!(
            of.verify_signature(Some(issuer.public_key())),
            Ok(()) | Err(X509Error::SignatureUnsupportedAlgorithm)
        )
}

fn domains(read: &X509Certificate<'_>) -> Vec<String> {
    let mut domains: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        let name = name.to_ascii_lowercase();
        if is_domain(&name) && !domains.contains(&name) {
            domains.push(name);
        }
    };
    for name in read.subject().iter_common_name().filter_map(|name| name.as_str().ok()) {
        add(name);
    }
    for extension in read.extensions() {
        if let ParsedExtension::SubjectAlternativeName(names) = extension.parsed_extension() {
            for name in &names.general_names {
                if let GeneralName::DNSName(name) = name {
                    add(name);
                }
            }
        }
    }
    domains
}

/// Whether a name can be a domain: a common name may be anything.
fn is_domain(name: &str) -> bool {
    name.contains('.')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'*' | b'_'))
}

fn auth_type(read: &X509Certificate<'_>) -> Vec<&'static str> {
    let usage = match read.extended_key_usage() {
        Ok(Some(usage)) => usage.value,
        // Without the extension it is good for anything.
        _ => return vec!["server", "client"],
    };
    let mut types = Vec::new();
    if usage.server_auth || usage.any {
        types.push("server");
    }
    if usage.client_auth || usage.any {
        types.push("client");
    }
    types
}

/// The parts of a name in their order, with the aliases that people know.
fn names(name: &X509Name<'_>) -> Value {
    name.iter_attributes()
        .map(|part| {
            let oid = part.attr_type().to_id_string();
            let value =
                part.as_str().map_or_else(|_| String::from_utf8_lossy(part.as_slice()).into_owned(), str::to_owned);
            json!({"oid": oid, "alias": alias(&oid), "value": value})
        })
        .collect()
}

fn alias(oid: &str) -> Option<&'static str> {
    Some(match oid {
        "2.5.4.3" => "commonName",
        "2.5.4.6" => "countryName",
        "2.5.4.7" => "localityName",
        "2.5.4.8" => "stateOrProvinceName",
        "2.5.4.10" => "organizationName",
        "2.5.4.11" => "organizationalUnitName",
        "1.2.840.113549.1.9.1" => "emailAddress",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::x509::{Authority, belongs};
    use proptest::prelude::*;

    proptest! {
        /// Whatever people paste, reading it answers and does not panic.
        #[test]
        fn a_damaged_certificate_is_read_or_refused(flips in prop::collection::vec((0_usize..2_000, any::<u8>()), 1..8)) {
            let now = Moment::from_unix_seconds(1_800_000_000);
            let authority = Authority::new("Tests", "Tests", now).unwrap();
            let good = authority.issue(&["a.example", "*.a.example"], now, now.plus_seconds(60)).unwrap();
            let mut der = good.der.clone();
            for (at, byte) in flips {
                if let Some(place) = der.get_mut(at) {
                    *place = byte;
                }
            }
            if let Ok(read) = Certificate::read(&pem::encode(&der)) {
                prop_assert!(read.domains.iter().all(|name| is_domain(name)));
                let _ = chain(&read, &authority.chain.iter().map(String::as_str).collect::<Vec<_>>());
                let _ = belongs("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", &read);
            }
        }
    }

    #[test]
    fn what_is_kept_of_an_authority_issues_as_it_did() {
        let now = Moment::from_unix_seconds(1_800_000_000);
        let authority = Authority::new("Tests", "Tests", now).unwrap();
        let kept = Authority::kept(&authority.keep()).unwrap();
        let issued = kept.issue(&["a.example"], now, now.plus_seconds(60)).unwrap();
        assert_eq!(
            (issued.expires_at, issued.domains.as_slice()),
            (now.plus_seconds(60), &["a.example".to_owned()][..])
        );
        let entries: Vec<&str> = authority.chain.iter().map(String::as_str).collect();
        assert_eq!(chain(&issued, &entries).unwrap(), authority.chain);
    }
}
