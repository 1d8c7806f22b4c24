//! What a person should think of before they take rights from a member.

use leptos::prelude::*;
use wheelhouse_contract::Page;
use wheelhouse_contract::sections::organizations::{ListOrganizationMembers, OrganizationMember};

use crate::data::{Read, read, with_query};
use crate::layouts::Place;
use crate::ui::{Notice, NoticeTone, live, nothing, view};

/// What is lost for somebody else or oneself, as far as it is known who the others are.
pub fn warnings(organization: &str, user: String, removes: bool) -> AnyView {
    let place = Place::expect();
    let path = with_query(&ListOrganizationMembers::path(organization), [("page[size]", "100".to_owned())]);
    let all = read::<ListOrganizationMembers>(move || Some(path.clone()));
    let said = move || {
        let is_self = place.user.data().is_some_and(|own| own.id() == Some(&user));
        let text = words(is_self, is_last_manager(all, &user), removes);
        match text.is_empty() {
            true => nothing(),
            false => view! { <Notice tone=NoticeTone::Warning>{text}</Notice> },
        }
    };
    live(said)
}

fn words(is_self: bool, is_last: bool, removes: bool) -> String {
    let own = match (is_self, removes) {
        (true, true) => "This is you: you lose access to the organization, and can’t add yourself again. ",
        (true, false) => {
            "These are your own permissions: without “Manage members and teams” you can’t give them back to yourself. "
        }
        (false, _) => "",
    };
    let last = match (is_last, is_self) {
        (true, true) => "Apart from the owner, nobody else can manage members.",
        (true, false) => "Apart from the owner, they’re the only one who can manage members.",
        (false, _) => "",
    };
    format!("{own}{last}").trim_end().to_owned()
}

/// Whether no other member than this one, beside the owner, can manage members. Not where others may be unknown.
fn is_last_manager(all: Read<Page<OrganizationMember>>, user: &str) -> bool {
    let Some(all) = all.data().filter(|all| all.next().is_none()) else { return false };
    is_last(all.items(), user)
}

fn is_last(members: &[OrganizationMember], user: &str) -> bool {
    let manages = |member: &&OrganizationMember| {
        member.owner() != Some(true) && member.permissions().iter().any(|may| matches!(*may, "members" | "admin"))
    };
    let mut managers = members.iter().filter(manages);
    managers.next().is_some_and(|first| first.user_id() == Some(user)) && managers.next().is_none()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;
    use wheelhouse_contract::Resource;

    use super::*;

    fn member(user: &str, owner: bool, permissions: &[&str]) -> OrganizationMember {
        OrganizationMember::new(Arc::new(json!({"user_id": user, "owner": owner, "permissions": permissions})))
    }

    #[test]
    fn the_last_who_manages_members_is_told_from_others() {
        let all = [member("o", true, &[]), member("a", false, &["members"]), member("b", false, &["billing"])];
        assert!(is_last(&all, "a"));
        assert!(!is_last(&all, "b") && !is_last(&all, "o"));
        let two = [member("a", false, &["members"]), member("c", false, &["members", "plans"])];
        assert!(!is_last(&two, "a") && !is_last(&two, "c"));
    }

    #[test]
    fn only_what_is_so_is_warned_of() {
        assert_eq!(words(false, false, true), "");
        assert!(words(true, false, true).starts_with("This is you"));
        assert!(words(false, true, true).contains("they’re the only one"));
        assert!(words(true, true, false).ends_with("nobody else can manage members."));
    }
}
