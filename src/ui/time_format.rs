use js_sys::{Date, JSON};
use wasm_bindgen::prelude::*;

/// The browser's own formats: they know the person's language and cost no bytes.
#[wasm_bindgen]
extern "C" {
    type RelativeTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &JsValue, options: &JsValue) -> RelativeTimeFormat;
    #[wasm_bindgen(method)]
    fn format(this: &RelativeTimeFormat, value: f64, unit: &str) -> String;

    type DateTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &JsValue, options: &JsValue) -> DateTimeFormat;
    #[wasm_bindgen(method)]
    fn format(this: &DateTimeFormat, date: &Date) -> String;
}

/// Formats are costly to make and cheap to use.
struct Formats {
    relative: RelativeTimeFormat,
    day: DateTimeFormat,
    clock: DateTimeFormat,
    exact: DateTimeFormat,
}

thread_local! {
    static FORMATS: Formats = Formats {
        relative: RelativeTimeFormat::new(&JsValue::UNDEFINED, &options(r#"{"numeric":"auto"}"#)),
        day: DateTimeFormat::new(&JsValue::UNDEFINED, &options(r#"{"dateStyle":"medium"}"#)),
        clock: DateTimeFormat::new(&JsValue::UNDEFINED, &options(r#"{"timeStyle":"short"}"#)),
        exact: DateTimeFormat::new(
            &JsValue::UNDEFINED,
            &options(r#"{"dateStyle":"medium","timeStyle":"long"}"#),
        ),
    };
}

fn options(json: &str) -> JsValue {
    JSON::parse(json).unwrap_or(JsValue::UNDEFINED)
}

/// Milliseconds since 1970, or `None` for what is not a date.
fn parse(rfc3339: &str) -> Option<f64> {
    Some(Date::parse(rfc3339)).filter(|time| time.is_finite())
}

/// A moment as people say it, in the person's language: "3 minutes ago", "yesterday", and after 30 days the date.
/// What is not a date in RFC 3339 comes back as it is.
pub fn relative_time(rfc3339: &str) -> String {
    time_ago(rfc3339).unwrap_or_else(|| match parse(rfc3339) {
        Some(time) => FORMATS.with(|formats| formats.day.format(&Date::new(&time.into()))),
        None => rfc3339.to_owned(),
    })
}

/// How far away a moment is; `None` where people say the date instead.
pub fn time_ago(rfc3339: &str) -> Option<String> {
    let (value, unit) = distance((parse(rfc3339)? - Date::now()) / 1000.0)?;
    Some(FORMATS.with(|formats| formats.relative.format(value, unit)))
}

/// A moment to the second, in the person's language and time zone.
/// What is not a date in RFC 3339 comes back as it is.
pub fn exact_time(rfc3339: &str) -> String {
    match parse(rfc3339) {
        Some(time) => FORMATS.with(|formats| formats.exact.format(&Date::new(&time.into()))),
        None => rfc3339.to_owned(),
    }
}

/// The time of day of a moment, to the minute, in the person's language and time zone.
/// What is not a date in RFC 3339 comes back as it is.
pub fn clock_time(rfc3339: &str) -> String {
    match parse(rfc3339) {
        Some(time) => FORMATS.with(|formats| formats.clock.format(&Date::new(&time.into()))),
        None => rfc3339.to_owned(),
    }
}

/// The day of a moment as people say it, in the person's language and time zone: "today", "yesterday", else the date.
/// What is not a date in RFC 3339 comes back as it is.
pub fn day_name(rfc3339: &str) -> String {
    let Some(time) = parse(rfc3339) else { return rfc3339.to_owned() };
    let then = Date::new(&time.into());
    let passed =
        day_number(time, then.get_timezone_offset()) - day_number(Date::now(), Date::new_0().get_timezone_offset());
    FORMATS.with(|formats| match passed {
        -1.0 | 0.0 => formats.relative.format(passed, "day"),
        _ => formats.day.format(&then),
    })
}

/// The last moment of a day like `2026-11-29` in the person's time zone, in RFC 3339; `None` for what is no day.
pub fn end_of_day(day: &str) -> Option<String> {
    // A time without a zone is the person's own.
    let end = parse(&format!("{day}T23:59:59.999"))?;
    Some(Date::new(&end.into()).to_iso_string().into())
}

/// Days since 1970 of a moment in milliseconds, where the clocks are so many minutes behind UTC.
fn day_number(time: f64, minutes_behind: f64) -> f64 {
    ((time / 60_000.0 - minutes_behind) / (24.0 * 60.0)).floor()
}

/// The count and unit in which to say a distance in seconds (negative in the past); `None` when a date says it better.
fn distance(seconds: f64) -> Option<(f64, &'static str)> {
    const MINUTE: f64 = 60.0;
    const HOUR: f64 = 60.0 * MINUTE;
    const DAY: f64 = 24.0 * HOUR;
    match seconds.abs() {
        // "Now" rather than a count that is wrong by the time it is read.
        gap if gap < 10.0 => Some((0.0, "second")),
        gap if gap < MINUTE => Some((seconds.trunc(), "second")),
        gap if gap < HOUR => Some(((seconds / MINUTE).trunc(), "minute")),
        gap if gap < DAY => Some(((seconds / HOUR).trunc(), "hour")),
        gap if gap < 30.0 * DAY => Some(((seconds / DAY).trunc(), "day")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{day_number, distance};

    #[test]
    fn a_day_begins_at_midnight_where_the_person_is() {
        const MINUTE: f64 = 60_000.0;
        assert_eq!((day_number(0.0, 0.0), day_number(-MINUTE, 0.0)), (0.0, -1.0));
        // An hour ahead of UTC, and eight hours behind.
        assert_eq!(day_number(23.0 * 60.0 * MINUTE, -60.0), 1.0);
        assert_eq!(day_number(7.0 * 60.0 * MINUTE, 480.0), -1.0);
    }

    #[test]
    fn a_distance_is_said_in_its_largest_unit_and_never_rounded_up() {
        assert_eq!(distance(-3.0), Some((0.0, "second")));
        assert_eq!(distance(-59.0), Some((-59.0, "second")));
        assert_eq!(distance(-119.0), Some((-1.0, "minute")));
        assert_eq!(distance(-86_399.0), Some((-23.0, "hour")));
        assert_eq!(distance(3.0 * 86_400.0), Some((3.0, "day")));
        assert_eq!(distance(-31.0 * 86_400.0), None);
    }
}
