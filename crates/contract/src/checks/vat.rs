//! The forms of VAT numbers. A number that has the form of its country looks right; whether anybody was given it, only the
//! country knows.

/// What precedes the numbers of a country, and their forms: `9` stands for a digit, `@` for a letter, `*` for either.
struct Country {
    code: &'static str,
    prefix: &'static str,
    forms: &'static [&'static str],
}

const fn country(code: &'static str, forms: &'static [&'static str]) -> Country {
    Country { code, prefix: code, forms }
}

const COUNTRIES: &[Country] = &[
    country("AT", &["U99999999"]),
    country("BE", &["9999999999"]),
    country("BG", &["999999999", "9999999999"]),
    Country { code: "CH", prefix: "CHE", forms: &["999999999", "999999999MWST", "999999999TVA", "999999999IVA"] },
    country("CY", &["99999999@"]),
    country("CZ", &["99999999", "999999999", "9999999999"]),
    country("DE", &["999999999"]),
    country("DK", &["99999999"]),
    country("EE", &["999999999"]),
    country("ES", &["@99999999", "99999999@", "@9999999@"]),
    country("FI", &["99999999"]),
    country("FR", &["**999999999"]),
    country("GB", &["999999999", "999999999999", "GD999", "HA999"]),
    Country { code: "GR", prefix: "EL", forms: &["999999999"] },
    country("HR", &["99999999999"]),
    country("HU", &["99999999"]),
    country("IE", &["9999999@", "9999999@@", "9@99999@"]),
    country("IT", &["99999999999"]),
    country("LT", &["999999999", "999999999999"]),
    country("LU", &["99999999"]),
    country("LV", &["99999999999"]),
    country("MT", &["99999999"]),
    country("NL", &["999999999B99"]),
    country("NO", &["999999999", "999999999MVA"]),
    country("PL", &["9999999999"]),
    country("PT", &["999999999"]),
    country("RO", &["99", "999", "9999", "99999", "999999", "9999999", "99999999", "999999999", "9999999999"]),
    country("SE", &["999999999999"]),
    country("SI", &["99999999"]),
    country("SK", &["9999999999"]),
];

/// Whether companies in a country have VAT numbers of a form that is known here.
pub fn is_known(country: &str) -> bool {
    COUNTRIES.iter().any(|known| known.code == country)
}

/// Whether a number looks right for a country (ISO 3166-1, two letters), with its prefix or without. Where no form is known,
/// every number does.
///
/// # Errors
/// That it does not.
pub fn looks_right(country: &str, number: &str) -> Result<(), &'static str> {
    let Some(country) = COUNTRIES.iter().find(|known| known.code == country) else { return Ok(()) };
    let plain: String = number.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect();
    let bare = plain.strip_prefix(country.prefix);
    let fits = |text: &str| country.forms.iter().any(|form| has_form(text, form));
    if bare.is_some_and(fits) || fits(&plain) {
        Ok(())
    } else {
        Err("This doesn’t look like a VAT number of the address’s country.")
    }
}

fn has_form(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(byte, form)| match form {
            b'9' => byte.is_ascii_digit(),
            b'@' => byte.is_ascii_uppercase(),
            b'*' => byte.is_ascii_alphanumeric(),
            letter => byte == letter,
        })
}
