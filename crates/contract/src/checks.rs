//! Rules that a value follows, whichever field it stands in. Each error is a sentence for the person.

pub mod account;
pub mod vat;

use serde_json::{Map, Value};

use crate::problem::FieldError;

/// Whether a character has no shape of its own: controls other than tabs and line breaks, marks of width zero, and those
/// that turn the direction of what stands around them.
pub fn is_invisible(letter: char) -> bool {
    match letter {
        '\t' | '\n' | '\r' => false,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' => true,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{2800}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        letter => letter.is_control(),
    }
}

/// A text without blanks and invisible characters at its ends, as they come along when something is copied.
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(|letter: char| letter.is_whitespace() || is_invisible(letter))
}

/// A character that nobody sees in a text, where it is not what joins letters and pictures.
pub fn unseen(text: &str) -> Option<char> {
    let is_joined = |letter: Option<char>| letter.is_some_and(|letter| !letter.is_ascii() && !is_invisible(letter));
    let mut before = None;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let joins = matches!(letter, '\u{200c}' | '\u{200d}');
        if is_invisible(letter) && !(joins && is_joined(before) && is_joined(letters.peek().copied())) {
            return Some(letter);
        }
        before = Some(letter);
    }
    None
}

/// An e-mail address: one @ with something on each side, a dot in the domain, no spaces.
///
/// # Errors
/// What an address looks like.
pub fn email(text: &str) -> Result<(), &'static str> {
    let parts = text.split_once('@');
    let fits = parts.is_some_and(|(local, domain)| {
        !local.is_empty() && local.chars().count() <= 64 && host(domain) && domain.contains('.')
    });
    if fits && text.chars().count() <= 254 && !text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        Ok(())
    } else {
        Err("Enter an email address, such as ops@example.com.")
    }
}

/// A public SSH key on one line, as OpenSSH writes it: its type, the key in Base64, and a comment.
///
/// # Errors
/// What a key looks like, or that this is its private half.
pub fn ssh_public_key(text: &str) -> Result<(), &'static str> {
    if text.contains("PRIVATE KEY") {
        return Err(
            "This is a private key, which never leaves your machine. Enter the public key, from the .pub file.",
        );
    }
    let mut words = text.split_ascii_whitespace();
    let kind = words
        .next()
        .is_some_and(|kind| kind.starts_with("ssh-") || kind.starts_with("ecdsa-") || kind.starts_with("sk-"));
    let key = words.next().is_some_and(|key| {
        key.starts_with("AAAA") && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
    });
    if kind && key && !text.trim().contains('\n') {
        Ok(())
    } else {
        Err("Enter one OpenSSH public key: the line in a .pub file.")
    }
}

/// An address on the web: http or https, a host, no spaces, and no name or password in it.
///
/// # Errors
/// What an address looks like, or why this one is not taken.
pub fn url(text: &str) -> Result<(), &'static str> {
    const FORM: &str = "Enter a URL that starts with https:// or http://, such as https://example.com/hook.";
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        let (start, rest) = text.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    });
    let rest = rest.ok_or(FORM)?;
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err("Remove the spaces.");
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err("Remove the user name and password: URLs are shown and logged.");
    }
    let (name, port) = match (authority.strip_prefix('['), authority.rsplit_once(':')) {
        // An IPv6 address.
        (Some(rest), _) => match rest.split_once(']') {
            Some((address, "")) if address.parse::<std::net::Ipv6Addr>().is_ok() => ("ipv6", None),
            Some((address, rest)) if address.parse::<std::net::Ipv6Addr>().is_ok() && rest.starts_with(':') => {
                ("ipv6", rest.strip_prefix(':'))
            }
            _ => return Err(FORM),
        },
        (None, Some((name, port))) => (name, Some(port)),
        (None, None) => (authority, None),
    };
    if !host(name) || port.is_some_and(|port| port.starts_with('+') || port.parse::<u16>().is_err()) {
        return Err(FORM);
    }
    Ok(())
}

/// A host's name or address: labels of letters, digits, hyphens and underscores between dots.
fn host(name: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    !name.is_empty() && name.len() <= 253 && name.strip_suffix('.').unwrap_or(name).split('.').all(label)
}

/// A host's name or address, without scheme, port and path.
///
/// # Errors
/// What a host looks like.
pub fn hostname(text: &str) -> Result<(), &'static str> {
    if host(text) || text.parse::<std::net::IpAddr>().is_ok() {
        Ok(())
    } else {
        Err("Enter a hostname only, such as logs.example.com.")
    }
}

/// Whether a text has only the letters that names in HTTP have.
pub fn is_token(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}

/// The name of a header.
///
/// # Errors
/// What a name looks like.
pub fn header(text: &str) -> Result<(), &'static str> {
    if is_token(text) { Ok(()) } else { Err("Enter the header’s name only, such as Accept-Language.") }
}

