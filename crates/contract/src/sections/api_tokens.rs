//! API Tokens: what a person's programs sign in with.

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use crate::answer::{Items, Nothing};
use crate::operation::section;
use crate::resource::resource;

resource! {
    /// A token that access tokens are exchanged for. It may do whatever its person may.
    ApiToken {
        /// UUID.
        id: text,
        name: text,
        /// Only in the answer that makes it: it cannot be read again.
        token: text,
        created_at: time,
        updated_at: time,
        /// When it was last exchanged. Not every API says so.
        last_used_at: time,
    }
}

/// A new API token.
#[derive(Deserialize, Body)]
pub struct ApiTokenCreateInput {
    /// Where it’s used, for example Deploy pipeline.
    #[field(min = 1, max = 255)]
    pub name: String,
}

section! {
    "API Tokens"

    /// A person's API tokens, without their values.
    ListAUserApiTokens = "list-a-user-api-tokens" "List a user's API tokens"
        GET "/users/{user_id}/api-tokens" (user_id) => Items<ApiToken>;

    /// Makes a token. The answer is the only one that holds its value.
    CreateAnApiToken = "create-an-api-token" "Create an API token"
        POST "/users/{user_id}/api-tokens" (user_id) body ApiTokenCreateInput => ApiToken;

    /// One API token, without its value.
    GetAnApiToken = "get-an-api-token" "Get an API token"
        GET "/users/{user_id}/api-tokens/{token_id}" (user_id, token_id) => ApiToken;

    /// Deletes an API token. What is signed in with it is signed out.
    DeleteAnApiToken = "delete-an-api-token" "Delete an API token"
        DELETE "/users/{user_id}/api-tokens/{token_id}" (user_id, token_id) => Nothing;
}
