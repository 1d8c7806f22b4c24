//! Users.

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use crate::answer::Nothing;
use crate::checks::{self, account};
use crate::operation::section;
use crate::resource::resource;

resource! {
    /// A person with an account.
    User {
        /// UUID.
        id: text,
        username: text,
        email: text,
        /// Whether the address was confirmed by a link that was sent to it.
        email_verified: flag,
        first_name: text,
        last_name: text,
        /// An address of an image; empty when there is none.
        picture: text,
        company: text,
        website: text,
        /// ISO 3166-1, two letters.
        country: text,
        namespace: text,
        deactivated: flag,
        created_at: time,
        updated_at: time,
        /// When the terms were agreed to.
        consented_at: time,
        /// `opt-in` or `text-ref`.
        consent_method: text,
    }

    /// Who is signed in, as older clients ask for it.
    CurrentUser {
        id: text,
        uuid: text,
        username: text,
        display_name: text,
        /// 1 for an account that can be used.
        status: integer,
        mail: text,
        ssh_keys: list,
        has_key: flag,
        /// The projects that the person may know of.
        projects: list,
        sequence: integer,
        roles: texts,
        picture: text,
        tickets: object,
        trial: flag,
        current_trial: list,
    }

    /// Whether a phone number has to be verified before a project can be created.
    PhoneVerification {
        verify_phone: flag,
    }

    /// Whether anything has to be verified before a project can be created.
    Verification {
        state: flag,
        /// `phone` or `staff`; empty when nothing has to be.
        kind: text "type",
    }
}

impl User {
    /// First and last name, else the username.
    pub fn display_name(&self) -> Option<String> {
        let names = [self.first_name(), self.last_name()].into_iter().flatten().filter(|name| !name.is_empty());
        let name = names.collect::<Vec<_>>().join(" ");
        if name.is_empty() { self.username().map(str::to_owned) } else { Some(name) }
    }
}

/// Changes to an account.
#[derive(Deserialize, Body)]
pub struct UserPatch {
    /// Unique across all accounts.
    #[field(min = 2, max = 60, check = account::username)]
    pub username: Option<String>,
    #[field(min = 1, max = 100)]
    pub first_name: Option<String>,
    #[field(max = 100)]
    pub last_name: Option<String>,
    /// The URL of an image.
    #[field(max = 2000, check = account::picture)]
    pub picture: Option<String>,
    #[field(max = 200)]
    pub company: Option<String>,
    /// A URL, such as https://example.com.
    #[field(max = 2000, check = checks::url)]
    pub website: Option<String>,
    /// Two-letter country code, such as DE.
    #[field(min = 2, max = 2, check = account::country)]
    pub country: Option<String>,
}

/// Another e-mail address for an account.
#[derive(Deserialize, Body)]
pub struct EmailAddressReset {
    /// We send a confirmation link to this address. Your current address stays in use until you follow it.
    #[field(label = "New email address", kind = "email", max = 254)]
    pub email_address: String,
}

section! {
    "Users"

    /// Who is signed in, in an older form.
    GetCurrentLoggedInUserInfo = "get-current-logged-in-user-info" "Get current logged-in user info"
        GET "/me" () deprecated true => CurrentUser;

    /// Whether the caller has to verify a phone number before a project can be created.
    CheckIfPhoneVerificationIsRequired = "check-if-phone-verification-is-required"
        "Check if phone verification is required"
        POST "/me/phone" () => PhoneVerification;

    /// Whether the caller has to verify anything, a phone number or with staff, before a project can be created.
    CheckIfVerificationIsRequired = "check-if-verification-is-required" "Check if verification is required"
        POST "/me/verification" () => Verification;

    /// Who is signed in.
    GetTheCurrentUser = "get-the-current-user" "Get the current user"
        GET "/users/me" () => User;

    /// The user with an e-mail address.
    GetAUserByEmail = "get-a-user-by-email" "Get a user by email"
        GET "/users/email={email}" (email) => User;

    /// The user with a username.
    GetAUserByUsername = "get-a-user-by-username" "Get a user by username"
        GET "/users/username={username}" (username) => User;

    /// One user.
    GetAUser = "get-a-user" "Get a user"
        GET "/users/{user_id}" (user_id) => User;

    /// Changes the caller's own account.
    UpdateAUser = "update-a-user" "Update a user"
        PATCH "/users/{user_id}" (user_id) body UserPatch => User;

    /// Sends a confirmation to a new e-mail address, which is the user's once it was confirmed. 409 when it is another's.
    ResetEmailAddress = "reset-email-address" "Reset email address"
        POST "/users/{user_id}/emailaddress" (user_id) body EmailAddressReset => Nothing;

    /// Sends the user an e-mail with which a new password can be set.
    ResetUserPassword = "reset-user-password" "Reset user password"
        POST "/users/{user_id}/resetpassword" (user_id) => Nothing;
}
