//! Project Settings. Most are how the service runs, and the same for all; a few can be changed.

use rusqlite::Connection;
use wheelhouse_contract::resource::{flag, number};
use wheelhouse_contract::sections::{project_settings as declared, retention};

use super::capabilities;
use super::change::Change;
use crate::access::ProjectRights;
use crate::activities::{self, Kind};
use crate::request::prelude::*;
use crate::store::projects::Project;
use crate::store::{backup_turns, organizations, settings};

pub fn handlers() -> Vec<Handler> {
    vec![on(project, get), on(project_admin, update)]
}

fn get(call: &Call<'_, declared::GetListOfProjectSettings, InProject>) -> Answer {
    let (project, rights) = &call.at;
    Ok(Reply::json(&view(project, &settings::changed(call.store, &project.id)?, rights)))
}

fn update(call: &Call<'_, declared::UpdateAProjectSetting, InProject, Raw>) -> Answer {
    let Call { at: (project, rights), body, .. } = call;
    let organization = organizations::get(call.store, &project.organization_id)?;
    let errors = check(body, &capabilities::of(project, organization.as_ref()));
    if !errors.is_empty() {
        return Err(ApiError::fields(&errors));
    }
    let (mut changed, usual) = (settings::changed(call.store, &project.id)?, usual());
    for (name, value) in body {
        let mut value = value.clone();
        // One of the two may come alone.
        if let ("build_resources", Some(new)) = (name.as_str(), value.as_object()) {
            let mut whole =
                changed.get(name).or(usual.get(name)).and_then(Value::as_object).cloned().unwrap_or_default();
            whole.extend(new.clone());
            value = Value::Object(whole);
        }
        changed.insert(name.clone(), value);
    }
    settings::set(call.store, &project.id, &changed)?;
    if body.contains_key(retention::SETTING) {
        backup_turns::remove_all(call.store, &project.id)?;
        activities::plan_backups(call.store, project, call.now)?;
    }
    let names: Vec<&str> = body.keys().map(String::as_str).collect();
    let names = if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
    let change = Change {
        kind: Kind::ProjectSettingsUpdate,
        done: "changed project settings:",
        name: &names,
        about: ("settings", Value::Object(body.clone())),
        log: format!("Settings changed: {names}"),
    };
    let activity = change.run(call, project, &[("Applies to the next build and deployment.".to_owned(), 300)])?;
    Ok(Reply::updated(&view(project, &changed, rights), vec![activity]))
}

/// What the declaration of the body cannot say, and what the project's plan does not give.
fn check(body: &Map<String, Value>, can: &Value) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut wrong = |field: &str, message: String| errors.push(FieldError::new(field, message));
    for name in ["build_resources", "data_retention"] {
        if body.get(name).is_some_and(|value| !value.is_null()) && flag(can, &format!("{name}.enabled")) != Some(true) {
            wrong(name, "The project’s plan doesn’t allow changing this.".to_owned());
        }
    }
    let build = |name: &str| body.get("build_resources")?.get(name)?.as_f64();
    for name in ["cpu", "memory"] {
        let most = number(can, &format!("build_resources.max_{name}"));
        if let Some((_, most)) = build(name).zip(most).filter(|(wanted, most)| wanted > most) {
            wrong(&format!("build_resources.{name}"), format!("Must be at most {most} with the project's plan."));
        }
    }
    errors
}

/// All of a project's settings.
pub fn all(connection: &Connection, project: &Project) -> rusqlite::Result<Map<String, Value>> {
    let mut all = usual();
    all.extend(settings::changed(connection, &project.id)?);
    Ok(all)
}

fn view(project: &Project, changed: &Map<String, Value>, rights: &ProjectRights) -> Value {
    let path = declared::GetListOfProjectSettings::path(&project.id);
    let mut view = usual();
    view.extend(changed.clone());
    view.insert(
        "_links".to_owned(),
        Links::to_self(&path).add_if(rights.is_admin(), declared::ProjectSettings::EDIT, &path).value(),
    );
    Value::Object(view)
}

