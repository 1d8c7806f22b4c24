//! Going through all that was granted in an organization: what was there when it began, what was decided of each, and
//! what may be revoked because it is still as it was.

use serde_json::{Value, json};

use super::Permissions;
use super::effective::{Facts, Part, Subject};

/// The form of what is kept, in case it ever becomes another.
const FORM: i64 = 1;

/// What kind of grant it is, and so how it is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Owning the organization: it cannot be revoked.
    Owner,
    /// Permissions in the organization: they are changed with the member.
    Organization,
    /// An invitation to the organization, which gives such permissions: it is found with the members.
    Asked,
    /// Being in the team of this id and label.
    Team(String, String),
    /// Access to a project.
    Direct,
    /// The invitation of this id to a project.
    Invitation(String),
}

impl Kind {
    const fn name(&self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Organization => "organization",
            Self::Asked => "organization-invitation",
            Self::Team(..) => "team",
            Self::Direct => "project",
            Self::Invitation(_) => "invitation",
        }
    }

    fn named(name: &str, id: &str, label: &str) -> Option<Self> {
        Some(match name {
            "owner" => Self::Owner,
            "organization" => Self::Organization,
            "organization-invitation" => Self::Asked,
            "team" => Self::Team(id.to_owned(), label.to_owned()),
            "project" => Self::Direct,
            "invitation" => Self::Invitation(id.to_owned()),
            _ => return None,
        })
    }

    pub fn words(&self) -> String {
        match self {
            Self::Owner => "Organization owner".to_owned(),
            Self::Organization => "Organization permissions".to_owned(),
            Self::Asked => "Pending organization invitation".to_owned(),
            Self::Team(_, label) => format!("Team {label}"),
            Self::Direct => "Project access".to_owned(),
            Self::Invitation(_) => "Pending invitation".to_owned(),
        }
    }

    /// Whether it can be revoked by itself.
    pub const fn is_revocable(&self) -> bool {
        matches!(self, Self::Team(..) | Self::Direct | Self::Invitation(_))
    }
}

/// What begins the end of an item whose revoking failed: it may be tried again.
pub const FAILED: &str = "Failed: ";

/// What is to become of a grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Keep,
    Revoke,
}

impl Decision {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Revoke => "revoke",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        [Self::Keep, Self::Revoke].into_iter().find(|decision| decision.name() == name)
    }
}

/// Who is invited to the organization, by address, and what that will let them do.
pub type Asked = Part<Vec<(String, Vec<String>)>>;

/// A grant as it was, and what was decided of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The id of a user, or the address that was invited.
    pub who: String,
    pub name: String,
    /// The project's id; empty where the grant is about all of them.
    pub project: String,
    pub title: String,
    pub kind: Kind,
    pub permissions: Vec<String>,
    pub decision: Option<Decision>,
    pub note: String,
    /// How revoking it ended.
    pub end: String,
}

impl Item {
    /// Whether it is still to be revoked.
    pub fn is_due(&self) -> bool {
        let is_open = self.end.is_empty() || self.end.starts_with(FAILED);
        self.decision == Some(Decision::Revoke) && is_open && self.kind.is_revocable()
    }

    /// What it grants, in words.
    pub fn words(&self) -> String {
        match self.kind {
            Kind::Owner | Kind::Organization | Kind::Asked => self.permissions.join(", "),
            _ => Permissions::named(self.permissions.iter().map(String::as_str)).words(),
        }
    }

    /// Tells it from all others.
    pub fn key(&self) -> String {
        let id = match &self.kind {
            Kind::Team(id, _) | Kind::Invitation(id) => id.as_str(),
            Kind::Owner | Kind::Organization | Kind::Asked | Kind::Direct => "",
        };
        [self.kind.name(), &self.who, &self.project, id].join("\n")
    }

