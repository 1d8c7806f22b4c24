//! A certificate that comes along with a new domain.

use wheelhouse_contract::sections::domains::DomainSsl;

use super::super::certificates::{New, read};
use crate::request::prelude::*;
use crate::store::certificates;
use crate::store::projects::Project;

/// Keeps the certificate among the project's, unless it has it: the domain's own activity deploys it.
///
/// # Errors
/// When the certificate cannot be, or is not for the domain.
pub fn keep(context: &Context<'_>, project: &Project, domain: &str, ssl: &DomainSsl) -> Result<(), ApiError> {
    let chain = ssl.chain.as_deref().unwrap_or_default();
    let new = New { certificate: &ssl.certificate, key: &ssl.key, chain };
    let (certificate, fingerprint) = read(project, &new, context.now).map_err(within)?;
    if !certificate.covers(domain) {
        let message = format!("This certificate isn’t for {domain}.");
        return Err(within(vec![FieldError::new("certificate", message)]));
    }
    if !certificates::is_there(context.store, &project.id, &fingerprint)? {
        certificates::insert(context.store, &certificate)?;
    }
    Ok(())
}

/// The errors where the body has what they are about.
fn within(errors: Vec<FieldError>) -> ApiError {
    let errors = errors.into_iter().map(|error| FieldError::new(format!("ssl.{}", error.field), error.message));
    ApiError::fields(&errors.collect::<Vec<_>>())
}
