//! An activity as it is kept, and as it is at a time.

use serde_json::{Value, json};
use wheelhouse_contract::facts;
use wheelhouse_contract::facts::Said;
use wheelhouse_contract::sections::activity::{self as declared, of_environment, of_project};

use super::plan::{Outcome, Plan};
use crate::clock::Moment;
use crate::request::Links;
use crate::store::kinds::{Kind, Type};
use crate::store::rows::row;

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

row! {
    /// An activity as it is kept.
    #[derive(Clone, Debug)]
    pub struct Activity in "activities" by [id] {
        pub id: String,
        pub project_id: String,
        pub of: Type as "type",
        pub created_at: Moment,
        pub starts_at: Moment,
        pub ends_at: Moment,
        pub cancelled_at: Option<Moment>,
        /// The plan's; lists are narrowed to it.
        pub outcome: Outcome,
        /// Whether it concerns every running environment and not only those named.
        pub project_wide: bool,
        /// Whether environments redeploy in it.
        pub deploys: bool,
        /// Whether what it changes has been written.
        pub settled: bool,
        pub text: String,
        pub description: String,
        pub payload: Value as "payload_json",
        pub parameters: Value as "parameters_json",
        pub plan: Plan as "plan_json",
    } found {
        pub environments: Vec<String> as "environments_json",
    }
}

row! {
    /// An environment that an activity concerns.
    pub struct Concerned in "activity_environments" by [activity_id, environment_id] {
        pub activity_id: String,
        pub project_id: String,
        pub environment_id: String,
    }
}

/// How much of its log an activity has in it, in bytes.
const LOGGED: usize = 64 * 1024;

impl Activity {
    pub fn kind(&self) -> Kind {
        self.of.with(&self.parameters)
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
        self.of != Type::ProjectCreate
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
        let is_complete = state == State::Complete;
        let mut view = facts!(declared::Activity {
            id: &self.id,
            created_at: self.created_at,
            updated_at: updated,
            kind: self.of.name(),
            project: &self.project_id,
            environments: self.environments.as_slice(),
            state: state.name(),
            result: is_complete.then(|| self.plan.outcome.name()),
            failure_reason: is_complete.then_some(self.plan.failure_reason.as_deref()).flatten(),
            started_at: started,
            completed_at: completed,
            cancelled_at: self.cancelled_at,
            completion_percent: percent,
            text: &self.text,
            description: &self.description,
            // It is at its link, and with each activity that is asked for by itself: a list would be too long.
            log: "",
            // It is in the payload.
            user_name: Said::nothing(),
            payload: &self.payload,
            parameters: &self.parameters,
            timings: timings,
            ..json!({
                "expires_at": null,
                "commands": if is_complete { self.plan.commands.as_slice() } else { &[] },
                "_links": self.links(state, change, environment),
            })
        });
        if let (Some(view), Some(integration)) = (view.as_object_mut(), self.payload.pointer("/integration/id")) {
            view.insert("integration".to_owned(), integration.clone());
        }
        view
    }

    /// The same with the text of its log.
    pub fn whole(&self, now: Moment, change: bool, environment: Option<&str>) -> Value {
        let mut view = self.view(now, change, environment);
        if let Some(view) = view.as_object_mut() {
            view.insert("log".to_owned(), json!(self.log(now)));
        }
        view
    }

    /// What the log says by now, up to [`LOGGED`] bytes: the rest is at the link.
    fn log(&self, now: Moment) -> String {
        // A log may have a hundred thousand lines, and few of them are wanted here.
        const PAGE: u64 = 500;
        let Some(elapsed) = self.elapsed(now) else { return String::new() };
        let mut text = String::new();
        let mut start = 0;
        loop {
            let lines = self.plan.lines(elapsed, start, PAGE);
            let Some((last, _, _)) = lines.last() else { return text };
            start = last.saturating_add(1);
            // What is written over is no line of its own.
            for (_, _, line) in lines.iter().filter(|(_, _, line)| !line.ends_with('\r')) {
                if text.len().saturating_add(line.len()) >= LOGGED {
                    return text;
                }
                text.push_str(line);
                text.push('\n');
            }
        }
    }

    fn links(&self, state: State, change: bool, environment: Option<&str>) -> Value {
        let path = match environment {
            Some(environment) => {
                of_environment::GetAnEnvironmentActivityLogEntry::path(&self.project_id, environment, &self.id)
            }
            None => of_project::GetAProjectActivityLogEntry::path(&self.project_id, &self.id),
        };
        let links = Links::to_self(&path).add(declared::Activity::LOG, &format!("{path}/log"));
        links
            .action_if(change && !state.is_done() && self.can_be_cancelled(), declared::Activity::CANCEL, &path)
            .value()
    }
}
