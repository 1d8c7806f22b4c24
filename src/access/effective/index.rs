//! Facts by person and by project, so that a cell is found at once.

use super::super::{Permissions, Role, Type};
use super::facts::{Facts, Part, Project, Team};

/// The permission in an organization that makes its holder admin of all its projects.
const ADMIN: &str = "admin";

/// Whose access it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// By the id of the user.
    Person(String),
    /// By the address that was written to.
    Invited(String),
}

/// Where a permission comes from, and so where it can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Owning the organization.
    Owner,
    /// A permission in the organization.
    Organization,
    /// What was granted in the project.
    Direct,
    /// A team, by its id and label.
    Team(String, String),
    /// An invitation that was not answered.
    Invitation,
}

/// Something that gives permissions in a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub source: Source,
    pub permissions: Permissions,
}

/// What is not known, and could grant more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    Owner,
    Members,
    Teams,
    /// Who is in a team, by its label.
    TeamMembers(String),
    /// Which projects a team opens, by its label.
    TeamProjects(String),
    Direct,
    Invitations,
}

impl Lack {
    pub fn words(&self) -> String {
        match self {
            Self::Owner => "Who owns the organization isn’t known.".to_owned(),
            Self::Members => "The organization’s members aren’t known.".to_owned(),
            Self::Teams => "The organization’s teams aren’t known.".to_owned(),
            Self::TeamMembers(team) => format!("Who is in the team {team} isn’t known."),
            Self::TeamProjects(team) => format!("Which projects the team {team} grants access to isn’t known."),
            Self::Direct => "Who was given access to the project isn’t known.".to_owned(),
            Self::Invitations => "Who was invited to the project isn’t known.".to_owned(),
        }
    }
}

/// What a person may do in a project: every grant, and what could grant more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    pub grants: Vec<Grant>,
    pub lacks: Vec<Lack>,
}

/// What is known of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Is(Role),
    /// At least this one: something that is not known could grant more.
    AtLeast(Role),
    No,
    Unknown,
}

impl Access {
    /// The role that all of it adds up to on an environment type.
    pub fn on(&self, kind: Type) -> Verdict {
        let role = self.grants.iter().filter_map(|grant| grant.permissions.on(kind)).max();
        // What a role allows that is not known here can't be told either.
        let is_unsure = self.grants.iter().any(|grant| grant.permissions.unknown_on(kind).next().is_some());
        match (role, self.lacks.is_empty() && !is_unsure) {
            (Some(role), true) => Verdict::Is(role),
            // There is no more.
            (Some(Role::Admin), false) => Verdict::Is(Role::Admin),
            (Some(role), false) => Verdict::AtLeast(role),
            (None, true) => Verdict::No,
            (None, false) => Verdict::Unknown,
        }
    }

    /// The grants that say yes on a type of environments, or may.
    pub fn grants_on(&self, kind: Type) -> impl Iterator<Item = &Grant> {
        let says = move |held: &Permissions| held.on(kind).is_some() || held.unknown_on(kind).next().is_some();
        self.grants.iter().filter(move |grant| says(&grant.permissions))
    }

    /// Whether nothing is granted, and nothing could be.
    pub fn is_none(&self) -> bool {
        self.grants.is_empty() && self.lacks.is_empty()
    }
}

impl Verdict {
    /// Whether the person has this role or a greater one; `None` where that is not known.
    pub fn has(self, role: Role) -> Option<bool> {
        match self {
            Self::Is(held) => Some(held >= role),
            Self::AtLeast(held) => (held >= role).then_some(true),
            Self::No => Some(false),
            Self::Unknown => None,
        }
    }

    pub fn word(self) -> String {
        match self {
            Self::Is(role) => super::super::role_word(Some(role)).to_owned(),
            Self::AtLeast(role) => format!("{} or more", super::super::role_word(Some(role))),
            Self::No => "No".to_owned(),
            Self::Unknown => "Unknown".to_owned(),
        }
    }
}

/// A subject with the places of what is granted to them.
#[derive(Clone, Debug)]
struct Entry {
    subject: Subject,
    is_owner: bool,
    is_admin: bool,
    /// Places of teams.
    teams: Vec<usize>,
    /// Places of projects with what was granted there.
    direct: Vec<(usize, Permissions)>,
}

/// Facts by person and by project.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// In the order of their subjects.
    entries: Vec<Entry>,
    teams: Vec<(Team, Opens)>,
    /// What is lacking whoever and whatever it is about.
    lacks: Vec<Lack>,
    /// For each project what is lacking of people, and of those who were invited.
    of_projects: Vec<(Vec<Lack>, Vec<Lack>)>,
}

/// Which projects a team opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opens {
    All,
    None,
    /// Some of them.
    Some,
}

