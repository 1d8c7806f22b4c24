//! Domain Management: the domains that a project's routes answer at.

use std::collections::BTreeMap;

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use crate::body::{Choice, choice};
use crate::pem;
use crate::resource::{Resource, resource, text};

resource! {
    /// A domain.
    Domain {
        id: text,
        created_at: time,
        updated_at: time,
        /// What the API calls this kind of domain.
        kind: text "type",
        project: text,
        name: text,
        /// The part of the name that is registered with a registrar.
        registered_name: text,
        /// Routes that name no domain of their own answer here.
        is_default: flag,
        attributes: object,
    } => { EDIT: "#edit", DELETE: "#delete" }
}

impl Domain {
    /// The production domain that this one stands for in its environment.
    pub fn replacement_for(&self) -> Option<&str> {
        text(self.raw(), "replacement_for")
    }
}

/// A new domain, of production or of another environment.
#[derive(Deserialize, Body)]
#[serde(untagged)]
#[body(label = "Domain type")]
pub enum DomainCreateInput {
    /// Serves the production environment.
    #[body(value = "production", label = "Production domain")]
    Production(ProductionDomainCreateInput),
    /// Replaces a production domain in another environment.
    #[body(value = "replacement", label = "Domain of another environment")]
    Replacement(ReplacementDomainCreateInput),
}

/// A new domain of production.
#[derive(Deserialize, Body)]
#[serde(deny_unknown_fields)]
pub struct ProductionDomainCreateInput {
    /// For example, www.example.com. Point its DNS to the project first so that it can get a certificate.
    #[field(kind = "domain", min = 1, max = 253, fixed)]
    pub name: String,
    /// Routes without a specific domain use this one instead of the current default.
    #[field(label = "Default domain", default = false)]
    pub is_default: Option<bool>,
    /// Your own certificate. Without one, the platform provides a certificate.
    #[field(label = "Certificate", object, section = "Certificate")]
    pub ssl: Option<Option<DomainSsl>>,
    /// Custom key–value notes on the domain.
    #[field(section = "Advanced")]
    pub attributes: Option<BTreeMap<String, String>>,
}

/// A new domain of another environment.
#[derive(Deserialize, Body)]
#[serde(deny_unknown_fields)]
pub struct ReplacementDomainCreateInput {
    /// For example, staging.example.com. Point its DNS to the project first so that it can get a certificate.
    #[field(kind = "domain", min = 1, max = 253, fixed)]
    pub name: String,
    /// The production domain whose routes this one serves in this environment.
    #[field(label = "Replaces production domain", pick = "domains", min = 1, max = 253, fixed)]
    pub replacement_for: Option<String>,
    /// Your own certificate. Without one, the platform provides a certificate.
    #[field(label = "Certificate", object, section = "Certificate")]
    pub ssl: Option<Option<DomainSsl>>,
    /// Custom key–value notes on the domain.
    #[field(section = "Advanced")]
    pub attributes: Option<BTreeMap<String, String>>,
}

/// One's own certificate for a new domain.
#[derive(Deserialize, Body)]
pub struct DomainSsl {
    /// The certificate in PEM format. It has to cover the domain.
    #[field(kind = "pem", min = 1, max = 65536, check = pem::one_certificate)]
    pub certificate: String,
    /// The certificate’s key, in PEM format without a passphrase. It can’t be read back.
    #[field(label = "Private key", kind = "pem", min = 1, max = 65536, secret, check = pem::private_key)]
    pub key: String,
    /// Intermediate certificates in PEM format, your issuer’s first.
    #[field(kind = "pem", max = 20, check = pem::certificate)]
    pub chain: Option<Vec<String>>,
}

/// Changes to a domain.
#[derive(Deserialize, Body)]
#[serde(untagged)]
#[body(label = "Domain type")]
pub enum DomainPatch {
    /// Serves the production environment.
    #[body(value = "production", label = "Production domain")]
    Production(ProductionDomainPatch),
    /// Replaces a production domain in another environment.
    #[body(value = "replacement", label = "Domain of another environment")]
    Replacement(ReplacementDomainPatch),
}

/// Changes to a domain of production.
#[derive(Deserialize, Body)]
pub struct ProductionDomainPatch {
    /// Routes without a specific domain use this one instead of the current default.
    #[field(label = "Default domain", default = false)]
    pub is_default: Option<bool>,
    /// Custom key–value notes on the domain.
    #[field(section = "Advanced")]
    pub attributes: Option<BTreeMap<String, String>>,
}

/// Changes to a domain of another environment.
#[derive(Deserialize, Body)]
pub struct ReplacementDomainPatch {
    /// How browsers and clients connect to this domain.
    #[field(label = "TLS", object)]
    pub attributes: Option<DomainTlsSettings>,
}

