//! The API tokens to sign in with. Each data folder has its own: what one sandbox accepts says nothing about another.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use sha2::Sha256;

use super::{Error, Options, Storage};

/// Where a data folder keeps the administrator's token. Only its owner can read it.
const FILE: &str = "sign-in-token";

/// What the people of a data set sign in with.
pub struct Tokens {
    /// Of the administrator.
    pub admin: String,
    /// Of the user who may look and change nothing.
    pub viewer: String,
    /// Of people who may do some things, in the order in which the data set has them.
    pub others: [String; OTHERS.len()],
}

/// What the tokens of other people follow from the administrator's by.
const OTHERS: [&str; 3] = ["organization admin", "project admin", "contributor"];

impl Tokens {
    /// Those that the options give, else those of the data folder, which has new ones when it has none.
    ///
    /// # Errors
    /// When the folder's file cannot be read or written.
    pub fn of(options: &Options) -> Result<Self, Error> {
        let admin = match (&options.token, &options.storage) {
            (Some(token), _) => token.clone(),
            (None, Storage::Memory) => random_token(),
            (None, Storage::Directory(folder)) => kept(folder)?,
        };
        let viewer = options.viewer_token.clone().unwrap_or_else(|| derived(&admin, "viewer"));
        let others = OTHERS.map(|name| derived(&admin, name));
        Ok(Self { admin, viewer, others })
    }
}

fn kept(folder: &Path) -> Result<String, Error> {
    let file = folder.join(FILE);
    let fails = |error| Error::File(file.clone(), error);
    match fs::read_to_string(&file) {
        Ok(text) if !text.trim().is_empty() => return Ok(text.trim().to_owned()),
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(fails(error)),
        _ => {}
    }
    fs::create_dir_all(folder).map_err(|error| Error::Folder(folder.to_owned(), error))?;
    let token = random_token();
    // Passing files are their owner's alone, and the name has the whole token or none.
    let mut passing = tempfile::NamedTempFile::new_in(folder).map_err(fails)?;
    writeln!(passing, "{token}").and_then(|()| passing.as_file().sync_all()).map_err(fails)?;
    passing.persist(&file).map_err(|error| fails(error.error))?;
    Ok(token)
}

/// A token that follows from another, and leads back to it by no way.
fn derived(token: &str, name: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(token.as_bytes()).unwrap_or_else(|_| Hmac::new(&Default::default()));
    mac.update(name.as_bytes());
    BASE64_URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}

/// 256 random bits.
pub fn random_token() -> String {
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}
