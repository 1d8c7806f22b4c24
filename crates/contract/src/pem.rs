//! PEM (RFC 7468): certificates and keys as text. The one parser there is, so that what a form takes the API takes too.
//!
//! It is read as people have it: indented, on one line, with `\n` in words as environment variables hold it, and with
//! other text around its blocks.

use std::fmt;

use crate::checks::is_invisible;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const EDGE: &str = "-----";
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
    let text = if text.contains(BEGIN) { text.replace("\\r", "").replace("\\n", "\n") } else { text.to_owned() };
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

/// A label up to the hyphens behind it, and what follows these.
fn edge(text: &str) -> Option<(&str, &str)> {
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == ' ')
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
    Ok(Block { label: label.to_owned(), headers, base64 })
}

/// The blocks, each as a text of its own. A text that is no PEM stays as it is, for the rule to say what is missing.
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
    match blocks(text)?.iter().find(|block| !block.label.ends_with("CERTIFICATE")) {
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
        ];
        for text in ways {
            assert_eq!(tidy(&text), tidied, "{text}");
            assert_eq!(one_certificate(&text), Ok(()), "{text}");
        }
        assert_eq!(split(&format!("{tidied}\n  {tidied}")), [tidied.clone(), tidied.clone()]);
        assert!(one_certificate(&format!("{tidied}{tidied}")).is_err_and(|error| error.contains("chain")));
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
            (&tidied.replace("==", ""), "incomplete"),
            (&tidied.replace("MIID", "M*ID"), "invalid characters"),
            ("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----", "incomplete"),
        ] {
            assert!(any(text).is_err_and(|error| error.contains(says)), "{text}: {:?}", any(text));
            assert_eq!(tidy(text), text);
        }
    }
}
