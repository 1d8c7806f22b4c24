//! Every address of the console, spelt once, with its scope, its area and the label of its section.

#[macro_use]
mod declare;
mod about;
mod at;
pub mod billing;
mod listed;
mod parse;
mod query;
mod spell;
#[cfg(test)]
mod tests;

use std::mem;

pub use at::{At, AtFiled, AtHeld, AtKept, AtMade, AtRead, Step};
pub use declare::{Scope, Section};
pub use listed::{Template, addressable_from, sections_of, tabs_of, templates};
pub use parse::decode;
pub use query::{own_address, own_path, query_value, query_with, sign_in_then, then};

use at::Pages;
use declare::{Line, Parts, next};

routes! {
    /// The way in.
    Entrance "Sign in" {
        Everything {
            SignIn = "/sign-in";
        }
    }
    /// Where one begins: what runs, what failed, and what needs somebody.
    Home "Home" {
        Everything {
            Home = "/";
        }
    }
    /// What is a person's own.
    Account "Account" {
        Account "Profile" tab {
            Profile = "/account/profile";
            ProfileEdit = "/account/profile/edit";
            ProfilePreferences = "/account/profile/preferences";
            ProfileAddress = "/account/profile/address";
            ProfileEmail = "/account/profile/email";
            ProfilePicture = "/account/profile/picture";
        }
        Account "Two-factor" tab {
            TwoFactor = "/account/two-factor";
        }
        Account "API tokens" tab {
            ApiTokens { ; token: AtKept } = "/account/api-tokens";
        }
        Account "SSH keys" tab {
            SshKeys { ; key: AtKept } = "/account/ssh-keys";
        }
        Account "Connections" tab {
            Connections { ; provider: AtHeld } = "/account/connections";
        }
        Account "Organizations" tab {
            OwnOrganizations = "/account/organizations";
        }
        Account "Teams" tab {
            OwnTeams = "/account/teams";
        }
    }
    /// Organizations, and what one has.
    Organizations "Organizations" {
        Everything {
            Organizations = "/organizations";
            OrganizationNew = "/organizations/new";
        }
        Organization "Projects" tab {
            Organization { organization } = "/organizations/{organization}";
        }
    }
    /// Who belongs to an organization, and who is invited.
    Members "Members" {
        Organization tab {
            Members { organization; user: At } = "/organizations/{organization}/members";
        }
        Organization "Invitations" tab {
            Invitations { organization; invitation: AtKept } = "/organizations/{organization}/invitations";
        }
    }
    /// Members of an organization who may do the same in its projects.
    Teams "Teams" {
        Organization tab {
            Teams { organization; team: At } = "/organizations/{organization}/teams";
            TeamMembers { organization, team; user: AtKept } = "/organizations/{organization}/teams/{team}/members";
        }
    }
    /// What an organization pays, and for what; and whom it asks when something is wrong.
    Billing "Billing" {
        Organization tab {
            /// The overview, and what is about the organization as a whole.
            Billing { organization; part: AtRead } = "/organizations/{organization}/billing";
            Subscriptions { organization; subscription: AtMade } = "/organizations/{organization}/subscriptions";
            Orders { organization; order: AtRead } = "/organizations/{organization}/orders";
            Invoices { organization; invoice: AtRead } = "/organizations/{organization}/invoices";
        }
        Organization "Support" tab {
            Tickets { organization; ticket: AtFiled } = "/organizations/{organization}/tickets";
        }
    }
    /// All projects, and how a new one is created.
    Projects "All projects" {
        Everything {
            Projects = "/projects";
        }
        Organization "New project" {
            ProjectNew { organization } = "/organizations/{organization}/projects/new";
            ProjectSetUp { organization, subscription } = "/organizations/{organization}/projects/new/{subscription}";
        }
    }
    /// A project at a glance.
    ProjectOverview "Overview" {
        Project tab {
            Project { project } = "/projects/{project}";
        }
    }
    /// An environment at a glance.
    EnvironmentOverview "Overview" {
        Environment tab {
            Environment { project, environment } = "/projects/{project}/environments/{environment}";
        }
    }
    /// The environments of a project.
    Environments "Environments" {
        Project tab {
            Environments { project } = "/projects/{project}/environments";
        }
    }
    /// Variables of a project and of an environment.
    Variables "Variables" {
        Project tab {
            ProjectVariables { project; variable: AtKept } = "/projects/{project}/variables";
            ProjectVariablesImport { project } = "/projects/{project}/variables/import";
        }
        Environment tab {
            EnvironmentVariables { project, environment; variable: AtKept } =
                "/projects/{project}/environments/{environment}/variables";
            EnvironmentVariablesImport { project, environment } =
                "/projects/{project}/environments/{environment}/variables/import";
        }
    }
    /// The variables of many environments side by side.
    VariablesMatrix "Variables across environments" {
        Project {
            VariablesMatrix { project } = "/projects/{project}/variable-matrix";
        }
    }
    /// What happened to a project or an environment.
    Activity "Activity" {
        Project tab {
            ProjectActivities { project; activity: AtRead } = "/projects/{project}/activity";
        }
        Environment tab {
            EnvironmentActivities { project, environment; activity: AtRead } =
                "/projects/{project}/environments/{environment}/activity";
        }
    }
    /// The Git repository of a project.
    Repository "Repository" {
        Project tab {
            Repository { project } = "/projects/{project}/repository";
            /// The commit is an id, or a ref such as `heads/main`; so it is below.
            RepositoryCommit { project, commit } = "/projects/{project}/repository/{commit}";
            RepositoryHistory { project, commit } = "/projects/{project}/repository/{commit}/commits";
            /// A folder or a file by its path in the repository.
            RepositoryPath { project, commit, path } = "/projects/{project}/repository/{commit}/files/{path}";
        }
    }
    /// Backups of an environment.
    Backups "Backups" {
        Environment tab {
            Backups { project, environment; backup: AtKept } =
                "/projects/{project}/environments/{environment}/backups";
            BackupRestore { project, environment, backup } =
                "/projects/{project}/environments/{environment}/backups/{backup}/restore";
        }
    }
    /// What runs in an environment.
    Deployment "Deployment" {
        Environment tab {
            EnvironmentDeployment { project, environment } =
                "/projects/{project}/environments/{environment}/deployment";
        }
    }
    /// The routes of an environment.
    Routes "Routes" {
        Environment tab {
            EnvironmentRoutes { project, environment; route: At } =
                "/projects/{project}/environments/{environment}/routes";
        }
    }
    /// Domains of a project and of an environment.
    Domains "Domains" {
        Project tab {
            Domains { project; domain: At } = "/projects/{project}/domains";
        }
        Environment tab {
            EnvironmentDomains { project, environment; domain: At } =
                "/projects/{project}/environments/{environment}/domains";
        }
    }
    /// The versions of an environment, which share its visitors.
    Versions "Versions" {
        Environment tab {
            Versions { project, environment; version: At } =
                "/projects/{project}/environments/{environment}/versions";
        }
    }
    /// Commands that an environment's applications offer.
    Operations "Operations" {
        Environment tab {
            Operations { project, environment } = "/projects/{project}/environments/{environment}/operations";
            SourceOperation { project, environment, operation } =
                "/projects/{project}/environments/{environment}/operations/source/{operation}";
            RuntimeOperation { project, environment, service, operation } =
                "/projects/{project}/environments/{environment}/operations/runtime/{service}/{operation}";
        }
    }
    /// TLS certificates of a project.
    Certificates "Certificates" {
        Project tab {
            Certificates { project; certificate: At } = "/projects/{project}/certificates";
        }
    }
    /// What a project is integrated with.
    Integrations "Integrations" {
        Project tab {
            Integrations { project; integration: At } = "/projects/{project}/integrations";
        }
    }
    /// What a project can be deployed to.
    DeploymentTargets "Deployment targets" {
        Project tab {
            DeploymentTargets { project; target: At } = "/projects/{project}/deployment-targets";
        }
    }
    /// Who may do what in projects.
    Access "Access" {
        Project tab {
            Access { project; user: At } = "/projects/{project}/access";
            AccessWho { project } = "/projects/{project}/access/who";
            AccessInvitations { project; invitation: AtKept } = "/projects/{project}/access/invitations";
            AccessEntries { project; entry: At } = "/projects/{project}/access-list";
            AccessOfType { project, kind; entry: At } = "/projects/{project}/environment-types/{kind}/access";
        }
        Organization tab {
            AccessAll { organization } = "/organizations/{organization}/access";
            AccessReview { organization } = "/organizations/{organization}/access/review";
            MemberProjects { organization, user; access: At } = "/organizations/{organization}/members/{user}/projects";
        }
    }
    /// What can be set on an organization.
    OrganizationSettings "Settings" {
        Organization tab {
            OrganizationSettings { organization } = "/organizations/{organization}/settings";
            OrganizationDelete { organization } = "/organizations/{organization}/delete";
        }
    }
    /// Two environments side by side.
    Compare "Compare environments" {
        Project {
            EnvironmentsCompare { project } = "/projects/{project}/compare";
        }
    }
    /// What roles and resources are given for.
    EnvironmentTypes "Environment types" {
        Project {
            EnvironmentTypes { project; kind: AtRead } = "/projects/{project}/environment-types";
        }
    }
    /// What can be set on a project.
    ProjectSettings "Settings" {
        Project tab {
            ProjectSettings { project } = "/projects/{project}/settings";
            ProjectBuildSettings { project } = "/projects/{project}/settings/build";
            ProjectDelete { project } = "/projects/{project}/delete";
        }
        Project "Git server" {
            ProjectSystem { project } = "/projects/{project}/system";
        }
    }
    /// What can be set on an environment.
    EnvironmentSettings "Settings" {
        Environment tab {
            EnvironmentSettings { project, environment } = "/projects/{project}/environments/{environment}/settings";
        }
    }
    /// What can be done with an environment.
    EnvironmentActions "Actions" {
        Environment "Branch" {
            EnvironmentBranch { project, environment } = "/projects/{project}/environments/{environment}/branch";
        }
        Environment "Merge" {
            EnvironmentMerge { project, environment } = "/projects/{project}/environments/{environment}/merge";
        }
        Environment "Synchronize" {
            EnvironmentSynchronize { project, environment } =
                "/projects/{project}/environments/{environment}/synchronize";
        }
        Environment "Initialize" {
            EnvironmentInitialize { project, environment } =
                "/projects/{project}/environments/{environment}/initialize";
        }
        Environment "Activate" {
            EnvironmentActivate { project, environment } = "/projects/{project}/environments/{environment}/activate";
        }
        Environment "Deactivate" {
            EnvironmentDeactivate { project, environment } =
                "/projects/{project}/environments/{environment}/deactivate";
        }
        Environment "Delete" {
            EnvironmentDelete { project, environment } = "/projects/{project}/environments/{environment}/delete";
        }
    }
}

