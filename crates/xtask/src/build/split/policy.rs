//! Which file takes what, and which files a part needs.

/// The frame of projects and environments and their first pages; what these need lies in one file, whoever else does.
const FIRST_OF_SCOPE: [&str; 3] = [SCOPE, "project_overview", "environment_overview"];
const SCOPE: &str = "scope";
/// What other pages share.
const PAGES: &str = "pages";
/// The forms' engine, and all that only forms share.
const FORMS: &str = "forms";
/// Pages that are forms and show more beside them, of all areas. Each is called by its area, after which it is named.
const FORM_PAGES: &str = "form_pages";
const FORM_PAGE: &str = "_form";

/// Areas too small for a file of their own lie in one.
const SMALL: [&str; 3] = ["project_settings", "environment_settings", "environment_types"];
const SETTINGS: &str = "settings";

/// Files that hold what several parts need.
pub const SHARED: [&str; 4] = [SCOPE, PAGES, FORMS, FORM_PAGES];

/// The file of that which only these parts need.
pub fn file_of<'a>(sharers: &[&'a str]) -> &'a str {
    let called_by = |sharer: &str| area(sharer).is_some_and(|area| sharers.contains(&area));
    let mut sharers: Vec<&str> = sharers.iter().copied().filter(|sharer| !called_by(sharer)).map(with_small).collect();
    sharers.sort_unstable();
    sharers.dedup();
    match sharers.as_slice() {
        [only] if area(only).is_some() => FORM_PAGES,
        [only] => only,
        all if all.iter().all(|sharer| area(sharer).is_some()) => FORM_PAGES,
        all if all.iter().all(|sharer| with_forms(sharer)) => FORMS,
        all if all.iter().any(|sharer| FIRST_OF_SCOPE.contains(sharer)) => SCOPE,
        _ => PAGES,
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
    if with_forms(part) {
        add(FORMS);
    }
    if let Some(area) = area(part) {
        add(area);
    }
    add(file_of(&[part]));
    files
}

fn with_small(part: &str) -> &str {
    if SMALL.contains(&part) { SETTINGS } else { part }
}

/// Whether a part runs only where there is a form.
fn with_forms(part: &str) -> bool {
    part == FORMS || area(part).is_some() || part == "environment_actions"
}

/// The area that a form's page belongs to.
fn area(part: &str) -> Option<&str> {
    part.strip_suffix(FORM_PAGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_several_pages_share_is_in_one_file() {
        assert_eq!(file_of(&["backups"]), "backups");
        assert_eq!(file_of(&["backups", "backups_form"]), "backups");
        assert_eq!(file_of(&["backups", "domains"]), PAGES);
        assert_eq!(file_of(&["backups", "project_overview"]), SCOPE);
        assert_eq!(file_of(&["environment_types", "project_settings"]), SETTINGS);
        assert_eq!(file_of(&["environment_types", "operations", "project_settings"]), PAGES);
        assert_eq!(file_of(&[FORMS, "domains"]), PAGES);
        assert_eq!(file_of(&[FORMS, "projects_form"]), FORMS);
        assert_eq!(file_of(&["operations_form", "projects_form"]), FORM_PAGES);
        assert_eq!(files_of("project_overview"), [SCOPE, "project_overview"]);
    }

    #[test]
    fn every_file_that_a_part_may_call_is_among_its_own() {
        let parts = [
            SCOPE,
            "project_overview",
            "backups",
            "domains",
            "backups_form",
            "operations_form",
            "project_settings",
            "environment_types",
            FORMS,
            "environment_actions",
        ];
        for one in parts {
            for two in parts {
                for three in parts {
                    let mut sharers = vec![one, two, three];
                    sharers.sort_unstable();
                    sharers.dedup();
                    let file = file_of(&sharers);
                    for part in &sharers {
                        assert!(files_of(part).contains(&file), "{part} of {sharers:?} lacks {file}");
                    }
                }
            }
        }
    }
}
