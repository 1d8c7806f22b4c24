//! Who can grant what a person lacks.

use leptos::prelude::*;
use wheelhouse_contract::is_read_only;

use crate::api::LOOKING_ONLY;
use crate::reactive::Derived;
use crate::routes::Scope;

/// What the page on screen is about.
#[derive(Clone, Copy)]
pub struct PageScope(pub Derived<Scope>);

impl PageScope {
    /// Of the page that asks; everything outside of the frame.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(|| Self(Derived::from(Scope::Everything)))
    }
}

/// Says that the person may not, and who can grant it: "You can’t add domains here. An admin of the project can grant
/// it."
pub fn ungranted(scope: Scope, what: &str) -> String {
    if is_read_only() {
        return LOOKING_ONLY.to_owned();
    }
    format!("You can’t {what}. {} can grant it.", scope.granter())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_grants_in_an_organization_and_an_admin_in_a_project() {
        let said = |scope| ungranted(scope, "do this");
        assert_eq!(said(Scope::Organization), "You can’t do this. The organization’s owner can grant it.");
        assert_eq!(said(Scope::Project), "You can’t do this. A project admin can grant it.");
        assert_eq!(said(Scope::Environment), said(Scope::Project));
    }
}
