//! An activity as it is kept, and as it is at a time.

use rusqlite::Row;
use serde_json::{Value, json};

use super::kinds;
use super::plan::Plan;
use crate::clock::Moment;
use crate::request::Links;
use crate::store::json_column;
use wheelhouse_contract::sections::activity::{of_environment, of_project};

/// Where an activity is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Pending,
    InProgress,
    Complete,
    Cancelled,
}

impl State {
    pub fn name(self) -> &'static str {
        match self {
            State::Pending => "pending",
            State::InProgress => "in_progress",
            State::Complete => "complete",
            State::Cancelled => "cancelled",
        }
    }

    pub fn is_done(self) -> bool {
        matches!(self, State::Complete | State::Cancelled)
    }
}

/// An activity as it is kept.
#[derive(Clone, Debug)]
pub struct Activity {
    pub id: String,
    pub project_id: String,
    pub kind: String,
    pub created_at: Moment,
    pub starts_at: Moment,
    pub ends_at: Moment,
    pub cancelled_at: Option<Moment>,
    /// Whether it concerns every running environment and not only those named.
    pub project_wide: bool,
    /// Whether environments redeploy in it.
    pub deploys: bool,
    pub text: String,
    pub description: String,
    pub payload: Value,
    pub parameters: Value,
    pub plan: Plan,
    pub environments: Vec<String>,
}

impl Activity {
    pub fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let plan: String = row.get("plan_json")?;
        let plan = serde_json::from_str(&plan)
            .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, error.into()))?;
        let environments = json_column(row, "environments_json")?;
        Ok(Self {
            id: row.get("id")?,
            project_id: row.get("project_id")?,
            kind: row.get("type")?,
            created_at: row.get("created_at")?,
            starts_at: row.get("starts_at")?,
            ends_at: row.get("ends_at")?,
            cancelled_at: row.get("cancelled_at")?,
            project_wide: row.get("project_wide")?,
            deploys: row.get("deploys")?,
            text: row.get("text")?,
            description: row.get("description")?,
            payload: json_column(row, "payload_json")?,
            parameters: json_column(row, "parameters_json")?,
            plan,
            environments: serde_json::from_value(environments).unwrap_or_default(),
        })
    }

    pub fn state(&self, now: Moment) -> State {
        if self.cancelled_at.is_some() {
            State::Cancelled
        } else if now < self.starts_at {
            State::Pending
        } else if now < self.ends_at {
            State::InProgress
        } else {
            State::Complete
        }
    }

    /// A project that is half set up is of no use to anybody.
    pub fn can_be_cancelled(&self) -> bool {
        self.kind != kinds::CREATE_PROJECT
    }

    /// Milliseconds since the start, up to the end or the cancellation; `None` before the start.
    pub fn elapsed(&self, now: Moment) -> Option<i64> {
        let until = self.cancelled_at.unwrap_or(self.ends_at).min(now);
        (until >= self.starts_at).then(|| until.millis_since(self.starts_at))
    }

    /// As the API answers it, for who may or may not `change` things here. `environment` is the one through which it was
    /// found.
    pub fn view(&self, now: Moment, change: bool, environment: Option<&str>) -> Value {
        let state = self.state(now);
        let elapsed = self.elapsed(now);
        let started = elapsed.map(|_| self.starts_at);
        let completed = (state == State::Complete).then_some(self.ends_at);
        let percent = match (state, elapsed) {
            (State::Complete, _) => 100,
            (_, Some(elapsed)) => elapsed.saturating_mul(100).checked_div(self.plan.length).unwrap_or(0).clamp(0, 99),
            (_, None) => 0,
        };
        let changed = elapsed.map(|elapsed| self.starts_at.plus_millis(self.plan.last_change(elapsed)));
        let updated = completed.or(self.cancelled_at).or(changed).unwrap_or(self.created_at);
        let mut timings = elapsed.map(|elapsed| self.plan.timings(elapsed)).unwrap_or_default();
        if started.is_some() {
            timings.insert("wait".to_owned(), json!(self.starts_at.seconds_since(self.created_at)));
        }
        if state == State::Complete {
            timings.insert("execute".to_owned(), json!(self.ends_at.seconds_since(self.starts_at)));
        }
        let time = |moment: Option<Moment>| moment.map(Moment::rfc3339);
        json!({
            "id": self.id,
            "created_at": self.created_at.rfc3339(),
            "updated_at": updated.rfc3339(),
            "type": self.kind,
            "parameters": self.parameters,
            "project": self.project_id,
            "environments": self.environments,
            "state": state.name(),
            "result": (state == State::Complete).then(|| self.plan.outcome.name()),
            "failure_reason": (state == State::Complete).then_some(self.plan.failure_reason.as_deref()).flatten(),
            "started_at": time(started),
            "completed_at": time(completed),
            "completion_percent": percent,
            "cancelled_at": time(self.cancelled_at),
            "timings": timings,
            // The log is at its link: it may have a hundred thousand lines.
            "log": "",
            "payload": self.payload,
            "description": self.description,
            "text": self.text,
            "expires_at": null,
            "commands": if state == State::Complete { self.plan.commands.as_slice() } else { &[] },
            "_links": self.links(state, change, environment),
        })
    }

    fn links(&self, state: State, change: bool, environment: Option<&str>) -> Value {
        let path = match environment {
            Some(environment) => {
                of_environment::GetAnEnvironmentActivityLogEntry::path(&self.project_id, environment, &self.id)
            }
            None => of_project::GetAProjectActivityLogEntry::path(&self.project_id, &self.id),
        };
        let links = Links::to_self(&path).add("log", &format!("{path}/log"));
        links
            .add_if(change && !state.is_done() && self.can_be_cancelled(), "#cancel", &format!("{path}/cancel"))
            .value()
    }
}
