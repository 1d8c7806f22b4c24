//! An organization at a glance, above its projects.

use leptos::prelude::*;
use wheelhouse_contract::sections::invitations::{ListInvitationsToAnOrganization, OrganizationInvitation};
use wheelhouse_contract::sections::organizations::{ListOrganizationMembers, Organization};
use wheelhouse_contract::sections::subscriptions::{ListSubscriptions, Subscription};

use crate::components::{allows, facts_of, or_unknown, person_name, person_read, subscription_status};
use crate::data::{read, with_query};
use crate::layouts::Place;
use crate::routes::{At, AtKept, Route};
use crate::text::{count_words, isolated};
use crate::ui::{Notice, NoticeTone, el, live, nothing, view, views};

/// Whose it is, how much there is of it, and what needs somebody.
pub fn overview(organization: &str) -> AnyView {
    let place = Place::expect();
    let owner_id = move || place.organization.data().and_then(|it| it.owner_id().map(str::to_owned));
    let owner = person_read(owner_id);
    let manages = move || allows(*place.organization, Organization::CREATE_MEMBER);
    let hundred = |path: String| with_query(&path, [("page[size]", "100".to_owned())]);
    let of_subscriptions = ListSubscriptions::path(organization);
    let of_members = hundred(ListOrganizationMembers::path(organization));
    let of_invitations = hundred(ListInvitationsToAnOrganization::path(organization));
    let subscriptions = read::<ListSubscriptions>(move || Some(of_subscriptions.clone()));
    // Who may not manage members may not list them.
    let members = read::<ListOrganizationMembers>(move || manages().filter(|may| *may).map(|_| of_members.clone()));
    let invitations =
        read::<ListInvitationsToAnOrganization>(move || manages().filter(|may| *may).map(|_| of_invitations.clone()));
    let whose = {
        let organization = organization.to_owned();
        move || {
            let Some(id) = owner_id() else { return or_unknown(None).into_any() };
            let name = person_name(owner, &id);
            let href = Route::Members { organization: organization.clone(), at: At::One(id) }.path();
            match manages() {
                Some(true) => el("a").attr("href", href).text(name).into_any(),
                _ => name.into_any(),
            }
        }
    };
    let named = move |fact: fn(&Organization) -> Option<&str>| {
        live(move || {
            let text = place.organization.data().map_or_else(String::new, |it| or_unknown(fact(&it)));
            text.into_any()
        })
    };
    let projects = move || {
        let page = subscriptions.data();
        amount(page.map(|page| (page.items().len(), page.count(), page.next().is_some()))).into_any()
    };
    let people = move || {
        let known = members.data().map(|page| (page.items().len(), page.count(), page.next().is_some()));
        let words = if manages() == Some(false) { "Hidden".to_owned() } else { amount(known) };
        words.into_any()
    };
    let facts = facts_of(vec![
        ("Owner", live(whose)),
        ("Short name", named(|it| it.name())),
        ("Country", named(|it| it.country())),
        ("Projects", live(projects)),
        ("Members", live(people)),
    ]);
    let organization = organization.to_owned();
    let needs = move || {
        let mut needs: Vec<(String, Option<String>)> = Vec::new();
        if let Some(status) = place.organization.data().and_then(|it| it.status().map(str::to_owned)) {
            needs.extend(of_status(&status).map(|text| (text.to_owned(), None)));
        }
        let all = subscriptions.data();
        needs.extend(all.iter().flat_map(|page| page.items()).filter_map(of_subscription));
        let all = invitations.data();
        let pending = all.iter().flat_map(|all| all.items()).filter(|one| is_pending(one)).count();
        let href = Route::Invitations { organization: organization.clone(), at: AtKept::List }.path();
        needs.extend(of_invitations_words(pending).map(|text| (text, Some(href))));
        if needs.is_empty() {
            return nothing();
        }
        let item = |(text, href): (String, Option<String>)| match href {
            Some(href) => el("li").child(el("a").attr("href", href).text(text)).into_any(),
            None => el("li").text(text).into_any(),
        };
        let list = el("ul").class("stack-tight").children(needs.into_iter().map(item)).into_any();
        view! { <Notice tone=NoticeTone::Info title="Needs attention">{list}</Notice> }
    };
    views![facts, live(needs)]
}

fn is_pending(invitation: &OrganizationInvitation) -> bool {
    invitation.state() == Some("pending")
}

/// How many there are, of a page with so many on it.
fn amount(page: Option<(usize, Option<i64>, bool)>) -> String {
    match page {
        None => "…".to_owned(),
        Some((_, Some(count), _)) => usize::try_from(count).map_or_else(|_| count.to_string(), count_words),
        Some((shown, None, false)) => count_words(shown),
        Some((shown, None, true)) => format!("More than {}", count_words(shown)),
    }
}

fn of_status(status: &str) -> Option<&'static str> {
    match status {
        "suspended" => Some("The organization is suspended. Check its billing."),
        "restricted" => Some("The organization is restricted. Its owner can find out why."),
        _ => None,
    }
}

/// A project whose subscription doesn't stand well.
fn of_subscription(subscription: &Subscription) -> Option<(String, Option<String>)> {
    let status = subscription.status().filter(|status| matches!(*status, "suspended" | "provisioning failure"))?;
    let title = subscription.project_title().or(subscription.project_id()).unwrap_or("A project");
    let href = subscription.project_id().filter(|id| !id.is_empty());
    let href = href.map(|project| Route::Project { project: project.to_owned() }.path());
    Some((format!("{}: {}", isolated(title), subscription_status(Some(status)).0), href))
}

fn of_invitations_words(pending: usize) -> Option<String> {
    match pending {
        0 => None,
        1 => Some("1 invitation is pending".to_owned()),
        count => Some(format!("{count} invitations are pending")),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};
    use wheelhouse_contract::Resource;

    use super::*;

    #[test]
    fn amounts_are_not_more_exact_than_what_is_known() {
        assert_eq!(amount(None), "…");
        assert_eq!(amount(Some((50, Some(120), true))), "120");
        assert_eq!(amount(Some((3, None, false))), "3");
        assert_eq!(amount(Some((50, None, true))), "More than 50");
    }

    #[test]
    fn only_what_stands_badly_needs_someone() {
        let of = |subscription: Value| of_subscription(&Subscription::new(Arc::new(subscription)));
        assert_eq!(of(json!({"status": "active", "project_title": "Shop"})), None);
        let shop = json!({"status": "suspended", "project_title": "Shop", "project_id": "p1"});
        assert_eq!(of(shop), Some(("Shop: Suspended".to_owned(), Some("/projects/p1".to_owned()))));
        assert_eq!(of_invitations_words(0), None);
        assert!(of_status("active").is_none() && of_status("suspended").is_some());
    }
}
