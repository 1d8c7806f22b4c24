//! How often environments are backed up by themselves and how many backups are kept, by type of environment: free JSON
//! with a meaning that can be checked.

use serde_json::{Map, Value};

use crate::problem::FieldError;

/// The project setting.
pub const SETTING: &str = "data_retention";

/// The types of environments that it says something of.
pub const TYPES: [&str; 3] = ["development", "staging", "production"];

/// Seconds.
const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

/// What is kept of the environments of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Seconds between two backups, and how many of those are kept.
    pub schedule: Vec<(i64, i64)>,
    /// How many are kept that somebody made.
    pub manual: usize,
    /// How many are kept at all.
    pub most: usize,
}

impl Policy {
    /// What the setting says of one type of environments.
    ///
    /// # Errors
    /// In words, after the type's name.
    pub fn read(setting: &Value) -> Result<Self, String> {
        let count = |value: Option<&Value>| value.and_then(Value::as_u64).and_then(|count| usize::try_from(count).ok());
        let config = setting.get("default_config").filter(|config| config.is_object());
        let config = config.ok_or("needs a default_config, an object.")?;
        let most = count(setting.get("max_backups")).ok_or("needs max_backups, a number.")?;
        let manual = count(config.get("manual_count")).ok_or("needs manual_count in default_config, a number.")?;
        let schedule = config.get("schedule").and_then(Value::as_array);
        let schedule = schedule.ok_or("needs a schedule in default_config, a list of interval and count.")?;
        let schedule = schedule.iter().map(turn).collect::<Result<_, &str>>()?;
        Ok(Self { schedule, manual, most })
    }
}

fn turn(policy: &Value) -> Result<(i64, i64), &'static str> {
    let seconds = policy.get("interval").and_then(Value::as_str).and_then(seconds);
    let seconds = seconds.ok_or("has an interval that is not like 6h, 1d, 1w, 1M or 1y.")?;
    let count = policy.get("count").and_then(Value::as_i64).filter(|count| (1..=1_000).contains(count));
    Ok((seconds, count.ok_or("has a count that is not from 1 to 1000.")?))
}

/// `6h`, `1d`, `2w`, `1M` or `1y`.
fn seconds(interval: &str) -> Option<i64> {
    let (end, unit) = interval.char_indices().last()?;
    let unit = match unit {
        'h' => HOUR,
        'd' => DAY,
        'w' => 7 * DAY,
        'M' => 30 * DAY,
        'y' => 365 * DAY,
        _ => return None,
    };
    let number: i64 = interval.get(..end)?.parse().ok()?;
    (1..=1_000).contains(&number).then_some(number.saturating_mul(unit))
}

/// What is wrong with the setting, type by type.
pub fn check(values: &Map<String, Value>) -> Vec<FieldError> {
    let types = values.get(SETTING).and_then(Value::as_object).into_iter().flatten();
    let wrong = types.filter_map(|(kind, policy)| {
        if !TYPES.contains(&kind.as_str()) {
            return Some(format!("There is no type of environment {kind}: {} are.", TYPES.join(", ")));
        }
        Policy::read(policy).err().map(|why| format!("{kind} {why}"))
    });
    let wrong: Vec<String> = wrong.collect();
    (!wrong.is_empty()).then(|| FieldError::new(SETTING, wrong.join(" "))).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_says_nothing_is_refused_in_words() {
        let policy =
            |policy: Value| json!({"max_backups": 1, "default_config": {"manual_count": 1, "schedule": [policy]}});
        for wrong in [
            json!({}),
            json!({"default_config": {}}),
            json!({"max_backups": 1, "default_config": {"manual_count": -1, "schedule": []}}),
            policy(json!({"interval": "daily", "count": 1})),
            policy(json!({"interval": "0d", "count": 1})),
            policy(json!({"interval": "1d", "count": 0})),
        ] {
            assert!(Policy::read(&wrong).is_err_and(|why| why.ends_with('.')), "{wrong}");
        }
        let read = Policy::read(&policy(json!({"interval": "6h", "count": 4})));
        assert_eq!(read, Ok(Policy { schedule: vec![(6 * HOUR, 4)], manual: 1, most: 1 }));
    }

    #[test]
    fn each_type_says_what_is_wrong_with_it() {
        let values = json!({"data_retention": {"testing": {}, "staging": {"max_backups": 1}}});
        let errors = check(&values.as_object().cloned().unwrap_or_default());
        let said: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
        assert_eq!(said.len(), 1);
        assert!(
            said.iter().all(|said| said.contains("no type of environment testing") && said.contains("staging needs"))
        );
    }
}
