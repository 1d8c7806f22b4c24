//! `/_sandbox`: what tests need to steer and to look at. There only when the sandbox was opened with test controls.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::Response;
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::json;

use super::dispatch::blocking;
use super::{Shared, account_controls, billing_controls, faults, incoming, invitation_controls, project_controls};
use crate::error::ApiError;
use crate::request::Reply;
use crate::{seed, store};

/// Under which the clock's offset is kept in the database: time must not go back at a restart.
const OFFSET: &str = "clock_offset";

/// The greatest body of a fault, in bytes: room for enormous answers.
const LIMIT: usize = 64 * 1024 * 1024;

/// Answers everything below `/_sandbox`.
pub async fn control(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    if !shared.test_controls {
        return ApiError::not_found("such address: test controls are off").render(false);
    }
    let (parts, body) = request.into_parts();
    let bytes = match incoming::read(body, LIMIT).await {
        Ok(bytes) => bytes,
        Err(error) => return error.render(false),
    };
    let path = parts.uri.path().trim_start_matches("/_sandbox/").to_owned();
    let outcome = blocking(move || match (parts.method.as_str(), path.as_str()) {
        ("GET", "coverage") => Ok(Reply::json(&shared.coverage.report())),
        ("POST", "faults") => {
            shared.faults.add(read::<faults::Request>(&bytes)?);
            Ok(Reply::json(&json!({})))
        }
        ("DELETE", "faults") => {
            shared.faults.clear();
            Ok(Reply::json(&json!({})))
        }
        ("POST", "deliver") => Ok(Reply::json(&json!({"delivered": shared.deliver()?}))),
        ("POST", "reset") => reset(&shared),
        ("POST", "clock") => set_clock(&shared, &read::<Time>(&bytes)?),
        (method, path) => of_one(&shared, method, path, &bytes),
    });
    match outcome.await {
        Ok(reply) => reply.render(),
        Err(error) => error.render(false),
    }
}

/// `CONTROL/PROJECT/ENVIRONMENT`, `CONTROL/USER` and so on: ids have no slashes.
fn of_one(shared: &Shared, method: &str, path: &str, bytes: &Bytes) -> Result<Reply, ApiError> {
    match (method, path.split('/').collect::<Vec<_>>().as_slice()) {
        ("GET", ["data", project, environment]) => project_controls::data(shared, project, environment),
        ("POST", ["data", project, environment]) => project_controls::write(shared, project, environment, bytes),
        ("POST", ["commit", project, environment]) => project_controls::push(shared, project, environment, bytes),
        ("GET", ["mail", user]) => account_controls::mail(shared, user),
        ("POST", ["mail", user]) => account_controls::follow(shared, user, bytes),
        ("POST", ["standing", user]) => account_controls::set_standing(shared, user, bytes),
        ("POST", ["second-factor", user]) => account_controls::second_factor(shared, user, bytes),
        ("POST", ["token", user]) => account_controls::token(shared, user),
        ("POST", ["invitations", invitation, "accept"]) => invitation_controls::accept(shared, invitation),
        ("POST", ["payment", organization]) => billing_controls::pay(shared, organization, bytes),
        ("POST", ["refund", organization, invoice]) => billing_controls::refund(shared, organization, invoice, bytes),
        ("POST", ["voucher", code]) => billing_controls::make_voucher(shared, code, bytes),
        ("POST", ["subscription", project]) => billing_controls::set_status(shared, project, bytes),
        _ => Err(ApiError::not_found(
            "such control: GET coverage, POST or DELETE faults, POST reset, POST clock, POST deliver, GET or POST \
             data/PROJECT/ENVIRONMENT, POST commit/PROJECT/ENVIRONMENT, GET or POST mail/USER, POST standing/USER, \
             POST second-factor/USER, POST token/USER, POST invitations/INVITATION/accept, POST payment/ORGANIZATION, \
             POST refund/ORGANIZATION/INVOICE, POST voucher/CODE, POST subscription/PROJECT",
        )),
    }
}

/// What the clock is to do; both may be asked for at once.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Time {
    /// Whether the clock stands, moved by `advance_seconds` alone, or goes on from where it stands.
    stop: Option<bool>,
    #[serde(default)]
    advance_seconds: f64,
}

pub fn read<T: for<'de> Deserialize<'de>>(bytes: &Bytes) -> Result<T, ApiError> {
    serde_json::from_slice(bytes).map_err(|error| ApiError::bad_request(error.to_string()))
}

/// The data as it was at first, the clock at real time, no faults. Tokens stay valid.
fn reset(shared: &Shared) -> Result<Reply, ApiError> {
    shared.faults.clear();
    let mut connection = shared.store.writer();
    let _unread = shared.unread();
    let transaction = connection.transaction()?;
    store::set_meta(&transaction, OFFSET, &0_i64.to_be_bytes())?;
    store::clear(&transaction)?;
    shared.clock.set_offset(0);
    store::see(&transaction, shared.clock.now())?;
    seed::fill(&transaction, shared.data_set, &shared.tokens, shared.clock.now())?;
    transaction.commit()?;
    // Each repository is made again when it is next looked at.
    shared.git.sweep(|_| false).map_err(|error| ApiError::internal(error.to_string()))?;
    Ok(Reply::json(&json!({})))
}

fn set_clock(shared: &Shared, time: &Time) -> Result<Reply, ApiError> {
    if !(0.0..=1e9).contains(&time.advance_seconds) {
        return Err(ApiError::bad_request("advance_seconds must be from 0 to 1000000000: time does not go back."));
    }
    let connection = shared.store.writer();
    match time.stop {
        Some(true) => shared.clock.stop(),
        Some(false) => shared.clock.go_on(),
        None => {}
    }
    shared.clock.advance((time.advance_seconds * 1e6) as i64);
    store::set_meta(&connection, OFFSET, &shared.clock.offset().to_be_bytes())?;
    Ok(Reply::json(&json!({"now": shared.clock.now().rfc3339()})))
}

/// How far ahead the clock was when the database was last used, in microseconds.
pub fn kept_offset(connection: &Connection) -> rusqlite::Result<i64> {
    let kept = store::meta(connection, OFFSET)?;
    Ok(kept.and_then(|bytes| bytes.try_into().ok()).map_or(0, i64::from_be_bytes))
}
