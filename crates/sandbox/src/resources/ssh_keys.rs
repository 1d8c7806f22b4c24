//! SSH keys: each belongs to one person, who alone sees it.

use ssh_key::{Algorithm, HashAlg, PublicKey};
use wheelhouse_contract::sections::ssh_keys as declared;

use crate::request::prelude::*;
use crate::store::ssh_keys::{self, NewKey, SshKey};

/// How many a person can have.
const MOST: usize = 100;
/// What RSA keys need at least, in bits.
const RSA_BITS: usize = 2048;

pub fn handlers() -> Vec<Handler> {
    vec![on(anyone, get), on(anyone, delete), on(anyone, add)]
}

fn get(call: &Call<'_, declared::GetAnSshKey, ()>) -> Answer {
    Ok(Reply::json(&view(call.caller.number(), &find(call, &call.path.key_id)?)))
}

fn delete(call: &Call<'_, declared::DeleteAnSshKey, ()>) -> Answer {
    ssh_keys::delete(call.store, find(call, &call.path.key_id)?.id)?;
    Ok(Reply::nothing())
}

fn add(call: &Call<'_, declared::AddANewPublicSshKeyToAUser, ()>) -> Answer {
    let body = &call.body;
    if body.uuid.as_ref().is_some_and(|uuid| !uuid.is_empty() && *uuid != call.caller.id) {
        return Err(ApiError::forbidden("You can add keys to your own account only."));
    }
    let refused = |message: &str| ApiError::fields(&[FieldError::new("value", message)]);
    let key = PublicKey::from_openssh(body.value.trim()).map_err(|_| refused("This is no OpenSSH public key."))?;
    if let Some(weakness) = weakness(&key) {
        return Err(refused(weakness));
    }
    let fingerprint = key.fingerprint(HashAlg::Sha256).to_string();
    if let Some(other) = ssh_keys::with_fingerprint(call.store, &fingerprint)? {
        let whose = if other.user_id == call.caller.id {
            "You already have this key."
        } else {
            "Another account has this key."
        };
        return Err(ApiError::conflict("value", whose));
    }
    if ssh_keys::list(call.store, &call.caller.id)?.len() >= MOST {
        return Err(ApiError::not_now(format!("You have {MOST} SSH keys. Delete one that is no longer needed.")));
    }
    let title = body.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    let key = NewKey {
        user_id: &call.caller.id,
        fingerprint: &fingerprint,
        title: title.unwrap_or(key.comment()),
        value: body.value.trim(),
    };
    let key = ssh_keys::insert(call.store, &key, call.now)?;
    Ok(Reply::made(&view(call.caller.number(), &key)))
}

/// What a key is too weak by.
fn weakness(key: &PublicKey) -> Option<&'static str> {
    if key.algorithm() == Algorithm::Dsa {
        return Some("DSA keys aren’t accepted. Create an Ed25519 key.");
    }
    let bits = key.key_data().rsa().and_then(|rsa| rsa.n.as_positive_bytes()).map(|bytes| bytes.len() * 8)?;
    (bits < RSA_BITS).then_some("RSA keys need at least 2048 bits. Create an Ed25519 key.")
}

fn find(context: &Context<'_>, id: &str) -> Result<SshKey, ApiError> {
    let found = id.parse().ok().map(|id| ssh_keys::get(context.store, id)).transpose()?.flatten();
    let own = found.filter(|key| key.user_id == context.caller.id);
    own.ok_or_else(|| ApiError::not_found(format_args!("SSH key {id}")))
}

/// A key as its person, who has this number, sees it.
pub fn view(uid: i64, key: &SshKey) -> Value {
    facts!(declared::SshKey {
        key_id: key.id,
        uid: uid,
        fingerprint: &key.fingerprint,
        title: &key.title,
        value: &key.value,
        changed: key.changed,
    })
}
