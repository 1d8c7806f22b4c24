//! Subscriptions: what an organization pays for, one for each project.

use crate::answer::Page;
use crate::operation::{QueryKind, query, section};
use crate::resource::resource;

resource! {
    /// A project's subscription.
    Subscription {
        id: text,
        /// `requested`, `provisioning`, `provisioning failure`, `active`, `suspended` or `deleted`.
        status: text,
        created_at: time,
        updated_at: time,
        owner: text,
        vendor: text,
        plan: text,
        environments: integer,
        /// MiB for each environment.
        storage: integer,
        user_licenses: integer,
        project_id: text,
        project_title: text,
        /// The region's host.
        project_region: text,
        project_region_label: text,
        project_ui: text,
        green: flag,
    }
}

section! {
    "Subscriptions"

    /// An organization's subscriptions, and so its projects.
    ListSubscriptions = "list-subscriptions" "List subscriptions"
        GET "/organizations/{organization_id}/subscriptions" (organization_id)
        query [
            query("filter[status]", QueryKind::Choice(&[
                "active", "provisioning", "provisioning failure", "suspended", "deleted",
            ])),
            query("page", QueryKind::Integer { min: 1, max: 1_000_000 }),
        ]
        => Page<Subscription>;
}
