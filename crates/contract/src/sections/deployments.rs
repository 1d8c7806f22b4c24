//! Deployment: what runs in an environment, and how it hangs together.

use serde_json::Value;

use crate::answer::Items;
use crate::operation::section;
use crate::resource::{Named, Resource, entries, named, resource};
use crate::sections::routes::Route;

resource! {
    /// A deployment of an environment.
    Deployment {
        /// `current` for what runs, `next` for what is about to.
        id: text,
        created_at: time,
        updated_at: time,
        /// Changes with whatever a deployment depends on.
        fingerprint: text,
        cluster_name: text,
        deployment_target: text,
        project_title: text "project_info.title",
        project_name: text "project_info.name",
        environment_name: text "environment_info.name",
        environment_status: text "environment_info.status",
        /// As in `refs/heads/main`.
        environment_reference: text "environment_info.reference",
        environment_type: text "environment_info.environment_type",
        is_main: flag "environment_info.is_main",
        is_production: flag "environment_info.is_production",
        http_access: object,
        enable_smtp: flag,
        restrict_robots: flag,
        /// Each with `name` and `value`, as it was deployed.
        variables: list,
        /// Each with `entity_id` and `role`.
        access: list,
        subscription: object,
        vpn: object,
    }

    /// An application, a worker or a service as it is deployed.
    Container {
        /// As in `php:8.3` or `mariadb:10.11`.
        kind: text "type",
        /// As in `S` or `2XL`; `AUTO` for what the plan gives.
        size: text,
        /// MiB.
        disk: integer,
        instance_count: integer,
        container_profile: text,
        /// As in `0.5`: which size of its container profile it has.
        profile_size: text "resources.profile_size",
        /// MiB.
        base_memory: integer "resources.base_memory",
        memory_ratio: integer "resources.memory_ratio",
        /// Of a worker: the application whose code it runs.
        application: text "app",
        app_dir: text,
        timezone: text,
        build_hook: text "hooks.build",
        deploy_hook: text "hooks.deploy",
        post_deploy_hook: text "hooks.post_deploy",
        start_command: text "web.commands.start",
        worker_command: text "worker.commands.start",
    }

    /// A folder that can be written to.
    Mount {
        /// As in `storage` or `tmp`.
        source: text,
        source_path: text,
        /// The service that holds it, where one does.
        service: text,
    }

    /// A command that runs by the clock.
    Cron {
        /// As in `*/5 * * * *`.
        spec: text,
        start: text "commands.start",
        stop: text "commands.stop",
        /// Seconds.
        timeout: integer,
        /// Seconds.
        shutdown_timeout: integer,
    }

    /// A command that a person may run in a container.
    RuntimeOperation {
        start: text "commands.start",
        stop: text "commands.stop",
        /// Seconds.
        timeout: integer,
        /// Who may run it at least: `viewer`, `contributor` or `admin`.
        role: text,
    }
}

impl Deployment {
    /// What answers visitors, by name.
    pub fn applications(&self) -> Vec<Named<Container>> {
        named(self.raw(), "webapps")
    }

    /// Databases, caches and the like, by name.
    pub fn services(&self) -> Vec<Named<Container>> {
        named(self.raw(), "services")
    }

    /// What runs beside the applications with their code, by name.
    pub fn workers(&self) -> Vec<Named<Container>> {
        named(self.raw(), "workers")
    }

    /// Where the environment answers, by address.
    pub fn routes(&self) -> Vec<Named<Route>> {
        named(self.raw(), "routes")
    }
}

/// What a container connects to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Relationship<'a> {
    /// What the container calls it.
    pub name: &'a str,
    pub service: &'a str,
    pub endpoint: Option<&'a str>,
}

impl Container {
    /// What it connects to. Without a word on the service it is the one of the relationship's name.
    pub fn relationships(&self) -> Vec<Relationship<'_>> {
        let all = entries(self.raw(), "relationships").into_iter();
        all.map(|(name, to)| {
            let text = |key: &str| to.get(key).and_then(Value::as_str);
            let (service, endpoint) = match to.as_str().map(|to| to.split_once(':').unwrap_or((to, ""))) {
                Some((service, endpoint)) => (Some(service), Some(endpoint)),
                None => (text("service"), text("endpoint")),
            };
            let filled = |text: &&str| !text.is_empty();
            Relationship { name, service: service.filter(filled).unwrap_or(name), endpoint: endpoint.filter(filled) }
        })
        .collect()
    }

    /// Folders that can be written to, by path.
    pub fn mounts(&self) -> Vec<Named<Mount>> {
        named(self.raw(), "mounts")
    }

    /// Commands that run by the clock, by name.
    pub fn crons(&self) -> Vec<Named<Cron>> {
        named(self.raw(), "crons")
    }

    /// Commands that people may run in it, by name.
    pub fn operations(&self) -> Vec<Named<RuntimeOperation>> {
        named(self.raw(), "operations")
    }
}

section! {
    "Deployment"

    /// The deployments of an environment: what runs, and what is about to.
    GetAnEnvironmentDeploymentInformation =
        "get-an-environment-deployment-information" "Get an environment's deployment information"
        GET "/projects/{projectId}/environments/{environmentId}/deployments" (project_id, environment_id)
        => Items<Deployment>;

    /// One deployment: `current` for what runs.
    GetASingleEnvironmentDeployment = "get-a-single-environment-deployment" "Get a single environment deployment"
        GET "/projects/{projectId}/environments/{environmentId}/deployments/{deploymentId}"
        (project_id, environment_id, deployment_id) => Deployment;
}
