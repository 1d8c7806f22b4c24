//! Cert Management.

use wheelhouse_contract::sections::certificates as declared;

use super::change::Change;
use crate::access::ProjectRights;
use crate::activities::{Kind, Verb};
use crate::clock::Moment;
use crate::request::prelude::*;
use crate::store::certificates::{self, Certificate};
use crate::store::projects::Project;
use crate::x509;

pub fn handlers() -> Vec<Handler> {
    vec![
        on(project, list),
        on(project_admin, add),
        on(project, get),
        on(project_admin, update),
        on(project_admin, delete),
    ]
}

fn list(call: &Call<'_, declared::GetListOfSslCertificates, InProject>) -> Answer {
    let (project, rights) = &call.at;
    let found = certificates::list(call.store, &project.id)?;
    Ok(Reply::json(&found.iter().map(|certificate| view(certificate, rights)).collect()))
}

fn get(call: &Call<'_, declared::GetAnSslCertificate, InProject>) -> Answer {
    let (project, rights) = &call.at;
    Ok(Reply::json(&view(&find(call, project, &call.path.certificate_id)?, rights)))
}

/// A certificate that somebody has.
pub struct New<'a> {
    pub certificate: &'a str,
    pub key: &'a str,
    pub chain: &'a [String],
}

/// What is kept of a certificate, and its fingerprint. Everything that is wrong is said at once. The key is compared with
/// the certificate and not kept.
pub fn read(project: &Project, new: &New<'_>, now: Moment) -> Result<(Certificate, String), Vec<FieldError>> {
    let read = x509::Certificate::read(new.certificate).and_then(for_a_website);
    let read = read.map_err(|message| vec![FieldError::new("certificate", message)])?;
    let key = x509::belongs(new.key, &read).map_err(|message| FieldError::new("key", message));
    let mut errors: Vec<FieldError> = key.err().into_iter().collect();
    let chain = x509::chain(&read, new.chain).unwrap_or_else(|error| {
        errors.push(error);
        Vec::new()
    });
    match errors.is_empty() {
        true => Ok((Certificate::new(&project.id, &read, &chain, now), read.fingerprint)),
        false => Err(errors),
    }
}

fn add(call: &Call<'_, declared::AddAnSslCertificate, InProject>) -> Answer {
    let Call { at: (project, rights), body, .. } = call;
    let chain = body.chain.as_deref().unwrap_or_default();
    let new = New { certificate: &body.certificate, key: &body.key, chain };
    let (certificate, fingerprint) = read(project, &new, call.now).map_err(|errors| ApiError::fields(&errors))?;
    if certificates::is_there(call.store, &project.id, &fingerprint)? {
        return Err(ApiError::conflict("certificate", "The project already has this certificate."));
    }
    let certificate = Certificate { is_invalid: body.is_invalid == Some(true), ..certificate };
    certificates::insert(call.store, &certificate)?;
    let activity = start(call, project, &certificate, Verb::Create, "added")?;
    Ok(Reply::created(&view(&certificate, rights), vec![activity]))
}

fn update(call: &Call<'_, declared::UpdateAnSslCertificate, InProject>) -> Answer {
    let Call { at: (project, rights), body, .. } = call;
    let mut certificate = find(call, project, &call.path.certificate_id)?;
    if let Some(chain) = &body.chain {
        if certificate.is_provisioned {
            let message = "This certificate and its chain were provisioned automatically.";
            return Err(ApiError::fields(&[FieldError::new("chain", message)]));
        }
        let read = x509::Certificate::read(&certificate.certificate).map_err(ApiError::internal)?;
        certificate.chain = json!(x509::chain(&read, chain).map_err(|error| ApiError::fields(&[error]))?);
    }
    certificate.is_invalid = body.is_invalid.unwrap_or(certificate.is_invalid);
    certificate.updated_at = call.now;
    certificates::update(call.store, &certificate)?;
    let activity = start(call, project, &certificate, Verb::Update, "updated")?;
    Ok(Reply::updated(&view(&certificate, rights), vec![activity]))
}

fn delete(call: &Call<'_, declared::DeleteAnSslCertificate, InProject>) -> Answer {
    let (project, _) = &call.at;
    let certificate = find(call, project, &call.path.certificate_id)?;
    if certificate.is_provisioned {
        return Err(ApiError::forbidden(
            "This certificate was provisioned automatically and can’t be deleted. It’s removed with its domains.",
        ));
    }
    certificates::delete(call.store, &project.id, &certificate.id)?;
    Ok(Reply::accepted(vec![start(call, project, &certificate, Verb::Delete, "deleted")?]))
}

fn find(context: &Context<'_>, project: &Project, id: &str) -> Result<Certificate, ApiError> {
    certificates::get(context.store, &project.id, id)?
        .ok_or_else(|| ApiError::not_found(format_args!("certificate {id} in this project")))
}

fn for_a_website(read: x509::Certificate) -> Result<x509::Certificate, String> {
    if read.domains.is_empty() {
        return Err("This certificate covers no domain. Certificates of authorities belong in the chain.".to_owned());
    }
    Ok(read)
}

fn start(
    context: &Context<'_>,
    project: &Project,
    certificate: &Certificate,
    verb: Verb,
    done: &str,
) -> Result<Value, ApiError> {
    let domains: Vec<&str> = certificate.domains.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let domains = domains.join(", ");
    let about = json!({
        "id": certificate.id,
        "domains": certificate.domains,
        "expires_at": certificate.expires_at.rfc3339(),
        "is_provisioned": certificate.is_provisioned,
    });
    let change = Change {
        kind: Kind::ProjectCertificate { verb },
        done: &format!("{done} a certificate for"),
        name: &domains,
        about: ("certificate", about),
        log: format!("Certificate for {domains} {done}"),
    };
    change.redeploy(context, project, None)
}

fn view(certificate: &Certificate, rights: &ProjectRights) -> Value {
    let path = declared::GetAnSslCertificate::path(&certificate.project_id, &certificate.id);
    let admin = rights.is_admin();
    let links = Links::to_self(&path).add_if(admin, declared::Certificate::EDIT, &path).add_if(
        admin && !certificate.is_provisioned,
        declared::Certificate::DELETE,
        &path,
    );
    facts!(declared::Certificate {
        id: &certificate.id,
        created_at: certificate.created_at,
        updated_at: certificate.updated_at,
        certificate: &certificate.certificate,
        chain: &certificate.chain,
        is_provisioned: certificate.is_provisioned,
        is_invalid: certificate.is_invalid,
        is_root: certificate.is_root,
        domains: &certificate.domains,
        auth_type: &certificate.auth_type,
        expires_at: certificate.expires_at,
        ..json!({"issuer": certificate.issuer, "_links": links.value()})
    })
}
