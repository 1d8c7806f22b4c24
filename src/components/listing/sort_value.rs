//! What lists are sorted by.

use serde_json::Value;
use wheelhouse_contract::resource::number;

use crate::components::words::UNKNOWN;
use crate::text::{in_order, lower};

/// What a row is sorted by in one column. What is not known comes last in either direction.
#[derive(Clone, Debug, PartialEq)]
pub enum SortValue {
    Number(f64),
    /// In lower case.
    Text(String),
    Unknown,
}

impl SortValue {
    pub fn text(text: &str) -> Self {
        if text.is_empty() || text == UNKNOWN { Self::Unknown } else { Self::Text(lower(text)) }
    }

    #[allow(clippy::cast_precision_loss, reason = "an order, and nothing that is counted is as large")]
    pub fn number(number: Option<i64>) -> Self {
        number.map_or(Self::Unknown, |number| Self::Number(number as f64))
    }

    /// How many there are.
    pub fn count(count: usize) -> Self {
        Self::number(i64::try_from(count).ok())
    }

    /// A moment in RFC 3339; what is not one is sorted as a text.
    pub fn time(at: Option<&str>) -> Self {
        at.map_or(Self::Unknown, |at| moment(at).map_or_else(|| Self::text(at), Self::Number))
    }

    /// An amount as the API tells it: an object with its `amount`, else a text.
    pub fn money(value: &Value) -> Self {
        match (number(value, "amount"), value.as_str()) {
            (Some(amount), _) => Self::Number(amount),
            (None, Some(text)) => Self::text(text),
            (None, None) => Self::Unknown,
        }
    }

    /// A text that stands in the same order, numbers before texts; `None` for what is not known.
    ///
    /// One sort over texts serves every list: the standard ones are compiled for each type.
    pub(super) fn key(&self) -> Option<String> {
        match self {
            Self::Number(number) if !number.is_nan() => {
                // The bits of a float are in order but for the sign: adding zero makes one of the two zeros.
                let bits = (number + 0.0).to_bits();
                let ordered = if bits >> 63 == 1 { !bits } else { bits | 1 << 63 };
                Some(format!("0{ordered:016x}"))
            }
            Self::Text(text) => Some(format!("1{}", in_order(text))),
            Self::Number(_) | Self::Unknown => None,
        }
    }
}

/// Seconds since 1970 of a moment in RFC 3339.
fn moment(text: &str) -> Option<f64> {
    let (date, time) = text.split_at_checked(10)?;
    let mut date = date.split('-').map(str::parse::<i64>);
    let (year, month, day) = (date.next()?.ok()?, date.next()?.ok()?, date.next()?.ok()?);
    let time = time.strip_prefix(['T', 't', ' '])?;
    let (clock, zone) = time.split_at_checked(time.find(['Z', 'z', '+', '-'])?)?;
    let mut clock = clock.split(':').map(decimal);
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    #[allow(clippy::cast_precision_loss, reason = "days")]
    let days = days(year, month, day)? as f64;
    Some(days * 86_400.0 + hour * 3_600.0 + minute * 60.0 + second - offset(zone)?)
}

/// The seconds that a zone is ahead: of `+02:00`, 7200.
fn offset(zone: &str) -> Option<f64> {
    let sign = match zone.get(..1)? {
        "+" => 1.0,
        "-" => -1.0,
        _ => return (zone.len() == 1).then_some(0.0),
    };
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    Some(sign * (decimal(hours)? * 3_600.0 + decimal(minutes)? * 60.0))
}

/// A number without an exponent. The library's own reading of floats has tables of ten kilobytes.
fn decimal(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction =
        fraction.chars().rev().try_fold(0.0, |rest, digit| Some((rest + f64::from(digit.to_digit(10)?)) / 10.0));
    Some(f64::from(whole.parse::<i32>().ok()?) + fraction?)
}

/// Days since 1970-01-01 in the Gregorian calendar; years of four digits, so that nothing overflows.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(0..=9_999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // A year that starts in March has its leap day at the end.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    Some(
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day
            - 719_469,
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn moments_are_seconds_since_1970() {
        for (text, seconds) in [
            ("1970-01-01T00:00:00Z", Some(0.0)),
            ("2000-03-01T00:00:00Z", Some(951_868_800.0)),
            ("2026-11-29T14:09:04.5+02:00", Some(1_795_954_144.5)),
            ("1969-12-31T23:59:59-00:30", Some(1_799.0)),
            ("2026-11-29", None),
            ("2026-13-01T00:00:00Z", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(moment(text), seconds, "{text}");
        }
    }

    #[test]
    fn keys_stand_in_the_order_of_what_they_are_of() {
        let rising = [
            SortValue::Number(-20.5),
            SortValue::number(Some(-3)),
            SortValue::Number(0.0),
            SortValue::Number(0.1),
            SortValue::number(Some(9)),
            SortValue::number(Some(10)),
            SortValue::money(&json!({"amount": 1_000.0, "currency_code": "EUR"})),
            SortValue::Number(f64::INFINITY),
            SortValue::money(&json!("free")),
            SortValue::text("Zebra"),
        ];
        let keys: Vec<_> = rising.iter().map(SortValue::key).collect();
        assert!(
            keys.iter().all(Option::is_some) && keys.is_sorted(),
            "{}",
            keys.into_iter().flatten().collect::<Vec<_>>().join(" ")
        );
        assert_eq!(SortValue::Number(-0.0).key(), SortValue::Number(0.0).key());
        for unknown in [
            SortValue::Number(f64::NAN),
            SortValue::text("Unknown"),
            SortValue::time(None),
            SortValue::money(&json!(null)),
        ] {
            assert_eq!(unknown.key(), None);
        }
    }
}
