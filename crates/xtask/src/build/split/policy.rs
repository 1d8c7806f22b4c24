//! Which file takes what, and which files a part needs.

/// The frame of projects and environments and the pages that one begins with; what these need lies in one file, whoever
/// else does.
const FIRST_OF_SCOPE: [&str; 5] = [SCOPE, "frame", "home", "project_overview", "environment_overview"];
const SCOPE: &str = "scope";
/// What other pages share.
const PAGES: &str = "pages";
/// The forms' engine, and all that only forms share.
const FORMS: &str = "forms";
/// Pages that are forms and show more beside them, of all areas. Each is called by its area, after which it is named.
const FORM_PAGES: &str = "form_pages";
const FORM_PAGE: &str = "_form";
/// Areas of which every page has a form.
const LIKE_FORMS: [&str; 2] = ["environment_actions", "variables_import"];

/// Areas that are several files: what a person opens first, and pages that are called by it and named after it.
const DIVIDED: [&str; 4] = ["access", "account", "billing", "members"];

/// Areas that are about people and money, which share much that no project's page needs.
const OF_PEOPLE: [&str; 6] = ["access", "account", "billing", "members", "organizations", "teams"];
const PEOPLE: &str = "people";

/// Areas too small for their own file lie in one.
const SMALL: [&str; 4] = ["project_settings", "environment_settings", "environment_types", "organization_settings"];
const SETTINGS: &str = "settings";

/// Files that hold what several parts need.
pub const SHARED: [&str; 5] = [SCOPE, PAGES, PEOPLE, FORMS, FORM_PAGES];

/// What so few files need is copied into each: who opens one of these pages has to fetch it either way, and who opens
/// another one never does.
const COPIES: usize = 6;

/// The files of that which only these parts need. It is in several where these are few.
pub fn homes<'a>(sharers: &[&'a str]) -> Vec<&'a str> {
    let called_by = |sharer: &str| area(sharer).or(whole(sharer)).is_some_and(|area| sharers.contains(&area));
    // What two parts of a divided area share lies where both are called from.
    let divided = |sharer: &&str| whole(sharer).filter(|area| of_area(sharers, area) > 1);
    let shared_by = |sharer: &'a str| divided(&sharer).unwrap_or_else(|| with_small(sharer));
    let mut sharers: Vec<&str> = sharers.iter().copied().filter(|sharer| !called_by(sharer)).map(shared_by).collect();
    sharers.sort_unstable();
    sharers.dedup();
    match sharers.as_slice() {
        all if all.iter().all(|sharer| area(sharer).is_some()) => return vec![FORM_PAGES],
        [only] => return vec![only],
        all if is_of_first_pages(all) => return vec![SCOPE],
        _ => {}
    }
    let of_people = sharers.iter().filter(|sharer| is_of_people(sharer)).count();
    let home = |sharer: &&'a str| match *sharer {
        form if with_forms(form) => FORMS,
        page if of_people > 1 && is_of_people(page) => PEOPLE,
        page => page,
    };
    let mut homes: Vec<&str> = sharers.iter().map(home).collect();
    homes.sort_unstable();
    homes.dedup();
    if homes.len() > COPIES { vec![PAGES] } else { homes }
}

/// Where that goes which cannot be copied, as it changes.
pub fn only_home<'a>(sharers: &[&'a str]) -> &'a str {
    match homes(sharers).as_slice() {
        [only] => only,
        // These do without what other pages share.
        _ if sharers.iter().any(|sharer| FIRST_OF_SCOPE.contains(sharer)) => SCOPE,
        _ => PAGES,
    }
}

/// Whether what these need is fetched with the first page: several such pages need it, or one of them and many others.
fn is_of_first_pages(sharers: &[&str]) -> bool {
    let mut first = sharers.iter().filter(|sharer| FIRST_OF_SCOPE.contains(sharer));
    match (first.next(), first.next()) {
        (None, _) => false,
        (Some(only), None) => *only == SCOPE || sharers.len() > COPIES,
        _ => true,
    }
}

/// The files that a part needs there before it runs, its own last. They are asked for side by side.
pub fn files_of(part: &str) -> Vec<&str> {
    let mut files = vec![SCOPE];
    let mut add = |file| {
        if !files.contains(&file) {
            files.push(file);
        }
    };
    if !FIRST_OF_SCOPE.contains(&part) {
        add(PAGES);
    }
    if is_about_people(part) {
        add(PEOPLE);
    }
    if with_forms(part) {
        add(FORMS);
    }
    if let Some(area) = area(part).or(whole(part)) {
        add(area);
    }
    for home in homes(&[part]) {
        add(home);
    }
    files
}

/// The place of a file's styles among those of the other files: what is shared comes before what may depart from it.
pub fn order_of(file: &str) -> usize {
    SHARED.iter().position(|shared| *shared == file).unwrap_or(SHARED.len())
}

