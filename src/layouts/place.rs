//! Where the person is: the page, and the organization, project and environment that it is about.

use leptos::prelude::*;

use leptos_router::hooks::use_location;
use wheelhouse_contract::sections::environment::{Environment, GetAnEnvironment};
use wheelhouse_contract::sections::organizations::{GetOrganization, Organization};
use wheelhouse_contract::sections::project::{GetAProject, Project};
use wheelhouse_contract::sections::users::{GetTheCurrentUser, User};

use super::scope_actions::ScopeAction;
use crate::api::Api;
use crate::chunk::Opening;
use crate::components::{Owner, PageScope, PageTitle, Phase, data_of_chosen, phase_of, told_title};
use crate::data::{AnyRead, Read, read};
use crate::reactive::{Memo, State, memo};
use crate::routes::{Route, Scope};
use crate::text::isolated;

/// The place that the address names; read once for the whole frame.
#[derive(Clone, Copy)]
pub struct Place {
    pub route: Memo<Route>,
    pub organization: Read<Organization>,
    pub project: Read<Project>,
    pub environment: Read<Environment>,
    /// Who is signed in.
    pub user: Read<User>,
    /// The ids that the address names.
    pub project_id: Memo<Option<String>>,
    pub environment_id: Memo<Option<String>>,
    pub organization_id: Memo<Option<String>>,
    pub(super) title: PageTitle,
    /// What can be done with what the page is about, once its header is there.
    pub(super) actions: State<Vec<ScopeAction>>,
}

impl Place {
    /// The page that the address names.
    pub fn route_of_address() -> Memo<Route> {
        let pathname = use_location().pathname;
        memo(move || pathname.with(|path| Route::parse(path)))
    }

    pub(super) fn provide(route: Memo<Route>) -> Self {
        let project_id = memo(move || route.with(|route| route.project().map(str::to_owned)));
        let environment_id = memo(move || route.with(|route| route.environment().map(str::to_owned)));
        let project = read::<GetAProject>(move || project_id.get().map(|id| GetAProject::path(&id)));
        let environment =
            read::<GetAnEnvironment>(move || Some(GetAnEnvironment::path(&project_id.get()?, &environment_id.get()?)));
        let last = StoredValue::new(None::<String>);
        let organization_id = memo(move || {
            let named = route.with(|route| route.organization().map(str::to_owned));
            let of_project = || project.data().and_then(|project| project.organization().map(str::to_owned));
            let now = named.or_else(of_project);
            if now.is_some() {
                last.set_value(now.clone());
            }
            // While the next project is on its way, the last organization stays.
            now.or_else(|| last.get_value())
        });
        let organization = read::<GetOrganization>(move || organization_id.get().map(|id| GetOrganization::path(&id)));
        let user = read::<GetTheCurrentUser>(|| Some(GetTheCurrentUser::path()));
        let title = PageTitle::provide();
        let scope = memo(move || route.with(Route::scope));
        provide_context(PageScope(scope.into()));
        let actions = State::new(Vec::new());
        let place = Self {
            route,
            organization,
            project,
            environment,
            user,
            project_id,
            environment_id,
            organization_id,
            title,
            actions,
        };
        provide_context(place);
        place
    }

    /// The place that the shell provided.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(|| Self::provide(Self::route_of_address()))
    }

    /// What the section of the page is called.
    pub fn label(self) -> &'static str {
        self.route.with_untracked(Route::section).map_or("", |section| section.label)
    }

    pub fn organization_label(self) -> String {
        let label = self.organization.data().and_then(|o| o.label().or(o.name()).map(isolated));
        // Its id says nothing to anyone: it stands here only where the name can't be read.
        let id = || self.organization.error().and(self.organization_id.get());
        let awaited = || self.organization_id.get().map(|_| "Organization".to_owned());
        label.or_else(id).or_else(awaited).unwrap_or_default()
    }

    pub fn user_name(self) -> String {
        let name = |user: &User| user.display_name().or_else(|| user.email().map(str::to_owned));
        let known = self.user.data();
        // Whoever is known by no name is still the one whose account it is.
        known.map_or_else(String::new, |user| name(&user).map_or("Account".to_owned(), |name| isolated(&name)))
    }

    pub fn project_title(self) -> String {
        let title = self.project.data().and_then(|project| project.title().map(isolated));
        title.filter(|title| !title.is_empty()).or_else(|| self.project_id.get()).unwrap_or_default()
    }

    pub fn environment_title(self) -> String {
        let title = self.environment.data().and_then(|environment| told_title(&environment).map(isolated));
        title.or_else(|| self.environment_id.get()).unwrap_or_default()
    }

    /// The ids of the environment in the address and of its project.
    pub fn environment_ids(self) -> (String, String) {
        let id = |id: Option<String>| id.unwrap_or_default();
        (id(self.project_id.get_untracked()), id(self.environment_id.get_untracked()))
    }

    /// What the page is about, as what resources belong to; `None` where it is not about one thing.
    pub fn owner(self) -> Option<Owner> {
        let ids = match self.route.with_untracked(Route::scope) {
            Scope::Everything => return None,
            Scope::Account => vec![untrack(|| self.user.data())?.id().map(str::to_owned)],
            Scope::Organization => vec![self.organization_id.get_untracked()],
            Scope::Project => vec![self.project_id.get_untracked()],
            Scope::Environment => vec![self.project_id.get_untracked(), self.environment_id.get_untracked()],
        };
        let (ids, read) = (ids.into_iter().flatten().collect(), untrack(|| subject(self))?);
        Some(Owner { ids, one: String::new(), read, api: Api::expect() })
    }

    /// Whether the page may be drawn.
    ///
    /// A tab shows what its header is about, and so waits for it; other pages read it beside their own, except those of an
    /// account, whose address does not say whose it is. None is drawn where it can't be read: the header says so.
    pub fn opening(self) -> Memo<Opening> {
        let (ready, error, ..) = data_of_chosen(move || subject(self));
        let phase = phase_of(ready, error);
        memo(move || match (subject(self), phase.get()) {
            (Some(_), Phase::Failed) => Opening::Shut,
            (Some(_), Phase::Waiting) if self.route.with(|route| route.is_tab() || route.scope() == Scope::Account) => {
                Opening::Waiting
            }
            _ => Opening::Open,
        })
    }
}

/// What the page is about; `None` where that is not one thing.
pub(super) fn subject(place: Place) -> Option<AnyRead> {
    match place.route.with(Route::scope) {
        Scope::Everything => None,
        Scope::Account => Some(*place.user),
        Scope::Organization => Some(*place.organization),
        Scope::Project => Some(*place.project),
        Scope::Environment => Some(*place.environment),
    }
}
