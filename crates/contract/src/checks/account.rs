//! Rules for what people say of themselves and their organizations. Each error is a sentence for the person.

/// A picture's address: on the web, or on the API's own host and then without one.
///
/// # Errors
/// As [`url`](super::url).
pub fn picture(text: &str) -> Result<(), &'static str> {
    let is_own = text.starts_with('/') && !text.starts_with("//") && !text.contains('\\');
    if is_own && !text.chars().any(|c| c.is_whitespace() || c.is_control()) { Ok(()) } else { super::url(text) }
}

/// What a person is called by in addresses: letters, digits, dots, hyphens and underscores.
///
/// # Errors
/// What a username looks like.
pub fn username(text: &str) -> Result<(), &'static str> {
    let fits = text.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'.' | b'-' | b'_'));
    if fits && text.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        Ok(())
    } else {
        Err("Use letters, digits, dots, hyphens and underscores, and start with a letter or digit.")
    }
}

/// What an organization is called in addresses: lowercase letters, digits and hyphens.
///
/// # Errors
/// What such a name looks like.
pub fn organization_name(text: &str) -> Result<(), &'static str> {
    let fits = text.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-');
    if fits && !text.starts_with('-') && !text.ends_with('-') {
        Ok(())
    } else {
        Err("Use lowercase letters, digits and hyphens, and neither start nor end with a hyphen.")
    }
}

/// The codes that countries have by ISO 3166-1, with blanks between them.
pub(crate) const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS \
    BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI \
    FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR \
    IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM \
    MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT \
    PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM \
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// A country's code by ISO 3166-1, in two capital letters.
///
/// # Errors
/// What a code looks like, or that no country has this one.
pub fn country(text: &str) -> Result<(), &'static str> {
    if COUNTRIES.split(' ').any(|code| code == text) {
        Ok(())
    } else {
        Err("Enter a two-letter country code in capital letters, such as DE.")
    }
}

/// A number under which a company pays value added tax; each country has its own form.
///
/// # Errors
/// Of what such a number is made.
pub fn vat_number(text: &str) -> Result<(), &'static str> {
    if text.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b' ' | b'.' | b'-')) {
        Ok(())
    } else {
        Err("Use letters, digits, spaces, dots and hyphens.")
    }
}

/// A passcode that a device shows: six digits.
///
/// # Errors
/// What a passcode looks like.
pub fn passcode(text: &str) -> Result<(), &'static str> {
    if text.len() == 6 && text.bytes().all(|c| c.is_ascii_digit()) {
        Ok(())
    } else {
        Err("Enter the 6 digits your authenticator app shows.")
    }
}

/// A user's id: a UUID.
///
/// # Errors
/// What one looks like.
pub fn user_id(text: &str) -> Result<(), &'static str> {
    let parts: Vec<&str> = text.split('-').collect();
    let fits = parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12]);
    if fits && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit())) {
        Ok(())
    } else {
        Err("Enter the ID of a user, such as 5fe88a55-c92f-4e12-bd25-87bf15036ce9.")
    }
}
