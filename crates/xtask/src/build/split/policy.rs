//! Which file takes what, and which files a part needs.

/// What a first visit draws lies in the first file.
const FIRST: [&str; 1] = ["organizations"];
/// The frame of projects and environments, and all that their pages share.
const SCOPE: &str = "scope";
/// The forms' engine.
const FORMS: &str = "forms";

/// Files that are there before any part's own.
pub const SHARED: [&str; 2] = [SCOPE, FORMS];

/// The file of that which only these parts need; none is the first file.
pub fn file_of<'a>(sharers: &[&'a str]) -> Option<&'a str> {
    if sharers.iter().any(|sharer| FIRST.contains(sharer)) {
        return None;
    }
    match sharers {
        [only] => Some(only),
        _ => Some(SCOPE),
    }
}

/// The files that a part needs there before it runs, its own last. They are asked for side by side.
pub fn files_of(part: &str) -> Vec<&str> {
    let Some(own) = file_of(&[part]) else { return Vec::new() };
    if own == SCOPE { vec![SCOPE] } else { vec![SCOPE, own] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_several_pages_share_is_in_one_file() {
        assert_eq!(file_of(&["backups"]), Some("backups"));
        assert_eq!(file_of(&["backups", "domains"]), Some(SCOPE));
        assert_eq!(file_of(&["backups", "organizations"]), None);
        assert_eq!(files_of("backups"), [SCOPE, "backups"]);
        assert!(files_of("organizations").is_empty());
    }
}
