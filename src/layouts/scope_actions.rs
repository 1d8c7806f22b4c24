//! What can be done with the organization, project or environment on the page, as its links and its state say: what its
//! header and the search offer.

use std::ptr;

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::{
    Environment, GetListOfProjectEnvironments, PauseAnEnvironment, RedeployAnEnvironment, ResumeAPausedEnvironment,
};
use wheelhouse_contract::sections::organizations::Organization;
use wheelhouse_contract::sections::project::{ClearProjectBuildCache, Project};
use wheelhouse_contract::{Endpoint, Items, Relation, Resource};

use super::Place;
use super::reasons::{cannot, reason};
use crate::components::{Action, Change, Offered, forbidden, offered};
use crate::data::{Read, read};
use crate::routes::{At, AtKept, AtRead, Route, Scope};
use crate::ui::IconName;

/// One thing to do.
#[derive(Clone, Copy)]
pub struct ScopeAction {
    pub label: &'static str,
    pub icon: IconName,
    /// Why it cannot be done now; `None` when it can.
    pub reason: Signal<Option<String>>,
    pub run: Run,
    /// Whether it is what one most likely came for.
    pub is_main: bool,
    /// Whether something is lost by it.
    pub is_loss: bool,
}

/// How it is done.
#[derive(Clone, Copy)]
pub enum Run {
    /// On a page.
    Go(Signal<String>),
    /// At once, or after a question.
    Do(Callback<()>),
}

impl ScopeAction {
    /// The page that it is done on.
    pub fn path(&self) -> Option<String> {
        match self.run {
            Run::Go(path) => path.try_get(),
            Run::Do(_) => None,
        }
    }

    /// Whether it is what the page on screen is for.
    fn is_here(&self, route: &Route) -> bool {
        let Run::Go(target) = self.run else { return false };
        let target = Route::parse(&target.get_untracked());
        target.section().zip(route.section()).is_some_and(|(target, own)| ptr::eq(target, own))
    }
}

/// What there is to do, the most likely first.
#[derive(Default)]
pub struct ScopeActions {
    all: Vec<ScopeAction>,
    /// How many stand beside the name rather than in the menu; at most three.
    pub beside: usize,
    /// What some of them ask before they are done: to be drawn where it stays.
    pub questions: Vec<AnyView>,
}

impl ScopeActions {
    /// Those that the page on screen does not show itself.
    pub fn of(place: Place, scope: Scope, offer: &Offer, environments: Environments) -> Self {
        let route = place.route.get_untracked();
        let mut actions = match scope {
            Scope::Environment => of_environment(place, offer),
            Scope::Project => of_project(place, environments),
            Scope::Organization => of_organization(place),
            Scope::Everything | Scope::Account => Self::default(),
        };
        let first = actions.all.iter().take(actions.beside).filter(|action| !action.is_here(&route)).count();
        actions.all.retain(|action| !action.is_here(&route));
        actions.beside = first;
        actions
    }

    /// Those beside the name, and those in the menu.
    pub fn split(&self) -> (&[ScopeAction], &[ScopeAction]) {
        self.all.split_at_checked(self.beside).unwrap_or((&self.all, &[]))
    }

    pub fn all(&self) -> &[ScopeAction] {
        &self.all
    }

    fn go(
        &mut self,
        label: &'static str,
        icon: IconName,
        reason: Signal<Option<String>>,
        to: impl Fn() -> Route + Send + Sync + 'static,
    ) {
        let run = Run::Go(Signal::derive(move || to().path()));
        self.all.push(ScopeAction { label, icon, reason, run, is_main: false, is_loss: false });
    }

    fn ask(&mut self, icon: IconName, reason: Option<Signal<Option<String>>>, action: Action) {
        let Offered { label, reason: usual, run, question, .. } = offered(action);
        self.questions.push(question);
        let (reason, run) = (reason.unwrap_or(usual), Run::Do(run));
        self.all.push(ScopeAction { label, icon, reason, run, is_main: false, is_loss: false });
    }

    /// Says more of what was added last.
    fn mark(&mut self, mark: fn(&mut ScopeAction)) {
        self.all.iter_mut().next_back().into_iter().for_each(mark);
    }
}

/// What decides which actions there are, roughly: the links tell the rest.
#[derive(Clone, Default, PartialEq)]
pub struct Offer {
    has_parent: bool,
    is_paused: bool,
    is_inactive: bool,
    is_empty: bool,
}

/// The environments of the project on the page, where they are needed: the navigation reads them too.
pub type Environments = Read<Items<Environment>>;

