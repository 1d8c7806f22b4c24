//! What a certificate in a chain says of itself: the API tells of these only their text.

use web_sys::window;
use wheelhouse_contract::pem::blocks;

/// Who a certificate is, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The organization and the common name, or whichever it has.
    pub name: String,
    /// RFC 3339.
    pub expires_at: Option<String>,
}

const SEQUENCE: u8 = 0x30;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
/// The version, which old certificates leave out.
const VERSION: u8 = 0xa0;
const ORGANIZATION: &[u8] = &[0x55, 4, 10];
const COMMON_NAME: &[u8] = &[0x55, 4, 3];

/// Reads the first certificate of a PEM text (RFC 7468); `None` when there is none, or it is damaged.
pub fn subject(pem: &str) -> Option<Subject> {
    let block = blocks(pem).ok()?.into_iter().next()?;
    let bytes = window()?.atob(&block.base64).ok()?;
    // One character a byte.
    read(&bytes.chars().map(|byte| u8::try_from(byte).unwrap_or_default()).collect::<Vec<_>>())
}

/// Reads a certificate in DER (RFC 5280), as far as it is needed here.
fn read(der: &[u8]) -> Option<Subject> {
    let (certificate, _) = expect(SEQUENCE, der)?;
    let (mut rest, _) = expect(SEQUENCE, certificate)?;
    if let Some((VERSION, _, after)) = next(rest) {
        rest = after;
    }
    let (_, _serial, rest) = next(rest)?;
    let (_, _signature, rest) = next(rest)?;
    let (_, _issuer, rest) = next(rest)?;
    let (validity, rest) = expect(SEQUENCE, rest)?;
    let (name, _) = expect(SEQUENCE, rest)?;
    let (_, _not_before, rest) = next(validity)?;
    let (kind, not_after, _) = next(rest)?;
    Some(Subject { name: known_parts(name)?, expires_at: moment(kind, not_after) })
}

/// One element: its tag, what is in it, and what follows.
fn next(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&[tag, length], rest) = der.split_first_chunk::<2>()?;
    let (length, rest) = if length < 0x80 {
        (usize::from(length), rest)
    } else {
        // The length of the length; no certificate takes more than four bytes for it.
        let (bytes, rest) = rest.split_at_checked(usize::from(length & 0x7f)).filter(|(bytes, _)| bytes.len() <= 4)?;
        let length = bytes.iter().fold(0_u32, |length, byte| (length << 8) | u32::from(*byte));
        (usize::try_from(length).ok()?, rest)
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}

/// What is in the next element, if it is of this kind, and what follows.
fn expect(tag: u8, der: &[u8]) -> Option<(&[u8], &[u8])> {
    next(der).filter(|(found, ..)| *found == tag).map(|(_, content, rest)| (content, rest))
}

/// The organization and the common name out of a distinguished name.
fn known_parts(mut name: &[u8]) -> Option<String> {
    let (mut organization, mut common) = (None, None);
    while let Some((_, set, rest)) = next(name) {
        name = rest;
        let Some((_, part, _)) = next(set) else { continue };
        let Some((_, oid, value)) = next(part) else { continue };
        let Some((_, value, _)) = next(value) else { continue };
        let text = String::from_utf8(value.to_vec()).ok();
        match oid {
            ORGANIZATION => organization = text,
            COMMON_NAME => common = text,
            _ => {}
        }
    }
    let parts: Vec<String> = [organization, common].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// `YYMMDDHHMMSSZ`, or with four digits of the year, in RFC 3339.
fn moment(kind: u8, text: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(text).ok()?;
    let full = match kind {
        // Two digits are of the years 1950 to 2049.
        UTC_TIME => format!("{}{text}", if text.get(..2)?.parse::<u8>().ok()? < 50 { "20" } else { "19" }),
        GENERALIZED_TIME => text.to_owned(),
        _ => return None,
    };
    let digits =
        full.strip_suffix('Z').filter(|digits| digits.len() == 14 && digits.bytes().all(|c| c.is_ascii_digit()))?;
    let part = |from, to| digits.get(from..to).unwrap_or_default();
    let (day, time) = ((part(0, 4), part(4, 6), part(6, 8)), (part(8, 10), part(10, 12), part(12, 14)));
    Some(format!("{}-{}-{}T{}:{}:{}Z", day.0, day.1, day.2, time.0, time.1, time.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = u8::try_from(content.len()).unwrap_or(0);
        let mut bytes = if length < 0x80 { vec![tag, length] } else { vec![tag, 0x81, length] };
        bytes.extend(content);
        bytes
    }

    fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
        element(SEQUENCE, &parts.concat())
    }

    fn part(oid: &[u8], value: &str) -> Vec<u8> {
        element(0x31, &sequence(&[element(6, oid), element(12, value.as_bytes())]))
    }

    fn certificate() -> Vec<u8> {
        let validity = sequence(&[element(UTC_TIME, b"260101000000Z"), element(GENERALIZED_TIME, b"20751231235959Z")]);
        let subject =
            sequence(&[part(&[0x55, 4, 6], "CH"), part(ORGANIZATION, "Harbour"), part(COMMON_NAME, "Root ü")]);
        let fields = [element(VERSION, &[2, 1, 2]), element(2, &[1]), sequence(&[]), sequence(&[]), validity, subject];
        sequence(&[sequence(&fields)])
    }

    #[test]
    fn a_certificate_says_who_it_is_and_until_when() {
        let expires_at = Some("2075-12-31T23:59:59Z".to_owned());
        assert_eq!(read(&certificate()), Some(Subject { name: "Harbour, Root ü".to_owned(), expires_at }));
    }

    #[test]
    fn what_is_cut_off_or_damaged_is_read_as_nothing_and_never_panics() {
        let whole = certificate();
        for length in 0..whole.len() {
            assert_eq!(read(whole.get(..length).unwrap_or_default()), None, "{length}");
        }
        for place in 0..whole.len() {
            let mut damaged = whole.clone();
            if let Some(byte) = damaged.get_mut(place) {
                *byte = 0xff;
            }
            let _ = read(&damaged);
        }
    }

    #[test]
    fn years_of_two_digits_are_of_this_century_until_fifty() {
        assert_eq!(moment(UTC_TIME, b"491231235959Z").as_deref(), Some("2049-12-31T23:59:59Z"));
        assert_eq!(moment(UTC_TIME, b"500101000000Z").as_deref(), Some("1950-01-01T00:00:00Z"));
        assert_eq!(moment(UTC_TIME, "ää0101000000Z".as_bytes()), None);
        assert_eq!(moment(GENERALIZED_TIME, b"2049"), None);
    }
}
