//! The words for activities: how they stand, how long they took, what they are about.

use wheelhouse_contract::sections::activity::{Activity, words};

use crate::components::words::UNKNOWN;
use crate::ui::{IconName, Tone};

/// How an activity stands, in a word and a tone; one that is over says how it ended.
pub fn activity_state(activity: &Activity) -> (String, Tone) {
    let (word, tone) = match (activity.state(), activity.result()) {
        (Some("complete"), Some("failure")) => (words::FAILED, Tone::Danger),
        (Some("complete"), Some("success")) => (words::SUCCEEDED, Tone::Success),
        (Some("complete"), _) => (words::COMPLETE, Tone::Neutral),
        (Some("cancelled"), _) => (words::CANCELLED, Tone::Warning),
        (Some("in_progress"), _) => (words::RUNNING, Tone::Running),
        (Some("pending"), _) => (words::PENDING, Tone::Running),
        (Some("scheduled"), _) => (words::SCHEDULED, Tone::Neutral),
        (Some("staged"), _) => (words::STAGED, Tone::Warning),
        (Some(other), _) => (other, Tone::Neutral),
        (None, _) => (UNKNOWN, Tone::Neutral),
    };
    (word.to_owned(), tone)
}

/// How far an activity is, from 0.0 to 1.0; nothing while it waits.
pub fn progress_of(activity: &Activity) -> Option<f64> {
    #[allow(clippy::cast_precision_loss, reason = "a percentage")]
    activity.completion_percent().filter(|_| activity.state() == Some("in_progress")).map(|done| done as f64 / 100.0)
}

/// How many seconds an activity ran; `None` while it does, or where nobody knows.
pub fn seconds_taken(activity: &Activity) -> Option<i64> {
    let milliseconds = |time: Option<&str>| time.map(js_sys::Date::parse).filter(|time| time.is_finite());
    let started = milliseconds(activity.started_at())?;
    let ended = milliseconds(activity.completed_at().or(activity.cancelled_at()))?;
    #[allow(clippy::cast_possible_truncation, reason = "clamped")]
    Some(((ended - started) / 1000.0).round().clamp(0.0, 1e9) as i64)
}

/// Seconds in the largest unit that says enough: "31 s", "4 min", "2 h".
pub fn duration_words(seconds: i64) -> String {
    match seconds {
        0..=119 => format!("{seconds} s"),
        120..=7199 => format!("{} min", seconds / 60),
        _ => format!("{} h", seconds / 3600),
    }
}

/// The icon of a kind of activity: by the words in it, so that kinds not yet known find one too.
pub fn kind_icon(kind: &str) -> IconName {
    let has = |word: &str| kind.contains(word);
    match () {
        () if has("cron") => IconName::CLOCK,
        () if has("variable") => IconName::VARIABLE,
        () if has("backup") || has("restore") => IconName::BACKUP,
        () if has("merge") => IconName::MERGE,
        () if has("synchronize") => IconName::SYNC,
        () if has("domain") || has("route") => IconName::DOMAIN,
        () if has("certificate") => IconName::CERTIFICATE,
        () if has("integration") => IconName::INTEGRATION,
        () if has("access") => IconName::USERS,
        () if has("deploy") || has("push") || has("activate") => IconName::DEPLOY,
        () if has("operation") => IconName::PLAY,
        () if has("environment") => IconName::ENVIRONMENT,
        () if has("project") => IconName::SETTINGS,
        () => IconName::ACTIVITY,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};
    use wheelhouse_contract::Resource;

    use super::*;

    #[test]
    fn one_that_is_over_says_how_it_ended() {
        let said = |value: Value| activity_state(&Activity::new(Arc::new(value))).0;
        assert_eq!(said(json!({"state": "complete", "result": "success"})), "Succeeded");
        assert_eq!(said(json!({"state": "complete", "result": "failure"})), "Failed");
        assert_eq!(said(json!({"state": "complete"})), "Complete");
        assert_eq!(said(json!({"state": "in_progress"})), "Running");
        assert_eq!(said(json!({"state": "vanished"})), "vanished");
        assert_eq!(said(json!({})), "Unknown");
    }

    #[test]
    fn a_duration_is_said_in_the_largest_unit_that_says_enough() {
        let said = [0, 119, 120, 7_199, 7_200].map(duration_words);
        assert_eq!(said, ["0 s", "119 s", "2 min", "119 min", "2 h"]);
    }

    #[test]
    fn a_cron_job_has_a_clock() {
        assert_eq!(kind_icon("environment.cron"), IconName::CLOCK);
        assert_eq!(kind_icon("environment.push"), IconName::DEPLOY);
        assert_eq!(kind_icon("something.new"), IconName::ACTIVITY);
    }
}
