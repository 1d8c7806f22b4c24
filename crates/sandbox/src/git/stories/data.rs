//! Files that are large or no text, made by counting.

/// The shop's mark: a PNG of 96 by 96 pixels.
pub const LOGO: &[u8] = include_bytes!("logo.png");

/// Numbers that look thrown, always the same.
struct Thrown(u64);

impl Iterator for Thrown {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Some(self.0 >> 33)
    }
}

/// A catalogue in CSV of more than a mebibyte.
pub fn catalogue() -> Vec<u8> {
    const KINDS: &[&str] = &["Mug", "Tote bag", "Poster", "Notebook", "Scarf", "Postcard set", "Calendar", "Blanket"];
    const LOOKS: &[&str] = &["Lakeside", "Harbour", "Jetty", "Reed", "Heron", "Ferry", "Dune", "Lighthouse"];
    let mut thrown = Thrown(20_417);
    let mut text = String::from("sku,title,price_pence,stock,vat,updated\n");
    for number in 1..=24_000_u32 {
        let mut pick = |list: &[&'static str]| {
            let length = u64::try_from(list.len()).unwrap_or(1).max(1);
            let at = thrown.next().unwrap_or_default() % length;
            usize::try_from(at).ok().and_then(|at| list.get(at)).copied().unwrap_or_default()
        };
        let (look, kind, vat) = (pick(LOOKS), pick(KINDS), pick(&["standard", "standard", "books", "zero"]));
        let (price, stock, day) = (
            thrown.next().unwrap_or_default() % 9_000 + 295,
            thrown.next().unwrap_or_default() % 400,
            thrown.next().unwrap_or_default() % 28 + 1,
        );
        text.push_str(&format!("LM-{number:05},{look} {kind},{price},{stock},{vat},2025-05-{day:02}\n"));
    }
    text.into_bytes()
}

/// An index that no person reads.
pub fn index() -> Vec<u8> {
    let mut bytes = b"LSIX\x00\x01\xff\xfe".to_vec();
    bytes.extend(Thrown(7).take(4_096).filter_map(|number| u8::try_from(number & 0xff).ok()));
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_is_large_and_binary_is_no_text() {
        assert!(catalogue().len() > 1024 * 1024);
        assert!(String::from_utf8(index()).is_err() && String::from_utf8(LOGO.to_vec()).is_err());
    }
}