    fn to_json(&self) -> Value {
        let (id, label) = match &self.kind {
            Kind::Team(id, label) => (id.as_str(), label.as_str()),
            Kind::Invitation(id) => (id.as_str(), ""),
            Kind::Owner | Kind::Organization | Kind::Asked | Kind::Direct => ("", ""),
        };
        json!({
            "who": self.who, "name": self.name, "project": self.project, "title": self.title,
            "kind": self.kind.name(), "id": id, "label": label, "permissions": self.permissions,
            "decision": self.decision.map(Decision::name), "note": self.note, "end": self.end,
        })
    }

    fn from_json(value: &Value) -> Option<Self> {
        let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let permissions = value.get("permissions")?.as_array()?;
        let permissions = permissions.iter().filter_map(Value::as_str).map(str::to_owned);
        Some(Self {
            who: Some(text("who")).filter(|who| !who.is_empty())?,
            name: text("name"),
            project: text("project"),
            title: text("title"),
            kind: Kind::named(&text("kind"), &text("id"), &text("label"))?,
            permissions: permissions.collect(),
            decision: Decision::named(&text("decision")),
            note: text("note"),
            end: text("end"),
        })
    }
}

/// A review under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    pub organization: String,
    /// RFC 3339.
    pub begun_at: String,
    /// The name of whoever began it.
    pub by: String,
    pub items: Vec<Item>,
}

/// What a grant is by now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Same,
    Gone,
    /// It grants something else than when it was decided on.
    Changed(Vec<String>),
}

impl Review {
    /// Everything that is granted by these, and by the invitations to the organization with the permissions that each
    /// gives, with nothing decided.
    ///
    /// # Errors
    /// What is missing: a review of a part would pass for one of the whole.
    pub fn begin(
        organization: &str,
        facts: &Facts,
        asked: &Asked,
        name: &dyn Fn(&Subject) -> String,
        begun_at: String,
        by: String,
    ) -> Result<Self, String> {
        if let Some(failure) = facts.failures().into_iter().next() {
            return Err(format!("Some of it couldn’t be read. {failure}"));
        }
        if let Part::Failed(why) = asked {
            return Err(format!("Some of it couldn’t be read. Invitations to the organization: {why}"));
        }
        if facts.awaited() > 0 || asked.is_awaited() {
            return Err("It’s still being read.".to_owned());
        }
        Ok(Self { organization: organization.to_owned(), begun_at, by, items: granted(facts, asked.items(), name) })
    }

    pub fn to_json(&self) -> Value {
        json!({
            "form": FORM, "organization": self.organization, "begun_at": self.begun_at, "by": self.by,
            "items": self.items.iter().map(Item::to_json).collect::<Vec<_>>(),
        })
    }

    /// What was kept, where it is a review of this organization.
    pub fn from_json(value: &Value, organization: &str) -> Option<Self> {
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        if value.get("form").and_then(Value::as_i64) != Some(FORM) || text("organization")? != organization {
            return None;
        }
        let items = value.get("items")?.as_array()?.iter().map(Item::from_json).collect::<Option<Vec<_>>>()?;
        let (begun_at, by) = (text("begun_at")?, text("by").unwrap_or_default());
        Some(Self { organization: organization.to_owned(), begun_at, by, items })
    }

    /// How many are kept, revoked, and not decided.
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |decision| self.items.iter().filter(|item| item.decision == decision).count();
        (count(Some(Decision::Keep)), count(Some(Decision::Revoke)), count(None))
    }

    /// What each grant that is to be revoked is by now.
    pub fn check(&self, now: &Facts) -> Vec<(Item, Found)> {
        let now = granted(now, &[], &|_| String::new());
        let wanted = self.items.iter().filter(|item| item.is_due());
        let found = |item: &Item| {
            let key = item.key();
            match now.iter().find(|one| one.key() == key) {
                None => Found::Gone,
                Some(one) if one.permissions == item.permissions => Found::Same,
                Some(one) => Found::Changed(one.permissions.clone()),
            }
        };
        wanted.map(|item| (item.clone(), found(item))).collect()
    }

    /// As lines of a file, below [`EVIDENCE`].
    pub fn lines(&self) -> Vec<Vec<String>> {
        let line = |item: &Item| {
            let decision = item.decision.map_or("undecided", Decision::name).to_owned();
            let (granted, permissions) = (item.kind.words(), item.permissions.join(", "));
            let (who, name, note) = (item.who.clone(), item.name.clone(), item.note.clone());
            let (title, project, end) = (item.title.clone(), item.project.clone(), item.end.clone());
            vec![
                name,
                who,
                title,
                project,
                granted,
                permissions,
                decision,
                note,
                end,
                self.begun_at.clone(),
                self.by.clone(),
            ]
        };
        self.items.iter().map(line).collect()
    }
}

