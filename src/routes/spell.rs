//! How an id is spelt in an address, so that it comes back as it was: after a click, a reload, and out of a copied address.
//!
//! A click takes percent-encoding off once more than it is put on (the router, and the browser that reads what the router
//! made of it), so that `%2520` would become a blank. What would not survive that is escaped by another mark, and so is an
//! id that is spelt like one of the console's own words, such as `new`.

use wheelhouse_contract::operation::encode;

/// Begins the two digits of a byte, as `%` does for browsers.
pub(super) const ESCAPE: u8 = b'~';

/// The segment of an id; `is_word` tells the words that stand in addresses themselves.
pub(super) fn segment(id: &str, is_word: impl Fn(&str) -> bool) -> String {
    let mut segment = String::with_capacity(id.len() + 8);
    // Browsers take these for the way up.
    let is_taken = matches!(id, "." | "..") || is_word(id);
    for (at, letter) in id.char_indices() {
        let is_last = at + letter.len_utf8() == id.len();
        let is_escaped = match letter {
            '%' | '~' | '\\' => true,
            // Browsers cut a blank at the end off.
            ' ' => is_last,
            '.' if is_taken => true,
            letter => letter.is_ascii_control() || (at == 0 && is_taken),
        };
        let mut encoded = String::new();
        if is_escaped && letter.is_ascii() {
            let mut byte = [0; 1];
            // Every byte is spelt with two digits, letters that `encode` would leave as they are too.
            for digit in letter.encode_utf8(&mut byte).bytes().flat_map(|byte| [byte >> 4, byte & 15]) {
                encoded.extend(char::from_digit(u32::from(digit), 16).map(|digit| digit.to_ascii_uppercase()));
            }
            segment.push(char::from(ESCAPE));
        } else {
            encode(letter.encode_utf8(&mut [0; 4]), &mut encoded);
        }
        segment.push_str(&encoded);
    }
    segment
}