/// Whether a page is about people or money, and so needs the file that those share.
pub fn is_about_people(part: &str) -> bool {
    is_of_people(part) || area(part).is_some_and(is_of_people)
}

fn with_small(part: &str) -> &str {
    if SMALL.contains(&part) { SETTINGS } else { part }
}

/// Whether a part runs only where there is a form.
fn with_forms(part: &str) -> bool {
    part == FORMS || area(part).is_some() || LIKE_FORMS.contains(&part)
}

/// The area that a form's page belongs to.
fn area(part: &str) -> Option<&str> {
    part.strip_suffix(FORM_PAGE)
}

/// The divided area that a page is of which lies in a file beside the area's.
fn whole(part: &str) -> Option<&'static str> {
    let is_of = |area: &&str| part.strip_prefix(*area).is_some_and(|rest| rest.starts_with('_') && rest != FORM_PAGE);
    DIVIDED.into_iter().find(is_of)
}

/// Whether a page is of one of those areas.
fn is_of_people(part: &str) -> bool {
    OF_PEOPLE.contains(&whole(part).unwrap_or(part))
}

/// How many of these are of a divided area.
fn of_area(parts: &[&str], area: &str) -> usize {
    parts.iter().filter(|part| whole(part) == Some(area)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_several_pages_share_is_in_one_file() {
        assert_eq!(homes(&["backups"]), ["backups"]);
        assert_eq!(homes(&["backups", "backups_form"]), ["backups"]);
        let pages = ["backups", "certificates", "compare", "domains", "integrations", "routes", "versions"];
        assert!(pages.len() > COPIES);
        assert_eq!(homes(&pages), [PAGES]);
        assert_eq!(homes(&["environment_overview", "project_overview"]), [SCOPE]);
        assert_eq!(homes(&["backups", SCOPE]), [SCOPE]);
        assert_eq!(homes(&[pages.as_slice(), &["project_overview"]].concat()), [SCOPE]);
        assert_eq!(homes(&["environment_types", "project_settings"]), [SETTINGS]);
        assert_eq!(homes(&[FORMS, "projects_form"]), [FORMS]);
        assert_eq!(homes(&["operations_form", "projects_form"]), [FORM_PAGES]);
        assert_eq!(files_of("project_overview"), [SCOPE, "project_overview"]);
    }

    #[test]
    fn what_few_pages_share_is_copied_into_each() {
        assert_eq!(homes(&["backups", "domains"]), ["backups", "domains"]);
        assert_eq!(homes(&["environment_types", "operations", "project_settings"]), ["operations", SETTINGS]);
        assert_eq!(homes(&[FORMS, "domains", "operations_form", "projects_form"]), ["domains", FORMS]);
        assert_eq!(homes(&["backups", "project_overview"]), ["backups", "project_overview"]);
        assert_eq!(only_home(&["backups", "domains"]), PAGES);
        assert_eq!(only_home(&["backups", "project_overview"]), SCOPE);
        assert_eq!(only_home(&["backups"]), "backups");
    }

    #[test]
    fn what_parts_of_a_divided_area_share_is_where_they_are_called_from() {
        assert_eq!(homes(&["billing", "billing_order"]), ["billing"]);
        assert_eq!(homes(&["billing_order", "billing_records"]), ["billing"]);
        assert_eq!(homes(&["billing_order", "billing_records", "domains"]), ["billing", "domains"]);
        assert_eq!(homes(&["billing_order"]), ["billing_order"]);
        assert_eq!(files_of("billing_order"), [SCOPE, PAGES, PEOPLE, "billing", "billing_order"]);
    }

    #[test]
    fn what_pages_about_people_share_is_not_for_those_of_projects() {
        assert_eq!(homes(&["account", "members", "teams"]), [PEOPLE]);
        assert_eq!(homes(&["access_effective", "billing_order"]), [PEOPLE]);
        assert_eq!(homes(&["account", "domains", "teams"]), ["domains", PEOPLE]);
        assert_eq!(files_of("teams"), [SCOPE, PAGES, PEOPLE, "teams"]);
    }

    #[test]
    fn every_file_that_a_part_may_call_is_among_its_own() {
        let parts = [
            SCOPE,
            "frame",
            "project_overview",
            "backups",
            "domains",
            "backups_form",
            "operations_form",
            "project_settings",
            "environment_types",
            FORMS,
            "environment_actions",
            "billing",
            "billing_order",
            "billing_records",
            "billing_form",
            "access_effective",
            "teams",
        ];
        for one in parts {
            for two in parts {
                for three in parts {
                    let mut sharers = vec![one, two, three];
                    sharers.sort_unstable();
                    sharers.dedup();
                    let homes = homes(&sharers);
                    for part in &sharers {
                        let files = files_of(part);
                        assert!(homes.iter().any(|home| files.contains(home)), "{part} of {sharers:?} lacks {homes:?}");
                        assert!(files.contains(&only_home(&sharers)), "{part} of {sharers:?}");
                    }
                }
            }
        }
    }
}
