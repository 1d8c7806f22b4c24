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
        let text = words(is_self, is_last_manager(&all, &user), removes);
        match text.is_empty() {
            true => nothing(),
            false => view! { <Notice tone=NoticeTone::Warning>{text}</Notice> },
        }
    };
    live(said)
}

fn words(is_self: bool, is_last: Option<bool>, removes: bool) -> String {
    let own = match (is_self, removes) {
        (true, true) => "This is you: you lose access to the organization, and can’t add yourself again. ",
        (true, false) => {
            "These are your own permissions: without “Manage members and teams” you can’t give them back to yourself. "
        }
        (false, _) => "",
    };
    let last = match (is_last, is_self) {
        (Some(true), true) => "Apart from the owner, nobody else can manage members.",
        (Some(true), false) => "Apart from the owner, they’re the only one who can manage members.",
        (Some(false), _) => "",
        (None, _) => "Whether anybody else but the owner can manage members isn’t known.",
    };
    format!("{own}{last}").trim_end().to_owned()
}

/// Whether no other member than this one, beside the owner, can manage members; `None` where that is not known.
fn is_last_manager(all: &Read<Page<OrganizationMember>>, user: &str) -> Option<bool> {
    match all.data() {
        Some(all) => is_last(all.items(), all.next().is_none(), user),
        // Nothing is said while it is awaited.
        None => all.error().is_none().then_some(false),
    }
}

/// The same among these, who are all or some of the members.
fn is_last(members: &[OrganizationMember], is_whole: bool, user: &str) -> Option<bool> {
    let manages = |member: &&OrganizationMember| {
        member.owner() != Some(true) && member.permissions().iter().any(|may| matches!(*may, "members" | "admin"))
    };
    let is_them = |member: &OrganizationMember| member.user_id() == Some(user);
    let (own, others): (Vec<_>, Vec<_>) = members.iter().partition(|member| is_them(member));
    match (own.first(), others.iter().any(manages)) {
        (_, true) => Some(false),
        (Some(own), false) if !manages(own) => Some(false),
        (own, false) => is_whole.then_some(own.is_some()),
    }
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
        assert_eq!(is_last(&all, true, "a"), Some(true));
        assert_eq!(is_last(&all, true, "b"), Some(false));
        assert_eq!(is_last(&all, true, "o"), Some(false));
        let two = [member("a", false, &["members"]), member("c", false, &["members", "plans"])];
        assert_eq!(is_last(&two, true, "a"), Some(false));
        assert_eq!(is_last(&two, true, "c"), Some(false));
    }

    #[test]
    fn of_some_of_the_members_only_what_is_sure_is_told() {
        let some = [member("a", false, &["members"]), member("b", false, &[])];
        assert_eq!(is_last(&some, false, "a"), None);
        assert_eq!(is_last(&some, false, "b"), Some(false));
        assert_eq!(is_last(&some, false, "further on"), Some(false));
        assert_eq!(is_last(&[member("b", false, &[])], false, "further on"), None);
        assert!(words(false, None, true).ends_with("isn’t known."));
    }

    #[test]
    fn only_what_is_so_is_warned_of() {
        assert_eq!(words(false, Some(false), true), "");
        assert!(words(true, Some(false), true).starts_with("This is you"));
        assert!(words(false, Some(true), true).contains("they’re the only one"));
        assert!(words(true, Some(true), false).ends_with("nobody else can manage members."));
    }
}
