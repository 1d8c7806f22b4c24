//! Roles in words, and what a change of them means.

use super::{Permissions, Role, Type};

/// A role as it stands in a column.
pub fn role_word(role: Option<Role>) -> &'static str {
    match role {
        Some(Role::Viewer) => "Viewer",
        Some(Role::Contributor) => "Contributor",
        Some(Role::Admin) => "Admin",
        None => "None",
    }
}

/// The role on environments of a type as it stands in a column, with what is not known here as it is named.
pub fn role_on(held: &Permissions, kind: Type) -> String {
    let known = held.on(kind).map(|role| role_word(Some(role)));
    let roles: Vec<&str> = known.into_iter().chain(held.unknown_on(kind)).collect();
    if roles.is_empty() { role_word(None).to_owned() } else { roles.join(", ") }
}

/// What a role on the project as a whole lets a person do.
pub fn on_project(role: Option<Role>) -> &'static str {
    match role {
        Some(Role::Admin) => "Can manage the project, its access and all its environments.",
        Some(_) => "Can view the project and all its environments.",
        None => "No role on the project as a whole. Can view only environments of the types below.",
    }
}

/// What a role on environments of a type lets a person do there.
pub fn on_type(role: Option<Role>) -> &'static str {
    match role {
        Some(Role::Admin) => "Can view these environments, change their code and settings, and run actions on them.",
        Some(Role::Contributor) => "Can view these environments and change their code.",
        Some(Role::Viewer) => "Can view these environments.",
        None => "Can’t view these environments.",
    }
}

/// The role that all of it adds up to on each type: "admin on production, viewer on staging".
pub fn comes_to(held: &Permissions) -> String {
    let on = |kind: Type| {
        let roles: Vec<&str> = held.on(kind).map(Role::name).into_iter().chain(held.unknown_on(kind)).collect();
        (!roles.is_empty()).then(|| format!("{} on {}", roles.join(" and "), kind.name()))
    };
    let said: Vec<String> = Type::ALL.into_iter().filter_map(on).collect();
    if said.is_empty() { "none".to_owned() } else { said.join(", ") }
}

/// What seems to contradict itself in what was granted, and which of it counts.
pub fn notes(held: &Permissions) -> Vec<String> {
    let mut notes = Vec::new();
    let given = Type::ALL.into_iter().filter_map(|kind| Some((kind, held.given(kind)?)));
    match held.project() {
        Some(Role::Admin) => {
            let moot: Vec<&str> = given.map(|(kind, _)| kind.name()).collect();
            if !moot.is_empty() {
                notes.push(format!(
                    "The role on {} changes nothing: a project admin is admin of every environment.",
                    listed(&moot)
                ));
            }
        }
        Some(of_project) => {
            for (kind, role) in given {
                notes.push(if role > of_project {
                    format!(
                        "Viewer of the whole project, and {} on {}: on those environments the higher role counts.",
                        role.name(),
                        kind.name()
                    )
                } else {
                    format!("The role on {} changes nothing: the role on the project already includes it.", kind.name())
                });
            }
        }
        None => {}
    }
    if !held.others().is_empty() {
        notes.push(format!("Also granted, but not recognized here: {}.", held.others().join(", ")));
    }
    notes
}

/// Words in a row: "a, b and c".
fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// What somebody gains and loses by a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    pub gains: Vec<String>,
    pub loses: Vec<String>,
}

/// What a change of what a person holds means for what they may do.
pub fn difference(before: &Permissions, after: &Permissions) -> Difference {
    let mut found = Difference::default();
    let is_admin = |held: &Permissions| held.project() == Some(Role::Admin);
    match (is_admin(before), is_admin(after)) {
        (false, true) => found.gains.push("managing the project and its access".to_owned()),
        (true, false) => found.loses.push("managing the project and its access".to_owned()),
        _ => {}
    }
    for kind in Type::ALL {
        let (was, is) = (before.on(kind), after.on(kind));
        let name = kind.name();
        match (was, is) {
            (Some(was), None) => found.loses.push(format!("{} on {name}", was.name())),
            (None, Some(is)) => found.gains.push(format!("{} on {name}", is.name())),
            (Some(was), Some(is)) if is > was => {
                found.gains.push(format!("{} on {name}, instead of {}", is.name(), was.name()));
            }
            (Some(was), Some(is)) if is < was => {
                found.loses.push(format!("{} on {name}, and stays {}", was.name(), is.name()));
            }
            _ => {}
        }
    }
    let only = |one: &Permissions, other: &Permissions| {
        let unknown = one.others().iter().filter(|name| !other.others().contains(name));
        unknown.cloned().collect::<Vec<_>>()
    };
    found.gains.extend(only(after, before));
    found.loses.extend(only(before, after));
    found
}

