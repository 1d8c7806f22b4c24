//! What is known of who was granted what.

use super::super::Permissions;

/// Something that is read: awaited, known, or why it can't be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Part<T> {
    #[default]
    Awaited,
    Known(T),
    Failed(String),
}

impl<T> Part<T> {
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            _ => None,
        }
    }

    pub fn is_known(&self) -> bool {
        self.known().is_some()
    }

    pub fn is_awaited(&self) -> bool {
        matches!(self, Self::Awaited)
    }
}

impl<T> Part<Vec<T>> {
    /// What it lists; nothing while it is not known.
    pub fn items(&self) -> &[T] {
        self.known().map_or(&[], Vec::as_slice)
    }
}

/// A person who belongs to the organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub user: String,
    pub permissions: Vec<String>,
}

/// A team, and who is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    pub id: String,
    pub label: String,
    pub permissions: Permissions,
    /// How many projects it opens. Which ones the API does not tell.
    pub projects: Option<i64>,
    pub members: Part<Vec<String>>,
}

/// What a person was granted in a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Direct {
    pub user: String,
    pub permissions: Permissions,
}

/// Somebody who was asked to join and has not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    pub id: String,
    pub email: String,
    pub permissions: Permissions,
}

/// A project, and who was let into it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    pub id: String,
    pub title: String,
    pub direct: Part<Vec<Direct>>,
    pub invitations: Part<Vec<Invited>>,
}

/// All that access to the projects of an organization follows from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The user who owns the organization.
    pub owner: Part<Option<String>>,
    pub members: Part<Vec<Member>>,
    pub teams: Part<Vec<Team>>,
    /// How many projects the organization has.
    pub count: Part<usize>,
    /// Those that are looked at: all of them, or one.
    pub projects: Vec<Project>,
}

impl Facts {
    /// What could not be read, in a few words each; nothing where all is known or still awaited.
    pub fn failures(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut look = |what: String, why: Option<&String>| found.extend(why.map(|why| format!("{what}: {why}")));
        look("The organization".to_owned(), failure(&self.owner));
        look("Members".to_owned(), failure(&self.members));
        look("Projects".to_owned(), failure(&self.count));
        look("Teams".to_owned(), failure(&self.teams));
        for team in self.teams.items() {
            look(format!("Members of the team {}", team.label), failure(&team.members));
        }
        for project in &self.projects {
            look(format!("Access to {}", project.title), failure(&project.direct));
            look(format!("Invitations to {}", project.title), failure(&project.invitations));
        }
        found
    }

    /// How much is still awaited.
    pub fn awaited(&self) -> usize {
        let own =
            [self.owner.is_awaited(), self.members.is_awaited(), self.teams.is_awaited(), self.count.is_awaited()];
        let teams = self.teams.items().iter().map(|team| team.members.is_awaited());
        let projects = self.projects.iter().flat_map(|one| [one.direct.is_awaited(), one.invitations.is_awaited()]);
        own.into_iter().chain(teams).chain(projects).filter(|awaited| *awaited).count()
    }
}

fn failure<T>(part: &Part<T>) -> Option<&String> {
    match part {
        Part::Failed(why) => Some(why),
        _ => None,
    }
}
