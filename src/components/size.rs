//! Numbers of bytes in words.

/// A number of bytes in the unit that people use for it.
pub fn size_words(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    if bytes < 1024 {
        return if bytes == 1 { "1 byte".to_owned() } else { format!("{bytes} bytes") };
    }
    let (mut tenths, mut unit) = (bytes.saturating_mul(10) / 1024, "KiB");
    for larger in UNITS.iter().skip(1) {
        if tenths < 10 * 1024 {
            break;
        }
        (tenths, unit) = (tenths / 1024, larger);
    }
    match tenths % 10 {
        0 => format!("{} {unit}", tenths / 10),
        rest => format!("{}.{rest} {unit}", tenths / 10),
    }
}

/// A number of MiB in the unit that fits.
pub fn mebibytes(count: i64) -> String {
    size_words(u64::try_from(count).unwrap_or(0).saturating_mul(1024 * 1024))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_in_the_unit_that_fits() {
        let cases = [
            (0, "0 bytes"),
            (1, "1 byte"),
            (1023, "1023 bytes"),
            (1024, "1 KiB"),
            (1536, "1.5 KiB"),
            (1024 * 1024 - 1, "1023.9 KiB"),
            (1024 * 1024, "1 MiB"),
            (u64::MAX, "1677721.5 TiB"),
        ];
        for (bytes, words) in cases {
            assert_eq!(size_words(bytes), words);
        }
        assert_eq!([mebibytes(512), mebibytes(20480)], ["512 MiB", "20 GiB"]);
    }
}
