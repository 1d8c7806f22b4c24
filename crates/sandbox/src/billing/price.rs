//! What a month of a project costs.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::store::offers::{self, Currency};

/// Environments that every plan includes.
const ENVIRONMENTS: i64 = 3;

/// GiB for each environment that every plan includes.
const STORAGE: i64 = 5;

/// People that every plan includes.
const USERS: i64 = 1;

/// What can be ordered beside a plan, and the plans of each.
pub const OPTIONS: &[(&str, &[&str])] = &[
    ("big_dev", &["medium", "large", "xlarge"]),
    ("big_dev_service", &["medium", "large", "xlarge"]),
    ("backups", &["premium"]),
    ("observability_suite", &["standard"]),
    ("blackfire", &["standard"]),
];

/// What a project has for a month.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    pub plan: String,
    pub environments: i64,
    /// MiB for each environment.
    pub storage: i64,
    pub users: i64,
    /// `backups:premium`, …
    pub options: Vec<String>,
}

/// All prices in a currency.
pub struct Prices(BTreeMap<String, i64>);

impl Prices {
    pub fn of(connection: &Connection, currency: &Currency) -> rusqlite::Result<Self> {
        offers::prices(connection, currency).map(Self)
    }

    /// Of a month of something; nothing for what is not sold.
    pub fn get(&self, item: &str) -> Option<i64> {
        self.0.get(item).copied()
    }

    fn each(&self, item: &str) -> i64 {
        self.get(item).unwrap_or_default()
    }
}

/// What a month costs, part by part: the plan first, then `environments`, `storage` and `user_licenses` beyond what it
/// includes, then the options.
pub fn monthly(prices: &Prices, wanted: &Wanted) -> Vec<(String, i64)> {
    let more = |count: i64, included: i64| count.saturating_sub(included).max(0);
    // A GiB that was begun is paid for.
    let gib = wanted.storage.saturating_add(1023).div_euclid(1024);
    let environments = more(wanted.environments, ENVIRONMENTS).saturating_mul(prices.each("environment"));
    let storage = more(gib, STORAGE).saturating_mul(wanted.environments).saturating_mul(prices.each("storage"));
    let users = more(wanted.users, USERS).saturating_mul(prices.each("user"));
    let fixed = [
        (wanted.plan.clone(), prices.each(&wanted.plan)),
        ("environments".to_owned(), environments),
        ("storage".to_owned(), storage),
        ("user_licenses".to_owned(), users),
    ];
    let options = wanted.options.iter().map(|option| (option.clone(), prices.each(option)));
    fixed.into_iter().chain(options).collect()
}

/// As people read it: `€1,234.56`, `-€5.00`.
pub fn formatted(cents: i64, currency: &Currency) -> String {
    let (whole, rest) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
    let digits = whole.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && digits.len().saturating_sub(at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}{grouped}.{rest:02}", currency.symbol)
}

/// With a fraction: `1234.56`, `-5.00`.
pub fn decimal(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.unsigned_abs() / 100, cents.unsigned_abs() % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_with_its_thousands() {
        let currency = Currency { code: "EUR".to_owned(), symbol: "€".to_owned() };
        let written = [0, 5, 99_900, 100_000, 123_456_789, -5, -100_000].map(|cents| formatted(cents, &currency));
        assert_eq!(written, ["€0.00", "€0.05", "€999.00", "€1,000.00", "€1,234,567.89", "-€0.05", "-€1,000.00"]);
        assert_eq!([0, 5, 123_456, -5, -12_345].map(decimal), ["0.00", "0.05", "1234.56", "-0.05", "-123.45"]);
    }
}
