//! Why something cannot be done with an environment now: the API leaves out the link, and its state tells why.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::Environment;
use wheelhouse_contract::{Relation, Resource};

use super::Place;
use crate::components::ungranted;
use crate::routes::Scope;

/// Why the person cannot do this with the environment on the page; `None` when they can, or while it is not known.
/// `what` follows "You can’t": "merge this environment".
pub fn cannot(place: Place, relation: Relation, what: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || place.environment.data().and_then(|environment| reason(&environment, relation, what)))
}

/// As [`cannot`], of an environment at hand.
pub(super) fn reason(environment: &Environment, relation: Relation, what: &str) -> Option<String> {
    let links = environment.links();
    if links.allows(relation) {
        return None;
    }
    let by_state = by_state(environment, relation);
    // Whoever may change it lacks no role: the state is against it.
    let may_change = links.allows(Environment::EDIT);
    Some(match by_state {
        Some(state) if may_change => state,
        _ if may_change => {
            format!(
                "You can’t {what} right now: another activity is in progress, or the environment’s state doesn’t \
                allow it."
            )
        }
        _ => ungranted(Scope::Environment, what),
    })
}

/// What about its state prevents it, as far as can be told.
fn by_state(environment: &Environment, relation: Relation) -> Option<String> {
    let parent = environment.parent();
    let is_between = matches!(relation, Environment::MERGE | Environment::SYNCHRONIZE);
    let ends = matches!(relation, Environment::DEACTIVATE | Environment::DELETE | Environment::PAUSE);
    let said = match environment.status() {
        Some("deleting") => "It is being deleted.",
        _ if is_between && parent.is_none() => "It has no parent.",
        _ if ends && environment.is_main() == Some(true) => {
            let done = match relation {
                Environment::DEACTIVATE => "deactivated",
                Environment::DELETE => "deleted",
                _ => "paused",
            };
            return Some(format!("Production can’t be {done}. Change the default branch first."));
        }
        _ if relation == Environment::INITIALIZE && environment.has_code() == Some(true) => {
            "It already has code. Push to its branch to change it."
        }
        _ if relation != Environment::INITIALIZE && environment.has_code() == Some(false) => {
            "It has no code yet. Initialize it, or push to its branch."
        }
        _ if relation == Environment::MERGE && environment.commits_ahead() == Some(0) => {
            return parent.map(|_| "Its parent already has all of its commits.".to_owned());
        }
        Some("inactive") if relation == Environment::DELETE => {
            "It has child environments. Delete them or change their parent first."
        }
        Some("inactive") if relation == Environment::DEACTIVATE => "It’s already inactive.",
        Some(status) if relation == Environment::DELETE && status != "inactive" => {
            "Only inactive environments can be deleted. Deactivate it first."
        }
        Some("inactive") if !is_between => "It is inactive. Activate it first.",
        Some("paused") => "It is paused. Resume it first.",
        _ => return None,
    };
    Some(said.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use std::sync::Arc;

    fn said(mut environment: Value, relation: Relation) -> Option<String> {
        if let Some(fields) = environment.as_object_mut() {
            fields.entry("_links").or_insert_with(|| json!({"#edit": {"href": "/"}, "#branch": {"href": "/"}}));
        }
        reason(&Environment::new(Arc::new(environment)), relation, "do this")
    }

    #[test]
    fn there_is_no_reason_where_the_link_is() {
        assert_eq!(said(json!({"status": "paused"}), Environment::BRANCH), None);
    }

    #[test]
    fn the_state_says_what_to_do_first() {
        let child = |status: &str| json!({"status": status, "parent": "main", "has_code": true});
        for (environment, relation, words) in [
            (child("active"), Environment::DELETE, "Deactivate it first"),
            (child("inactive"), Environment::DELETE, "child environments"),
            (child("inactive"), Environment::REDEPLOY, "Activate it first"),
            (child("paused"), Environment::BACKUP, "Resume it first"),
            (json!({"status": "active", "is_main": true}), Environment::PAUSE, "Production can’t be paused"),
            (json!({"status": "active"}), Environment::SYNCHRONIZE, "no parent"),
            (
                json!({"parent": "main", "merge_info": {"commits_ahead": 0}}),
                Environment::MERGE,
                "Its parent already has all",
            ),
            (json!({"has_code": false, "parent": "main"}), Environment::MERGE, "no code yet"),
            (child("active"), Environment::MERGE, "another activity is in progress"),
        ] {
            let reason = said(environment.clone(), relation).unwrap_or_default();
            assert!(reason.contains(words), "{environment} {}: {reason}", relation.name());
        }
    }

    #[test]
    fn who_may_not_change_it_is_told_who_can_grant_it() {
        let of_viewer = json!({"status": "active", "_links": {"self": {"href": "/"}}});
        assert!(
            said(of_viewer, Environment::DELETE).is_some_and(|reason| reason.contains("A project admin can grant"))
        );
    }
}
