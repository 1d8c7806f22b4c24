//! What can be granted in a project: a role on the whole of it, and one on the environments of each type.

/// What a person may do on environments, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Viewer,
    Contributor,
    Admin,
}

impl Role {
    pub const ALL: [Self; 3] = [Self::Viewer, Self::Contributor, Self::Admin];

    /// As the API names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Contributor => "contributor",
            Self::Admin => "admin",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// A type that environments are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    Production,
    Staging,
    Development,
}

impl Type {
    /// The one that most depends on comes first.
    pub const ALL: [Self; 3] = [Self::Production, Self::Staging, Self::Development];

    /// As the API names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Staging => "staging",
            Self::Development => "development",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Self::Production => "Production",
            Self::Staging => "Staging",
            Self::Development => "Development",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What a person holds in a project. Of several roles for the same the greatest counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permissions {
    /// On the project as a whole: admin or viewer.
    project: Option<Role>,
    /// In the order of [`Type::ALL`].
    types: [Option<Role>; 3],
    /// What is not known here, as it is named.
    others: Vec<String>,
}

impl Permissions {
    /// Of who may do everything.
    pub fn admin() -> Self {
        Self::default().with_project(Some(Role::Admin))
    }

    /// As the API names them: `admin`, `viewer`, `staging:contributor`.
    pub fn named<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut held = Self::default();
        for name in names {
            let known = match name.split_once(':') {
                Some((kind, role)) => Type::named(kind).zip(Role::named(role)).map(|(kind, role)| {
                    let slot = held.slot(kind);
                    *slot = (*slot).max(Some(role));
                }),
                None => Role::named(name).filter(|role| *role != Role::Contributor).map(|role| {
                    held.project = held.project.max(Some(role));
                }),
            };
            if known.is_none() && !held.others.iter().any(|other| other == name) {
                held.others.push(name.to_owned());
            }
        }
        held
    }

    /// As the API names them: of the project first, then by type.
    pub fn names(&self) -> Vec<String> {
        let of_project = self.project.map(|role| role.name().to_owned());
        let of_type = |kind: Type| Some(format!("{}:{}", kind.name(), self.given(kind)?.name()));
        let of_types = Type::ALL.into_iter().filter_map(of_type);
        of_project.into_iter().chain(of_types).chain(self.others.iter().cloned()).collect()
    }

    /// Those that the API sent, in words; that it sent none is not to say that there are none.
    pub fn words_of(sent: Option<Vec<&str>>) -> String {
        let Some(sent) = sent else { return "Unknown".to_owned() };
        let words = Self::named(sent).words();
        if words.is_empty() { "None".to_owned() } else { words }
    }

    /// In words, in the same order: "Project: viewer, Staging: contributor".
    pub fn words(&self) -> String {
        let of_project = self.project.map(|role| format!("Project: {}", role.name()));
        let of_type = |kind: Type| Some(format!("{}: {}", kind.title(), self.given(kind)?.name()));
        let of_types = Type::ALL.into_iter().filter_map(of_type);
        of_project.into_iter().chain(of_types).chain(self.others.iter().cloned()).collect::<Vec<_>>().join(", ")
    }

    /// The role that was granted on the project as a whole.
    pub fn project(&self) -> Option<Role> {
        self.project
    }

    /// The role that was granted on a type of environments.
    pub fn given(&self, kind: Type) -> Option<Role> {
        let [production, staging, development] = self.types;
        match kind {
            Type::Production => production,
            Type::Staging => staging,
            Type::Development => development,
        }
    }

    /// The role that all of it adds up to on an environment type: the project's, raised by the type's.
    pub fn on(&self, kind: Type) -> Option<Role> {
        self.project.max(self.given(kind))
    }

    /// The roles on a type of environments that are not known here, as they are named: what they allow can’t be told.
    pub fn unknown_on(&self, kind: Type) -> impl Iterator<Item = &str> {
        self.others.iter().filter_map(move |other| match other.split_once(':') {
            Some((of, role)) => (of == kind.name()).then_some(role),
            None => Some(other.as_str()),
        })
    }

    /// With this role on the project, or none.
    pub fn with_project(self, role: Option<Role>) -> Self {
        Self { project: role, ..self }
    }

    /// With this role on a type of environments, or none.
    pub fn with(mut self, kind: Type, role: Option<Role>) -> Self {
        *self.slot(kind) = role;
        self
    }

    fn slot(&mut self, kind: Type) -> &mut Option<Role> {
        let [production, staging, development] = &mut self.types;
        match kind {
            Type::Production => production,
            Type::Staging => staging,
            Type::Development => development,
        }
    }

    /// Without what the role on the project makes pointless: an admin is one everywhere.
    pub fn without_moot(self) -> Self {
        match self.project {
            Some(Role::Admin) => Self { types: [None; 3], ..self },
            _ => self,
        }
    }

    /// What is not known here.
    pub fn others(&self) -> &[String] {
        &self.others
    }

    /// Whether nothing is granted.
    pub fn is_empty(&self) -> bool {
        self.project.is_none() && self.types.iter().all(Option::is_none) && self.others.is_empty()
    }
}

/// Whether choices are what can be granted in a project, and so are shown as roles rather than one by one.
pub fn are_permissions<'a>(mut values: impl Iterator<Item = &'a str>) -> bool {
    values.any(|value| {
        value.split_once(':').is_some_and(|(kind, role)| Type::named(kind).is_some() && Role::named(role).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_roles_for_the_same_the_greatest_counts() {
        let held = Permissions::named(["staging:admin", "viewer", "staging:viewer"]);
        assert_eq!(held.names(), ["viewer", "staging:admin"]);
        assert_eq!(held.on(Type::Staging), Some(Role::Admin));
        assert_eq!(held.on(Type::Production), Some(Role::Viewer));
        assert_eq!(Permissions::named(["development:viewer"]).on(Type::Production), None);
    }

    #[test]
    fn what_is_not_known_is_kept() {
        let held = Permissions::named(["contributor", "testing:admin", "admin", "testing:admin"]);
        assert_eq!(held.names(), ["admin", "contributor", "testing:admin"]);
        assert!(!Permissions::named(["testing:admin"]).is_empty());
        assert_eq!(held.unknown_on(Type::Staging).collect::<Vec<_>>(), ["contributor"]);
        let held = Permissions::named(["production:maintainer"]);
        assert_eq!(held.unknown_on(Type::Production).collect::<Vec<_>>(), ["maintainer"]);
        assert_eq!(held.unknown_on(Type::Staging).count(), 0);
    }

    #[test]
    fn an_admin_of_the_project_needs_no_roles_on_types() {
        let held = Permissions::named(["admin", "staging:viewer"]);
        assert_eq!(held.clone().without_moot().names(), ["admin"]);
        for kind in Type::ALL {
            assert_eq!(held.on(kind), Some(Role::Admin));
        }
        assert_eq!(
            Permissions::named(["viewer", "staging:viewer"]).without_moot().names(),
            ["viewer", "staging:viewer"]
        );
    }

    #[test]
    fn permissions_are_told_from_other_choices() {
        assert!(are_permissions(["admin", "staging:viewer"].into_iter()));
        assert!(!are_permissions(["billing", "projects:create", "projects:list"].into_iter()));
    }
}