/// How clients connect to a domain.
#[derive(Deserialize, Body)]
pub struct DomainTlsSettings {
    /// Tells browsers to use HTTPS only.
    #[field(label = "HTTP Strict Transport Security", object)]
    pub strict_transport_security: StrictTransportSecurity,
    /// The minimum TLS version accepted. Leave empty for the platform default.
    #[field(label = "Minimum TLS version", choices = TLS_VERSIONS, present)]
    pub min_version: Option<String>,
    /// Whether clients must present a certificate.
    #[field(label = "Client certificates", choices("request" = "Requested", "require" = "Required"), present)]
    pub client_authentication: Option<String>,
    /// Accept client certificates from these issuers, in PEM format.
    #[field(label = "Client certificate issuers", kind = "pem", max = 50, check = pem::certificate)]
    pub client_certificate_authorities: Vec<String>,
}

/// Tells browsers to use HTTPS only.
#[derive(Deserialize, Body)]
pub struct StrictTransportSecurity {
    /// Returning browsers use HTTPS only.
    #[field(present)]
    pub enabled: Option<bool>,
    /// Also applies to all subdomains.
    #[field(present)]
    pub include_subdomains: Option<bool>,
    /// Allow browsers to preload it. Hard to undo: preload lists ship with browsers.
    #[field(present)]
    pub preload: Option<bool>,
}

/// The versions of TLS that a client may be held to.
pub const TLS_VERSIONS: &[Choice] = &[
    choice("TLSv1.0", "TLS 1.0"),
    choice("TLSv1.1", "TLS 1.1"),
    choice("TLSv1.2", "TLS 1.2"),
    choice("TLSv1.3", "TLS 1.3"),
];

/// Of a project: they serve its production environment.
pub mod of_project {
    use super::{Domain, DomainCreateInput, DomainPatch};
    use crate::answer::{Accepted, Items, Written};
    use crate::operation::section;

    section! {
        "Domain Management"

        /// All domains of a project.
        GetListOfProjectDomains = "get-list-of-project-domains" "Get list of project domains"
            GET "/projects/{projectId}/domains" (project_id) => Items<Domain>;

        /// Adds a domain; the production environment redeploys to answer at it.
        AddAProjectDomain = "add-a-project-domain" "Add a project domain"
            POST "/projects/{projectId}/domains" (project_id) body DomainCreateInput => Written<Domain>;

        /// One domain, with what the caller may do.
        GetAProjectDomain = "get-a-project-domain" "Get a project domain"
            GET "/projects/{projectId}/domains/{domainId}" (project_id, domain_id) => Domain;

        /// Changes a domain; the production environment redeploys.
        UpdateAProjectDomain = "update-a-project-domain" "Update a project domain"
            PATCH "/projects/{projectId}/domains/{domainId}" (project_id, domain_id) body DomainPatch => Written<Domain>;

        /// Deletes a domain; the production environment redeploys and no longer answers at it.
        DeleteAProjectDomain = "delete-a-project-domain" "Delete a project domain"
            DELETE "/projects/{projectId}/domains/{domainId}" (project_id, domain_id) => Accepted;
    }
}

/// Of an environment other than production: each stands for a domain of production.
pub mod of_environment {
    use super::{Domain, DomainCreateInput, DomainPatch};
    use crate::answer::{Accepted, Items, Written};
    use crate::operation::section;

    section! {
        "Domain Management"

        /// All domains of an environment.
        GetAListOfEnvironmentDomains = "get-a-list-of-environment-domains" "Get a list of environment domains"
            GET "/projects/{projectId}/environments/{environmentId}/domains" (project_id, environment_id)
            => Items<Domain>;

        /// Adds a domain; the environment redeploys to answer at it.
        AddAnEnvironmentDomain = "add-an-environment-domain" "Add an environment domain"
            POST "/projects/{projectId}/environments/{environmentId}/domains" (project_id, environment_id)
            body DomainCreateInput => Written<Domain>;

        /// One domain, with what the caller may do.
        GetAnEnvironmentDomain = "get-an-environment-domain" "Get an environment domain"
            GET "/projects/{projectId}/environments/{environmentId}/domains/{domainId}"
            (project_id, environment_id, domain_id) => Domain;

        /// Changes a domain; the environment redeploys.
        UpdateAnEnvironmentDomain = "update-an-environment-domain" "Update an environment domain"
            PATCH "/projects/{projectId}/environments/{environmentId}/domains/{domainId}"
            (project_id, environment_id, domain_id) body DomainPatch => Written<Domain>;

        /// Deletes a domain; the environment redeploys and no longer answers at it.
        DeleteAnEnvironmentDomain = "delete-an-environment-domain" "Delete an environment domain"
            DELETE "/projects/{projectId}/environments/{environmentId}/domains/{domainId}"
            (project_id, environment_id, domain_id) => Accepted;
    }
}
