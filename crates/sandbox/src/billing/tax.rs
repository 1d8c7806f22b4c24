//! Taxes, by where an organization is. The seller is in France.

/// The seller's country: its companies pay VAT however they are numbered.
const SELLER: &str = "FR";

/// Countries outside the EU in which tax is charged, whoever pays it.
const OUTSIDE: &[&str] = &["AU", "GB", "NZ"];

/// Of countries in which tax is charged, its rate in hundredths of a percent.
const RATES: &[(&str, i64)] = &[
    ("AT", 2000),
    ("AU", 1000),
    ("BE", 2100),
    ("BG", 2000),
    ("CY", 1900),
    ("CZ", 2100),
    ("DE", 1900),
    ("DK", 2500),
    ("EE", 2200),
    ("ES", 2100),
    ("FI", 2550),
    ("FR", 2000),
    ("GB", 2000),
    ("GR", 2400),
    ("HR", 2500),
    ("HU", 2700),
    ("IE", 2300),
    ("IT", 2200),
    ("LT", 2100),
    ("LU", 1700),
    ("LV", 2100),
    ("MT", 1800),
    ("NL", 2100),
    ("NZ", 1500),
    ("PL", 2300),
    ("PT", 2300),
    ("RO", 1900),
    ("SE", 2500),
    ("SI", 2200),
    ("SK", 2300),
];

/// The rate of tax, in hundredths of a percent. Companies that have a VAT number of another country of the EU pay it
/// themselves, and where no rate is known there is none.
pub fn rate(country: &str, vat_number: &str) -> i64 {
    let is_reversed = !vat_number.is_empty() && country != SELLER && !OUTSIDE.contains(&country);
    let known = RATES.iter().find(|(code, _)| *code == country);
    known.filter(|_| !is_reversed).map_or(0, |(_, rate)| *rate)
}

/// The tax on an amount, to the nearest hundredth.
pub fn tax(amount: i64, rate: i64) -> i64 {
    amount.saturating_mul(rate).saturating_add(5000).div_euclid(10_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tax_depends_on_the_country_and_on_who_pays_it() {
        let rates = [("DE", ""), ("DE", "DE123456789"), ("FR", "FR12345678901"), ("US", ""), ("GB", "")];
        assert_eq!(rates.map(|(country, number)| rate(country, number)), [1900, 0, 2000, 0, 2000]);
        let numbered = [("AU", "51824753556"), ("GB", "GB123456789"), ("NZ", "49091850"), ("US", "1"), ("NL", "NL1")];
        assert_eq!(numbered.map(|(country, number)| rate(country, number)), [1000, 2000, 1500, 0, 0]);
        assert_eq!([tax(0, 1900), tax(100, 1900), tax(1, 1900), tax(3, 1900), tax(12_345, 2550)], [0, 19, 0, 1, 3148]);
    }
}
