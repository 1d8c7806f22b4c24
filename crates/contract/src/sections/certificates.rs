//! Cert Management: the certificates that a project serves its domains with.

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use crate::answer::{Accepted, Items, Written, views};
use crate::operation::section;
use crate::pem;
use crate::resource::{Resource, list, resource};

resource! {
    /// A certificate, of the platform's own making or brought by a person. Its key is never told.
    Certificate {
        id: text,
        created_at: time,
        updated_at: time,
        /// PEM.
        certificate: text,
        /// PEM, from the issuer of the certificate on.
        chain: texts,
        /// Made and renewed by the platform.
        is_provisioned: flag,
        /// Left out when domains get their certificates.
        is_invalid: flag,
        is_root: flag,
        /// The names it is valid for.
        domains: texts,
        auth_type: texts,
        expires_at: time,
    } => { EDIT: "#edit", DELETE: "#delete" }

    /// One part of the name of who issued a certificate.
    IssuerPart {
        /// As in `2.5.4.3`.
        oid: text,
        /// As in `commonName`.
        alias: text,
        value: text,
    }
}

impl Certificate {
    /// Who issued it, part by part.
    pub fn issuer(&self) -> Vec<IssuerPart> {
        views(list(self.raw(), "issuer"))
    }

    /// Who issued it in one line: the organization and the common name, or whatever the name has.
    pub fn issuer_name(&self) -> Option<String> {
        let parts = self.issuer();
        let part = |oid: &str| parts.iter().find(|part| part.oid() == Some(oid)).and_then(IssuerPart::value);
        let known: Vec<&str> = ["2.5.4.10", "2.5.4.3"].into_iter().filter_map(part).collect();
        let all: Vec<&str> = parts.iter().filter_map(IssuerPart::value).collect();
        let name = if known.is_empty() { all } else { known };
        (!name.is_empty()).then(|| name.join(", "))
    }
}

/// One's own certificate.
#[derive(Deserialize, Body)]
pub struct CertificateCreateInput {
    /// The certificate in PEM format.
    #[field(kind = "pem", min = 1, max = 65536, check = pem::one_certificate)]
    pub certificate: String,
    /// The certificate’s key, in PEM format without a passphrase. It can’t be read back.
    #[field(label = "Private key", kind = "pem", min = 1, max = 65536, secret, check = pem::private_key)]
    pub key: String,
    /// Intermediate certificates in PEM format, your issuer’s first.
    #[field(kind = "pem", max = 20, check = pem::certificate)]
    pub chain: Option<Vec<String>>,
    /// Keep the certificate without using it for any domain.
    #[field(label = "Don’t use this certificate", section = "Advanced", default = false)]
    pub is_invalid: Option<bool>,
}

/// Changes to a certificate; another certificate or key is a new one.
#[derive(Deserialize, Body)]
pub struct CertificatePatch {
    /// Intermediate certificates in PEM format, your issuer’s first.
    #[field(kind = "pem", max = 20, check = pem::certificate)]
    pub chain: Option<Vec<String>>,
    /// Keep the certificate without using it for any domain.
    #[field(label = "Don’t use this certificate", default = false)]
    pub is_invalid: Option<bool>,
}

section! {
    "Cert Management"

    /// All certificates of a project, those of the platform's own making included.
    GetListOfSslCertificates = "get-list-of-ssl-certificates" "Get list of SSL certificates"
        GET "/projects/{projectId}/certificates" (project_id) => Items<Certificate>;

    /// Adds a certificate; environments redeploy to serve it.
    AddAnSslCertificate = "add-an-ssl-certificate" "Add an SSL certificate"
        POST "/projects/{projectId}/certificates" (project_id) body CertificateCreateInput => Written<Certificate>;

    /// One certificate, with what the caller may do.
    GetAnSslCertificate = "get-an-ssl-certificate" "Get an SSL certificate"
        GET "/projects/{projectId}/certificates/{certificateId}" (project_id, certificate_id) => Certificate;

    /// Changes a certificate's chain, or whether it is used; environments redeploy.
    UpdateAnSslCertificate = "update-an-ssl-certificate" "Update an SSL certificate"
        PATCH "/projects/{projectId}/certificates/{certificateId}" (project_id, certificate_id)
        body CertificatePatch => Written<Certificate>;

    /// Deletes a certificate; domains that it served get one of the platform's.
    DeleteAnSslCertificate = "delete-an-ssl-certificate" "Delete an SSL certificate"
        DELETE "/projects/{projectId}/certificates/{certificateId}" (project_id, certificate_id) => Accepted;
}
