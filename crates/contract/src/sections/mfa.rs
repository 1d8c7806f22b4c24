//! MFA: passcodes from a device as a second factor (time-based one-time passcodes, RFC 6238: SHA-1, six digits, 30 seconds).

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use crate::answer::Nothing;
use crate::checks::account;
use crate::operation::section;
use crate::resource::resource;

resource! {
    /// What a device has to know to make passcodes.
    TotpEnrollment {
        /// Who asks for the passcodes, as a URL.
        issuer: text,
        account_name: text,
        /// Base32, to be typed where no code can be scanned. A secret.
        secret: text,
        /// A PNG image with all of it as a QR code, in Base64. A secret.
        qr_code: text,
    }

    /// What signs in once each when the device is lost. They are told once and never again.
    RecoveryCodes {
        recovery_codes: texts,
    }
}

/// The confirmation that a device makes the right passcodes.
#[derive(Deserialize, Body)]
pub struct TotpConfirmation {
    /// The key your authenticator app was set up with.
    #[field(min = 16, max = 128, secret)]
    pub secret: String,
    /// The 6-digit code your authenticator app shows now.
    #[field(min = 6, max = 6, check = account::passcode, secret)]
    pub passcode: String,
}

section! {
    "MFA"

    /// What to set a device up with: the same until it is confirmed. 409 when one is enrolled.
    GetInformationAboutTotpEnrollment = "get-information-about-totp-enrollment" "Get information about TOTP enrollment"
        GET "/users/{user_id}/totp" (user_id) => TotpEnrollment;

    /// Enrolls a device that makes the right passcodes. 409 when one is enrolled.
    ConfirmTotpEnrollment = "confirm-totp-enrollment" "Confirm TOTP enrollment"
        POST "/users/{user_id}/totp" (user_id) body TotpConfirmation => RecoveryCodes;

    /// Ends the enrollment; its recovery codes go with it.
    WithdrawTotpEnrollment = "withdraw-totp-enrollment" "Withdraw TOTP enrollment"
        DELETE "/users/{user_id}/totp" (user_id) => Nothing;

    /// Makes new recovery codes in place of the old ones.
    ReCreateRecoveryCodes = "re-create-recovery-codes" "Re-create recovery codes"
        POST "/users/{user_id}/codes" (user_id) => RecoveryCodes;
}
