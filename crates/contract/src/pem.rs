//! PEM (RFC 7468): certificates and keys as text. The one parser there is, so that what a form takes the API takes too.
//!
//! It is read as people have it: indented, on one line, with `\n` in words as environment variables hold it, and with
//! other text around its blocks.

use std::fmt;

use crate::base64;
use crate::checks::is_invisible;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const EDGE: &str = "-----";
const TRUSTED: &str = "TRUSTED CERTIFICATE";
/// How long a line is.
const LINE: usize = 64;

/// What stands between a BEGIN and an END. It is written in the form that all tools read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is, as in `CERTIFICATE`.
    pub label: String,
    /// What old keys have before their text, as in `Proc-Type: 4,ENCRYPTED`.
    headers: Vec<String>,
    pub base64: String,
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{BEGIN}{}{EDGE}", self.label)?;
        for header in &self.headers {
            writeln!(f, "{header}")?;
        }
        if !self.headers.is_empty() {
            writeln!(f)?;
        }
        let mut rest = self.base64.as_str();
        while !rest.is_empty() {
            // Base64 is ASCII: every place is between two characters.
            let (line, after) = rest.split_at_checked(LINE.min(rest.len())).unwrap_or((rest, ""));
            writeln!(f, "{line}")?;
            rest = after;
        }
        writeln!(f, "{END}{}{EDGE}", self.label)
    }
}

/// The blocks of a text; there is at least one.
///
/// # Errors
/// Which part of a block is missing or broken. Nothing of the text is repeated: it may be a key.
pub fn blocks(text: &str) -> Result<Vec<Block>, &'static str> {
    const NO_BEGIN: &str = "A -----END line has no -----BEGIN line before it.";
    let text = unescaped(text);
    if let Some(why) = mistyped_edge(&text) {
        return Err(why);
    }
    let mut blocks = Vec::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once(BEGIN) {
        if before.contains(END) {
            return Err(NO_BEGIN);
        }
        let (label, after) = edge(after).ok_or("The -----BEGIN line is incomplete: it ends in five hyphens.")?;
        let (inner, after) = after.split_once(END).ok_or("The -----END line is missing.")?;
        if inner.contains(BEGIN) {
            return Err("A -----BEGIN line comes before the last block has ended.");
        }
        let (end, after) = edge(after).ok_or("The -----END line is incomplete: it ends in five hyphens.")?;
        if end != label {
            return Err("The -----BEGIN and -----END lines name different things.");
        }
        blocks.push(block(label, inner)?);
        rest = after;
    }
    if rest.contains(END) {
        return Err(NO_BEGIN);
    }
    if blocks.is_empty() {
        return Err("Paste the PEM text, from its -----BEGIN line to its -----END line.");
    }
    Ok(blocks)
}

/// A text as it was before a program wrote it as one of its own strings, once or several times over. PEM has no
/// backslashes.
fn unescaped(text: &str) -> String {
    if !text.contains(BEGIN) || !text.contains('\\') {
        return text.to_owned();
    }
    let mut plain = text.to_owned();
    while plain.contains("\\\\") {
        plain = plain.replace("\\\\", "\\");
    }
    plain.replace("\\r", "").replace("\\n", "\n").replace("\\/", "/")
}

/// What became of the hyphens of a line that begins or ends a block, where it is none for that.
fn mistyped_edge(text: &str) -> Option<&'static str> {
    // The word in other text, as in BACK-END, is none of ours.
    let any = |word: &str, is_wrong: fn(&str) -> bool| {
        text.match_indices(word).any(|(at, _)| text.get(..at).is_some_and(is_wrong))
    };
    let is_dashed = |before: &str| before.ends_with(['\u{2013}', '\u{2014}']);
    let is_short = |before: &str| before.ends_with("--") && !before.ends_with(EDGE);
    if any("BEGIN ", is_dashed) || any("END ", is_dashed) {
        return Some("The hyphens became dashes on the way. Copy the text from the file itself.");
    }
    if any("BEGIN ", is_short) {
        return Some("The -----BEGIN line is incomplete: it starts with five hyphens.");
    }
    any("END ", is_short).then_some("The -----END line is incomplete: it starts with five hyphens.")
}

