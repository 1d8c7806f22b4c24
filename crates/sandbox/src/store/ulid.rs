//! Ids of organizations and teams: those that are made later sort later.

use rand::RngExt;

use crate::clock::Moment;

/// A ULID: ten characters of the moment's milliseconds, and sixteen by chance.
pub fn ulid(now: Moment) -> String {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let milliseconds = u64::try_from(now.micros().div_euclid(1_000)).unwrap_or_default();
    let mut random = rand::rng();
    let time = (0..10_u32).rev().map(|place| milliseconds >> (place * 5) & 31);
    let digits = time.chain((0..16).map(|_| random.random_range(0..32)));
    digits.filter_map(|digit| ALPHABET.get(digit as usize).copied().map(char::from)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_later_sorts_later() {
        let at = |seconds| ulid(Moment::from_unix_seconds(seconds));
        let (first, second) = (at(1_700_000_000), at(1_700_000_001));
        assert!(first.len() == 26 && first.starts_with("01HF7YAT00") && first < second, "{first} {second}");
        assert_ne!(at(0), at(0));
    }
}