impl Index {
    pub fn of(facts: &Facts) -> Self {
        let mut index = Self::default();
        let lack = |is_known: bool, lack: Lack| (!is_known).then_some(lack);
        index.lacks.extend(lack(facts.owner.is_known(), Lack::Owner));
        index.lacks.extend(lack(facts.members.is_known(), Lack::Members));
        index.lacks.extend(lack(facts.teams.is_known(), Lack::Teams));
        for team in facts.teams.items() {
            let opens = opens(team, &facts.count);
            if opens != Opens::None {
                index.lacks.extend(lack(team.members.is_known(), Lack::TeamMembers(team.label.clone())));
            }
            index.teams.push((team.clone(), opens));
        }
        index.entries = subjects(facts).into_iter().map(Entry::new).collect();
        if let Some(Some(owner)) = facts.owner.known() {
            index.change(&Subject::Person(owner.clone()), |entry| entry.is_owner = true);
        }
        for member in facts.members.items() {
            if member.permissions.iter().any(|permission| permission == ADMIN) {
                index.change(&Subject::Person(member.user.clone()), |entry| entry.is_admin = true);
            }
        }
        for (at, team) in facts.teams.items().iter().enumerate() {
            for user in team.members.items() {
                index.change(&Subject::Person(user.clone()), |entry| entry.teams.push(at));
            }
        }
        for (at, project) in facts.projects.iter().enumerate() {
            for (subject, permissions) in granted(project) {
                index.change(&subject, |entry| entry.direct.push((at, permissions.clone())));
            }
            let people = lack(project.direct.is_known(), Lack::Direct).into_iter().collect();
            let invited = lack(project.invitations.is_known(), Lack::Invitations).into_iter().collect();
            index.of_projects.push((people, invited));
        }
        index
    }

    fn place(&self, subject: &Subject) -> Option<usize> {
        self.entries.binary_search_by(|entry| entry.subject.cmp(subject)).ok()
    }

    fn change(&mut self, subject: &Subject, change: impl FnOnce(&mut Entry)) {
        if let Some(at) = self.place(subject)
            && let Some(entry) = self.entries.get_mut(at)
        {
            change(entry);
        }
    }

    /// Everybody of whom anything is known.
    pub fn subjects(&self) -> impl Iterator<Item = &Subject> {
        self.entries.iter().map(|entry| &entry.subject)
    }

    /// What somebody may do in the project at this place.
    pub fn access(&self, subject: &Subject, project: usize) -> Access {
        let mut access = Access::default();
        let of_project = self.of_projects.get(project);
        let is_person = matches!(subject, Subject::Person(_));
        match is_person {
            true => {
                access.lacks.extend(self.lacks.iter().cloned());
                access.lacks.extend(of_project.iter().flat_map(|(people, _)| people).cloned());
            }
            // Nobody but who answers an invitation has more than it says.
            false => access.lacks.extend(of_project.iter().flat_map(|(_, invited)| invited).cloned()),
        }
        let Some(entry) = self.place(subject).and_then(|at| self.entries.get(at)) else { return access };
        let mut add = |source, permissions| access.grants.push(Grant { source, permissions });
        if entry.is_owner {
            add(Source::Owner, Permissions::admin());
        }
        if entry.is_admin {
            add(Source::Organization, Permissions::admin());
        }
        let own = entry.direct.binary_search_by(|(at, _)| at.cmp(&project)).ok();
        if let Some((_, permissions)) = own.and_then(|at| entry.direct.get(at)) {
            add(if is_person { Source::Direct } else { Source::Invitation }, permissions.clone());
        }
        let mut unsure = Vec::new();
        for (team, opens) in entry.teams.iter().filter_map(|at| self.teams.get(*at)) {
            match opens {
                Opens::All => add(Source::Team(team.id.clone(), team.label.clone()), team.permissions.clone()),
                Opens::Some => unsure.push(Lack::TeamProjects(team.label.clone())),
                Opens::None => {}
            }
        }
        access.lacks.extend(unsure);
        access
    }
}

impl Entry {
    fn new(subject: Subject) -> Self {
        Self { subject, is_owner: false, is_admin: false, teams: Vec::new(), direct: Vec::new() }
    }
}

/// Which projects a team opens, by how many they are.
fn opens(team: &Team, count: &Part<usize>) -> Opens {
    if team.permissions.is_empty() || team.projects == Some(0) {
        return Opens::None;
    }
    let all = count.known().and_then(|count| i64::try_from(*count).ok());
    match (team.projects, all) {
        (Some(opened), Some(all)) if opened >= all => Opens::All,
        _ => Opens::Some,
    }
}

/// What was granted in a project to whom: once each, however often the API lists it.
fn granted(project: &Project) -> Vec<(Subject, Permissions)> {
    let direct = project.direct.items().iter();
    let direct = direct.map(|one| (Subject::Person(one.user.clone()), one.permissions.clone()));
    let invited = project.invitations.items().iter();
    let invited = invited.map(|one| (Subject::Invited(one.email.clone()), one.permissions.clone()));
    let mut all: Vec<(Subject, Permissions)> = Vec::new();
    for (subject, permissions) in direct.chain(invited) {
        match all.iter_mut().find(|(known, _)| *known == subject) {
            Some((_, known)) => {
                let names = [known.names(), permissions.names()].concat();
                *known = Permissions::named(names.iter().map(String::as_str));
            }
            None => all.push((subject, permissions)),
        }
    }
    all
}

/// Everybody that the facts name, in order, each once.
fn subjects(facts: &Facts) -> Vec<Subject> {
    let owner = facts.owner.known().cloned().flatten().into_iter();
    let members = facts.members.items().iter().map(|member| member.user.clone());
    let teams = facts.teams.items().iter().flat_map(|team| team.members.items().iter().cloned());
    let people = owner.chain(members).chain(teams).map(Subject::Person);
    let of_projects = facts.projects.iter().flat_map(|project| {
        let direct = project.direct.items().iter().map(|one| Subject::Person(one.user.clone()));
        direct.chain(project.invitations.items().iter().map(|one| Subject::Invited(one.email.clone())))
    });
    let mut all: Vec<Subject> = people.chain(of_projects).collect();
    all.sort();
    all.dedup();
    all
}
