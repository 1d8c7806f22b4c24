//! Signing what was packed, in the form that minisign checks.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minisign::{SecretKey, SecretKeyBox};

use crate::Result;

/// A secret key of minisign. One that a password protects asks for it at the terminal.
///
/// # Errors
/// When the file cannot be read, is no such key, or the password is not its own.
pub fn key(path: &Path) -> Result<SecretKey> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    read(&text).map_err(|error| format!("{} cannot be used: {error}", path.display()).into())
}

fn read(text: &str) -> Result<SecretKey> {
    // The crate takes no key without a password of minisign itself, which leaves out its checksum.
    let key = text.lines().nth(1).ok_or("it has no second line")?;
    let key = SecretKey::from_bytes(&STANDARD.decode(key.trim())?)?;
    if key.is_encrypted() { Ok(SecretKeyBox::from_string(text)?.into_secret_key(None)?) } else { Ok(key) }
}

/// The text of a signature over `bytes`, which vouches for the name of their file as well.
///
/// # Errors
/// When the system has no random numbers.
pub fn sign(key: &SecretKey, name: &str, bytes: &[u8]) -> Result<String> {
    let comment = format!("file:{name}");
    Ok(minisign::sign(None, key, bytes, Some(&comment), Some("signature of Wheelhouse"))?.into_string())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Cursor;

    use minisign::{KeyPair, SignatureBox};

    use super::*;

    #[test]
    fn what_is_signed_with_a_key_of_a_file_passes_with_the_public_one() {
        let pair = KeyPair::generate_unencrypted_keypair().unwrap();
        let path = std::env::temp_dir().join(format!("wheelhouse-sign-{}.key", std::process::id()));
        std::fs::write(&path, pair.sk.to_box(None).unwrap().into_string()).unwrap();
        let key = key(&path);
        std::fs::remove_file(&path).unwrap();

        let signature = SignatureBox::from_string(&sign(&key.unwrap(), "SHA256SUMS", b"sums").unwrap()).unwrap();
        assert_eq!(signature.trusted_comment().unwrap(), "file:SHA256SUMS");
        let passes = |bytes: &'static [u8]| {
            minisign::verify(&pair.pk, &signature, Cursor::new(bytes), true, false, false).is_ok()
        };
        assert!(passes(b"sums") && !passes(b"others"));
    }

    #[test]
    fn what_is_no_key_is_refused_by_its_file() {
        assert!(key(Path::new("/nowhere/key")).unwrap_err().to_string().contains("/nowhere/key"));
    }
}