impl Difference {
    pub fn is_none(&self) -> bool {
        self.gains.is_empty() && self.loses.is_empty()
    }

    /// As sentences on whoever it is about: "Ada gains admin on production. Ada loses viewer on staging."
    pub fn words(&self, who: &str) -> String {
        if self.is_none() {
            return format!("{who} can do as much as before.");
        }
        let part =
            |verb: &str, what: &[String]| (!what.is_empty()).then(|| format!("{who} {verb}: {}.", what.join("; ")));
        [part("gains", &self.gains), part("loses", &self.loses)].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(before: &[&str], after: &[&str]) -> String {
        let read = |names: &[&str]| Permissions::named(names.iter().copied());
        difference(&read(before), &read(after)).words("Ada")
    }

    #[test]
    fn a_change_is_told_by_what_it_comes_to() {
        assert_eq!(said(&["viewer"], &["viewer", "staging:viewer"]), "Ada can do as much as before.");
        assert_eq!(said(&["staging:viewer"], &["staging:admin"]), "Ada gains: admin on staging, instead of viewer.");
        assert_eq!(said(&["staging:maintainer"], &[]), "Ada loses: staging:maintainer.");
        assert_eq!(
            said(&["admin"], &["viewer"]),
            "Ada loses: managing the project and its access; admin on production, and stays viewer; admin on staging, \
             and stays viewer; admin on development, and stays viewer."
        );
        assert_eq!(
            said(&["production:viewer"], &["staging:viewer"]),
            "Ada gains: viewer on staging. Ada loses: viewer on production."
        );
    }

    #[test]
    fn a_role_that_is_not_known_is_told_as_it_is_named() {
        let held = Permissions::named(["viewer", "production:maintainer"]);
        assert_eq!(role_on(&held, Type::Production), "Viewer, maintainer");
        assert_eq!(role_on(&held, Type::Staging), "Viewer");
        assert_eq!(role_on(&Permissions::default(), Type::Staging), "None");
        assert_eq!(comes_to(&Permissions::named(["production:maintainer"])), "maintainer on production");
    }

    #[test]
    fn contradictions_are_explained() {
        let said = |names: &[&str]| notes(&Permissions::named(names.iter().copied())).join(" ");
        assert!(said(&["viewer", "production:admin"]).contains("the higher role counts"));
        assert!(said(&["viewer", "production:viewer"]).contains("already includes it"));
        assert!(
            said(&["admin", "production:viewer", "staging:admin"]).contains("production and staging changes nothing")
        );
        assert!(said(&["production:admin", "testing:x"]).contains("not recognized here: testing:x"));
        assert_eq!(said(&["production:admin", "staging:viewer"]), "");
    }

    /// Over many of them, which takes what the browser does not have.
    #[cfg(not(target_arch = "wasm32"))]
    mod any {
        use proptest::prelude::*;

        use super::*;

        fn permissions() -> impl Strategy<Value = Permissions> {
            let role = || prop::option::of(prop::sample::select(Role::ALL.to_vec()));
            let project = prop::option::of(prop::sample::select(vec![Role::Viewer, Role::Admin]));
            (project, role(), role(), role()).prop_map(|(project, production, staging, development)| {
                Permissions::default()
                    .with_project(project)
                    .with(Type::Production, production)
                    .with(Type::Staging, staging)
                    .with(Type::Development, development)
            })
        }

        proptest! {
            #![proptest_config(ProptestConfig::with_cases(1_000))]

            #[test]
            fn names_are_read_back(held in permissions()) {
                let names = held.names();
                prop_assert_eq!(Permissions::named(names.iter().map(String::as_str)), held);
            }

            #[test]
            fn nothing_is_said_exactly_where_nothing_changes(before in permissions(), after in permissions()) {
                let is_admin = |held: &Permissions| held.project() == Some(Role::Admin);
                let same = is_admin(&before) == is_admin(&after) && Type::ALL.iter().all(|kind| before.on(*kind) == after.on(*kind));
                prop_assert_eq!(difference(&before, &after).is_none(), same);
                let (there, back) = (difference(&before, &after), difference(&after, &before));
                prop_assert_eq!(there.gains.len(), back.loses.len());
                prop_assert_eq!(there.loses.len(), back.gains.len());
            }
        }
    }
}
