//! Cert Management.

use serde_json::{Value, json};
use wheelhouse_contract::FieldError;
use wheelhouse_contract::sections::certificates::GetAnSslCertificate;

use super::change::Change;
use crate::access::ProjectRights;
use crate::error::ApiError;
use crate::request::{Context, Handler, Links, Reply};
use crate::store::certificates::{self, Certificate};
use crate::store::projects::Project;
use crate::x509;

pub const HANDLERS: &[(&str, Handler)] = &[
    ("get-list-of-ssl-certificates", list),
    ("add-an-ssl-certificate", add),
    ("get-an-ssl-certificate", get),
    ("update-an-ssl-certificate", update),
    ("delete-an-ssl-certificate", delete),
];

fn list(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    let found = certificates::list(context.store, &project.id)?;
    Ok(Reply::json(&found.iter().map(|certificate| view(certificate, &rights)).collect()))
}

fn get(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    Ok(Reply::json(&view(&find(context, &project)?, &rights)))
}

/// Everything that is wrong is said at once. The key is compared with the certificate and not kept.
fn add(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    rights.require_admin()?;
    let text = |name: &str| context.body.get(name).and_then(Value::as_str).unwrap_or_default();
    let read = x509::Certificate::read(text("certificate")).and_then(for_a_website);
    let read = read.map_err(|message| ApiError::fields(&[FieldError::new("certificate", message)]))?;
    let key = x509::belongs(text("key"), &read).map_err(|message| FieldError::new("key", message));
    let chain = chain(context, &read);
    let mut errors: Vec<FieldError> = key.err().into_iter().collect();
    let chain = chain.unwrap_or_else(|error| {
        errors.push(error);
        Vec::new()
    });
    if !errors.is_empty() {
        return Err(ApiError::fields(&errors));
    }
    if certificates::is_there(context.store, &project.id, &read.fingerprint)? {
        return Err(ApiError::conflict("certificate", "This project has this very certificate already."));
    }
    let certificate = Certificate {
        is_invalid: context.body.get("is_invalid") == Some(&Value::Bool(true)),
        ..Certificate::new(&project.id, &read, &chain, context.now)
    };
    certificates::insert(context.store, &certificate)?;
    let activity = start(context, &project, &certificate, "create", "added")?;
    Ok(Reply::created(&view(&certificate, &rights), vec![activity]))
}

fn update(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    rights.require_admin()?;
    let mut certificate = find(context, &project)?;
    if context.body.contains_key("chain") {
        if certificate.is_provisioned {
            let message = "This certificate was provisioned automatically, and its chain with it.";
            return Err(ApiError::fields(&[FieldError::new("chain", message)]));
        }
        let read = x509::Certificate::read(&certificate.certificate).map_err(ApiError::internal)?;
        certificate.chain = json!(chain(context, &read).map_err(|error| ApiError::fields(&[error]))?);
    }
    if let Some(flag) = context.body.get("is_invalid").and_then(Value::as_bool) {
        certificate.is_invalid = flag;
    }
    certificate.updated_at = context.now;
    certificates::update(context.store, &certificate)?;
    let activity = start(context, &project, &certificate, "update", "updated")?;
    Ok(Reply::updated(&view(&certificate, &rights), vec![activity]))
}

fn delete(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    rights.require_admin()?;
    let certificate = find(context, &project)?;
    if certificate.is_provisioned {
        return Err(ApiError::forbidden(
            "This certificate was provisioned automatically and cannot be deleted. It goes with its domains.",
        ));
    }
    certificates::delete(context.store, &project.id, &certificate.id)?;
    Ok(Reply::accepted(vec![start(context, &project, &certificate, "delete", "deleted")?]))
}

fn find(context: &Context<'_>, project: &Project) -> Result<Certificate, ApiError> {
    let id = context.parameter("certificateId");
    certificates::get(context.store, &project.id, id)?
        .ok_or_else(|| ApiError::not_found(format_args!("certificate {id} in this project")))
}

fn for_a_website(read: x509::Certificate) -> Result<x509::Certificate, String> {
    if read.domains.is_empty() {
        return Err("This certificate names no domain. Authorities' certificates belong in the chain.".to_owned());
    }
    Ok(read)
}

/// The chain in the body, checked against its certificate.
fn chain(context: &Context<'_>, read: &x509::Certificate) -> Result<Vec<String>, FieldError> {
    let entries = context.body.get("chain").and_then(Value::as_array);
    let entries: Vec<&str> = entries.into_iter().flatten().filter_map(Value::as_str).collect();
    x509::chain(read, &entries)
}

fn start(
    context: &Context<'_>,
    project: &Project,
    certificate: &Certificate,
    verb: &str,
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
        kind: &format!("project.certificate.{verb}"),
        done: &format!("{done} a certificate for"),
        name: &domains,
        about: ("certificate", about),
        log: format!("Certificate for {domains} {done}"),
    };
    change.redeploy(context, project, None)
}

fn view(certificate: &Certificate, rights: &ProjectRights) -> Value {
    let path = GetAnSslCertificate::path(&certificate.project_id, &certificate.id);
    let admin = rights.is_admin();
    json!({
        "id": certificate.id,
        "created_at": certificate.created_at.rfc3339(),
        "updated_at": certificate.updated_at.rfc3339(),
        "certificate": certificate.certificate,
        "chain": certificate.chain,
        "is_provisioned": certificate.is_provisioned,
        "is_invalid": certificate.is_invalid,
        "is_root": certificate.is_root,
        "domains": certificate.domains,
        "auth_type": certificate.auth_type,
        "issuer": certificate.issuer,
        "expires_at": certificate.expires_at.rfc3339(),
        "_links": Links::to_self(&path)
            .add_if(admin, "#edit", &path)
            .add_if(admin && !certificate.is_provisioned, "#delete", &path)
            .value(),
    })
}
