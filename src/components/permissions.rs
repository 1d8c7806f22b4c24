//! Permissions in words.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Resource;
use wheelhouse_contract::body::Choice;
use wheelhouse_contract::resource::{at, texts};
use wheelhouse_contract::sections::organizations::{Organization, OrganizationMember, PERMISSIONS};
use wheelhouse_contract::sections::project_access;
use wheelhouse_contract::{Relation, is_read_only};

use super::{allows, person_read};
use crate::api::LOOKING_ONLY;
use crate::data::AnyRead;
use crate::text::isolated;
use crate::ui::el;

/// What a permission of an organization lets a member do, beyond its label.
fn meaning_in_organization(permission: &str) -> &'static str {
    match permission {
        "admin" => "All of the following, and the organization’s settings.",
        "billing" => "Billing details, orders, invoices and vouchers.",
        "members" => "Invite and remove people, change what they may do, and manage teams.",
        "plans" => "Change what projects are made of, and so what they cost.",
        "projects:create" => "Start new projects, which are added to the bill.",
        "projects:list" => "See that a project exists. What is in it takes access to the project.",
        _ => "",
    }
}

/// The same of a permission in projects.
fn meaning_in_projects(permission: &str) -> &'static str {
    match permission.split_once(':') {
        None if permission == "admin" => "Manage the project, its people and all its environments.",
        None if permission == "viewer" => "See the project and all its environments.",
        Some((_, "admin")) => "Change settings, code and data of these environments, and run things in them.",
        Some((_, "contributor")) => "Push code to these environments and branch them.",
        Some((_, "viewer")) => "See these environments.",
        _ => "",
    }
}

fn label(choices: &[Choice], permission: &str) -> String {
    choices.iter().find(|choice| choice.value == permission).map_or(permission, |choice| choice.label).to_owned()
}

/// Permissions on one line, by the labels of these choices and in their order.
pub fn choice_labels(choices: &[Choice], permissions: &[&str]) -> String {
    let known =
        choices.iter().filter(|choice| permissions.contains(&choice.value)).map(|choice| choice.label.to_owned());
    let is_known = |permission: &&&str| choices.iter().any(|choice| choice.value == **permission);
    let others = permissions.iter().filter(|permission| !is_known(permission)).map(|other| (*other).to_owned());
    known.chain(others).collect::<Vec<_>>().join(", ")
}

/// The permissions that the API sent; `None` where it sent no list of them, which is not to say that there are none.
pub fn sent<'a>(resource: &'a Value, path: &str) -> Option<Vec<&'a str>> {
    at(resource, path)?.is_array().then(|| texts(resource, path))
}

/// What a member may do in the organization, on one line.
pub fn member_words(member: &OrganizationMember) -> String {
    if member.owner() == Some(true) {
        return "Owner".to_owned();
    }
    permission_words(member.raw())
}

/// What a member, or who is invited to be one, may do in the organization beside what they own, on one line.
pub fn permission_words(member: &Value) -> String {
    let Some(permissions) = sent(member, "permissions") else { return "Unknown".to_owned() };
    let words = choice_labels(PERMISSIONS, &permissions);
    if words.is_empty() { "Member".to_owned() } else { words }
}

/// What a member may do in the organization, each permission with its meaning.
pub fn member_permissions(permissions: Option<Vec<&str>>) -> AnyView {
    let none = "None in the organization as a whole. Access to projects is separate.";
    choices_view(PERMISSIONS, permissions, meaning_in_organization, none)
}

/// What somebody may do in projects, each permission with its meaning.
pub fn project_permissions(permissions: Option<Vec<&str>>, none: &'static str) -> AnyView {
    choices_view(project_access::PERMISSIONS, permissions, meaning_in_projects, none)
}

fn choices_view(
    choices: &[Choice],
    permissions: Option<Vec<&str>>,
    meaning: fn(&str) -> &'static str,
    none: &'static str,
) -> AnyView {
    let Some(permissions) = permissions else { return el("p").class("muted").text("Unknown").into_any() };
    if permissions.is_empty() {
        return el("p").class("muted").text(none).into_any();
    }
    let item = |permission: &&str| {
        let words = el("span").class("muted").text(format!(" {}", meaning(permission)));
        el("li").child(el("span").text(label(choices, permission))).child(words).into_any()
    };
    el("ul").class("stack-tight").attr("aria-label", "Permissions").children(permissions.iter().map(item)).into_any()
}

/// Why the person may not do what a permission of the organization allows: which one it takes, and who can grant it.
/// `None` where `carrier` has the link. `what` follows "You can’t": "invite people".
pub fn unless_permitted(
    organization: AnyRead,
    carrier: AnyRead,
    relation: Relation,
    what: &'static str,
    permission: &'static str,
) -> Signal<Option<String>> {
    let is_refused = move || allows(carrier, relation) == Some(false);
    let owner = person_read(move || {
        let owner = organization.data::<Organization>().filter(|_| is_refused())?;
        owner.owner_id().map(str::to_owned)
    });
    Signal::derive(move || {
        let owner = || owner.data().and_then(|owner| owner.display_name()).filter(|name| !name.is_empty());
        is_refused().then(|| refusal(what, permission, owner().as_deref()))
    })
}

fn refusal(what: &str, permission: &str, owner: Option<&str>) -> String {
    let granter = owner.map_or_else(
        || "The organization’s owner".to_owned(),
        |owner| format!("{}, who owns the organization,", isolated(owner)),
    );
    if is_read_only() {
        return LOOKING_ONLY.to_owned();
    }
    format!("You can’t {what}: it takes the permission “{}”. {granter} can grant it.", label(PERMISSIONS, permission))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;

    #[test]
    fn every_permission_has_words() {
        for choice in PERMISSIONS {
            assert!(!meaning_in_organization(choice.value).is_empty(), "{}", choice.value);
        }
        for choice in project_access::PERMISSIONS {
            assert!(!meaning_in_projects(choice.value).is_empty(), "{}", choice.value);
        }
        assert_eq!(meaning_in_projects("staging:gardener"), "");
    }

    #[test]
    fn permissions_are_said_in_the_order_of_their_declaration() {
        assert_eq!(choice_labels(PERMISSIONS, &["plans", "x:y", "billing"]), "Manage billing, Manage plans, x:y");
        assert_eq!(choice_labels(PERMISSIONS, &[]), "");
    }

    #[test]
    fn an_owner_and_a_plain_member_are_said_as_such() {
        let words = |member: Value| member_words(&OrganizationMember::new(Arc::new(member)));
        assert_eq!(words(json!({"owner": true, "permissions": []})), "Owner");
        assert_eq!(words(json!({"owner": false, "permissions": []})), "Member");
        assert_eq!(words(json!({"permissions": ["projects:create"]})), "Create projects");
        assert_eq!(words(json!({"permissions": null})), "Unknown");
        assert_eq!(words(json!({})), "Unknown");
    }

    #[test]
    fn a_refusal_names_the_permission_and_who_grants_it() {
        assert_eq!(
            refusal("invite people", "members", None),
            "You can’t invite people: it takes the permission “Manage members and teams”. The organization’s owner can \
             grant it."
        );
        assert!(refusal("invite people", "members", Some("Ada")).contains("Ada, who owns the organization, can grant"));
    }
}