/// A label up to the hyphens behind it, and what follows these.
fn edge(text: &str) -> Option<(&str, &str)> {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, ' ' | '.'))
    };
    text.split_once(EDGE).filter(|(label, _)| is_label(label))
}

fn block(label: &str, inner: &str) -> Result<Block, &'static str> {
    let mut headers = Vec::new();
    let mut base64 = String::with_capacity(inner.len());
    for line in inner.lines().map(str::trim) {
        if line.contains(": ") {
            headers.push(line.to_owned());
        } else {
            base64.extend(line.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)));
        }
    }
    let digits = base64.trim_end_matches('=');
    if !digits.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/')) {
        return Err("There are invalid characters between the PEM lines.");
    }
    if digits.is_empty() || base64.len() - digits.len() > 2 || !base64.len().is_multiple_of(4) {
        return Err("The text between the PEM lines is incomplete.");
    }
    // Other names of a certificate (RFC 7468, 5.1); OpenSSL’s has something behind it that nobody else reads.
    let (label, base64) = match label {
        "X509 CERTIFICATE" | "X.509 CERTIFICATE" => ("CERTIFICATE", base64),
        TRUSTED => first_der(&base64).map_or((label, base64), |first| ("CERTIFICATE", first)),
        _ => (label, base64),
    };
    Ok(Block { label: label.to_owned(), headers, base64 })
}

/// The first of the values that Base64 holds as DER, which says its own length.
fn first_der(base64: &str) -> Option<String> {
    let bytes = base64::decode(base64)?;
    let (head, length) = match bytes.as_slice() {
        [0x30, short, ..] if *short < 0x80 => (2, usize::from(*short)),
        [0x30, 0x81, length, ..] => (3, usize::from(*length)),
        [0x30, 0x82, high, low, ..] => (4, usize::from(u16::from_be_bytes([*high, *low]))),
        _ => return None,
    };
    bytes.get(..head + length).map(base64::encode)
}

/// The blocks, each as its own text. A text that is no PEM stays as it is, for the rule to say what is missing.
pub fn split(text: &str) -> Vec<String> {
    blocks(text).map_or_else(|_| vec![text.to_owned()], |all| all.iter().map(Block::to_string).collect())
}

/// The text as all tools read it.
pub fn tidy(text: &str) -> String {
    split(text).concat()
}

/// One or more blocks.
///
/// # Errors
/// As [`blocks`].
pub fn any(text: &str) -> Result<(), &'static str> {
    blocks(text).map(drop)
}

/// Certificates and nothing else: a private key must not end up where it is shown.
///
/// # Errors
/// That there is something else in it.
pub fn certificate(text: &str) -> Result<(), &'static str> {
    match blocks(text)?.iter().find(|block| !matches!(block.label.as_str(), "CERTIFICATE" | TRUSTED)) {
        Some(block) if block.label.ends_with("PRIVATE KEY") => {
            Err("This is a private key. Paste the certificate here and the key in its own field.")
        }
        Some(_) => Err("This isn’t a certificate: the first line should be -----BEGIN CERTIFICATE-----."),
        None => Ok(()),
    }
}

/// One certificate.
///
/// # Errors
/// As [`certificate`], and where the others belong.
pub fn one_certificate(text: &str) -> Result<(), &'static str> {
    certificate(text)?;
    match blocks(text)?.len() {
        1 => Ok(()),
        _ => Err("Paste one certificate here, and the rest of its chain in the chain’s own field."),
    }
}

