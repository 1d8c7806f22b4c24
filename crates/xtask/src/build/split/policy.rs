//! Which file takes what, and which files a part needs.

/// What a first visit draws lies in the first file.
const FIRST: [&str; 1] = ["organizations"];
/// The frame of projects and environments, and all that their pages share.
const SCOPE: &str = "scope";
/// The forms' engine, and all that only forms share.
const FORMS: &str = "forms";
/// Pages that are forms of their own kind, of all areas: they draw more beside the form.
const FORM_PAGES: &str = "form_pages";
/// How the parts of these end.
const FORM_PAGE: &str = "_form";

/// Files that hold what several parts need.
pub const SHARED: [&str; 3] = [SCOPE, FORMS, FORM_PAGES];

/// The file of that which only these parts need; none is the first file.
pub fn file_of<'a>(sharers: &[&'a str]) -> Option<&'a str> {
    if sharers.iter().any(|sharer| FIRST.contains(sharer)) {
        return None;
    }
    match sharers {
        [only] if only.ends_with(FORM_PAGE) => Some(FORM_PAGES),
        [only] => Some(only),
        all if all.iter().all(|sharer| sharer.ends_with(FORM_PAGE)) => Some(FORM_PAGES),
        all if all.iter().all(|sharer| with_forms(sharer)) => Some(FORMS),
        _ => Some(SCOPE),
    }
}

/// The files that a part needs there before it runs, its own last. They are asked for side by side.
pub fn files_of(part: &str) -> Vec<&str> {
    let Some(own) = file_of(&[part]) else { return Vec::new() };
    let mut files = vec![SCOPE];
    if with_forms(part) {
        files.push(FORMS);
    }
    if !files.contains(&own) {
        files.push(own);
    }
    files
}

/// Whether a part runs only where there is a form.
fn with_forms(part: &str) -> bool {
    part == FORMS || part.ends_with(FORM_PAGE) || part == "environment_actions"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_several_pages_share_is_in_one_file() {
        assert_eq!(file_of(&["backups"]), Some("backups"));
        assert_eq!(file_of(&["backups", "domains"]), Some(SCOPE));
        assert_eq!(file_of(&["forms", "domains"]), Some(SCOPE));
        assert_eq!(file_of(&["forms", "versions_form"]), Some(FORMS));
        assert_eq!(file_of(&["operations_form", "versions_form"]), Some(FORM_PAGES));
        assert_eq!(file_of(&["backups", "organizations"]), None);
    }

    #[test]
    fn every_file_that_a_part_may_call_is_among_its_own() {
        assert_eq!(files_of("backups"), [SCOPE, "backups"]);
        assert_eq!(files_of(FORMS), [SCOPE, FORMS]);
        assert_eq!(files_of("versions_form"), [SCOPE, FORMS, FORM_PAGES]);
        assert!(files_of("organizations").is_empty());
        let parts = ["backups", "domains", FORMS, "versions_form", "operations_form", "environment_actions"];
        for one in parts {
            for other in parts {
                let shared = file_of(&[one, other]).unwrap_or_default();
                assert!(
                    one == other || files_of(one).contains(&shared) && files_of(other).contains(&shared),
                    "{one}, {other}"
                );
            }
        }
    }
}
