//! How often environments are backed up by themselves, and how long that is kept: the project's setting `data_retention`,
//! and what the plan gives where it says nothing.

use rusqlite::Connection;
use wheelhouse_contract::sections::retention::{Policy, SETTING};

use super::backups::kept_days;
use crate::store::projects::Project;
use crate::store::settings;

/// Seconds.
const DAY: i64 = 24 * 60 * 60;

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
        let set = changed.get(SETTING).and_then(|setting| setting.get(kind)).map(Policy::read);
        Ok(match set {
            Some(Ok(set)) => Self::from(set),
            _ if kind == "production" => Self { schedule: vec![(DAY, kept_days(project))], ..Self::default() },
            _ => Self::default(),
        })
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

impl From<Policy> for Retention {
    fn from(policy: Policy) -> Self {
        Self { schedule: policy.schedule, manual: Some(policy.manual), most: Some(policy.most) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    const HOUR: i64 = 60 * 60;

    #[test]
    fn each_interval_keeps_its_share() {
        let schedule = json!([{"interval": "6h", "count": 4}, {"interval": "1d", "count": 7}]);
        let setting = json!({"max_backups": 20, "default_config": {"manual_count": 3, "schedule": schedule}});
        let retention = Retention::from(Policy::read(&setting).unwrap());
        assert_eq!((retention.every(), retention.manual, retention.most), (Some(6 * HOUR), Some(3), Some(20)));
        let kept: Vec<i64> = (0..5).map(|number| retention.kept(number * 6 * HOUR).div_euclid(HOUR)).collect();
        assert_eq!(kept, [7 * 24, 24, 24, 24, 7 * 24]);
        assert_eq!(retention.longest(), 7 * DAY);
    }
}
