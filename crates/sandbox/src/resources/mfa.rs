//! MFA: passcodes from a device as a second factor, and what replaces them once when the device is lost.

mod qr;

use hmac::Mac;
use rusqlite::Connection;
use totp_rs::{Algorithm, Builder, Secret, Totp};
use wheelhouse_contract::sections::mfa as declared;

use crate::activities::random_id;
use crate::clock::Moment;
use crate::request;
use crate::request::prelude::*;
use crate::store::second_factor::{self, Enrollment};
use crate::store::users::User;

pub fn handlers() -> Vec<Handler> {
    vec![on(own_account, get), on(own_account, confirm), on(own_account, withdraw), on(own_account, recreate)]
}

/// Who asks for the passcodes.
const ISSUER: &str = "https://sandbox.wheelhouse.example";

/// How an app names who asks for the passcodes.
const ISSUER_NAME: &str = "Wheelhouse sandbox";

/// Seconds that a passcode is shown for.
const STEP: u64 = 30;

const DIGITS: u8 = 6;

/// Steps by which the clocks of a device and of the API may differ.
const SKEW: u16 = 1;

/// How many recovery codes a person has at a time.
const CODES: usize = 10;

fn get(call: &Call<'_, declared::GetInformationAboutTotpEnrollment, User>) -> Answer {
    let enrollment = not_enrolled(call)?;
    let secret = totp(call.store, &enrollment)?.secret().to_base32();
    let address = format!(
        "otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits={DIGITS}&period={STEP}",
        issuer = encoded(ISSUER_NAME),
        account = encoded(&call.at.email),
    );
    Ok(Reply::json(&facts!(declared::TotpEnrollment {
        issuer: ISSUER,
        account_name: &call.at.email,
        secret: &secret,
        qr_code: qr::png(&address)?,
    })))
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

fn confirm(call: &Call<'_, declared::ConfirmTotpEnrollment, User>) -> Answer {
    let enrollment = not_enrolled(call)?;
    let totp = totp(call.store, &enrollment)?;
    // Apps show the key in groups and in either case.
    let given = call.body.secret.replace([' ', '-'], "").to_uppercase();
    let is_secret = Secret::try_from_base32(given.trim_end_matches('=')).is_ok_and(|given| given == *totp.secret());
    if !is_secret {
        let message = "This isn’t the key of your enrollment. Get it again and set up your app with it.";
        return Err(ApiError::fields(&[FieldError::new("secret", message)]));
    }
    let Some(step) = step(&totp, &enrollment, &call.body.passcode, call.now) else {
        let message = "This code isn’t right. Enter the one your app shows now, and check the time of your device.";
        return Err(ApiError::fields(&[FieldError::new("passcode", message)]));
    };
    second_factor::confirm(call.store, enrollment, step, call.now)?;
    Ok(Reply::json(&new_codes(call, &call.at)?))
}

fn withdraw(call: &Call<'_, declared::WithdrawTotpEnrollment, User>) -> Answer {
    second_factor::withdraw(call.store, enrolled(call)?)?;
    Ok(Reply::nothing())
}

fn recreate(call: &Call<'_, declared::ReCreateRecoveryCodes, User>) -> Answer {
    enrolled(call)?;
    Ok(Reply::made(&new_codes(call, &call.at)?))
}

/// Makes recovery codes in place of all that a person had. Nobody is told them again.
fn new_codes(context: &Context<'_>, user: &User) -> Result<Value, ApiError> {
    let codes: Vec<String> = (0..CODES).map(|_| recovery_code()).collect();
    second_factor::set_recovery_codes(context.store, &user.id, &codes)?;
    Ok(facts!(declared::RecoveryCodes { recovery_codes: codes }))
}

/// Sixteen letters and digits in groups, of 80 random bits.
fn recovery_code() -> String {
    let letters = random_id() + &random_id();
    let group = |at: usize| letters.get(at..at.saturating_add(4)).unwrap_or_default();
    [group(0), group(4), group(8), group(12)].join("-")
}

fn not_enrolled(context: &Context<'_>) -> Result<Enrollment, ApiError> {
    let enrollment = second_factor::enrollment(context.store, &context.caller.id)?;
    if enrollment.confirmed_at.is_some() {
        return Err(ApiError::not_now("An authenticator app is set up already. Remove it before you set up another."));
    }
    Ok(enrollment)
}

fn enrolled(context: &Context<'_>) -> Result<Enrollment, ApiError> {
    let enrollment = second_factor::enrollment(context.store, &context.caller.id)?;
    if enrollment.confirmed_at.is_none() {
        return Err(ApiError::not_found("authenticator app that is set up"));
    }
    Ok(enrollment)
}

/// What makes the passcodes of an enrollment. Its secret follows from a key of the database: asking for it writes nothing,
/// and gives the same until the enrollment ends.
fn totp(connection: &Connection, enrollment: &Enrollment) -> Result<Totp, ApiError> {
    let mac = request::keyed(connection, &["totp", &enrollment.user_id, &enrollment.round.to_string()])?;
    let secret: Vec<u8> = mac.finalize().into_bytes().iter().copied().take(20).collect();
    Ok(Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(DIGITS)
        .with_skew(SKEW)
        .with_step_duration(STEP)
        .with_secret(secret)
        .build_noncompliant())
}

/// The step whose passcode this is, when it is now, or so nearly, and later than that of the last one that was taken.
fn step(totp: &Totp, enrollment: &Enrollment, passcode: &str, now: Moment) -> Option<i64> {
    let seconds = u64::try_from(now.micros().div_euclid(1_000_000)).ok()?;
    let step = i64::try_from(totp.check(passcode, seconds)?).ok()?;
    (step > enrollment.last_step).then_some(step)
}

/// Whether a person has proven themselves with a passcode or a recovery code. Either is good for once.
pub fn proves(connection: &Connection, user: &str, proof: &str, now: Moment) -> Result<bool, ApiError> {
    let enrollment = second_factor::enrollment(connection, user)?;
    if enrollment.confirmed_at.is_none() {
        return Ok(false);
    }
    if let Some(step) = step(&totp(connection, &enrollment)?, &enrollment, proof, now) {
        second_factor::use_step(connection, enrollment, step)?;
        return Ok(true);
    }
    Ok(second_factor::use_recovery_code(connection, user, &proof.to_lowercase())?)
}
