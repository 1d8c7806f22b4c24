//! Whether a private key is that of a certificate.

use rustls::crypto::ring::sign::any_supported_type;
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::{Error, PemObject};
use wheelhouse_contract::pem::tidy;

use super::{Certificate, pem};

/// Whether the private key in a text belongs to a certificate: the certificate's public key follows from it. The key is
/// looked at and forgotten.
///
/// # Errors
/// A sentence for the person that says what is wrong, and repeats nothing of the key.
pub fn belongs(key: &str, certificate: &Certificate) -> Result<(), &'static str> {
    const UNUSABLE: &str = "This key cannot be used: it is damaged, or not RSA with 2,048 bits or more, ECDSA on P-256 or P-384, or Ed25519.";
    let der = PrivateKeyDer::from_pem_slice(tidy(key).as_bytes()).map_err(|error| match error {
        Error::NoItemsFound => "There is no private key here: one starts with a line that ends in PRIVATE KEY-----.",
        error => pem::damage(&error),
    })?;
    let key = any_supported_type(&der).map_err(|_| UNUSABLE)?;
    let public = key.public_key().ok_or(UNUSABLE)?;
    if public.as_ref() == certificate.public_key() {
        Ok(())
    } else {
        Err("This key does not belong to the certificate.")
    }
}