pub fn environments(place: Place) -> Environments {
    read::<GetListOfProjectEnvironments>(move || {
        let is_project = place.route.with(Route::scope) == Scope::Project;
        place.project_id.get().filter(|_| is_project).map(|id| GetListOfProjectEnvironments::path(&id))
    })
}

/// The production environment among these.
pub fn production(list: &Items<Environment>) -> Option<&Environment> {
    list.items().iter().find(|environment| environment.kind() == Some("production"))
}

impl Offer {
    /// Of what the page is about, as it is now known.
    pub fn now(place: Place) -> Self {
        let environment = place.environment.data().map(|environment| Self {
            has_parent: environment.parent().is_some(),
            is_paused: environment.status() == Some("paused"),
            is_inactive: environment.status() == Some("inactive"),
            // An answer that says nothing of code may still offer to bring some.
            is_empty: environment.has_code() == Some(false) || environment.links().allows(Environment::INITIALIZE),
        });
        environment.unwrap_or_default()
    }
}

fn of_organization(place: Place) -> ScopeActions {
    let mut actions = ScopeActions { beside: 1, ..ScopeActions::default() };
    let refused =
        forbidden(*place.organization, Organization::CREATE_SUBSCRIPTION, "create projects in this organization");
    actions.go("New project", IconName::PLUS, refused, move || Route::ProjectNew {
        organization: place.organization_id.get().unwrap_or_default(),
    });
    actions.mark(|action| action.is_main = true);
    let of = *place.organization;
    let id = move || place.organization_id.get().unwrap_or_default();
    let refused = forbidden(of, Organization::CREATE_MEMBER, "invite people");
    actions.go("Invite people", IconName::USERS, refused, move || Route::Invitations {
        organization: id(),
        at: AtKept::New,
    });
    actions.go("Add team", IconName::USERS, forbidden(of, Organization::CREATE_MEMBER, "add teams"), move || {
        Route::Teams { organization: id(), at: At::New }
    });
    let refused = forbidden(of, Organization::DELETE, "delete this organization");
    actions
        .go("Delete organization", IconName::TRASH, refused, move || Route::OrganizationDelete { organization: id() });
    actions.mark(|action| action.is_loss = true);
    actions
}

fn of_project(place: Place, environments: Environments) -> ScopeActions {
    let mut actions = ScopeActions { beside: 1, ..ScopeActions::default() };
    let id = move || place.project_id.get().unwrap_or_default();
    // There from the start: what came with the environments would close a menu that is open by then.
    let refused = Signal::derive(move || match environments.data() {
        None => Some("The environments of this project aren’t known yet.".to_owned()),
        Some(list) => match production(&list) {
            None => Some("This project has no production environment to branch from.".to_owned()),
            Some(production) => reason(production, Environment::BRANCH, "create environments in this project"),
        },
    });
    let production = move || self::production(&environments.data()?)?.id().map(str::to_owned);
    actions.go("New environment", IconName::PLUS, refused, move || Route::EnvironmentBranch {
        project: id(),
        environment: production().unwrap_or_default(),
    });
    let free = Signal::stored(None);
    actions.go("Compare environments", IconName::MERGE, free, move || Route::EnvironmentsCompare { project: id() });
    actions.go("Variables across environments", IconName::VARIABLE, free, move || Route::VariablesMatrix {
        project: id(),
    });
    actions.go("Environment types", IconName::USERS, free, move || Route::EnvironmentTypes {
        project: id(),
        at: AtRead::List,
    });
    actions.go("Add domain", IconName::DOMAIN, free, move || Route::Domains { project: id(), at: At::New });
    actions.ask(
        IconName::REFRESH,
        None,
        Action {
            label: "Clear build cache",
            busy: "Clearing…",
            done: "Clearing the build cache",
            of: *place.project,
            relation: Some(Project::CLEAR_BUILD_CACHE),
            change: Box::new(move || Change::new::<ClearProjectBuildCache>(ClearProjectBuildCache::path(&id()))),
            asks: "The next build of each environment starts from scratch and takes longer. What runs now isn’t \
                   touched.",
        },
    );
    let refused = forbidden(*place.project, Project::DELETE, "delete this project");
    actions.go("Delete project", IconName::TRASH, refused, move || Route::ProjectDelete { project: id() });
    actions.mark(|action| action.is_loss = true);
    actions
}

