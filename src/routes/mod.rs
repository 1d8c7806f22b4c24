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
mod words;

use std::mem;

pub use at::{At, AtFiled, AtHeld, AtKept, AtMade, AtRead, Step};
pub use declare::{Scope, Section};
pub use listed::{Template, addressable_from, sections_of, tabs_of, templates};
pub use parse::decode;
pub use query::{own_address, own_path, query_value, query_with, sign_in_then, then};
pub use words::{Does, Words};

use at::Pages;
use declare::{Line, Parts, next};
use words::{ENTRY, NOTHING};

routes! {
    /// The way in.
    Entrance "Sign in" {
        Everything {
            SignIn = "/sign-in" => Elsewhere;
        }
    }
    /// Where one begins: what runs, what failed, and what needs somebody.
    Home "Home" {
        Everything {
            Home = "/" => Elsewhere;
        }
    }
    /// What is a person's own.
    Account "Account" {
        Account "Profile" tab {
            Profile = "/account/profile" => Elsewhere;
            ProfileEdit = "/account/profile/edit" => Form(Change, "Edit personal details");
            ProfilePreferences = "/account/profile/preferences" => Form(Change, "Edit profile");
            ProfileAddress = "/account/profile/address" => Form(Change, "Edit address");
            ProfileEmail = "/account/profile/email" => Form(Change, "Change email");
            ProfilePicture = "/account/profile/picture" => Form(Change, "Change picture");
        }
        Account "Two-factor" tab {
            TwoFactor = "/account/two-factor" => Elsewhere;
        }
        Account "API tokens" tab {
            ApiTokens { ; token: AtKept } = "/account/api-tokens" => Of("API token");
        }
        Account "SSH keys" tab {
            SshKeys { ; key: AtKept } = "/account/ssh-keys" => Of("SSH key");
        }
        Account "Connections" tab {
            Connections { ; provider: AtHeld } = "/account/connections" => Of("connection");
        }
        Account "Organizations" tab {
            OwnOrganizations = "/account/organizations" => Elsewhere;
        }
        Account "Teams" tab {
            OwnTeams = "/account/teams" => Elsewhere;
        }
    }
    /// Organizations, and what one has.
    Organizations "Organizations" {
        Everything {
            Organizations = "/organizations" => Elsewhere;
            OrganizationNew = "/organizations/new" => Form(Make, "New organization");
        }
        Organization "Projects" tab {
            Organization { organization } = "/organizations/{organization}" => Elsewhere;
        }
    }
    /// Who belongs to an organization, and who is invited.
    Members "Members" {
        Organization tab {
            Members { organization; user: At } =
                "/organizations/{organization}/members" => Each(["Add member", "Change permissions", "Remove member"]);
        }
        Organization "Invitations" tab {
            Invitations { organization; invitation: AtKept } =
                "/organizations/{organization}/invitations" => Each(["Invite people", "", "Cancel invitation"]);
        }
    }
    /// Members of an organization who may do the same in its projects.
    Teams "Teams" {
        Organization tab {
            Teams { organization; team: At } = "/organizations/{organization}/teams" => Of("team");
            TeamMembers { organization, team; user: AtKept } =
                "/organizations/{organization}/teams/{team}/members"
                    => List("Team members", ["Add team member", "", "Remove from team"]);
        }
    }
    /// What an organization pays, and for what; and whom it asks when something is wrong.
    Billing "Billing" {
        Organization tab {
            /// The overview, and what is about the organization as a whole.
            Billing { organization; part: AtRead } = "/organizations/{organization}/billing" => Elsewhere;
            Subscriptions { organization; subscription: AtMade } =
                "/organizations/{organization}/subscriptions"
                    => List("Subscriptions", ["", "Change plan", "Delete subscription"]);
            Orders { organization; order: AtRead } = "/organizations/{organization}/orders" => List("Orders", NOTHING);
            Invoices { organization; invoice: AtRead } =
                "/organizations/{organization}/invoices" => List("Invoices", NOTHING);
        }
        Organization "Support" tab {
            Tickets { organization; ticket: AtFiled } =
                "/organizations/{organization}/tickets" => Each(["New ticket", "", ""]);
        }
    }
    /// All projects, and how a new one is created.
    Projects "All projects" {
        Everything {
            Projects = "/projects" => Elsewhere;
        }
        Organization "New project" {
            ProjectNew { organization } = "/organizations/{organization}/projects/new" => Form(Make, "New project");
            ProjectSetUp { organization, subscription } =
                "/organizations/{organization}/projects/new/{subscription}" => Elsewhere;
        }
    }
    /// A project at a glance.
    ProjectOverview "Overview" {
        Project tab {
            Project { project } = "/projects/{project}" => Elsewhere;
        }
    }
    /// An environment at a glance.
    EnvironmentOverview "Overview" {
        Environment tab {
            Environment { project, environment } = "/projects/{project}/environments/{environment}" => Elsewhere;
        }
    }
    /// The environments of a project.
    Environments "Environments" {
        Project tab {
            Environments { project } = "/projects/{project}/environments" => Elsewhere;
        }
    }
    /// Variables of a project and of an environment.
    Variables "Variables" {
        Project tab {
            ProjectVariables { project; variable: AtKept } = "/projects/{project}/variables" => Of("variable");
            ProjectVariablesImport { project } =
                "/projects/{project}/variables/import" => Form(Make, "Import variables");
        }
        Environment tab {
            EnvironmentVariables { project, environment; variable: AtKept } =
                "/projects/{project}/environments/{environment}/variables" => Of("variable");
            EnvironmentVariablesImport { project, environment } =
                "/projects/{project}/environments/{environment}/variables/import" => Form(Make, "Import variables");
        }
    }
    /// The variables of many environments side by side.
    VariablesMatrix "Variables across environments" {
        Project {
            VariablesMatrix { project } = "/projects/{project}/variable-matrix" => Elsewhere;
        }
    }
    /// What happened to a project or an environment.
    Activity "Activity" {
        Project tab {
            ProjectActivities { project; activity: AtRead } = "/projects/{project}/activity" => Elsewhere;
        }
        Environment tab {
            EnvironmentActivities { project, environment; activity: AtRead } =
                "/projects/{project}/environments/{environment}/activity" => Elsewhere;
        }
    }
    /// The Git repository of a project.
    Repository "Repository" {
        Project tab {
            Repository { project } = "/projects/{project}/repository" => Elsewhere;
            /// The commit is an id, or a ref such as `heads/main`; so it is below.
            RepositoryCommit { project, commit } = "/projects/{project}/repository/{commit}" => Elsewhere;
            RepositoryHistory { project, commit } = "/projects/{project}/repository/{commit}/commits" => Elsewhere;
            /// A folder or a file by its path in the repository.
            RepositoryPath { project, commit, path } =
                "/projects/{project}/repository/{commit}/files/{path}" => Elsewhere;
        }
    }
    /// Backups of an environment.
    Backups "Backups" {
        Environment tab {
            Backups { project, environment; backup: AtKept } =
                "/projects/{project}/environments/{environment}/backups" => Each(["Back up", "", "Delete backup"]);
            BackupRestore { project, environment, backup } =
                "/projects/{project}/environments/{environment}/backups/{backup}/restore"
                    => Form(Change, "Restore backup");
        }
    }
    /// What runs in an environment.
    Deployment "Deployment" {
        Environment tab {
            EnvironmentDeployment { project, environment } =
                "/projects/{project}/environments/{environment}/deployment" => Elsewhere;
        }
    }
    /// The routes of an environment.
    Routes "Routes" {
        Environment tab {
            EnvironmentRoutes { project, environment; route: At } =
                "/projects/{project}/environments/{environment}/routes" => Of("route");
        }
    }
    /// Domains of a project and of an environment.
    Domains "Domains" {
        Project tab {
            Domains { project; domain: At } = "/projects/{project}/domains" => Of("domain");
        }
        Environment tab {
            EnvironmentDomains { project, environment; domain: At } =
                "/projects/{project}/environments/{environment}/domains" => Of("domain");
        }
    }
    /// The versions of an environment, which share its visitors.
    Versions "Versions" {
        Environment tab {
            Versions { project, environment; version: At } =
                "/projects/{project}/environments/{environment}/versions"
                    => Each(["Add version", "Change share", "Delete version"]);
        }
    }
    /// Commands that an environment's applications offer.
    Operations "Operations" {
        Environment tab {
            Operations { project, environment } =
                "/projects/{project}/environments/{environment}/operations" => Elsewhere;
            SourceOperation { project, environment, operation } =
                "/projects/{project}/environments/{environment}/operations/source/{operation}" => Elsewhere;
            RuntimeOperation { project, environment, service, operation } =
                "/projects/{project}/environments/{environment}/operations/runtime/{service}/{operation}" => Elsewhere;
        }
    }
    /// TLS certificates of a project.
    Certificates "Certificates" {
        Project tab {
            Certificates { project; certificate: At } = "/projects/{project}/certificates" => Of("certificate");
        }
    }
    /// What a project is integrated with.
    Integrations "Integrations" {
        Project tab {
            Integrations { project; integration: At } = "/projects/{project}/integrations" => Of("integration");
        }
    }
    /// What a project can be deployed to.
    DeploymentTargets "Deployment targets" {
        Project tab {
            DeploymentTargets { project; target: At } =
                "/projects/{project}/deployment-targets" => Of("deployment target");
        }
    }
    /// Who may do what in projects.
    Access "Access" {
        Project tab {
            Access { project; user: At } =
                "/projects/{project}/access" => Each(["Add people", "Edit access", "Remove access"]);
            AccessWho { project } = "/projects/{project}/access/who" => Look("Who can do what");
            AccessInvitations { project; invitation: AtKept } =
                "/projects/{project}/access/invitations" => List("Invitations", ["Invite", "", "Cancel invitation"]);
            AccessEntries { project; entry: At } = "/projects/{project}/access-list" => List("Access list", ENTRY);
            AccessOfType { project, kind; entry: At } =
                "/projects/{project}/environment-types/{kind}/access" => List("Access list", ENTRY);
        }
        Organization tab {
            AccessAll { organization } = "/organizations/{organization}/access" => Elsewhere;
            AccessReview { organization } = "/organizations/{organization}/access/review" => Look("Access review");
            MemberProjects { organization, user; access: At } =
                "/organizations/{organization}/members/{user}/projects"
                    => List("Projects", ["Give access", "Edit access", "Remove access"]);
        }
    }
    /// What can be set on an organization.
    OrganizationSettings "Settings" {
        Organization tab {
            OrganizationSettings { organization } = "/organizations/{organization}/settings" => Elsewhere;
            OrganizationDelete { organization } =
                "/organizations/{organization}/delete" => Form(Lose, "Delete organization");
        }
    }
    /// Two environments side by side.
    Compare "Compare environments" {
        Project {
            EnvironmentsCompare { project } = "/projects/{project}/compare" => Elsewhere;
        }
    }
    /// What roles and resources are given for.
    EnvironmentTypes "Environment types" {
        Project {
            EnvironmentTypes { project; kind: AtRead } = "/projects/{project}/environment-types" => Elsewhere;
        }
    }
    /// What can be set on a project.
    ProjectSettings "Settings" {
        Project tab {
            ProjectSettings { project } = "/projects/{project}/settings" => Elsewhere;
            ProjectBuildSettings { project } =
                "/projects/{project}/settings/build" => Form(Change, "Edit builds and maintenance");
            ProjectDelete { project } = "/projects/{project}/delete" => Form(Lose, "Delete project");
        }
        Project "Git server" {
            ProjectSystem { project } = "/projects/{project}/system" => Elsewhere;
        }
    }
    /// What can be set on an environment.
    EnvironmentSettings "Settings" {
        Environment tab {
            EnvironmentSettings { project, environment } =
                "/projects/{project}/environments/{environment}/settings" => Elsewhere;
        }
    }
    /// What can be done with an environment.
    EnvironmentActions "Actions" {
        Environment "Branch" {
            EnvironmentBranch { project, environment } =
                "/projects/{project}/environments/{environment}/branch" => Elsewhere;
        }
        Environment "Merge" {
            EnvironmentMerge { project, environment } =
                "/projects/{project}/environments/{environment}/merge" => Elsewhere;
        }
        Environment "Synchronize" {
            EnvironmentSynchronize { project, environment } =
                "/projects/{project}/environments/{environment}/synchronize" => Elsewhere;
        }
        Environment "Initialize" {
            EnvironmentInitialize { project, environment } =
                "/projects/{project}/environments/{environment}/initialize" => Elsewhere;
        }
        Environment "Activate" {
            EnvironmentActivate { project, environment } =
                "/projects/{project}/environments/{environment}/activate" => Elsewhere;
        }
        Environment "Deactivate" {
            EnvironmentDeactivate { project, environment } =
                "/projects/{project}/environments/{environment}/deactivate" => Elsewhere;
        }
        Environment "Delete" {
            EnvironmentDelete { project, environment } =
                "/projects/{project}/environments/{environment}/delete" => Elsewhere;
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
