//! When a cron runs, in words.

const DAYS: [&str; 7] = ["Sundays", "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays"];

/// A crontab's five fields in words, where there are simple ones; times are as the fields say, in whatever zone.
pub fn words(spec: &str) -> Option<String> {
    let fields: Vec<&str> = spec.split_whitespace().collect();
    let [minute, hour, day, month, weekday] = fields.as_slice() else { return None };
    if *month != "*" {
        return None;
    }
    // A step starts again each hour or day: only one that divides it is the time between any two runs.
    let every = |field: &str, unit: &str, all: u32| match number(field.strip_prefix("*/")?, all)? {
        0 => None,
        1 => Some(format!("Every {unit}")),
        count => (all.is_multiple_of(count) && count < all).then(|| format!("Every {count} {unit}s")),
    };
    let is_any = |field: &&str| *field == "*";
    let any_day = is_any(day) && is_any(weekday);
    if let (true, true) = (any_day, is_any(hour)) {
        return match (*minute, number(minute, 59)) {
            ("*", _) => Some("Every minute".to_owned()),
            (_, Some(0)) => Some("Every hour, on the hour".to_owned()),
            (_, Some(minute)) => Some(format!("Every hour, {minute} min past")),
            (field, None) => every(field, "minute", 60),
        };
    }
    let minute = number(minute, 59)?;
    if any_day && let Some(hours) = every(hour, "hour", 24) {
        return Some(if minute == 0 { hours } else { format!("{hours}, {minute} min past") });
    }
    let time = format!("{:02}:{minute:02}", number(hour, 23)?);
    match (is_any(day), is_any(weekday)) {
        (true, true) => Some(format!("Daily at {time}")),
        (true, false) => Some(format!("{} at {time}", days(weekday)?)),
        (false, true) => Some(format!("On day {} of each month at {time}", number(day, 31).filter(|day| *day > 0)?)),
        (false, false) => None,
    }
}

/// `1-5`, `MON`, `0`, `7`.
fn days(field: &str) -> Option<String> {
    if matches!(field, "1-5" | "MON-FRI" | "mon-fri") {
        return Some("Weekdays".to_owned());
    }
    let named = |field: &str| {
        let short = |day: &&str| day.get(..3).is_some_and(|short| short.eq_ignore_ascii_case(field));
        let at = number(field, 7).and_then(|day| usize::try_from(day % 7).ok());
        at.or_else(|| DAYS.iter().position(short)).and_then(|at| DAYS.get(at))
    };
    let days: Option<Vec<&str>> = field.split(',').map(|day| named(day).copied()).collect();
    Some(days?.join(", "))
}

fn number(field: &str, most: u32) -> Option<u32> {
    let is_number = field.bytes().all(|byte| byte.is_ascii_digit());
    field.parse().ok().filter(|number| is_number && *number <= most)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn simple_schedules_have_words_and_others_none() {
        for (spec, said) in [
            ("* * * * *", "Every minute"),
            ("*/10 * * * *", "Every 10 minutes"),
            ("*/1 * * * *", "Every minute"),
            ("0 * * * *", "Every hour, on the hour"),
            ("17 * * * *", "Every hour, 17 min past"),
            ("0 */6 * * *", "Every 6 hours"),
            ("5 */6 * * *", "Every 6 hours, 5 min past"),
            ("30 3 * * *", "Daily at 03:30"),
            ("0 4 * * 1", "Mondays at 04:00"),
            ("0 4 * * sun,Wed", "Sundays, Wednesdays at 04:00"),
            ("0 4 * * 7", "Sundays at 04:00"),
            ("0 4 * * 1-5", "Weekdays at 04:00"),
            ("15 0 1 * *", "On day 1 of each month at 00:15"),
        ] {
            assert_eq!(words(spec).as_deref(), Some(said), "{spec}");
        }
        for spec in [
            "",
            "H * * * *",
            "0 0 1 1 *",
            "0 0 1 * 1",
            "61 * * * *",
            "*/0 * * * *",
            "*/7 * * * *",
            "*/45 * * * *",
            "*/61 * * * *",
            "0 */5 * * *",
            "+5 * * * *",
            "0 4 * * 8",
            "@daily",
            "0 0 0 * *",
        ] {
            assert_eq!(words(spec), None, "{spec}");
        }
    }
}
