//! Subscriptions: what an organization pays for, one for each project.

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use crate::answer::{Nothing, Page};
use crate::checks;
use crate::operation::{QueryKind, QueryParameter, query, required, section};
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
        /// Not there until the project is.
        project_id: text,
        project_title: text,
        /// The region's host.
        project_region: text,
        project_region_label: text,
        project_ui: text,
        green: flag,
    } => { SUBSCRIPTIONS: "subscriptions", PROJECT: "project" }

    /// What a subscription would cost each month, as texts with their currency.
    SubscriptionEstimate {
        plan: text,
        user_licenses: text,
        environments: text,
        storage: text,
        total: text,
        /// The price of each option that is paid for, by its name.
        options: object,
    }

    /// Whether the caller can create a project in an organization.
    SubscriptionPermission {
        can_create: flag,
        /// Why not.
        message: text,
        /// What would help, as in `verification` or `billing_details`.
        required_action: text "required_action.action",
        required_action_type: text "required_action.type",
    }
}

/// A new subscription, and with it a project.
#[derive(Deserialize, Body)]
pub struct SubscriptionCreateInput {
    /// You can change it later.
    #[field(label = "Title", min = 1, max = 200, default = "Untitled Project")]
    pub project_title: Option<String>,
    /// Where the project runs and stores its data. It can’t be moved later.
    #[field(label = "Region", pick = "regions", min = 1, max = 253, fixed)]
    pub project_region: String,
    /// Determines resources and most of the price. You can change it later.
    #[field(pick = "plans", min = 1, max = 64, default = "development")]
    pub plan: Option<String>,
    /// How many environments can be active at once. More cost more.
    #[field(min = 1, max = 500, default = 3)]
    pub environments: Option<i64>,
    /// Disk per environment, shared by its applications and services. More costs more.
    #[field(unit = "MiB", min = 5120, max = 1_048_576, step = 1024, default = 5120)]
    pub storage: Option<i64>,
    /// The branch of the production environment.
    #[field(section = "Advanced", min = 1, max = 250, default = "main", fixed, check = checks::branch)]
    pub default_branch: Option<String>,
    /// The URL of a file with the project’s initial settings.
    #[field(label = "Options file", kind = "url", section = "Advanced", max = 2048, fixed)]
    pub options_url: Option<String>,
}

/// Changes to a subscription, and so to what its project may have.
#[derive(Deserialize, Body)]
pub struct SubscriptionPatch {
    /// Determines resources and most of the price.
    #[field(pick = "plans", min = 1, max = 64)]
    pub plan: String,
    /// How many environments can be active at once. More cost more.
    #[field(min = 1, max = 500)]
    pub environments: Option<i64>,
    /// Disk per environment, shared by its applications and services. More costs more.
    #[field(unit = "MiB", min = 5120, max = 1_048_576, step = 1024)]
    pub storage: Option<i64>,
    /// Size of the applications of development environments, such as medium. Leave empty for what the plan includes.
    #[field(section = "Options", label = "Development environments", max = 64)]
    pub big_dev: Option<String>,
    /// Size of the services of development environments, such as medium. Leave empty for what the plan includes.
    #[field(section = "Options", label = "Development services", max = 64)]
    pub big_dev_service: Option<String>,
    /// A plan for more backups. Leave empty for what the plan includes.
    #[field(section = "Options", max = 64)]
    pub backups: Option<String>,
    /// A plan for metrics and logs. Leave empty for what the plan includes.
    #[field(section = "Options", label = "Observability suite", max = 64)]
    pub observability_suite: Option<String>,
    /// A plan for profiling with Blackfire. Leave empty for none.
    #[field(section = "Options", label = "Blackfire", max = 64)]
    pub blackfire: Option<String>,
}

const PLAN: QueryParameter = required("plan", QueryKind::Text);
const FORMAT: QueryParameter = query("format", QueryKind::Choice(&["formatted", "complex"]));

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

    /// Subscribes to a new project. It is `requested` at first and `active` once the project can be used.
    CreateSubscription = "create-subscription" "Create subscription"
        POST "/organizations/{organization_id}/subscriptions" (organization_id) body SubscriptionCreateInput => Subscription;

    /// One subscription, to watch a new project being set up.
    GetSubscription = "get-subscription" "Get subscription"
        GET "/organizations/{organization_id}/subscriptions/{subscription_id}" (organization_id, subscription_id)
        => Subscription;

    /// Changes what a subscription buys. The project has it at once.
    UpdateSubscription = "update-subscription" "Update subscription"
        PATCH "/organizations/{organization_id}/subscriptions/{subscription_id}" (organization_id, subscription_id)
        body SubscriptionPatch => Subscription;

    /// Ends a subscription and deletes its project with all of it.
    DeleteSubscription = "delete-subscription" "Delete subscription"
        DELETE "/organizations/{organization_id}/subscriptions/{subscription_id}" (organization_id, subscription_id)
        => Nothing;

    /// What a new subscription would cost each month.
    EstimateThePriceOfANewSubscription = "estimate-the-price-of-a-new-subscription" "Estimate the price of a new \
        subscription"
        GET "/organizations/{organization_id}/subscriptions/estimate" (organization_id)
        query [
            PLAN,
            required("environments", QueryKind::Integer { min: 1, max: 500 }),
            required("storage", QueryKind::Integer { min: 5120, max: 1_048_576 }),
            required("user_licenses", QueryKind::Integer { min: 1, max: 10_000 }),
            FORMAT,
        ]
        => SubscriptionEstimate;

    /// What a subscription would cost each month with another plan, or more of something. What is left out stays as it is.
    EstimateThePriceOfASubscription = "estimate-the-price-of-a-subscription" "Estimate the price of a subscription"
        GET "/organizations/{organization_id}/subscriptions/{subscription_id}/estimate" (organization_id, subscription_id)
        query [
            PLAN,
            query("environments", QueryKind::Integer { min: 1, max: 500 }),
            query("storage", QueryKind::Integer { min: 5120, max: 1_048_576 }),
            query("user_licenses", QueryKind::Integer { min: 1, max: 10_000 }),
            FORMAT,
        ]
        => SubscriptionEstimate;

    /// Whether the caller can create a project, and what stands in the way.
    ChecksIfTheUserIsAbleToCreateANewProject =
        "checks-if-the-user-is-able-to-create-a-new-project" "Checks if the user is able to create a new project."
        GET "/organizations/{organization_id}/subscriptions/can-create" (organization_id) => SubscriptionPermission;
}
