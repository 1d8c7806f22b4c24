//! What a client asks of the authorization endpoint (RFC 6749, 4.1.1, and RFC 7636).

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use crate::setup::OAuthClient;

/// What is read of a request. A page hands all of it on to the next.
pub const FIELDS: [&str; 12] = [
    "response_type",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "prompt",
    "max_age",
    "acr_values",
    "response_mode",
];

/// The greatest value of a field, in bytes.
const LONGEST: usize = 2048;

/// A request that somebody may be shown the page for.
pub struct Asked<'a> {
    pub client: &'a OAuthClient,
    pub fields: BTreeMap<String, String>,
    pub challenge: String,
}

/// Why there is no page.
pub enum Wrong<'a> {
    /// Where to lead back to is not known for sure. Somebody is told, and led nowhere.
    Here(&'static str),
    /// The client is told: OAuth's name for the error, and words.
    There { client: &'a OAuthClient, state: Option<String>, error: &'static str, words: &'static str },
}

impl<'a> Asked<'a> {
    /// Reads the fields of a query or form.
    pub fn read(encoded: &[u8], clients: &'a [OAuthClient]) -> Result<Self, Wrong<'a>> {
        let (mut fields, mut is_clear) = (BTreeMap::new(), true);
        for (name, value) in form_urlencoded::parse(encoded).filter(|(name, _)| FIELDS.contains(&&**name)) {
            let is_long = value.len() > LONGEST;
            // What is empty is not there, and none may come twice (3.1).
            if !value.is_empty() && (is_long || fields.insert(name.into_owned(), value.into_owned()).is_some()) {
                is_clear = false;
            }
        }
        let field = |name: &str| fields.get(name).map(String::as_str);
        let of_client = |client: &&OAuthClient| Some(client.id.as_str()) == field("client_id");
        if !clients.iter().any(|client| of_client(&client)) {
            return Err(Wrong::Here("No such program is registered with this sandbox."));
        }
        let client = clients.iter().filter(of_client);
        let client = client.clone().find(|client| Some(client.redirect_uri.as_str()) == field("redirect_uri"));
        let client =
            client.ok_or(Wrong::Here("The program asks to lead you back to an address that is not registered."))?;
        let state = field("state").map(str::to_owned);
        let wrong = |error, words| Wrong::There { client, state: state.clone(), error, words };
        if !is_clear {
            return Err(wrong("invalid_request", "A field is too long or comes twice."));
        }
        if field("response_type") != Some("code") {
            return Err(wrong("unsupported_response_type", "Only the response type code can be used."));
        }
        if field("response_mode").is_some_and(|mode| mode != "query") {
            return Err(wrong("invalid_request", "Only the response mode query can be used."));
        }
        if field("code_challenge_method") != Some("S256") {
            return Err(wrong("invalid_request", "A challenge by the method S256 is missing."));
        }
        let challenge = field("code_challenge").map(str::to_owned).unwrap_or_default();
        if BASE64_URL_SAFE_NO_PAD.decode(&challenge).map_or(0, |bytes| bytes.len()) != 32 {
            return Err(wrong("invalid_request", "The challenge is not the SHA-256 of anything."));
        }
        if field("max_age").is_some_and(|age| age.parse::<u32>().is_err()) {
            return Err(wrong("invalid_request", "The field max_age has to be a number of seconds."));
        }
        // No sign-in is remembered, so that there is none without somebody being asked.
        if field("prompt").is_some_and(|prompt| prompt.split(' ').any(|one| one == "none")) {
            return Err(wrong("login_required", "Nobody can be signed in without being asked."));
        }
        Ok(Self { client, challenge, fields })
    }

    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }
}