/// What stands above the lines of a review.
pub const EVIDENCE: &[&str] = &[
    "Person",
    "User ID or email",
    "Project",
    "Project ID",
    "Granted by",
    "Permissions",
    "Decision",
    "Note",
    "Result",
    "Frozen at",
    "Reviewed by",
];

/// All grants that can be decided on, each once.
fn granted(facts: &Facts, asked: &[(String, Vec<String>)], name: &dyn Fn(&Subject) -> String) -> Vec<Item> {
    let person = |user: &str| Subject::Person(user.to_owned());
    let item = |subject: Subject, project: (&str, &str), kind: Kind, permissions: Vec<String>| {
        let called = name(&subject);
        let (Subject::Person(who) | Subject::Invited(who)) = subject;
        let (project, title) = (project.0.to_owned(), project.1.to_owned());
        Item {
            who,
            name: called,
            project,
            title,
            kind,
            permissions,
            decision: None,
            note: String::new(),
            end: String::new(),
        }
    };
    let every = ("", "All projects");
    let admin = || vec!["admin".to_owned()];
    let mut all = Vec::new();
    if let Some(Some(owner)) = facts.owner.known() {
        all.push(item(person(owner), every, Kind::Owner, admin()));
    }
    let scope = |permissions: &[String]| match permissions.contains(&"admin".to_owned()) {
        true => every,
        false => ("", "Organization"),
    };
    for member in facts.members.items().iter().filter(|member| !member.permissions.is_empty()) {
        let held = member.permissions.clone();
        all.push(item(person(&member.user), scope(&held), Kind::Organization, held));
    }
    for (email, permissions) in asked.iter().filter(|(_, permissions)| !permissions.is_empty()) {
        let subject = Subject::Invited(email.clone());
        all.push(item(subject, scope(permissions), Kind::Asked, permissions.clone()));
    }
    for team in facts.teams.items().iter().filter(|team| !team.permissions.is_empty()) {
        for user in team.members.items() {
            let kind = Kind::Team(team.id.clone(), team.label.clone());
            all.push(item(person(user), ("", "Projects of the team"), kind, team.permissions.names()));
        }
    }
    for project in &facts.projects {
        let at = (project.id.as_str(), project.title.as_str());
        for direct in project.direct.items() {
            all.push(item(person(&direct.user), at, Kind::Direct, direct.permissions.names()));
        }
        for invited in project.invitations.items() {
            let (subject, kind) = (Subject::Invited(invited.email.clone()), Kind::Invitation(invited.id.clone()));
            all.push(item(subject, at, kind, invited.permissions.names()));
        }
    }
    let mut keys: Vec<String> = Vec::with_capacity(all.len());
    all.retain(|item| {
        let key = item.key();
        let at = keys.binary_search(&key);
        if let Err(at) = at {
            keys.insert(at, key);
        }
        at.is_err()
    });
    all
}

#[cfg(test)]
mod tests {
    use super::super::effective::{Direct, Member, Project};
    use super::*;

