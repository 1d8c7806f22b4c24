//! What an activity will do: the lines of its log and the phases it goes through, by time since its start.

use rusqlite::types::ToSqlOutput;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::store::columns::{self, Column};

/// How an activity ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    Success,
    Failure,
}

impl Outcome {
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Success => "success",
            Outcome::Failure => "failure",
        }
    }
}

impl Column for Outcome {
    fn read(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Self> {
        let text: String = row.get(at)?;
        let known = [Self::Success, Self::Failure].into_iter().find(|outcome| outcome.name() == text);
        known.ok_or_else(|| columns::unreadable(at, format!("an outcome {text} is not known")))
    }

    fn write(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.name()))
    }
}

/// A part of the log: one line, or many alike.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Step {
    /// Milliseconds after the start.
    at: i64,
    /// `{n}` stands for the line's number among those alike.
    text: String,
    /// How many lines; the long logs are kept as one step.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    lines: u32,
    /// Milliseconds over which the lines are spread.
    #[serde(default, skip_serializing_if = "is_zero")]
    over: i64,
}

fn one() -> u32 {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_one(lines: &u32) -> bool {
    *lines == 1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_zero(over: &i64) -> bool {
    *over == 0
}

impl Step {
    /// Milliseconds after the start at which line `number` of this step appears.
    fn time_of(&self, number: u32) -> i64 {
        let lines = i64::from(self.lines.max(1));
        self.at.saturating_add(self.over.saturating_mul(i64::from(number)).div_euclid(lines))
    }

    /// How many of this step's lines have appeared.
    fn shown(&self, elapsed: i64) -> u32 {
        if elapsed < self.at {
            return 0;
        }
        if self.over == 0 {
            return self.lines;
        }
        let lines = i64::from(self.lines);
        let shown = elapsed.saturating_sub(self.at).saturating_mul(lines).div_euclid(self.over).saturating_add(1);
        u32::try_from(shown.min(lines)).unwrap_or(self.lines)
    }
}

/// A named stretch of an activity, as its timings give it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Phase {
    name: String,
    from: i64,
    to: i64,
}

/// All that an activity does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    steps: Vec<Step>,
    phases: Vec<Phase>,
    /// Milliseconds from start to end.
    pub length: i64,
    pub outcome: Outcome,
    /// Why it fails: `shell` when a command of the project did, `error` otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure_reason: Option<String>,
    /// The project's commands that ran: `{app, type, exit_code}`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commands: Vec<Value>,
}

impl Plan {
    /// The lines that have appeared, from line `start` on and `max` of them at most: number, milliseconds after the start,
    /// text.
    pub fn lines(&self, elapsed: i64, start: u64, max: u64) -> Vec<(u64, i64, String)> {
        let mut first = 0_u64;
        let mut lines = Vec::new();
        let end = start.saturating_add(max);
        for step in &self.steps {
            let shown = u64::from(step.shown(elapsed));
            let from = start.saturating_sub(first).min(shown);
            let to = end.saturating_sub(first).min(shown);
            for number in from..to {
                let within = u32::try_from(number).unwrap_or(u32::MAX);
                let text = step.text.replace("{n}", &number.saturating_add(1).to_string());
                lines.push((first.saturating_add(number), step.time_of(within), text));
            }
            first = first.saturating_add(shown);
        }
        lines
    }

    /// How many lines have appeared.
    pub fn shown(&self, elapsed: i64) -> u64 {
        self.steps.iter().map(|step| u64::from(step.shown(elapsed))).sum()
    }

    /// When the last line so far appeared, in milliseconds after the start.
    pub fn last_change(&self, elapsed: i64) -> i64 {
        let changed = |step: &Step| step.shown(elapsed).checked_sub(1).map(|last| step.time_of(last));
        self.steps.iter().filter_map(changed).max().unwrap_or(0)
    }

    /// Seconds that each phase has taken, for those that are over.
    pub fn timings(&self, elapsed: i64) -> Map<String, Value> {
        let over = self.phases.iter().filter(|phase| phase.to <= elapsed);
        over.map(|phase| (phase.name.clone(), json!((phase.to - phase.from) as f64 / 1000.0))).collect()
    }
}

impl Column for Plan {
    fn read(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Self> {
        columns::from_json(row, at)
    }

    fn write(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        columns::to_json(self)
    }
}

/// A plan in the making. Durations are given as at pace 1.
#[derive(Clone, Debug)]
pub struct Script {
    pace: f64,
    at: i64,
    steps: Vec<Step>,
    phases: Vec<Phase>,
    open: Option<(String, i64)>,
    commands: Vec<Value>,
}

impl Script {
    /// `pace` multiplies every duration.
    pub fn new(pace: f64) -> Self {
        Self { pace, at: 0, steps: Vec::new(), phases: Vec::new(), open: None, commands: Vec::new() }
    }

    fn scaled(&self, millis: i64) -> i64 {
        (millis as f64 * self.pace) as i64
    }

    /// Begins a phase, which lasts until the next one or the end.
    #[must_use]
    pub fn phase(mut self, name: &str) -> Self {
        self.close();
        self.open = Some((name.to_owned(), self.at));
        self
    }

    fn close(&mut self) {
        if let Some((name, from)) = self.open.take() {
            self.phases.push(Phase { name, from, to: self.at });
        }
    }

    /// Writes a line, and takes some milliseconds before the next.
    #[must_use]
    pub fn line(mut self, text: impl Into<String>, millis: i64) -> Self {
        self.steps.push(Step { at: self.at, text: text.into(), lines: 1, over: 0 });
        self.at = self.at.saturating_add(self.scaled(millis));
        self
    }

    /// Writes many lines over some milliseconds; `{n}` in the text is the line's number.
    #[must_use]
    pub fn lines(mut self, text: impl Into<String>, lines: u32, millis: i64) -> Self {
        let over = self.scaled(millis);
        self.steps.push(Step { at: self.at, text: text.into(), lines, over });
        self.at = self.at.saturating_add(over);
        self
    }

    /// Notes a command of the project that ran.
    #[must_use]
    pub fn command(mut self, app: &str, kind: &str, exit_code: i64) -> Self {
        self.commands.push(json!({"app": app, "type": kind, "exit_code": exit_code}));
        self
    }

    pub fn succeed(self) -> Plan {
        self.end(Outcome::Success, None)
    }

    /// Ends in failure; `reason` is `shell` when a command of the project failed, else `error`.
    pub fn fail(self, reason: &str) -> Plan {
        self.end(Outcome::Failure, Some(reason.to_owned()))
    }

    fn end(mut self, outcome: Outcome, failure_reason: Option<String>) -> Plan {
        self.close();
        Plan {
            steps: self.steps,
            phases: self.phases,
            length: self.at,
            outcome,
            failure_reason,
            commands: self.commands,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_appear_with_time_and_in_pieces() {
        let plan = Script::new(1.0).line("first", 100).lines("copied {n}", 10, 100).line("last", 0).succeed();
        assert_eq!(plan.length, 200);
        assert_eq!((plan.shown(0), plan.shown(100), plan.shown(150), plan.shown(200)), (1, 2, 7, 12));
        let whole = plan.lines(200, 0, u64::MAX);
        assert_eq!(whole.len(), 12);
        let pieces: Vec<_> = (0..6).flat_map(|piece| plan.lines(200, piece * 2, 2)).collect();
        assert_eq!(whole, pieces);
        assert_eq!(plan.lines(120, 2, 1), [(2, 110, "copied 2".to_owned())]);
        assert_eq!(plan.last_change(155), 150);
    }
}
