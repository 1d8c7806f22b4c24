//! What may be done with an environment: by whom, and in which state. Links are there and actions are refused by the
//same
//! rules.

use wheelhouse_contract::Relation;
use wheelhouse_contract::operation::OfEnvironment;
use wheelhouse_contract::sections::environment::{self as declared, GetAnEnvironment};

use crate::access::{ProjectRights, Role};
use crate::activities::Type;
use crate::request::prelude::*;
use crate::store::environments::{self, Environment};
use crate::store::projects::Project;

/// Something that may be done with an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Activate,
    Backup,
    Branch,
    Deactivate,
    Delete,
    Edit,
    Initialize,
    Merge,
    Pause,
    /// Moving its branch from outside.
    Push,
    Redeploy,
    /// Having it hold what a backup does.
    Restore,
    Resume,
    /// Changing where it answers.
    Route,
    /// Running what its applications offer: what each takes of who runs it, they say.
    RuntimeOperation,
    SourceOperation,
    Synchronize,
    /// Making and changing versions.
    Versions,
}

/// An environment among others, and who looks at it.
pub struct Place<'a> {
    pub project: &'a Project,
    pub rights: &'a ProjectRights,
    pub environment: &'a Environment,
    pub parent: Option<&'a Environment>,
    /// One of those below it.
    pub child: Option<&'a str>,
}

impl Place<'_> {
    /// Whether an action may be done here now.
    ///
    /// # Errors
    /// 403 that names the role that is missing, 409 that says what the state has against it and what to do.
    pub fn require(&self, action: Action) -> Result<(), ApiError> {
        self.require_role(action)?;
        self.require_state(action).map_err(ApiError::not_now)
    }

    fn allows(&self, action: Action) -> bool {
        self.require(action).is_ok()
    }

    fn require_role(&self, action: Action) -> Result<(), ApiError> {
        let role = match action {
            Action::Backup | Action::Push | Action::SourceOperation => Role::Contributor,
            Action::RuntimeOperation => Role::Viewer,
            _ => Role::Admin,
        };
        self.rights.require_on(self.environment, role)?;
        match self.parent {
            // Its code changes.
            Some(parent) if action == Action::Merge => self.rights.require_on(parent, Role::Contributor),
            // What is branched is of one of these types.
            _ if action == Action::Branch
                && ["development", "staging"].iter().all(|kind| self.rights.on(kind) < Role::Admin) =>
            {
                Err(ApiError::forbidden(
                    "You need the admin role on development or staging environments of this project. A project admin can \
                     grant it.",
                ))
            }
            _ => Ok(()),
        }
    }

    fn require_state(&self, action: Action) -> Result<(), String> {
        let Self { project, environment, .. } = self;
        let name = &environment.id;
        if project.status != "active" {
            return Err(format!("The project is {}. It can’t be changed until it’s active.", project.status));
        }
        if let Some(doing) = environment.doing
            && action.waits_for(doing)
        {
            let what = doing.name().trim_start_matches("environment.");
            return Err(format!(
                "Another activity ({what}) is in progress on environment {name}. Wait for it to finish, or cancel it."
            ));
        }
        let is_main = environment.id == project.default_branch;
        match (action, environment.status.as_str()) {
            (Action::Edit | Action::Push, _) => Ok(()),
            (Action::Deactivate | Action::Delete | Action::Pause, _) if is_main => Err(format!(
                "Environment {name} is production and can’t be deactivated. Change the default branch first."
            )),
            (Action::Merge | Action::Synchronize, _) => self.require_kin(action),
            (Action::Initialize, _) if environment.head_commit.is_some() => {
                Err(format!("Environment {name} already has code. Push to its branch to change it."))
            }
            (Action::Initialize, _) => Ok(()),
            (_, _) if environment.head_commit.is_none() => {
                Err(format!("Environment {name} has no code yet. Initialize it, or push to its branch."))
            }
            (Action::Route, _) => Ok(()),
            (Action::Activate, "inactive") | (Action::Resume | Action::Redeploy, "paused") => Ok(()),
            (Action::Activate, "paused") => {
                Err(format!("Environment {name} is paused. Resume it instead: it still has its data."))
            }
            (Action::Activate, _) => Err(format!("Environment {name} is already active.")),
            (Action::Resume, _) => Err(format!("Environment {name} is not paused.")),
            (Action::Delete, "inactive") => match self.child {
                None => Ok(()),
                Some(child) => Err(format!(
                    "Environment {child} is a child of {name}. Delete it or change its parent before you delete {name}."
                )),
            },
            (Action::Delete, _) => Err(format!("Environment {name} is not inactive. Deactivate it first.")),
            (Action::Deactivate, "paused") => Ok(()),
            (Action::Deactivate, "inactive") => Err(format!("Environment {name} is already inactive.")),
            (_, "paused") => Err(format!("Environment {name} is paused. Resume it first.")),
            (_, "inactive") => Err(format!("Environment {name} is inactive. Activate it first.")),
            _ => Ok(()),
        }
    }

    /// What is between an environment and its parent.
    fn require_kin(&self, action: Action) -> Result<(), String> {
        let name = &self.environment.id;
        let Some(parent) = self.parent else {
            return Err(format!("Environment {name} has no parent to merge into or synchronize from."));
        };
        let above = &parent.id;
        if self.environment.head_commit.is_none() {
            return Err(format!("Environment {name} has no code yet. Initialize it, or push to its branch."));
        }
        if parent.head_commit.is_none() {
            return Err(format!("Its parent {above} has no code yet. Initialize that first."));
        }
        if action == Action::Synchronize {
            return match self.environment.status.as_str() {
                "paused" => Err(format!("Environment {name} is paused. Resume it first.")),
                _ => Ok(()),
            };
        }
        if self.environment.commits_ahead == 0 {
            return Err(format!("Nothing to merge: {above} already has everything from {name}."));
        }
        Ok(())
    }

    /// A relation is there when the role and the state allow it.
    pub fn links(&self) -> Links {
        let (id, project_id) = (self.environment.id.as_str(), self.project.id.as_str());
        let path = GetAnEnvironment::path(project_id, id);
        let admin = self.rights.on(&self.environment.kind) >= Role::Admin;
        let links = Links::to_self(&path).add_if(self.allows(Action::Edit), declared::Environment::EDIT, &path).add_if(
            self.allows(Action::Delete),
            declared::Environment::DELETE,
            &path,
        );
        let links = ACTIONS
            .iter()
            .fold(links, |links, (action, relation)| links.action_if(self.allows(*action), *relation, &path));
        let links = links
            .add_if(admin, declared::Environment::MANAGE_VARIABLES, &format!("{path}/variables"))
            .add_if(admin, declared::Environment::MANAGE_ACCESS, &format!("{path}/access"))
            .add_if(admin, declared::Environment::MANAGE_ROUTES, &format!("{path}/routes"));
        if !self.environment.is_running() || self.project.status != "active" {
            return links;
        }
        let contributor = self.rights.on(&self.environment.kind) >= Role::Contributor;
        let ssh = format!("ssh://{project_id}-{}--app@ssh.{}", self.environment.machine_name, self.project.region);
        if !contributor {
            return links;
        }
        let link = serde_json::json!({"href": ssh});
        links.insert(declared::Environment::SSH, link.clone()).insert(declared::Environment::SSH_TO_APP, link)
    }
}