/// A private key, which is not locked with a passphrase.
///
/// # Errors
/// That it is something else, or locked.
pub fn private_key(text: &str) -> Result<(), &'static str> {
    let blocks = blocks(text)?;
    let key = blocks.iter().find(|block| block.label.ends_with("PRIVATE KEY"));
    let key = key.ok_or("This isn’t a private key: the first line should end in PRIVATE KEY-----.")?;
    if key.label == "OPENSSH PRIVATE KEY" {
        return Err("This is an SSH key. Paste the key the certificate was made for.");
    }
    let is_locked = |header: &String| header.starts_with("Proc-Type:") && header.contains("ENCRYPTED");
    if key.label == "ENCRYPTED PRIVATE KEY" || key.headers.iter().any(is_locked) {
        return Err("This key is locked with a passphrase. Remove the passphrase first.");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE64: &str = "MIIDIjCCAgqgAwIBAgIUG1CsTjkXDOOPNzs+so85LeeGgYwwDQYJKoZIhvcNAQELBQAwHjENMAsGA1UECgwESHVudA==";

    fn tidied() -> String {
        format!("-----BEGIN CERTIFICATE-----\n{}\n{}\n-----END CERTIFICATE-----\n", &BASE64[..64], &BASE64[64..])
    }

    #[test]
    fn it_is_read_as_people_have_it() {
        let tidied = tidied();
        let ways = [
            tidied.clone(),
            tidied.replace('\n', "\r\n"),
            tidied.replace('\n', "\r"),
            tidied.replace('\n', "\n    "),
            format!("\u{feff}{tidied}"),
            format!("\"{}\"", tidied.trim_end().replace('\n', "\\n")),
            tidied.replace('\n', "\\r\\n"),
            tidied.replace('\n', " "),
            format!("subject=a\n{tidied}trailing"),
            format!("-----BEGIN CERTIFICATE-----{BASE64}-----END CERTIFICATE-----"),
            tidied.replace("MIID", "MI\u{200b}ID\u{a0}"),
            tidied.replace('\n', "\\\\n"),
            format!("{{\"cert\":\"{}\"}}", tidied.replace('\n', "\\n").replace('/', "\\/")),
            tidied.replace("CERTIFICATE", "X509 CERTIFICATE"),
            tidied.replace("CERTIFICATE", "X.509 CERTIFICATE"),
            format!("BEGIN of the BACK-END \n{tidied}THE END of it"),
        ];
        for text in ways {
            assert_eq!(tidy(&text), tidied, "{text}");
            assert_eq!(one_certificate(&text), Ok(()), "{text}");
        }
        assert_eq!(split(&format!("{tidied}\n  {tidied}")), [tidied.clone(), tidied.clone()]);
        assert!(one_certificate(&format!("{tidied}{tidied}")).is_err_and(|error| error.contains("chain")));
    }

    #[test]
    fn what_openssl_adds_to_a_certificate_it_trusts_is_left_out() {
        let of = |bytes: &[u8]| {
            format!(
                "-----BEGIN TRUSTED CERTIFICATE-----\n{}\n-----END TRUSTED CERTIFICATE-----\n",
                base64::encode(bytes)
            )
        };
        let plain = "-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n";
        assert_eq!(tidy(&of(&[0x30, 3, 2, 1, 1, 0x30, 0])), plain);
        // What is no such value is left for whoever reads it.
        let odd = of(&[0x30, 9, 2, 1, 1]);
        assert_eq!(tidy(&odd), odd);
    }

    #[test]
    fn what_is_broken_is_named_and_left_as_it_is() {
        let tidied = tidied();
        for (text, says) in [
            ("", "Paste the PEM text"),
            ("MIID", "Paste the PEM text"),
            (tidied.trim_end().trim_end_matches('-'), "-----END line is incomplete"),
            (tidied.trim_end().strip_suffix('-').unwrap_or_default(), "-----END line is incomplete"),
            (&tidied.replace("CERTIFICATE-----\nMIID", "CERTIFICATE----\nMIID"), "-----BEGIN line is incomplete"),
            (&tidied.replace("END CERTIFICATE", "END PRIVATE KEY"), "name different things"),
            (&tidied.replace("-----END CERTIFICATE-----", ""), "-----END line is missing"),
            (&tidied.replace("-----BEGIN CERTIFICATE-----", ""), "no -----BEGIN line"),
            (tidied.strip_prefix('-').unwrap_or_default(), "-----BEGIN line is incomplete: it starts"),
            (&tidied.replace("-----END", "----END"), "-----END line is incomplete: it starts"),
            (&tidied.replace("-----", "-\u{2014}\u{2014}"), "became dashes"),
            (&tidied.replace("-----", "\u{2013}\u{2013}"), "became dashes"),
            (&tidied.replace("==", ""), "incomplete"),
            (&tidied.replace("MIID", "M*ID"), "invalid characters"),
            ("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----", "incomplete"),
        ] {
            assert!(any(text).is_err_and(|error| error.contains(says)), "{text}: {:?}", any(text));
            assert_eq!(tidy(text), text);
        }
    }
}
