//! The line of a log that says why something failed.

/// Words of a line that says what went wrong.
const STRONG: &[&str] = &["error", "err!", "fatal", "exception", "panic", "panicked", "traceback"];
/// Words of one that may.
const WEAK: &[&str] = &["failed", "failure", "denied", "refused", "exited", "exiting", "abort", "aborting", "aborted"];
/// Words before which those above say nothing of the kind: "no error", "0 errors".
const NONE: &[&str] = &["no", "0", "without", "zero"];

/// The first line that says what went wrong, counted from 0; else the last that says anything.
pub fn first_error<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Option<usize> {
    let find = |says: fn(&str) -> bool| lines.clone().position(says);
    find(|line| !is_warning(line) && has(line, STRONG))
        .or_else(|| find(|line| !is_warning(line) && (line.trim_start().starts_with("E:") || has(line, WEAK))))
        .or_else(|| {
            let said = lines.clone().enumerate().filter(|(_, line)| !line.trim().is_empty());
            said.last().map(|(at, _)| at)
        })
}

fn is_warning(line: &str) -> bool {
    let line = line.trim_start().to_ascii_lowercase();
    line.starts_with("w:") || line.starts_with("warn") || line.starts_with("npm warn")
}

/// Whether a line has one of these words, and nothing before it that takes it back.
fn has(line: &str, wanted: &[&str]) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '!' | '-');
    let line = line.to_ascii_lowercase();
    let mut before = "";
    for word in line.split(|letter| !is_part(letter)).filter(|word| !word.is_empty()) {
        // As in TypeError and NullPointerException.
        let ends = |wanted: &&str| word == *wanted || word.ends_with(wanted) && word.chars().all(char::is_alphanumeric);
        if wanted.iter().any(ends) && !NONE.contains(&before) {
            return true;
        }
        before = word;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lines: &[&str]) -> Option<usize> {
        first_error(lines.iter().copied())
    }

    #[test]
    fn the_first_that_says_error_is_why() {
        assert_eq!(found(&["npm run build", "a.ts:4:1 - error TS2345: no", "E: Error building project"]), Some(1));
        assert_eq!(found(&["added 3 packages", "npm ERR! code ELIFECYCLE"]), Some(1));
        assert_eq!(found(&["ok", "TypeError: x is not a function"]), Some(1));
        assert_eq!(found(&["thread 'main' panicked at src/main.rs:1:1"]), Some(0));
    }

    #[test]
    fn what_only_looks_like_one_is_passed_over() {
        let lines = [
            "found 0 errors, no error at all",
            "W: error_log is deprecated",
            "warning: unused error handler",
            "writing error_log and on-error.html",
            "The deploy hook exited with code 1",
        ];
        assert_eq!(found(&lines), Some(4));
    }

    #[test]
    fn else_the_last_words_are_shown() {
        assert_eq!(found(&["starting", "stopped", "", "  "]), Some(1));
        assert_eq!(found(&["E: The hook stopped", "end"]), Some(0));
        assert_eq!(found(&[]), None);
    }
}
