//! What happens over time. Every write answers with some, so that answers know them beside the sections.

use crate::resource::{Resource, resource, text};

/// How activities stand, in words: the same wherever states are shown or chosen.
pub mod words {
    pub const PENDING: &str = "Pending";
    pub const RUNNING: &str = "Running";
    /// Over, well or not.
    pub const COMPLETE: &str = "Complete";
    pub const SUCCEEDED: &str = "Succeeded";
    pub const FAILED: &str = "Failed";
    pub const CANCELLED: &str = "Cancelled";
    pub const SCHEDULED: &str = "Scheduled";
    pub const STAGED: &str = "Staged";
}

resource! {
    /// Something that happens to a project or an environment over time: a deployment, a backup, a changed variable.
    Activity {
        id: text,
        created_at: time,
        updated_at: time,
        /// As in `environment.variable.create`; new kinds appear at any time.
        kind: text "type",
        project: text,
        /// Ids of the environments it concerns.
        environments: texts,
        /// `pending`, `in_progress`, `complete`, `cancelled`, `scheduled` or `staged`.
        state: text,
        /// `success` or `failure`, once done.
        result: text,
        failure_reason: text,
        started_at: time,
        completed_at: time,
        cancelled_at: time,
        /// 0 to 100; alone it does not say whether the activity is done.
        completion_percent: integer,
        /// What happened, in plain words.
        text: text,
        /// The same as HTML.
        description: text,
        /// All of the log, when there is no `log` link.
        log: text,
        user_name: text "payload.user.display_name",
        payload: object,
        /// What was asked for.
        parameters: object,
        timings: object,
    } => { LOG: "log", CANCEL: "#cancel" }
}

impl Activity {
    /// The commit that it brought to an environment: the newest, where a push had several.
    pub fn commit(&self) -> Option<&str> {
        let pushed = || text(self.payload()?.get("commits")?.as_array()?.first()?, "sha");
        text(self.raw(), "parameters.commit").or_else(pushed)
    }

    /// Whether nothing more will happen.
    pub fn is_done(&self) -> bool {
        matches!(self.state(), Some("complete" | "cancelled"))
    }

    /// Whether it runs or waits to run by itself; a staged or scheduled one waits for a person or a time.
    pub fn is_running(&self) -> bool {
        matches!(self.state(), Some("pending" | "in_progress"))
    }
}
