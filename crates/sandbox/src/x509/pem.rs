//! PEM: certificates as text.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::{Error, PemObject};
use wheelhouse_contract::pem::tidy;

/// Every certificate in a text, in its order.
///
/// # Errors
/// A sentence for the person that says what is wrong with the text, and repeats nothing of it: it may be a private key.
pub fn certificates(text: &str) -> Result<Vec<CertificateDer<'static>>, String> {
    let text = tidy(text);
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(text.as_bytes()).collect();
    match found {
        Ok(found) if !found.is_empty() => Ok(found),
        Ok(_) => Err("There is no certificate here: one starts with the line -----BEGIN CERTIFICATE-----.".to_owned()),
        Err(error) => Err(damage(&error).to_owned()),
    }
}

/// What is wrong with a text in PEM.
pub fn damage(error: &Error) -> &'static str {
    match error {
        Error::MissingSectionEnd { .. } => "The end is missing: its last line starts with -----END.",
        Error::IllegalSectionStart { .. } => "A line that starts with -----BEGIN is not complete.",
        Error::Base64Decode(_) => "The text between the BEGIN and END lines is damaged: it is not Base64.",
        _ => "This is not PEM: text between a BEGIN and an END line.",
    }
}

/// A certificate as PEM, in lines of 64 characters.
pub fn encode(der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let mut pem = String::from("-----BEGIN CERTIFICATE-----\n");
    let mut rest = text.as_str();
    while !rest.is_empty() {
        // Base64 is ASCII: every place is between two characters.
        let (line, after) = rest.split_at(rest.len().min(64));
        pem.push_str(line);
        pem.push('\n');
        rest = after;
    }
    pem.push_str("-----END CERTIFICATE-----\n");
    pem
}
