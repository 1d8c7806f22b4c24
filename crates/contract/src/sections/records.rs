//! Records: which project had what, and when.

use crate::answer::Page;
use crate::operation::{QueryKind, QueryParameter, query, section};
use crate::resource::resource;

resource! {
    /// The plan that a project had for a time.
    PlanRecord {
        id: text,
        /// The user who owns the organization.
        owner: text,
        subscription_id: text,
        sku: text,
        plan: text,
        options: texts,
        start: time,
        /// Null while it lasts.
        end: time,
        /// `active` or `suspended`.
        status: text,
    }

    /// How much of something a project had from a time on, until the next record of the same.
    UsageRecord {
        id: text,
        subscription_id: text,
        /// `storage`, in MiB for each environment, `environments` or `user_licenses`.
        usage_group: text,
        quantity: decimal,
        start: time,
    }
}

const SUBSCRIPTION: QueryParameter = query("filter[subscription_id]", QueryKind::Text);
/// A time, or a day.
const START: QueryParameter = query("filter[start]", QueryKind::Filter);
/// The time itself, or `[value]` and `[operator]`.
const STARTED_AT: QueryParameter = query("filter[started_at]", QueryKind::Filter);
const PAGE: QueryParameter = query("page", QueryKind::Integer { min: 1, max: 1_000_000 });

section! {
    "Records"

    /// The plans of an organization's projects, newest first.
    ListPlanRecords = "list-plan-records" "List plan records"
        GET "/organizations/{organization_id}/records/plan" (organization_id)
        query [
            SUBSCRIPTION,
            query("filter[plan]", QueryKind::Choice(&[
                "development", "standard", "medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge",
            ])),
            query("filter[status]", QueryKind::Choice(&["active", "suspended"])),
            START,
            query("filter[end]", QueryKind::Filter),
            STARTED_AT,
            query("filter[ended_at]", QueryKind::Filter),
            PAGE,
        ]
        => Page<PlanRecord>;

    /// What an organization's projects have used, newest first.
    ListUsageRecords = "list-usage-records" "List usage records"
        GET "/organizations/{organization_id}/records/usage" (organization_id)
        query [
            SUBSCRIPTION,
            query("filter[usage_group]", QueryKind::Choice(&["storage", "environments", "user_licenses"])),
            START,
            STARTED_AT,
            PAGE,
        ]
        => Page<UsageRecord>;
}