/// The lines of the table, in the order of declaration.
fn lines() -> impl Iterator<Item = (&'static Section, &'static Line)> {
    SECTIONS.iter().flat_map(|section| section.lines.iter().map(move |line| (section, line)))
}

impl Clone for Route {
    fn clone(&self) -> Self {
        let mut same = Self::Unknown;
        self.parts(&mut |parts| {
            if let Some((_, line)) = parts.line {
                same = (line.build)(&mut parts.all_values().cloned(), parts.step);
            }
        });
        same
    }
}

impl PartialEq for Route {
    fn eq(&self, other: &Self) -> bool {
        let mut is_same = mem::discriminant(self) == mem::discriminant(other);
        self.parts(&mut |own| {
            other.parts(&mut |others| is_same &= own.step == others.step && own.all_values().eq(others.all_values()));
        });
        is_same
    }
}

impl Eq for Route {}

impl Route {
    /// The page at a path (percent-encoded, without query).
    pub fn parse(path: &str) -> Self {
        let fit = parse::best(path, &mut lines().map(|(_, line)| line));
        fit.map_or(Self::Unknown, |fit| (fit.line.build)(&mut fit.values.into_iter(), fit.step))
    }

    /// The path of this page.
    pub fn path(&self) -> String {
        let mut path = "/".to_owned();
        self.parts(&mut |parts| {
            if let Some((_, line)) = parts.line {
                path = parts.fill(&line.template(parts.step));
            }
        });
        path
    }

    /// The path of a section's own page, with what this page is about.
    pub fn path_in(&self, section: &Section) -> String {
        let mut path = String::new();
        self.parts(&mut |parts| {
            path = section.lines.first().map_or("/".to_owned(), |own| parts.fill(&own.template(Step::List)));
        });
        path
    }
}
