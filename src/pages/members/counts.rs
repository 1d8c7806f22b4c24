//! What a person has in an organization: teams, and access to projects.

use wheelhouse_contract::sections::organizations::Organization;
use wheelhouse_contract::sections::project_access::UserProjectAccess;
use wheelhouse_contract::sections::teams::{Team, UserTeams};
use wheelhouse_contract::sections::user_access::ListProjectAccessForAUser;
use wheelhouse_contract::{Page, Resource};

use crate::components::{allows, counted_names};
use crate::data::{Read, read, with_query};
use crate::layouts::Place;
use crate::reactive::{Memo, memo};

/// What a person has there, as far as it may be read.
#[derive(Clone, Copy)]
pub struct Holdings {
    /// Whether they may be read, as far as that is known.
    may: Memo<Option<bool>>,
    pub teams: Read<Page<Team>>,
    pub projects: Read<Page<UserProjectAccess>>,
}

impl Holdings {
    pub fn of(organization: &str, user: &str) -> Self {
        let within = |path: String| {
            with_query(&path, [("filter[organization_id]", organization.to_owned()), ("page[size]", "100".to_owned())])
        };
        let (teams, projects) = (within(UserTeams::path(user)), within(ListProjectAccessForAUser::path(user)));
        let place = Place::expect();
        let user = user.to_owned();
        // Of others, only who manages members is told.
        let may = memo(move || {
            let is_own = place.user.data()?.id() == Some(&user);
            Some(is_own || allows(*place.organization, Organization::CREATE_MEMBER)?)
        });
        let told = move |path: &String| (may.get() == Some(true)).then(|| path.clone());
        Self {
            may,
            teams: read::<UserTeams>(move || told(&teams)),
            projects: read::<ListProjectAccessForAUser>(move || told(&projects)),
        }
    }

    /// Whether the person is not to know.
    pub fn is_hidden(self) -> bool {
        self.may.get() == Some(false)
    }

    /// How many teams, and which.
    pub fn team_words(self) -> String {
        words(self, self.teams, |team| team.label().map(str::to_owned))
    }

    /// How many projects, and which.
    pub fn project_words(self) -> String {
        words(self, self.projects, |access| access.project_title().or(access.project_id()).map(str::to_owned))
    }
}

fn words<R: Resource>(holdings: Holdings, of: Read<Page<R>>, name: fn(&R) -> Option<String>) -> String {
    if holdings.is_hidden() || of.error().is_some() {
        return "Not known: you can’t read them.".to_owned();
    }
    let Some(page) = of.data() else { return "…".to_owned() };
    let names: Vec<String> = page.items().iter().filter_map(name).collect();
    counted_names(&names, page.count(), page.next().is_some())
}
