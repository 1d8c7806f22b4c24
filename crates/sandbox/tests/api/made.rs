//! Certificates and keys for tests, made when they are needed.

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, date_time_ymd,
};

/// A certificate with what belongs to it, as PEM.
pub struct Made {
    pub certificate: String,
    pub key: String,
    /// The issuer, and the issuer of that.
    pub chain: Vec<String>,
}

/// A certificate for some names that is valid from 2020 until the end of a year, issued by its own authority.
pub fn certificate(names: &[&str], until: i32) -> Made {
    let root = CertifiedIssuer::self_signed(authority("Test Root"), KeyPair::generate().unwrap()).unwrap();
    let issuer = CertifiedIssuer::signed_by(authority("Test Issuer"), KeyPair::generate().unwrap(), &root).unwrap();
    let mut params = CertificateParams::new(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).unwrap();
    params.distinguished_name = name(names[0]);
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    (params.not_before, params.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(until, 12, 31));
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, &issuer).unwrap().pem();
    Made { certificate, key: key.serialize_pem(), chain: vec![issuer.pem(), root.pem()] }
}

/// A private key that belongs to nothing.
pub fn foreign_key() -> String {
    KeyPair::generate().unwrap().serialize_pem()
}

fn authority(common: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = name(common);
    params.distinguished_name.push(DnType::OrganizationName, "Tests");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params
}

fn name(common: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, common);
    name
}
