//! Whom a change may lock out.

use super::{Permissions, Role};

/// What should be thought about before a change is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The person takes their own access, or their own role as admin.
    Yourself,
    /// Nobody else is admin of the project by what was granted in it.
    LastAdmin,
}

impl Warning {
    pub const fn title(self) -> &'static str {
        match self {
            Self::Yourself => "You lock yourself out",
            Self::LastAdmin => "The last admin of this project",
        }
    }

    pub const fn text(self) -> &'static str {
        match self {
            Self::Yourself => {
                "You would no longer manage this project. Only another project admin or the organization’s owner could \
                 give it back to you."
            }
            Self::LastAdmin => {
                "Nobody else was made admin of this project. After this, only the organization’s owner and its admins \
                 manage it."
            }
        }
    }
}

/// What speaks against this change of what `user` holds, given what everybody was granted in the project and who is
/// signed in. `everybody` is `None` while it is not known.
pub fn warning(
    me: Option<&str>,
    user: &str,
    before: &Permissions,
    after: &Permissions,
    everybody: Option<&[(String, Permissions)]>,
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
    let others = everybody?.iter().filter(|(other, _)| other != user);
    (!others.into_iter().any(|(_, held)| is_admin(held))).then_some(Warning::LastAdmin)
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
        let said =
            |me, user, before: &[&str], after: &Permissions, all| warning(Some(me), user, &held(before), after, all);
        assert_eq!(said("b", "a", &["admin"], &none, Some(&all)), Some(Warning::LastAdmin));
        assert_eq!(said("b", "a", &["admin"], &none, Some(&two)), None);
        assert_eq!(said("b", "a", &["admin"], &none, None), None);
        assert_eq!(said("a", "a", &["admin"], &held(&["viewer"]), Some(&two)), Some(Warning::Yourself));
        assert_eq!(said("b", "b", &["viewer"], &none, Some(&two)), Some(Warning::Yourself));
        assert_eq!(said("b", "b", &["viewer"], &held(&["production:viewer"]), Some(&two)), None);
        assert_eq!(said("b", "a", &["admin"], &held(&["admin", "staging:viewer"]), Some(&all)), None);
    }
}
