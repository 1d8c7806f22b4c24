//! Months and days of bills, which are those of UTC.

use crate::components::SortValue;

/// A period as people say it: "October 2026" where it is a month, else its first and last day.
pub fn period_name(start: Option<&str>, end: Option<&str>) -> String {
    match (start, end) {
        (Some(start), Some(end)) if is_month(start, end) => month_name(start),
        (Some(start), Some(end)) => format!("{} – {}", day_name(start), day_name(end)),
        (Some(at), None) | (None, Some(at)) => day_name(at),
        (None, None) => "Unknown".to_owned(),
    }
}

/// Seconds since 1970; `None` for what is no time.
pub fn seconds(at: &str) -> Option<f64> {
    match SortValue::time(Some(at)) {
        SortValue::Number(seconds) => Some(seconds),
        _ => None,
    }
}

/// A moment in UTC as `YYYY-MM-DDTHH:MM:SSZ`; what is no time as it is.
pub fn utc(at: &str) -> String {
    let Some(seconds) = seconds(at) else { return at.to_owned() };
    let seconds = seconds.floor() as i64;
    let (day, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Years that begin in March have their leap day last; the calendar repeats after 400 of them.
    let since = day + 719_468;
    let (era, of_era) = (since.div_euclid(146_097), since.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = (year + era * 400 + month / 10, (month + 2) % 12 + 1);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Whether it starts with a month and ends with it, or with the first moment of the next.
fn is_month(start: &str, end: &str) -> bool {
    let day = 86_400.0;
    let length = seconds(start).zip(seconds(end)).map(|(start, end)| (end - start) / day);
    start.get(8..10) == Some("01") && length.is_some_and(|days| (27.9..=31.0).contains(&days)) && {
        let is_first = end.get(8..10) == Some("01");
        is_first || start.get(..7) == end.get(..7)
    }
}

/// A month by its name and year.
pub fn month_name(at: &str) -> String {
    #[cfg(target_family = "wasm")]
    return shown::by(r#"{"month":"long","year":"numeric","timeZone":"UTC"}"#, at);
    #[cfg(not(target_family = "wasm"))]
    at.get(..7).unwrap_or(at).to_owned()
}

/// A day as people say it.
pub fn day_name(at: &str) -> String {
    #[cfg(target_family = "wasm")]
    return shown::by(r#"{"dateStyle":"medium","timeZone":"UTC"}"#, at);
    #[cfg(not(target_family = "wasm"))]
    at.get(..10).unwrap_or(at).to_owned()
}

#[cfg(target_family = "wasm")]
mod shown {
    use js_sys::{Date, JSON};
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        type DateTimeFormat;
        #[wasm_bindgen(constructor, js_namespace = Intl)]
        fn new(locale: &JsValue, options: &JsValue) -> DateTimeFormat;
        #[wasm_bindgen(method)]
        fn format(this: &DateTimeFormat, at: &Date) -> String;
    }

    /// The moment in the person's language; what is no time as it is.
    pub fn by(options: &str, at: &str) -> String {
        let time = Date::parse(at);
        if !time.is_finite() {
            return at.to_owned();
        }
        let options = JSON::parse(options).unwrap_or(JsValue::UNDEFINED);
        DateTimeFormat::new(&JsValue::UNDEFINED, &options).format(&Date::new(&time.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_in_utc() {
        for (at, text) in [
            ("2026-10-01T00:00:00+00:00", "2026-10-01T00:00:00Z"),
            ("2026-10-01T01:30:00.500+02:00", "2026-09-30T23:30:00Z"),
            ("2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z"),
            ("2000-03-01T00:00:00Z", "2000-03-01T00:00:00Z"),
            ("2026-12-31T23:59:59-01:00", "2027-01-01T00:59:59Z"),
            ("soon", "soon"),
        ] {
            assert_eq!(utc(at), text);
        }
    }

    #[test]
    fn a_month_is_called_by_its_name() {
        for (start, end, name) in [
            ("2026-10-01T00:00:00+00:00", "2026-11-01T00:00:00+00:00", "2026-10"),
            ("2026-02-01T00:00:00Z", "2026-02-28T23:59:59Z", "2026-02"),
            ("2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z", "2026-12"),
            ("2026-10-05T00:00:00Z", "2026-11-05T00:00:00Z", "2026-10-05 – 2026-11-05"),
            ("2026-10-01T00:00:00Z", "2026-10-15T00:00:00Z", "2026-10-01 – 2026-10-15"),
            ("soon", "later", "soon – later"),
        ] {
            assert_eq!(period_name(Some(start), Some(end)), name);
        }
        assert_eq!(period_name(None, None), "Unknown");
    }
}
