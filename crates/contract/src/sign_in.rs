//! Signing in: an API token is exchanged for an access token (OAuth 2.0, grant type `api_token`).

use crate::resource::resource;

/// Path of the exchange, below the sign-in host.
pub const TOKEN_PATH: &str = "/oauth2/token";

/// The public client that an API token is exchanged as; it has no secret.
pub const CLIENT: &str = "platform-api-user";

/// The grant type of the exchange.
pub const GRANT_TYPE: &str = "api_token";

/// The `Authorization` header of the exchange: Basic, `platform-api-user:` without a secret.
pub const CLIENT_AUTHORIZATION: &str = "Basic cGxhdGZvcm0tYXBpLXVzZXI6";

/// The form body of an exchange.
pub fn exchange_form(api_token: &str) -> String {
    let mut form = format!("grant_type={GRANT_TYPE}&api_token=");
    crate::operation::encode(api_token, &mut form);
    form
}

resource! {
    /// The answer of an exchange. There is no refresh token: renew by exchanging again.
    AccessToken {
        access_token: text,
        /// Seconds that the token is good for.
        expires_in: integer,
        token_type: text,
    }
}
