//! How a secret is shown to be typed.

/// A secret in groups of four, as it is read out or typed.
pub fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().filter(|letter| !letter.is_whitespace()).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// A passcode as it was meant: without what stands between its digits. `None` where it is no passcode.
pub fn passcode(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect();
    (digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_digit())).then_some(digits)
}

/// Whether what was typed is one of these codes, whatever stands between its groups.
pub fn is_one_of(codes: &[String], typed: &str) -> bool {
    let bare = |code: &str| {
        code.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let typed = bare(typed);
    !typed.is_empty() && codes.iter().any(|code| bare(code) == typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_shown_in_groups_of_four() {
        assert_eq!(grouped("JBSWY3DPEHPK3PXP"), "JBSW Y3DP EHPK 3PXP");
        assert_eq!(grouped("JBSWY3 DPE"), "JBSW Y3DP E");
        assert_eq!(grouped(""), "");
    }

    #[test]
    fn a_passcode_is_six_digits_however_it_is_spaced() {
        assert_eq!(passcode(" 123 456 ").as_deref(), Some("123456"));
        assert_eq!(passcode("123-456").as_deref(), Some("123456"));
        for wrong in ["", "12345", "1234567", "12345a", "１２３４５６"] {
            assert_eq!(passcode(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_code_that_is_typed_back_need_not_have_its_dashes() {
        let codes = ["abcd-efgh".to_owned(), "0000-1111".to_owned()];
        assert!(is_one_of(&codes, "ABCD EFGH"));
        assert!(is_one_of(&codes, "00001111"));
        assert!(!is_one_of(&codes, "abcd"));
        assert!(!is_one_of(&codes, " - "));
    }
}
