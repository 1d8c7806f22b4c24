//! Whom a change may lock out.

use super::{Permissions, Role};

/// What should be thought about before a change is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The person takes their own access, or their own role as admin.
    Yourself,
    /// Nobody else is admin of the project by what was granted in it.
    LastAdmin,
    /// Whether anybody else is, is not known.
    Unsure,
}

impl Warning {
    pub const fn title(self) -> &'static str {
        match self {
            Self::Yourself => "You may lock yourself out",
            Self::LastAdmin => "The last direct admin of this project",
            Self::Unsure => "This may be the last direct admin",
        }
    }

    pub const fn text(self) -> &'static str {
        match self {
            Self::Yourself => {
                "This is access that you were given directly. What you don’t also have through a team or the \
                 organization, only another admin can give back to you."
            }
            Self::LastAdmin => {
                "Nobody else was made admin of this project directly. After this, only admins through a team or the \
                 organization manage it."
            }
            Self::Unsure => "Whether anybody else was made admin of this project directly isn’t known.",
        }
    }
}

/// What speaks against this change of what `user` holds, given what everybody was granted in the project and who is
/// signed in. `everybody` comes with whether that is all of them; it is `None` while it is awaited.
pub fn warning(
    me: Option<&str>,
    user: &str,
    before: &Permissions,
    after: &Permissions,
    everybody: Option<(&[(String, Permissions)], bool)>,
) -> Option<Warning> {
    let is_admin = |held: &Permissions| held.project() == Some(Role::Admin);
    if !is_admin(before) || is_admin(after) {
        // Whoever sees the project by this alone sees it no longer.
        let gone = me == Some(user) && !before.is_empty() && after.is_empty();
        return gone.then_some(Warning::Yourself);
    }
    if me == Some(user) {
        return Some(Warning::Yourself);
    }
    let (all, is_whole) = everybody?;
    let is_last = !all.iter().any(|(other, held)| other != user && is_admin(held));
    is_last.then_some(if is_whole { Warning::LastAdmin } else { Warning::Unsure })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locking_oneself_or_the_last_admin_out_is_warned_of() {
        let held = |names: &[&str]| Permissions::named(names.iter().copied());
        let all = [("a".to_owned(), held(&["admin"])), ("b".to_owned(), held(&["viewer"]))];
        let two = [("a".to_owned(), held(&["admin"])), ("c".to_owned(), held(&["admin"]))];
        let none = Permissions::default();
        let said = |me, user, before: &[&str], after: &Permissions, all: Option<&[(String, Permissions)]>| {
            warning(Some(me), user, &held(before), after, all.map(|all| (all, true)))
        };
        assert_eq!(said("b", "a", &["admin"], &none, Some(&all)), Some(Warning::LastAdmin));
        assert_eq!(said("b", "a", &["admin"], &none, Some(&two)), None);
        assert_eq!(said("b", "a", &["admin"], &none, None), None);
        let part = |all| warning(Some("b"), "a", &held(&["admin"]), &none, Some((all, false)));
        assert_eq!(part(&all), Some(Warning::Unsure));
        assert_eq!(part(&two), None);
        assert_eq!(part(&[]), Some(Warning::Unsure));
        assert_eq!(said("a", "a", &["admin"], &held(&["viewer"]), Some(&two)), Some(Warning::Yourself));
        assert_eq!(said("b", "b", &["viewer"], &none, Some(&two)), Some(Warning::Yourself));
        assert_eq!(said("b", "b", &["viewer"], &held(&["production:viewer"]), Some(&two)), None);
        assert_eq!(said("b", "a", &["admin"], &held(&["admin", "staging:viewer"]), Some(&all)), None);
    }
}