/// A domain's name: two or more labels of letters, digits and hyphens, the first may be a `*`.
///
/// # Errors
/// What is wrong with the name.
pub fn domain(name: &str) -> Result<(), &'static str> {
    if name.contains("://") || name.contains('/') {
        return Err("Enter the name only, without https:// and without a path.");
    }
    let bare = name.trim_end_matches('.').trim_matches(['[', ']']);
    if bare.parse::<std::net::IpAddr>().is_ok() || bare.rsplit('.').next().is_some_and(is_number) {
        return Err("This is an IP address. Enter a domain name, such as www.example.com.");
    }
    if name.ends_with('.') {
        return Err("Remove the dot at the end.");
    }
    if !name.is_ascii() {
        return Err("Enter non-ASCII names in punycode, such as xn--bcher-kva.example.");
    }
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let rest = name.strip_prefix("*.").unwrap_or(name);
    if name.len() <= 253 && rest.contains('.') && rest.split('.').all(label) {
        Ok(())
    } else {
        Err("Enter a domain name, such as www.example.com.")
    }
}

/// Whether the last label of a name is one that only addresses have, in any way that browsers read them.
fn is_number(label: &str) -> bool {
    let hex = label.strip_prefix("0x").or_else(|| label.strip_prefix("0X"));
    let is_hex = hex.is_some_and(|digits| digits.bytes().all(|c| c.is_ascii_hexdigit()));
    is_hex || (!label.is_empty() && label.bytes().all(|c| c.is_ascii_digit()))
}

/// An IP address, or a network of them as in 192.0.2.0/24.
///
/// # Errors
/// How addresses and networks are written.
pub fn network(text: &str) -> Result<(), &'static str> {
    const FORM: &str = "Enter an IP address or a network, such as 192.0.2.0/24.";
    let (address, size) = text.split_once('/').map_or((text, None), |(address, size)| (address, Some(size)));
    let address: std::net::IpAddr = address.parse().map_err(|_| FORM)?;
    let Some(size) = size else { return Ok(()) };
    let is_number = (1..=3).contains(&size.len()) && size.bytes().all(|c| c.is_ascii_digit());
    let most = if address.is_ipv4() { 32 } else { 128 };
    if is_number && size.parse::<u8>().is_ok_and(|size| size <= most) { Ok(()) } else { Err(FORM) }
}

/// The name of a branch, as Git takes it.
///
/// # Errors
/// What Git doesn't take.
pub fn branch(name: &str) -> Result<(), &'static str> {
    if name.chars().any(|c| c.is_whitespace() || c.is_control() || "~^:?*[\\".contains(c)) {
        return Err("A branch’s name has no spaces and none of the characters ~ ^ : ? * [ \\.");
    }
    if name.contains("..") || name.contains("@{") || name == "@" || name == "HEAD" {
        return Err("A branch name can’t contain .. or @{, or be @ or HEAD.");
    }
    if name.starts_with('-') || name.ends_with('.') {
        return Err("A branch name can’t start with a hyphen or end with a dot.");
    }
    if name.split('/').any(|part| part.is_empty() || part.starts_with('.') || part.ends_with(".lock")) {
        return Err("No part of a branch name between slashes can be empty, start with a dot or end with .lock.");
    }
    Ok(())
}

/// Where a file stands in a repository.
///
/// # Errors
/// What Git doesn't take as a path.
pub fn file_path(path: &str) -> Result<(), &'static str> {
    if path.chars().any(|c| c.is_control() || c == '\\') {
        return Err("Separate folders with slashes and remove control characters.");
    }
    if path.split('/').any(|part| matches!(part, "" | "." | "..") || part.eq_ignore_ascii_case(".git")) {
        return Err("Enter a path from the repository’s root, such as config/app.yaml, without . or .. in it.");
    }
    Ok(())
}

/// A time of day as HH:MM.
///
/// # Errors
/// How a time is written.
pub fn time_of_day(text: &str) -> Result<(), &'static str> {
    let part = |text: &str, below: u8| {
        text.len() == 2 && text.bytes().all(|c| c.is_ascii_digit()) && text.parse::<u8>().is_ok_and(|it| it < below)
    };
    match text.split_once(':').is_some_and(|(hour, minute)| part(hour, 24) && part(minute, 60)) {
        true => Ok(()),
        false => Err("Must be a time of day, as in 03:00."),
    }
}

/// A day of the calendar as YYYY-MM-DD.
///
/// # Errors
/// How a day is written, or that there is no such day.
pub fn date(text: &str) -> Result<(), &'static str> {
    const FORM: &str = "Enter a date as YYYY-MM-DD.";
    if text.len() != 10 || !text.chars().all(|c| c.is_ascii_digit() || c == '-') {
        return Err(FORM);
    }
    let mut parts = text.split('-').map(|part| (part.len(), part.parse::<u32>()));
    let (Some((4, Ok(year))), Some((2, Ok(month))), Some((2, Ok(day))), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(FORM);
    };
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    if (1..=days).contains(&day) { Ok(()) } else { Err("This date doesn’t exist.") }
}

/// An error at each of these fields whose value is JSON other than an object. Null is a value in itself.
pub fn json_objects(values: &Map<String, Value>, names: &[&str]) -> Vec<FieldError> {
    let wrong = |name: &&&str| values.get(**name).is_some_and(|value| !value.is_object() && !value.is_null());
    names
        .iter()
        .filter(wrong)
        .map(|name| FieldError::new(*name, "Must be a JSON object, as in {\"key\": \"value\"}."))
        .collect()
}
