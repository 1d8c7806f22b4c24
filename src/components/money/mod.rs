//! Amounts of money, exact from the API's text to the screen, where they stand in the person's own notation.

mod decimal;
mod sums;

pub use decimal::Decimal;
pub use sums::{Sums, sums_words};

use serde_json::Value;
use wheelhouse_contract::resource::{decimal as decimal_text, text};

/// An amount of one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    pub amount: Decimal,
    /// ISO 4217; empty where it is not known.
    pub currency: String,
}

impl Money {
    pub fn new(amount: Decimal, currency: impl Into<String>) -> Self {
        Self { amount, currency: currency.into() }
    }

    /// An amount in the smallest units of its currency, as cents.
    pub fn of_minor(units: Decimal, currency: &str) -> Self {
        Self::new(units.shifted(decimals(currency)), currency)
    }

    /// An object of `amount` and `currency_code`.
    pub fn read(value: &Value) -> Option<Self> {
        Some(Self::new(Decimal::parse(decimal_text(value, "amount")?)?, text(value, "currency_code")?))
    }

    /// All of its digits, as programs read them: `-1234.50`.
    pub fn exact(&self) -> String {
        self.amount.text(decimals(&self.currency))
    }

    /// As the person's language writes it, with all of its digits.
    pub fn shown(&self) -> String {
        written(self, false)
    }

    /// The same as a change: with a sign, unless it is nothing.
    pub fn change(&self) -> String {
        written(self, true)
    }

    /// The other less this one, where both are of one currency.
    pub fn until(&self, other: &Self) -> Option<Self> {
        let amount = other.amount.minus(self.amount).filter(|_| self.currency == other.currency)?;
        Some(Self::new(amount, self.currency.clone()))
    }
}

/// An amount in words: a text as it is, an object of `amount` and `currency_code` as the browser writes it, or else as
/// the API has `formatted` it. `None` when it is neither.
pub fn money(value: &Value) -> Option<String> {
    let read = Money::read(value);
    let named = read.as_ref().filter(|money| is_code(&money.currency)).map(Money::shown);
    let formatted = || text(value, "formatted").map(str::to_owned);
    value.as_str().map(str::to_owned).or(named).or_else(formatted).or_else(|| Some(read?.shown()))
}

/// Whether it has the form of a currency's code.
fn is_code(currency: &str) -> bool {
    currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// How many digits of a currency stand behind the point, after ISO 4217. Of none that is known, no point is put.
fn decimals(currency: &str) -> u32 {
    match currency {
        "" | "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI" | "VND"
        | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}

#[cfg(target_family = "wasm")]
fn written(money: &Money, is_change: bool) -> String {
    signed(&shown::written(money, is_change).unwrap_or_else(|| plain(money)))
}

#[cfg(not(target_family = "wasm"))]
fn written(money: &Money, is_change: bool) -> String {
    let sign = if is_change && !money.amount.is_negative() && !money.amount.is_zero() { "+" } else { "" };
    signed(&format!("{sign}{}", plain(money)))
}

/// With the sign for minus, where a language makes do with a hyphen.
fn signed(amount: &str) -> String {
    amount.replace('-', "−")
}

fn plain(money: &Money) -> String {
    format!("{} {}", money.exact(), money.currency).trim_end().to_owned()
}

#[cfg(target_family = "wasm")]
mod shown {
    use std::cell::RefCell;

    use js_sys::JSON;
    use serde_json::json;
    use wasm_bindgen::prelude::*;

    use super::{Money, decimals};

    #[wasm_bindgen]
    extern "C" {
        type NumberFormat;
        /// Throws for what is no code of a currency.
        #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
        fn new(locale: &JsValue, options: &JsValue) -> Result<NumberFormat, JsValue>;
        /// A text is written digit by digit.
        #[wasm_bindgen(method)]
        fn format(this: &NumberFormat, value: &str) -> String;
    }

    thread_local! {
        /// Making one takes longer than all that is written by it.
        static FORMATS: RefCell<Vec<(String, NumberFormat)>> = const { RefCell::new(Vec::new()) };
    }

    /// The amount with its currency, an ISO 4217 code; as a number where that is not known.
    pub fn written(money: &Money, is_change: bool) -> Option<String> {
        let least = decimals(&money.currency);
        let mut options = json!({
            "minimumFractionDigits": least,
            "maximumFractionDigits": least.max(money.amount.scale()),
            "signDisplay": if is_change { "exceptZero" } else { "auto" },
        });
        if let Some(options) = options.as_object_mut().filter(|_| !money.currency.is_empty()) {
            options.insert("style".to_owned(), "currency".into());
            options.insert("currency".to_owned(), money.currency.as_str().into());
        }
        let options = options.to_string();
        FORMATS.with_borrow_mut(|formats| {
            let at = match formats.iter().position(|(known, _)| *known == options) {
                Some(at) => at,
                None => {
                    let format = NumberFormat::new(&JsValue::UNDEFINED, &JSON::parse(&options).ok()?).ok()?;
                    formats.push((options, format));
                    formats.len() - 1
                }
            };
            formats.get(at).map(|(_, format)| format.format(&money.exact()))
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    fn of(minor: &str, currency: &str) -> Money {
        Money::of_minor(Decimal::parse(minor).unwrap(), currency)
    }

    #[test]
    fn each_currency_has_its_own_smallest_unit() {
        for (minor, currency, exact) in [
            ("123456", "EUR", "1234.56"),
            ("123456", "JPY", "123456"),
            ("123456", "KWD", "123.456"),
            ("-5", "USD", "-0.05"),
            ("0", "GBP", "0.00"),
            ("100000000000000001", "EUR", "1000000000000000.01"),
        ] {
            assert_eq!(of(minor, currency).exact(), exact);
        }
    }

    #[test]
    fn the_apis_digits_are_kept() {
        let value = serde_json::from_str("{\"amount\": 12345678901234567.89, \"currency_code\": \"EUR\"}").unwrap();
        assert_eq!(Money::read(&value).unwrap().exact(), "12345678901234567.89");
        assert_eq!(Money::read(&json!({"amount": "x", "currency_code": "EUR"})), None);
        assert_eq!(money(&json!({"amount": "x", "formatted": "five"})).unwrap(), "five");
        assert_eq!(money(&json!({"amount": 5, "currency_code": "<b>", "formatted": "five"})).unwrap(), "five");
        assert_eq!(money(&json!({"amount": 5, "currency_code": "<b>"})).unwrap(), "5.00 <b>");
    }

    #[test]
    fn a_change_is_of_one_currency() {
        assert_eq!(of("100", "EUR").until(&of("250", "EUR")).unwrap().exact(), "1.50");
        assert_eq!(of("100", "EUR").until(&of("40", "EUR")).unwrap().exact(), "-0.60");
        assert_eq!(of("100", "EUR").until(&of("250", "USD")), None);
        assert_eq!([of("150", "EUR").change(), of("0", "EUR").change()], ["+1.50 EUR", "0.00 EUR"]);
        assert_eq!([of("-150", "EUR").change(), of("-150", "").shown()], ["−1.50 EUR", "−150"]);
    }
}
