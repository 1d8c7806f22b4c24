//! What the forms are called that can be opened from where the person is, and the lists that are no section's own.

use crate::routes::billing::{ADDRESS, OFFERS, PLAN_RECORDS, PROFILE, USAGE_RECORDS, VOUCHER, VOUCHERS};
use crate::routes::{AtRead, Does, Route, Step, Words, addressable_from};

/// A page, and the words that its title and the links to it have.
#[derive(Debug, PartialEq, Eq)]
pub struct Named {
    pub route: Route,
    pub title: String,
    /// What is done on it; `None` where it is there to be looked at.
    pub does: Option<Does>,
}

/// What a page is called and what is done on it; `None` where something else leads to it.
fn named(route: &Route) -> Option<(String, Option<Does>)> {
    let step = route.step();
    let doing = match step {
        Step::New => Some((Does::Make, "Add")),
        Step::Edit => Some((Does::Change, "Edit")),
        Step::Delete => Some((Does::Lose, "Delete")),
        Step::List | Step::One => None,
    };
    let (title, does) = match (route.words(), doing) {
        (Words::Form(does, title), _) => (title.to_owned(), Some(does)),
        (Words::Look(title), _) => (title.to_owned(), None),
        (Words::List(title, _), None) if step == Step::List => (title.to_owned(), None),
        (Words::Of(thing), Some((does, verb))) => (format!("{verb} {thing}"), Some(does)),
        (Words::Each(each) | Words::List(_, each), Some((does, _))) => {
            (each.get(does as usize).copied().unwrap_or_default().to_owned(), Some(does))
        }
        _ => return None,
    };
    (!title.is_empty()).then_some((title, does))
}

/// What of billing is about an organization as a whole.
const BILLING: [(&str, &str, Option<Does>); 7] = [
    (VOUCHERS, "Vouchers", None),
    (VOUCHER, "Redeem voucher", Some(Does::Make)),
    (PLAN_RECORDS, "Plan records", None),
    (USAGE_RECORDS, "Usage records", None),
    (OFFERS, "Plans and regions", None),
    (ADDRESS, "Edit billing address", Some(Does::Change)),
    (PROFILE, "Edit billing profile", Some(Does::Change)),
];

/// All that the address of `route` leads to besides sections and the actions of the header, in the order of the table of
/// addresses.
pub fn forms(route: &Route) -> Vec<Named> {
    let mut found = Vec::new();
    for route in addressable_from(route) {
        if let Some((title, does)) = named(&route) {
            found.push(Named { route, title, does });
        } else if let Route::Billing { organization, at: AtRead::List } = route {
            found.extend(BILLING.map(|(part, title, does)| {
                let (organization, at) = (organization.clone(), AtRead::One(part.to_owned()));
                Named { route: Route::Billing { organization, at }, title: title.to_owned(), does }
            }));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::{sections_of, templates};

    fn titles(path: &str) -> Vec<(String, String)> {
        forms(&Route::parse(path)).into_iter().map(|it| (it.title, it.route.path())).collect()
    }

    fn path_of(path: &str, title: &str) -> Option<String> {
        titles(path).into_iter().find(|(own, _)| own == title).map(|(_, path)| path)
    }

    #[test]
    fn a_list_leads_to_the_form_for_a_new_one() {
        let list = "/projects/p/domains";
        assert_eq!(path_of(list, "Add domain").as_deref(), Some("/projects/p/domains/new"));
        assert_eq!(path_of(list, "Delete domain"), None);
    }

    #[test]
    fn a_thing_leads_to_its_own_forms() {
        let one = "/projects/p/domains/a.example";
        assert_eq!(path_of(one, "Edit domain").as_deref(), Some("/projects/p/domains/a.example/edit"));
        assert_eq!(path_of(one, "Delete domain").as_deref(), Some("/projects/p/domains/a.example/delete"));
        let backup = "/projects/p/environments/main/backups/b";
        let restore = "/projects/p/environments/main/backups/b/restore";
        assert_eq!(path_of(backup, "Restore backup").as_deref(), Some(restore));
        let kind = "/projects/p/environment-types/staging";
        let entry = "/projects/p/environment-types/staging/access/new";
        assert!(titles(kind).contains(&("Add entry".to_owned(), entry.to_owned())));
    }

    #[test]
    fn what_is_called_alike_elsewhere_is_not_taken_for_it() {
        // A domain of an environment is none of its project.
        let of_environment = titles("/projects/p/environments/main/domains/a.example");
        let deletes =
            of_environment.iter().filter(|(title, _)| title == "Delete domain").map(|(_, path)| path.as_str());
        let deletes: Vec<&str> = deletes.collect();
        assert_eq!(deletes, ["/projects/p/environments/main/domains/a.example/delete"]);
        // A member's access is not that of a person to a project.
        assert_eq!(path_of("/projects/p/access/u", "Change permissions"), None);
    }

    #[test]
    fn wherever_one_is_in_it_the_forms_of_a_scope_are_there() {
        for path in ["/projects/p", "/projects/p/activity/a", "/projects/p/environments/main/merge"] {
            for title in ["Add certificate", "Delete project", "Add people", "New organization", "Add SSH key"] {
                assert!(path_of(path, title).is_some(), "{title} at {path}");
            }
        }
        for title in ["Invite people", "Redeem voucher", "New project", "New ticket"] {
            assert!(path_of("/organizations/o/teams/t", title).is_some(), "{title}");
            assert_eq!(path_of("/projects/p", title), None);
        }
        assert!(path_of("/nowhere", "New organization").is_some());
    }

    #[test]
    fn each_form_of_the_table_has_words() {
        for template in templates() {
            let route = Route::parse(&template.path.replace('{', "an-").replace('}', ""));
            assert!(!route.has_form() || named(&route).is_some(), "{}", template.path);
        }
    }

    #[test]
    fn no_page_is_there_twice() {
        for path in ["/projects/p/environments/e/domains/d", "/organizations/o/members/u", "/account/api-tokens/t", "/"]
        {
            let route = Route::parse(path);
            let mut paths: Vec<String> = titles(path).into_iter().map(|(_, path)| path).collect();
            paths.extend(sections_of(route.scope()).map(|section| route.path_in(section)));
            paths.sort_unstable();
            let all = paths.len();
            paths.dedup();
            assert_eq!(paths.len(), all, "{path}");
        }
    }
}