fn of_environment(place: Place, offer: &Offer) -> ScopeActions {
    let mut actions = ScopeActions { beside: 3, ..ScopeActions::default() };
    let runs = !offer.is_inactive && !offer.is_empty;
    if offer.is_empty {
        actions.to(
            place,
            "Initialize",
            IconName::UPLOAD,
            Environment::INITIALIZE,
            "initialize this environment",
            |project, environment| Route::EnvironmentInitialize { project, environment },
        );
        actions.mark(|action| action.is_main = true);
    }
    if offer.is_inactive {
        let what = "activate this environment";
        actions.to(place, "Activate", IconName::PLAY, Environment::ACTIVATE, what, |project, environment| {
            Route::EnvironmentActivate { project, environment }
        });
    }
    if offer.is_paused {
        actions.resume(place);
    }
    if offer.has_parent {
        let what = "merge this environment";
        actions.to(place, "Merge", IconName::MERGE, Environment::MERGE, what, |project, environment| {
            Route::EnvironmentMerge { project, environment }
        });
        let what = "synchronize this environment";
        actions.to(place, "Synchronize", IconName::SYNC, Environment::SYNCHRONIZE, what, |project, environment| {
            Route::EnvironmentSynchronize { project, environment }
        });
        if runs {
            actions.redeploy(place);
        }
    }
    let what = "branch this environment";
    actions.to(place, "Branch", IconName::ENVIRONMENT, Environment::BRANCH, what, |project, environment| {
        Route::EnvironmentBranch { project, environment }
    });
    if runs {
        let what = "back up this environment";
        actions.to(place, "Back up", IconName::BACKUP, Environment::BACKUP, what, |project, environment| {
            Route::Backups { project, environment, at: AtKept::New }
        });
        if !offer.has_parent {
            actions.redeploy(place);
        }
        if !offer.is_paused {
            actions.pause(place);
        }
    }
    if !offer.is_inactive {
        let what = "deactivate this environment";
        actions.to(place, "Deactivate", IconName::FORBIDDEN, Environment::DEACTIVATE, what, |project, environment| {
            Route::EnvironmentDeactivate { project, environment }
        });
    }
    let what = "delete this environment";
    actions.to(place, "Delete", IconName::TRASH, Environment::DELETE, what, |project, environment| {
        Route::EnvironmentDelete { project, environment }
    });
    actions.mark(|action| action.is_loss = true);
    actions
}

impl ScopeActions {
    /// On a page of the environment.
    fn to(
        &mut self,
        place: Place,
        label: &'static str,
        icon: IconName,
        relation: Relation,
        what: &'static str,
        route: fn(String, String) -> Route,
    ) {
        self.go(label, icon, cannot(place, relation, what), move || {
            let (project, environment) = place.environment_ids();
            route(project, environment)
        });
    }

    fn redeploy(&mut self, place: Place) {
        let refused = cannot(place, Environment::REDEPLOY, "redeploy this environment");
        let action = Action {
            label: "Redeploy",
            busy: "Starting…",
            done: "Redeploying",
            of: *place.environment,
            relation: Some(Environment::REDEPLOY),
            change: at::<RedeployAnEnvironment>(place, RedeployAnEnvironment::path),
            asks: "Deploys the same build again, with the current variables and settings. Brief downtime possible.",
        };
        self.ask(IconName::DEPLOY, Some(refused), action);
    }

    fn pause(&mut self, place: Place) {
        let refused = cannot(place, Environment::PAUSE, "pause this environment");
        let action = Action {
            label: "Pause",
            busy: "Pausing…",
            done: "Pausing",
            of: *place.environment,
            relation: Some(Environment::PAUSE),
            change: at::<PauseAnEnvironment>(place, PauseAnEnvironment::path),
            asks: "Stops everything that runs; its sites don’t answer until it is resumed. The data is kept.",
        };
        self.ask(IconName::PAUSE, Some(refused), action);
    }

    fn resume(&mut self, place: Place) {
        let refused = cannot(place, Environment::RESUME, "resume this environment");
        let action = Action {
            label: "Resume",
            busy: "Resuming…",
            done: "Resuming",
            of: *place.environment,
            relation: Some(Environment::RESUME),
            change: at::<ResumeAPausedEnvironment>(place, ResumeAPausedEnvironment::path),
            asks: "Deploys it again, with the data it had when it was paused.",
        };
        self.ask(IconName::PLAY, Some(refused), action);
    }
}

fn at<E: Endpoint>(place: Place, path: fn(&str, &str) -> String) -> Box<dyn Fn() -> Change + Send + Sync> {
    Box::new(move || {
        let (project, environment) = place.environment_ids();
        Change::new::<E>(path(&project, &environment))
    })
}
