//! What a person has in an organization: teams, and access to projects.

use wheelhouse_contract::sections::project_access::UserProjectAccess;
use wheelhouse_contract::sections::teams::{Team, UserTeams};
use wheelhouse_contract::sections::user_access::ListProjectAccessForAUser;
use wheelhouse_contract::{Page, Resource};

use crate::data::{Read, read, with_query};

/// What a person has there, as far as it may be read.
#[derive(Clone, Copy)]
pub struct Holdings {
    pub teams: Read<Page<Team>>,
    pub projects: Read<Page<UserProjectAccess>>,
}

impl Holdings {
    pub fn of(organization: &str, user: &str) -> Self {
        let within = |path: String| {
            with_query(&path, [("filter[organization_id]", organization.to_owned()), ("page[size]", "100".to_owned())])
        };
        let (teams, projects) = (within(UserTeams::path(user)), within(ListProjectAccessForAUser::path(user)));
        Self {
            teams: read::<UserTeams>(move || Some(teams.clone())),
            projects: read::<ListProjectAccessForAUser>(move || Some(projects.clone())),
        }
    }

    /// How many teams, and which.
    pub fn team_words(self) -> String {
        words(self.teams, |team| team.label().map(str::to_owned))
    }

    /// How many projects, and which.
    pub fn project_words(self) -> String {
        words(self.projects, |access| access.project_title().or(access.project_id()).map(str::to_owned))
    }
}

fn words<R: Resource>(of: Read<Page<R>>, name: fn(&R) -> Option<String>) -> String {
    if of.error().is_some() {
        return "Not known: you can’t read them.".to_owned();
    }
    let Some(page) = of.data() else { return "…".to_owned() };
    let names: Vec<String> = page.items().iter().filter_map(name).collect();
    let count = page.count().and_then(|count| usize::try_from(count).ok()).unwrap_or(names.len());
    counted(&names, count, page.next().is_some())
}

/// "3: a, b, c"; where not all are known "120: a, b, … ".
fn counted(names: &[String], count: usize, goes_on: bool) -> String {
    match (names, goes_on) {
        ([], false) => "None".to_owned(),
        (names, false) if count <= names.len() => format!("{}: {}", names.len(), names.join(", ")),
        (names, _) if count > names.len() => format!("{count}: {}, …", names.join(", ")),
        (names, _) => format!("More than {}: {}, …", names.len(), names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn what_is_not_listed_is_said_to_be_more() {
        let names = ["a".to_owned(), "b".to_owned()];
        assert_eq!(counted(&[], 0, false), "None");
        assert_eq!(counted(&names, 2, false), "2: a, b");
        assert_eq!(counted(&names, 9, true), "9: a, b, …");
        assert_eq!(counted(&names, 2, true), "More than 2: a, b, …");
    }
}
