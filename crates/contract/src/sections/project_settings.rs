//! Project Settings: how the platform builds and keeps a project.

use serde::Deserialize;
use serde_json::{Map, Value};
use wheelhouse_contract_derive::Body;

use crate::answer::Written;
use crate::checks::{self, json_objects};
use crate::operation::section;
use crate::problem::FieldError;
use crate::resource::{float, resource};
use crate::sections::retention;

resource! {
    /// A project's settings. Most are the platform's own; the JSON as received has them all.
    ProjectSettings {
        initialize: object,
        product_name: text,
        variables_prefix: text,
        application_config_file: text,
        project_config_dir: text,
        /// As in `S` or `2XL`.
        development_service_size: text,
        development_application_size: text,
        enable_certificate_provisioning: flag,
        /// `ecdsa` or `rsa`.
        certificate_style: text,
        /// MiB.
        temporary_disk_size: integer,
        /// Minutes between two runs of a cron job at least.
        cron_minimum_interval: integer,
        flexible_build_cache: flag,
        strict_configuration: flag,
        crons_in_git: flag,
        /// `hash` or `name-and-hash`: how environments are named in addresses.
        environment_name_strategy: text,
        /// By type of environment, how many backups are kept.
        data_retention: object,
        enforce_mfa: flag,
        chorus: object,
        build_cpu: number "build_resources.cpu",
        /// MiB.
        build_memory: integer "build_resources.memory",
        /// `allow` or `deny`.
        outbound_restrictions_default_policy: text,
        self_upgrade: flag,
        max_allowed_routes: integer,
        enable_incremental_backups: flag,
        enable_zero_downtime_deployments: flag,
        enable_paused_environments: flag,
        centralized_permissions: flag,
        support_generic_images: flag,
    } => { EDIT: "#edit" }
}

/// Changes to a project's settings.
#[derive(Deserialize, Body)]
#[body(check = mean_something)]
pub struct ProjectSettingsPatch {
    /// Resources for each build. More makes builds faster and may cost more.
    #[field(object)]
    pub build_resources: Option<BuildResources>,
    /// When the platform can do maintenance that interrupts the project. Leave empty for no window.
    #[field(object)]
    pub maintenance_window: Option<Option<MaintenanceWindow>>,
    /// How many backups to keep per environment type: a JSON object with the keys development, staging and
    /// production. Leave empty for the plan default.
    #[field(section = "Advanced")]
    pub data_retention: Option<Option<Value>>,
    /// How an empty project gets its first code: a JSON object with a profile and a repository.
    #[field(section = "Advanced")]
    pub initialize: Option<Value>,
    /// The project’s chorus settings: a JSON object.
    #[field(section = "Advanced")]
    pub chorus: Option<Value>,
}

/// What a build may use.
#[derive(Deserialize, Body)]
pub struct BuildResources {
    /// CPU share.
    #[field(label = "Processors", unit = "CPU", min = 0, max = 128)]
    pub cpu: Option<f64>,
    #[field(unit = "MiB", min = 64, max = 1_048_576)]
    pub memory: Option<i64>,
}

/// When the platform may interrupt a project.
#[derive(Deserialize, Body)]
pub struct MaintenanceWindow {
    /// When it recurs.
    #[field(object)]
    pub recurrence: Recurrence,
}

/// When something happens again.
#[derive(Deserialize, Body)]
pub struct Recurrence {
    /// For example, weekly.
    #[field(min = 1, max = 64)]
    pub interval: String,
    /// The day of the week, as a number.
    #[field(min = 0, max = 7)]
    pub day_of_week: i64,
    /// Start time, for example 03:00.
    #[field(min = 1, max = 64, check = checks::time_of_day)]
    pub time: String,
}

/// What is free JSON or a number says what can be.
fn mean_something(values: &Map<String, Value>) -> Vec<FieldError> {
    let mut errors = json_objects(values, &["data_retention", "initialize", "chorus"]);
    errors.extend(retention::check(values));
    let cpu = values.get("build_resources").and_then(|build| float(build.get("cpu")?));
    if cpu.is_some_and(|cpu| cpu <= 0.0) {
        errors.push(FieldError::new("build_resources.cpu", "Must be more than 0."));
    }
    errors
}

section! {
    "Project Settings"

    /// A project's settings.
    GetListOfProjectSettings = "get-list-of-project-settings" "Get list of project settings"
        GET "/projects/{projectId}/settings" (project_id) => ProjectSettings;

    /// Changes a project's settings.
    UpdateAProjectSetting = "update-a-project-setting" "Update a project setting"
        PATCH "/projects/{projectId}/settings" (project_id) body ProjectSettingsPatch => Written<ProjectSettings>;
}
