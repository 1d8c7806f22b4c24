//! Controls of what organizations pay: how payments go, refunds, vouchers, and projects that are suspended.

use axum::body::Bytes;
use serde::Deserialize;
use serde_json::json;

use super::Shared;
use super::controls::read;
use crate::billing;
use crate::error::ApiError;
use crate::request::Reply;
use crate::store::organization_profiles::{self as profiles, OrganizationProfile};
use crate::store::projects::{self, Project};
use crate::store::vouchers::{self, Voucher};
use crate::store::{orders, organizations};

/// How payments go from now on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Payment {
    /// `accepted`, `soft_decline` or `hard_decline`.
    payment: String,
}

/// Has the payments of an organization go through, or not.
pub fn pay(shared: &Shared, organization: &str, bytes: &Bytes) -> Result<Reply, ApiError> {
    let Payment { payment } = read(bytes)?;
    if !matches!(payment.as_str(), "accepted" | "soft_decline" | "hard_decline") {
        return Err(ApiError::bad_request("A payment is accepted, or there is a soft_decline or a hard_decline."));
    }
    let connection = shared.store.writer();
    let found = organizations::get(&connection, organization)?;
    let found = found.ok_or_else(|| ApiError::not_found(format_args!("organization {organization}")))?;
    let profile = profiles::get(&connection, &found)?;
    profiles::keep(&connection, &OrganizationProfile { payment, ..profile })?;
    Ok(Reply::json(&json!({})))
}

/// What is given back.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refund {
    /// Hundredths.
    amount: i64,
    #[serde(default)]
    notes: String,
}

/// Gives some of an invoice back.
pub fn refund(shared: &Shared, organization: &str, invoice: &str, bytes: &Bytes) -> Result<Reply, ApiError> {
    let refund: Refund = read(bytes)?;
    let connection = shared.store.writer();
    let found = orders::invoice(&connection, organization, invoice)?;
    let found = found.ok_or_else(|| ApiError::not_found(format_args!("invoice {invoice}")))?;
    let memo = billing::refund(&connection, &found, refund.amount, &refund.notes, shared.clock.now())?;
    Ok(Reply::json(&json!({"id": memo.id})))
}

/// What a new voucher is worth.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Worth {
    /// Hundredths.
    amount: i64,
    currency: String,
}

/// Makes a voucher that can be redeemed.
pub fn make_voucher(shared: &Shared, code: &str, bytes: &Bytes) -> Result<Reply, ApiError> {
    let Worth { amount, currency } = read(bytes)?;
    let voucher = Voucher { code: code.to_owned(), amount, currency, organization_id: None, redeemed_at: None };
    vouchers::insert(&shared.store.writer(), &voucher)?;
    Ok(Reply::json(&json!({})))
}

/// What a subscription is to be.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Standing {
    /// `active` or `suspended`.
    status: String,
}

/// Suspends a project with its subscription, or has it go on.
pub fn set_status(shared: &Shared, project: &str, bytes: &Bytes) -> Result<Reply, ApiError> {
    let Standing { status } = read(bytes)?;
    if !matches!(status.as_str(), "active" | "suspended") {
        return Err(ApiError::bad_request("A project is active or suspended."));
    }
    shared.write(&mut shared.store.writer(), |transaction, now| {
        let found = projects::get(transaction, project)?;
        let found = found.ok_or_else(|| ApiError::not_found(format_args!("project {project}")))?;
        let project = Project { status, updated_at: now, ..found };
        projects::update_subscription(transaction, &project)?;
        let options = billing::records::options(transaction, &project)?;
        billing::records::follow(transaction, &project, &options, now)?;
        Ok(Reply::json(&json!({})))
    })
}
