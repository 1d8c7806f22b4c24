//! SSH Keys: what a person's machines are known by.

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use crate::answer::Nothing;
use crate::checks;
use crate::operation::section;
use crate::resource::resource;

resource! {
    /// A person's public key.
    SshKey {
        key_id: integer,
        /// The number of its person.
        uid: integer,
        fingerprint: text,
        title: text,
        /// The key itself, in OpenSSH's form.
        value: text,
        /// RFC 3339.
        changed: time,
    }
}

/// A new public SSH key.
#[derive(Deserialize, Body)]
pub struct SshKeyCreateInput {
    /// The public key, for example from ~/.ssh/id_ed25519.pub.
    #[field(label = "Public key", kind = "long_text", min = 1, max = 16_384, check = checks::ssh_public_key)]
    pub value: String,
    /// How you recognize it, for example Work laptop.
    #[field(max = 255)]
    pub title: Option<String>,
    /// The person whose key it is. Leave empty for yourself.
    #[field(label = "User ID", max = 36, section = "Advanced")]
    pub uuid: Option<String>,
}

section! {
    "SSH Keys"

    /// One of a person's keys.
    GetAnSshKey = "get-an-ssh-key" "Get an SSH key" GET "/ssh_keys/{key_id}" (key_id) => SshKey;

    /// Deletes a key: whoever holds it can no longer connect.
    DeleteAnSshKey = "delete-an-ssh-key" "Delete an SSH key" DELETE "/ssh_keys/{key_id}" (key_id) => Nothing;

    /// Adds a key.
    AddANewPublicSshKeyToAUser = "add-a-new-public-ssh-key-to-a-user" "Add a new public SSH key to a user"
        POST "/ssh_keys" () body SshKeyCreateInput => SshKey;
}