/// Settings as they are until someone changes them.
fn usual() -> Map<String, Value> {
    let mut more = Map::new();
    [service(), deployment(), limits()].into_iter().for_each(|part| merge(&mut more, part));
    let known = facts!(declared::ProjectSettings {
        initialize: json!({}),
        product_name: "Sandbox",
        variables_prefix: "PLATFORM_",
        application_config_file: ".platform.app.yaml",
        project_config_dir: ".platform",
        development_service_size: "S",
        development_application_size: "S",
        enable_certificate_provisioning: true,
        certificate_style: "ecdsa",
        temporary_disk_size: Value::Null,
        cron_minimum_interval: 5,
        flexible_build_cache: false,
        strict_configuration: true,
        crons_in_git: true,
        environment_name_strategy: "name-and-hash",
        data_retention: Value::Null,
        enforce_mfa: false,
        chorus: json!({"enabled": true}),
        build_cpu: 1.0,
        build_memory: 2_048,
        outbound_restrictions_default_policy: "allow",
        self_upgrade: true,
        max_allowed_routes: 50_000,
        enable_incremental_backups: true,
        enable_zero_downtime_deployments: false,
        enable_paused_environments: true,
        centralized_permissions: true,
        support_generic_images: false,
        ..Value::Object(more)
    });
    let mut usual = Map::new();
    merge(&mut usual, known);
    usual
}

/// How the service names and finds things.
fn service() -> Value {
    json!({
        "product_code": "sandbox",
        "ui_uri_template": "/projects/{project}",
        "bot_email": "bot@sandbox.example",
        "use_drupal_defaults": false,
        "use_legacy_subdomains": false,
        "development_domain_template": null,
        "custom_error_template": null,
        "app_error_page_template": null,
        "certifier_url": "",
        "additional_hosts": {},
        "enable_github_app_token_exchange": false,
        "requires_domain_ownership": false,
        "locations_script_default": false,
        "git_server": {"push_size_hard_limit": 4_194_304},
    })
}

/// How environments are built and deployed.
fn deployment() -> Value {
    json!({
        "certificate_renewal_activity": true,
        "enable_state_api_deployments": true,
        "has_sleepy_crons": true,
        "enable_codesource_integration_push": true,
        "systemd": true,
        "router_gen2": true,
        "self_upgrade_latest_major": false,
        "sizing_api_enabled": false,
        "enable_cache_grace_period": true,
        "enable_admin_agent": false,
        "persistent_endpoints_ssh": false,
        "persistent_endpoints_ssl_certificates": false,
        "enable_disk_health_monitoring": true,
        "enable_unified_configuration": false,
        "enable_explicit_empty_routes": false,
        "enable_routes_tracing": false,
        "image_deployment_validation": false,
        "support_oci_images": false,
        "continuous_profiling": {"supported_runtimes": []},
        "disable_agent_error_reporter": true,
        "enable_guaranteed_resources": false,
        "allow_manual_deployments": false,
        "allow_rolling_deployments": false,
        "maintenance_window": null,
        "allow_activity_reschedule": false,
        "allow_burst": false,
        "allow_scaling_to_zero": false,
        "save_applications_vendors": false,
    })
}

/// How much of everything there is.
fn limits() -> Value {
    json!({
        "local_disk_size": null,
        "cron_maximum_jitter": 20,
        "cron_production_expiry_interval": 0,
        "cron_non_production_expiry_interval": 14,
        "concurrency_limits": {"internal": null, "integration": 4, "backup": 2, "cron": 10, "default": 2},
        "max_allowed_redirects_paths": 50_000,
        "glue_server_max_request_size": 10,
        "activity_logs_max_size": 16_777_216,
        "router_resources": {"baseline_cpu": 0.1, "baseline_memory": 64, "max_cpu": 0.5, "max_memory": 256},
    })
}