    fn facts(permissions: &str) -> Facts {
        let direct = |user: &str| Direct { user: user.to_owned(), permissions: Permissions::named([permissions]) };
        Facts {
            owner: Part::Known(Some("olga".to_owned())),
            members: Part::Known(vec![
                Member { user: "max".to_owned(), permissions: vec!["admin".to_owned()] },
                Member { user: "bea".to_owned(), permissions: vec!["billing".to_owned(), "plans".to_owned()] },
                Member { user: "nil".to_owned(), permissions: Vec::new() },
            ]),
            teams: Part::Known(Vec::new()),
            count: Part::Known(1),
            projects: vec![Project {
                id: "p1".to_owned(),
                title: "Shop".to_owned(),
                direct: Part::Known(vec![direct("ada"), direct("ben"), direct("ada")]),
                invitations: Part::Known(Vec::new()),
            }],
        }
    }

    fn asked() -> Asked {
        let one = |email: &str, permissions: Vec<String>| (email.to_owned(), permissions);
        Part::Known(vec![one("new@x.example", vec!["admin".to_owned()]), one("bare@x.example", Vec::new())])
    }

    fn begin(facts: &Facts, asked: &Asked) -> Result<Review, String> {
        Review::begin("o", facts, asked, &|_| "Someone".to_owned(), "2026-11-30".to_owned(), "Me".to_owned())
    }

    fn begun() -> Review {
        begin(&facts("viewer"), &asked()).unwrap_or_else(|_| Review {
            organization: String::new(),
            begun_at: String::new(),
            by: String::new(),
            items: Vec::new(),
        })
    }

    #[test]
    fn all_grants_are_frozen_once_and_kept_as_they_are() {
        let review = begun();
        let kinds: Vec<&str> = review.items.iter().map(|item| item.kind.name()).collect();
        assert_eq!(kinds, ["owner", "organization", "organization", "organization-invitation", "project", "project"]);
        let said: Vec<_> =
            review.items.iter().map(|item| (item.title.as_str(), item.words())).skip(2).take(2).collect();
        assert_eq!(said, [("Organization", "billing, plans".to_owned()), ("All projects", "admin".to_owned())]);
        assert_eq!(Review::from_json(&review.to_json(), "o"), Some(review.clone()));
        assert_eq!(Review::from_json(&review.to_json(), "another"), None);
        assert_eq!(review.lines().first().map(Vec::len), Some(EVIDENCE.len()));
    }

    #[test]
    fn nothing_is_frozen_from_a_partial_read() {
        let facts = Facts { teams: Part::Failed("403".to_owned()), ..facts("viewer") };
        assert!(begin(&facts, &asked()).is_err());
        let facts = super::tests::facts("viewer");
        assert!(begin(&facts, &Part::Failed("403".to_owned())).is_err());
        assert!(begin(&facts, &Part::Awaited).is_err());
    }

    #[test]
    fn only_what_is_still_as_it_was_is_the_same() {
        let mut review = begun();
        review.items.iter_mut().for_each(|item| item.decision = Some(Decision::Revoke));
        assert_eq!(review.counts(), (0, 6, 0));
        let said = |now: &Facts| review.check(now).into_iter().map(|(_, found)| found).collect::<Vec<_>>();
        assert_eq!(said(&facts("viewer")), [Found::Same, Found::Same]);
        assert_eq!(said(&facts("admin")).first(), Some(&Found::Changed(vec!["admin".to_owned()])));
        let mut gone = facts("viewer");
        gone.projects.clear();
        assert_eq!(said(&gone), [Found::Gone, Found::Gone]);
    }

    #[test]
    fn only_what_failed_is_due_again() {
        let mut review = begun();
        review.items.iter_mut().for_each(|item| item.decision = Some(Decision::Revoke));
        let due = |review: &Review| review.items.iter().filter(|item| item.is_due()).count();
        assert_eq!(due(&review), 2);
        for (end, left) in [("Revoked", 0), ("Already gone", 0), ("Failed: Timeout", 2)] {
            review.items.iter_mut().for_each(|item| item.end = end.to_owned());
            assert_eq!(due(&review), left, "{end}");
            assert_eq!(review.check(&facts("viewer")).len(), left, "{end}");
        }
    }
}
