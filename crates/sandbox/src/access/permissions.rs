//! What can be granted in a project: a role on the whole of it, and a role on the environments of each type.

use serde_json::Value;

/// What a user may do on an environment, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Viewer,
    Contributor,
    Admin,
}

/// The types that environments are of.
pub const TYPES: &[&str] = &["development", "staging", "production"];

impl Role {
    pub fn name(self) -> &'static str {
        match self {
            Role::Viewer => "viewer",
            Role::Contributor => "contributor",
            Role::Admin => "admin",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        [Role::Viewer, Role::Contributor, Role::Admin].into_iter().find(|role| role.name() == name)
    }
}

/// A role on a project, and one on each type of its environments. Nobody has two for the same: the greater counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Permissions {
    /// Admin or viewer.
    project: Option<Role>,
    development: Option<Role>,
    staging: Option<Role>,
    production: Option<Role>,
}

impl Permissions {
    /// Of who may do everything.
    pub const ADMIN: Self = Self { project: Some(Role::Admin), development: None, staging: None, production: None };

    /// As the API names them: `admin`, `viewer`, `staging:contributor`. What is none is left out.
    pub fn named<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        names.into_iter().fold(Self::default(), |held, name| match name.split_once(':') {
            Some((kind, role)) => held.and(Self::default().with(kind, Role::named(role))),
            None => held
                .and(Self { project: Role::named(name).filter(|role| *role != Role::Contributor), ..Self::default() }),
        })
    }

    /// As they are kept.
    pub fn kept(names: &Value) -> Self {
        Self::named(names.as_array().into_iter().flatten().filter_map(Value::as_str))
    }

    /// As the API names them: of the project first, then by type.
    pub fn names(&self) -> Vec<String> {
        let of_project = self.project.map(|role| role.name().to_owned());
        let of_type = |kind: &&str| Some(format!("{kind}:{}", self.of(kind)?.name()));
        of_project.into_iter().chain(TYPES.iter().filter_map(of_type)).collect()
    }

    /// The role that was granted on the project as a whole.
    pub fn of_project(&self) -> Option<Role> {
        self.project
    }

    /// The role that was granted on a type of environments.
    pub fn of(&self, kind: &str) -> Option<Role> {
        match kind {
            "development" => self.development,
            "staging" => self.staging,
            "production" => self.production,
            _ => None,
        }
    }

    /// With this role on the project, or none.
    pub fn with_project(self, role: Option<Role>) -> Self {
        Self { project: role, ..self }
    }

    /// With this role on a type of environments, or none.
    pub fn with(mut self, kind: &str, role: Option<Role>) -> Self {
        match kind {
            "development" => self.development = role,
            "staging" => self.staging = role,
            "production" => self.production = role,
            _ => {}
        }
        self
    }

    /// What these and others allow together.
    pub fn and(self, other: Self) -> Self {
        Self {
            project: self.project.max(other.project),
            development: self.development.max(other.development),
            staging: self.staging.max(other.staging),
            production: self.production.max(other.production),
        }
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The role that they add up to on environments of a type: the project's, raised by that of the type. Without any,
    /// these environments are none of the user's business.
    pub fn on(&self, kind: &str) -> Option<Role> {
        self.project.max(self.of(kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_roles_for_the_same_the_greatest_counts() {
        let held =
            Permissions::named(["staging:admin", "viewer", "staging:viewer", "contributor", "testing:admin", ""]);
        assert_eq!(held.names(), ["viewer", "staging:admin"]);
        assert_eq!((held.on("staging"), held.on("production")), (Some(Role::Admin), Some(Role::Viewer)));
        assert_eq!(Permissions::named(["development:viewer"]).on("production"), None);
    }
}
