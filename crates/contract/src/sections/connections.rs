//! Connections: identities elsewhere with which a user signs in.

use crate::answer::{Items, Nothing};
use crate::operation::section;
use crate::resource::resource;

resource! {
    /// An identity elsewhere with which a user signs in.
    Connection {
        /// The name of who vouches for the identity: unique among a user's connections.
        provider: text,
        /// What kind of provider it is, as in `google` or `saml`.
        provider_type: text,
        /// Whether an organization demands it: it cannot be deleted then.
        is_mandatory: flag,
        /// Whom the provider knows the user as.
        subject: text,
        email_address: text,
        created_at: time,
        updated_at: time,
    }
}

section! {
    "Connections"

    /// All connections of a user.
    ListFederatedLoginConnections = "list-federated-login-connections" "List federated login connections"
        GET "/users/{user_id}/connections" (user_id) => Items<Connection>;

    /// One connection.
    GetAFederatedLoginConnection = "get-a-federated-login-connection" "Get a federated login connection"
        GET "/users/{user_id}/connections/{provider}" (user_id, provider) => Connection;

    /// Deletes a connection. 403 when it is mandatory.
    DeleteAFederatedLoginConnection = "delete-a-federated-login-connection" "Delete a federated login connection"
        DELETE "/users/{user_id}/connections/{provider}" (user_id, provider) => Nothing;
}
