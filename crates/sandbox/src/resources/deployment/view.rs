//! A deployment as the API answers it.

use sha2::{Digest, Sha256};
use wheelhouse_contract::sections::deployments::{Deployment, GetASingleEnvironmentDeployment};
use wheelhouse_contract::sections::environment::GetAnEnvironment;
use wheelhouse_contract::sections::project::GetAProject;

use super::containers;
use crate::access::Permissions;
use crate::config::{Address, Config, Hosts};
use crate::request::href;
use crate::request::prelude::*;
use crate::resources::environment::Found;
use crate::resources::project::license_uri;
use crate::resources::{addresses, capabilities, project_settings, routing};
use crate::store::deployments::Deployed;
use crate::store::environments::{self, Environment};
use crate::store::organizations;
use crate::store::project_access;
use crate::store::projects::Project;
use crate::store::variables::{self, Owner};

/// The id of what runs.
pub const CURRENT: &str = "current";

pub fn view(context: &Context<'_>, found: &Found, deployed: &Deployed, config: &Config) -> Result<Value, ApiError> {
    let Found { project, environment, .. } = found;
    let organization = organizations::get(context.store, &project.organization_id)?;
    let is_main = environment.id == project.default_branch;
    let path = GetASingleEnvironmentDeployment::path(&project.id, &environment.id, CURRENT);
    let variables = variables(context, project, environment)?;
    let runs = json!({
        "services": containers::services(config),
        "routes": routes(context, found, config)?,
        "webapps": containers::webapps(config, project),
        "workers": containers::workers(config, project),
        "project_info": {
            "namespace": organization.as_ref().map(|organization| &organization.name),
            "organization": project.organization_id,
            "capabilities": capabilities::of(project, organization.as_ref()),
            "settings": project_settings::all(context.store, project)?,
        },
        "environment_info": {
            "constraints": {},
            "machine_name": environment.machine_name,
            "links": {
                "project": href(&GetAProject::path(&project.id)),
                "environment": href(&GetAnEnvironment::path(&project.id, &environment.id)),
            },
        },
        "container_profiles": "",
        "_links": Links::to_self(&path).value(),
    });
    let fingerprint = fingerprint(&deployed.commit, environment, &variables, &runs);
    Ok(facts!(Deployment {
        id: CURRENT,
        created_at: environment.created_at.max(project.created_at),
        updated_at: deployed.at,
        fingerprint: fingerprint,
        cluster_name: format!("{}-{}", project.id, environment.machine_name),
        deployment_target: "local",
        project_title: &project.title,
        project_name: &project.id,
        environment_name: &environment.id,
        environment_status: &environment.status,
        environment_reference: format!("refs/heads/{}", environment.name),
        environment_type: &environment.kind,
        is_main: is_main,
        is_production: environment.kind == "production",
        http_access: &environment.http_access,
        enable_smtp: environment.enable_smtp,
        restrict_robots: environment.restrict_robots,
        variables: variables,
        access: access(context, project, environment)?,
        subscription: json!({
            "license_uri": license_uri(context, project),
            "plan": project.plan,
            "environments": project.environment_limit,
            "storage": project.storage,
            "included_users": 1,
            "subscription_management_uri": format!("/projects/{}", project.id),
            "restricted": false,
            "suspended": project.status == "suspended",
            "user_licenses": project.user_licenses,
        }),
        vpn: Value::Null,
        ..runs
    }))
}

/// Changes with whatever is deployed.
fn fingerprint(commit: &str, environment: &Environment, variables: &[Value], runs: &Value) -> String {
    let mut hash = Sha256::new();
    hash.update(commit);
    hash.update(
        json!([variables, environment.http_access, environment.enable_smtp, environment.restrict_robots]).to_string(),
    );
    for part in ["routes", "services", "webapps", "workers"] {
        hash.update(runs.get(part).map(Value::to_string).unwrap_or_default());
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Those that are enabled, the environment's before the project's. The value of a sensitive one is never answered.
fn variables(context: &Context<'_>, project: &Project, environment: &Environment) -> Result<Vec<Value>, ApiError> {
    let lineage = environments::lineage(context.store, &project.id, &environment.id)?;
    let mut all = Map::new();
    let owner = Owner { project: &project.id, environment: None };
    let of_project = variables::list(context.store, owner)?;
    let seen = variables::visible(context.store, &project.id, &lineage)?;
    for variable in of_project.into_iter().chain(seen).filter(|variable| variable.is_enabled) {
        let mut facts = json!({
            "name": variable.name,
            "is_sensitive": variable.is_sensitive,
            "is_json": variable.is_json,
            "visible_build": variable.visible_build,
            "visible_runtime": variable.visible_runtime,
        });
        if let (Some(map), false) = (facts.as_object_mut(), variable.is_sensitive) {
            map.insert("value".to_owned(), json!(variable.value));
        }
        all.insert(variable.name, facts);
    }
    Ok(all.into_iter().map(|(_, facts)| facts).collect())
}

/// Who may come in, and as what.
fn access(context: &Context<'_>, project: &Project, environment: &Environment) -> Result<Vec<Value>, ApiError> {
    let given = project_access::list(context.store, &project.id)?.into_iter();
    let there = given.filter_map(|given| {
        let role = Permissions::kept(&given.permissions).on(&environment.kind)?;
        Some(json!({"entity_id": given.user_id, "role": role.name()}))
    });
    Ok(there.collect())
}

/// By the addresses at which visitors find them.
pub fn routes(context: &Context<'_>, found: &Found, config: &Config) -> Result<Map<String, Value>, ApiError> {
    let Found { project, environment, .. } = found;
    let hosts = addresses::hosts(context.store, project, environment)?;
    let main = environments::get(context.store, &project.id, &project.default_branch)?;
    let in_production = match &main {
        Some(main) => Some(addresses::hosts(context.store, project, main)?),
        None => None,
    };
    let first = |address: &Address, hosts: &Hosts| address.expand(hosts).into_iter().next();
    let mut all = Map::new();
    for route in &config.routes {
        let Ok(address) = Address::parse(&route.address) else { continue };
        let production = in_production.as_ref().and_then(|hosts| first(&address, hosts));
        let more = match route.text("to").and_then(|to| Address::parse(to).ok()) {
            Some(to) => json!({"original_url": route.address, "to": first(&to, &hosts)}),
            None => json!({"original_url": route.address}),
        };
        let facts = routing::facts(route, &config.routes, route.text("id"), production.as_deref(), more);
        for url in address.expand(&hosts) {
            all.insert(url, facts.clone());
        }
    }
    Ok(all)
}
