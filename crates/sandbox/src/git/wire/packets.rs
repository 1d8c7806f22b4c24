//! Packets, as Git sends lines: four hexadecimal digits with the length, themselves included, then so many bytes.

use std::io::{self, ErrorKind, Read};

/// What ends a list of packets.
pub const FLUSH: &[u8] = b"0000";

/// The longest that a packet may be, in bytes, with its length.
const LONGEST: usize = 65_520;

/// One packet. What is longer than one can be is cut off.
pub fn packet(bytes: &[u8]) -> Vec<u8> {
    let kept = bytes.get(..LONGEST - 4).unwrap_or(bytes);
    let mut packet = format!("{:04x}", kept.len().saturating_add(4)).into_bytes();
    packet.extend(kept);
    packet
}

/// The next packet; nothing for a flush.
///
/// # Errors
/// When there is none, or what is there is no packet.
pub fn read_packet(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut digits = [0; 4];
    from.read_exact(&mut digits)?;
    let digits =
        std::str::from_utf8(&digits).ok().filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
    let length = digits.and_then(|digits| usize::from_str_radix(digits, 16).ok());
    let length = match length {
        Some(0) => return Ok(None),
        Some(length @ 4..=LONGEST) => length.saturating_sub(4),
        _ => return Err(io::Error::new(ErrorKind::InvalidData, "a packet has no length")),
    };
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes)?;
    Ok(Some(bytes))
}

/// Bytes in packets of a band: 1 for the answer itself, 2 for what the client shows to whoever uses it.
pub fn band(number: u8, bytes: &[u8]) -> Vec<u8> {
    bytes.chunks(LONGEST - 5).flat_map(|part| packet(&[&[number], part].concat())).collect()
}

/// Lines that the client shows after `remote: `.
pub fn messages(lines: &[String]) -> Vec<u8> {
    lines.iter().flat_map(|line| band(2, format!("{line}\n").as_bytes())).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn packets_are_read_as_they_were_written() {
        let bytes = [packet(b"one"), packet(b""), FLUSH.to_vec(), packet(&[7; 70_000])].concat();
        let mut from = bytes.as_slice();
        assert_eq!(read_packet(&mut from).unwrap().unwrap(), b"one");
        assert_eq!(read_packet(&mut from).unwrap().unwrap(), b"");
        assert_eq!(read_packet(&mut from).unwrap(), None);
        assert_eq!(read_packet(&mut from).unwrap().unwrap().len(), LONGEST - 4);
        assert!(read_packet(&mut from).is_err());
        for wrong in ["zzzz", "0001", "0003", "fff", "000fshort", "+004"] {
            assert!(read_packet(&mut wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
