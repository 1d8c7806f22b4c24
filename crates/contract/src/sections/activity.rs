//! Project Activity and Environment Activity.

pub use crate::activity::{Activity, words};
use crate::operation::{QueryKind, QueryParameter, query};

// What the activity lists can be narrowed by; older ones follow from `starts_at` the last `created_at`.
const TYPE: QueryParameter = query("type", QueryKind::Texts);
const STATE: QueryParameter = query("state", QueryKind::Texts);
const RESULT: QueryParameter = query("result", QueryKind::Texts);
const COUNT: QueryParameter = query("count", QueryKind::Integer { min: 1, max: 100 });
const STARTS_AT: QueryParameter = query("starts_at", QueryKind::Time);

/// Of a project, its environments included.
pub mod of_project {
    use super::{Activity, COUNT, RESULT, STARTS_AT, STATE, TYPE};
    use crate::answer::{Accepted, Items};
    use crate::operation::section;

    section! {
        "Project Activity"

        /// The newest activities first.
        GetProjectActivityLog = "get-project-activity-log" "Get project activity log"
            GET "/projects/{projectId}/activities" (project_id)
            query [TYPE, STATE, RESULT, COUNT, STARTS_AT] => Items<Activity>;

        /// One activity.
        GetAProjectActivityLogEntry = "get-a-project-activity-log-entry" "Get a project activity log entry"
            GET "/projects/{projectId}/activities/{activityId}" (project_id, activity_id) => Activity;

        /// Cancels an activity that can still be cancelled.
        CancelAProjectActivity = "cancel-a-project-activity" "Cancel a project activity"
            POST "/projects/{projectId}/activities/{activityId}/cancel" (project_id, activity_id) => Accepted;
    }
}

/// Of one environment.
pub mod of_environment {
    use super::{Activity, COUNT, RESULT, STARTS_AT, STATE, TYPE};
    use crate::answer::{Accepted, Items};
    use crate::operation::section;

    section! {
        "Environment Activity"

        /// The newest activities first.
        GetEnvironmentActivityLog = "get-environment-activity-log" "Get environment activity log"
            GET "/projects/{projectId}/environments/{environmentId}/activities" (project_id, environment_id)
            query [TYPE, STATE, RESULT, COUNT, STARTS_AT] => Items<Activity>;

        /// One activity.
        GetAnEnvironmentActivityLogEntry =
            "get-an-environment-activity-log-entry" "Get an environment activity log entry"
            GET "/projects/{projectId}/environments/{environmentId}/activities/{activityId}"
            (project_id, environment_id, activity_id) => Activity;

        /// Cancels an activity that can still be cancelled.
        CancelAnEnvironmentActivity = "cancel-an-environment-activity" "Cancel an environment activity"
            POST "/projects/{projectId}/environments/{environmentId}/activities/{activityId}/cancel"
            (project_id, environment_id, activity_id) => Accepted;
    }
}
