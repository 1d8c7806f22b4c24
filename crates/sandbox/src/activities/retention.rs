//! How often environments are backed up by themselves, and how long that is kept: the project's setting `data_retention`,
//! and what the plan gives where it says nothing.

use rusqlite::Connection;
use serde_json::Value;

use super::backups::kept_days;
use crate::store::projects::Project;
use crate::store::settings;

/// Seconds.
const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

/// The project setting.
pub const SETTING: &str = "data_retention";

/// What is kept of an environment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// Seconds between two backups, and how many of those are kept.
    schedule: Vec<(i64, i64)>,
    /// How many are kept that somebody made.
    pub manual: Option<usize>,
    /// How many are kept at all.
    pub most: Option<usize>,
}

impl Retention {
    /// Of a project's environments of a type.
    pub fn of(connection: &Connection, project: &Project, kind: &str) -> rusqlite::Result<Self> {
        let changed = settings::changed(connection, &project.id)?;
        let set = changed.get(SETTING).and_then(|setting| setting.get(kind)).map(Self::read);
        Ok(match set {
            Some(Ok(set)) => set,
            _ if kind == "production" => Self { schedule: vec![(DAY, kept_days(project))], ..Self::default() },
            _ => Self::default(),
        })
    }

    /// What a project's setting says of one type of environments.
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
        let schedule: Vec<(i64, i64)> = schedule
            .iter()
            .map(|policy| {
                let seconds = policy.get("interval").and_then(Value::as_str).and_then(seconds);
                let seconds = seconds.ok_or("has an interval that is not like 6h, 1d, 1w, 1M or 1y.")?;
                let count = policy.get("count").and_then(Value::as_i64).filter(|count| (1..=1_000).contains(count));
                Ok((seconds, count.ok_or("has a count that is not from 1 to 1000.")?))
            })
            .collect::<Result<_, &str>>()?;
        Ok(Self { schedule, manual: Some(manual), most: Some(most) })
    }

    /// Seconds from one backup to the next; none are made without a schedule.
    pub fn every(&self) -> Option<i64> {
        self.schedule.iter().map(|(interval, _)| *interval).min()
    }

    /// Seconds for which the backup of a time, in seconds since 1970, is kept: each interval has its share of them.
    pub fn kept(&self, at: i64) -> i64 {
        let Some(every) = self.every() else { return 0 };
        let counts = |interval: i64| at.div_euclid(every).rem_euclid(interval.div_euclid(every).max(1)) == 0;
        let kept = self.schedule.iter().filter(|(interval, _)| counts(*interval));
        kept.map(|(interval, count)| interval.saturating_mul(*count)).max().unwrap_or(every)
    }

    /// Seconds for which any backup is kept at most.
    pub fn longest(&self) -> i64 {
        self.schedule.iter().map(|(interval, count)| interval.saturating_mul(*count)).max().unwrap_or(0)
    }
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    #[test]
    fn each_interval_keeps_its_share() {
        let schedule = json!([{"interval": "6h", "count": 4}, {"interval": "1d", "count": 7}]);
        let setting = json!({"max_backups": 20, "default_config": {"manual_count": 3, "schedule": schedule}});
        let retention = Retention::read(&setting).unwrap();
        assert_eq!((retention.every(), retention.manual, retention.most), (Some(6 * HOUR), Some(3), Some(20)));
        let kept: Vec<i64> = (0..5).map(|number| retention.kept(number * 6 * HOUR).div_euclid(HOUR)).collect();
        assert_eq!(kept, [7 * 24, 24, 24, 24, 7 * 24]);
        assert_eq!(retention.longest(), 7 * DAY);
    }

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
            assert!(Retention::read(&wrong).unwrap_err().ends_with('.'), "{wrong}");
        }
    }
}
