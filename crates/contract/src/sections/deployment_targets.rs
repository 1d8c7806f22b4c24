//! Deployment Target: what a project's environments run on.

use serde::Deserialize;
use serde_json::{Map, Value};
use wheelhouse_contract_derive::Body;

use crate::answer::{Accepted, Items, Written, views};
use crate::body::{Body, Described};
use crate::checks::{hostname, json_objects};
use crate::operation::section;
use crate::problem::FieldError;
use crate::resource::{Resource, flag, list, resource};

resource! {
    /// A deployment target. What it has beyond this, its kind's fields in [`DeploymentTargetCreateInput`] say.
    DeploymentTarget {
        id: text,
        /// As in `local` or `dedicated`: the tag of its kind.
        kind: text "type",
        name: text,
    } => { EDIT: "#edit", DELETE: "#delete" }

    /// A machine of a deployment target.
    TargetHost {
        id: text,
        /// `core` or `satellite`.
        kind: text "type",
        /// Which services run there; none listed for all.
        services: texts,
    }
}

impl DeploymentTarget {
    /// The machines, where the target has some of its own.
    pub fn hosts(&self) -> Vec<TargetHost> {
        views(list(self.raw(), "hosts"))
    }

    /// Whether nothing is deployed to it while it is maintained.
    pub fn maintenance_mode(&self) -> Option<bool> {
        flag(self.raw(), "maintenance_mode")
    }
}

/// A new deployment target.
#[derive(Deserialize, Body)]
#[serde(tag = "type")]
#[body(tag = "type", label = "Kind of target")]
pub enum DeploymentTargetCreateInput {
    /// Machines dedicated to this project.
    #[serde(rename = "dedicated")]
    #[body(value = "dedicated", label = "Dedicated")]
    Dedicated(DedicatedTarget),
    /// A cluster outside the platform.
    #[serde(rename = "enterprise")]
    #[body(value = "enterprise", label = "Enterprise")]
    Enterprise(EnterpriseTarget),
    /// The platform’s grid in the project’s region.
    #[serde(rename = "local")]
    #[body(value = "local", label = "Local")]
    Local(GridTarget),
    /// The platform’s grid, on selected hosts.
    #[serde(rename = "foundation")]
    #[body(value = "foundation", label = "Foundation")]
    Foundation(GridTarget),
    /// A Kubernetes cluster.
    #[serde(rename = "kubernetes")]
    #[body(value = "kubernetes", label = "Kubernetes")]
    Kubernetes(KubernetesTarget),
}

/// Changes to a deployment target. Its kind stays, and has to be said.
pub enum DeploymentTargetPatch {}

impl Described for DeploymentTargetPatch {
    const BODY: &'static Body = {
        static BODY: Body = Body {
            name: "DeploymentTargetPatch",
            fields: &[],
            variants: DeploymentTargetCreateInput::BODY.variants,
            check: None,
        };
        &BODY
    };

    fn read(body: Value) -> serde_json::Result<()> {
        DeploymentTargetCreateInput::read(body)
    }
}

/// Machines dedicated to this project.
#[derive(Deserialize, Body)]
#[body(check = mounts_are_objects)]
pub struct DedicatedTarget {
    /// The name environments use.
    #[field(min = 1, max = 255)]
    pub name: String,
    /// Mounts for every deployment: a JSON object by path.
    #[field(section = "Advanced")]
    pub enforced_mounts: Option<Value>,
}

/// A cluster outside the platform.
#[derive(Deserialize, Body)]
#[body(check = mappings_are_objects)]
pub struct EnterpriseTarget {
    /// The name environments use.
    #[field(min = 1, max = 255)]
    pub name: String,
    /// Hosts that deployments connect to over SSH.
    #[field(label = "SSH hosts", max = 100, check = hostname)]
    pub ssh_hosts: Option<Vec<String>>,
    /// Site URLs: a JSON object by site.
    #[field(label = "Site addresses", section = "Advanced")]
    pub site_urls: Option<Value>,
    /// The cluster application for each environment: a JSON object by environment.
    #[field(label = "Applications of environments", section = "Advanced")]
    pub enterprise_environments_mapping: Option<Value>,
}

/// The platform's own grid.
#[derive(Deserialize, Body)]
pub struct GridTarget {
    /// The name environments use.
    #[field(min = 1, max = 255)]
    pub name: String,
    /// The machines to use. Leave empty for any that are free.
    #[field(object, max = 100)]
    pub hosts: Option<Option<Vec<Host>>>,
    /// Only use machines dedicated to this project. This may cost more.
    #[field(label = "Dedicated grid", default = false)]
    pub use_dedicated_grid: Option<bool>,
}

/// A machine.
#[derive(Deserialize, Body)]
pub struct Host {
    #[field(label = "ID", present, min = 1, max = 255)]
    pub id: Option<String>,
    /// Core machines run everything, satellites only the services assigned to them.
    #[field(choices("core" = "Core", "satellite" = "Satellite"))]
    pub r#type: String,
    /// What runs there. Leave empty for all.
    #[field(max = 100)]
    pub services: Option<Option<Vec<String>>>,
}

/// A Kubernetes cluster.
#[derive(Deserialize, Body)]
pub struct KubernetesTarget {
    /// The name environments use.
    #[field(min = 1, max = 255)]
    pub name: String,
}

fn mounts_are_objects(values: &Map<String, Value>) -> Vec<FieldError> {
    json_objects(values, &["enforced_mounts"])
}

fn mappings_are_objects(values: &Map<String, Value>) -> Vec<FieldError> {
    json_objects(values, &["site_urls", "enterprise_environments_mapping"])
}

section! {
    "Deployment Target"

    /// All deployment targets of a project.
    GetProjectDeploymentTargetInfo = "get-project-deployment-target-info" "Get project deployment target info"
        GET "/projects/{projectId}/deployments" (project_id) => Items<DeploymentTarget>;

    /// Adds a deployment target, which environments can then be deployed to.
    CreateAProjectDeploymentTarget = "create-a-project-deployment-target" "Create a project deployment target"
        POST "/projects/{projectId}/deployments" (project_id)
        body DeploymentTargetCreateInput => Written<DeploymentTarget>;

    /// One deployment target, with what the caller may do.
    GetASingleProjectDeploymentTarget =
        "get-a-single-project-deployment-target" "Get a single project deployment target"
        GET "/projects/{projectId}/deployments/{deploymentTargetConfigurationId}"
        (project_id, deployment_target_configuration_id) => DeploymentTarget;

    /// Changes a deployment target; environments on it redeploy.
    UpdateAProjectDeployment = "update-a-project-deployment" "Update a project deployment"
        PATCH "/projects/{projectId}/deployments/{deploymentTargetConfigurationId}"
        (project_id, deployment_target_configuration_id) body DeploymentTargetPatch => Written<DeploymentTarget>;

    /// Deletes a deployment target that no environment runs on.
    DeleteASingleProjectDeploymentTarget =
        "delete-a-single-project-deployment-target" "Delete a single project deployment target"
        DELETE "/projects/{projectId}/deployments/{deploymentTargetConfigurationId}"
        (project_id, deployment_target_configuration_id) => Accepted;
}