/// The actions that have a link below the environment.
const ACTIONS: &[(Action, Relation)] = &[
    (Action::Activate, declared::Environment::ACTIVATE),
    (Action::Backup, declared::Environment::BACKUP),
    (Action::Branch, declared::Environment::BRANCH),
    (Action::Deactivate, declared::Environment::DEACTIVATE),
    (Action::Initialize, declared::Environment::INITIALIZE),
    (Action::Merge, declared::Environment::MERGE),
    (Action::Pause, declared::Environment::PAUSE),
    (Action::Redeploy, declared::Environment::REDEPLOY),
    (Action::Resume, declared::Environment::RESUME),
    (Action::Synchronize, declared::Environment::SYNCHRONIZE),
];

impl Action {
    /// Whether an activity of this type has to end first. A merge changes the code of the environment that it goes
    /// into,
    /// and leaves what runs and its data to others.
    fn waits_for(self, doing: Type) -> bool {
        match self {
            Action::Edit => doing == Type::EnvironmentDelete,
            // What is about to move the branch says so itself.
            Action::Push => false,
            Action::RuntimeOperation => !matches!(doing, Type::EnvironmentMerge | Type::EnvironmentSynchronize),
            Action::Branch | Action::Redeploy | Action::Pause | Action::Resume | Action::Activate => {
                doing != Type::EnvironmentMerge
            }
            _ => true,
        }
    }
}

/// What [`Place`] is made of, found for one environment.
pub struct Found {
    pub project: Project,
    pub rights: ProjectRights,
    pub environment: Environment,
    pub parent: Option<Environment>,
    child: Option<String>,
}

impl Found {
    /// The environment that a path names, for everyone who may know of it.
    ///
    /// # Errors
    /// 404 when there is none.
    pub fn at(context: &Context<'_>, path: &impl OfEnvironment) -> Result<Self, ApiError> {
        Self::named(context, path.project_id(), path.environment_id())
    }

    /// The environment that a path names, for those with the admin role on its type.
    pub fn for_admin(context: &Context<'_>, path: &impl OfEnvironment) -> Result<Self, ApiError> {
        let found = Self::at(context, path)?;
        found.rights.require_on(&found.environment, Role::Admin)?;
        Ok(found)
    }

    /// The environment that a path names, when the action may be done there.
    ///
    /// # Errors
    /// As [`Place::require`].
    pub fn when<P: OfEnvironment>(action: Action) -> impl Fn(&Context<'_>, &P) -> Result<Self, ApiError> {
        move |context, path| {
            let found = Self::at(context, path)?;
            found.place().require(action)?;
            Ok(found)
        }
    }

    /// An environment by its id.
    ///
    /// # Errors
    /// 404 when there is none.
    pub fn named(context: &Context<'_>, project: &str, environment: &str) -> Result<Self, ApiError> {
        let (project, rights) = find_project(context, project)?;
        Self::of(context, project, rights, environment)
    }

    /// Another environment of the project, or this one as it is by now.
    pub fn beside(&self, context: &Context<'_>, id: &str) -> Result<Self, ApiError> {
        Self::of(context, self.project.clone(), self.rights.clone(), id)
    }

    fn of(context: &Context<'_>, project: Project, rights: ProjectRights, id: &str) -> Result<Self, ApiError> {
        let environment = environments::get(context.store, &project.id, id)?
            .ok_or_else(|| ApiError::not_found(format_args!("environment {id} in this project")))?;
        let parent = match &environment.parent {
            Some(parent) => environments::get(context.store, &project.id, parent)?,
            None => None,
        };
        let child = environments::child(context.store, &project.id, &environment.id)?;
        Ok(Self { project, rights, environment, parent, child })
    }

    pub fn place(&self) -> Place<'_> {
        Place {
            project: &self.project,
            rights: &self.rights,
            environment: &self.environment,
            parent: self.parent.as_ref(),
            child: self.child.as_deref(),
        }
    }
}
