//! The lines of a `.env` file, as dotenv (npm) reads them, and a shell where it agrees.
//!
//! The two differ in what a quoted value may hold and where a comment starts. Where they do, the longer value is taken: what
//! was typed is not lost without a word. Each line is a value, a part of one, a comment, blank, or an error.

use super::parse::{Entry, Parsed};

/// The mark that a value is quoted with.
type Quote = char;

/// Reads the lines, which end as they do on any system.
pub fn lines(text: &str) -> Parsed {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let all: Vec<&str> = text.split('\n').collect();
    let mut parsed = Parsed::default();
    let mut at = 0;
    while let Some(line) = all.get(at) {
        let first = at;
        at += 1;
        // Blanks at its end may be within a value that goes on.
        let line = line.trim_start();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let Some((name, rest)) = assigned(line) else {
            parsed.errors.push(format!("Line {} is not NAME=value: {}", first + 1, line.trim_end()));
            continue;
        };
        let following = all.get(at..).unwrap_or_default();
        match value(rest, following) {
            Ok(read) => {
                at += read.lines;
                let (value, left_out) = (read.value, read.left_out);
                if value.contains('\0') {
                    parsed.errors.push(format!(
                        "Line {}: the value has a NUL character, which no variable can hold.",
                        first + 1
                    ));
                } else {
                    parsed.entries.push(Entry { name: name.to_owned(), value, left_out, ..Entry::default() });
                }
            }
            Err(wrong) => parsed.errors.push(format!("Line {}: {wrong}", first + 1)),
        }
    }
    parsed
}

/// The name and what follows it: `NAME=…`, `export NAME=…`, `NAME: …`.
fn assigned(line: &str) -> Option<(&str, &str)> {
    let line = line.strip_prefix("export").filter(|rest| rest.starts_with([' ', '\t'])).map_or(line, str::trim_start);
    if let Some((name, rest)) = line.split_once('=') {
        return Some((name.trim_end(), rest));
    }
    let (name, rest) = line.split_once(':').filter(|(_, rest)| rest.starts_with([' ', '\t']))?;
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | '-');
    name.chars().all(is_name).then_some((name, rest))
}

/// A value, and how many more lines it goes on for.
struct Read {
    value: String,
    left_out: Option<String>,
    lines: usize,
}

fn value(rest: &str, following: &[&str]) -> Result<Read, &'static str> {
    let text = rest.trim_start();
    match text.chars().next() {
        Some(quote @ ('"' | '\'' | '`')) => quoted(text, quote, following),
        Some('{' | '[') => json(text, following),
        Some('#') if text.len() < rest.len() => Ok(plain("", Some(text.trim_end()), 0)),
        _ => {
            let (value, comment) = without_comment(text);
            Ok(plain(value, comment, 0))
        }
    }
}

fn plain(value: &str, comment: Option<&str>, lines: usize) -> Read {
    Read { value: value.to_owned(), left_out: comment.map(str::to_owned), lines }
}

/// A comment starts at a `#` after a blank.
fn without_comment(text: &str) -> (&str, Option<&str>) {
    let starts = |(at, _): &(usize, &str)| text.get(..*at).is_some_and(|before| before.ends_with([' ', '\t']));
    match text.match_indices('#').find(starts) {
        Some((at, _)) => (text.get(..at).unwrap_or_default().trim_end(), text.get(at..).map(str::trim_end)),
        None => (text.trim_end(), None),
    }
}

/// From one mark to the next that ends the line, over several lines if need be. Where none does, the marks that the text
/// is enclosed in are taken off, and all between them is the value, further marks included.
fn quoted(text: &str, quote: Quote, following: &[&str]) -> Result<Read, &'static str> {
    let mut whole = text.to_owned();
    for lines in 0..=following.len() {
        if let Some((inner, after)) = enclosed(&whole, quote) {
            let after = after.trim();
            if after.is_empty() || after.starts_with('#') {
                return Ok(Read {
                    left_out: left_out(inner, quote, after),
                    ..plain(&unescaped(inner, quote), None, lines)
                });
            }
            if lines > 0 {
                // The mark that was found belongs to a later line.
                break;
            }
            return Ok(on_its_line(text, quote).unwrap_or_else(|| {
                let (line, comment) = without_comment(text);
                plain(line, comment, 0)
            }));
        }
        let Some(more) = following.get(lines) else { break };
        whole.push('\n');
        whole.push_str(more);
    }
    // A path of Windows may end in a backslash, which escapes no mark then.
    on_its_line(text, quote).ok_or("the quotation mark is never closed.")
}

/// A value whose line begins and ends with the mark, whatever stands between them.
fn on_its_line(text: &str, quote: Quote) -> Option<Read> {
    let (line, comment) = without_comment(text);
    let inner = line.strip_prefix(quote)?.strip_suffix(quote)?;
    let value = if quote == '"' { inner.replace("\\n", "\n").replace("\\r", "\r") } else { inner.to_owned() };
    Some(plain(&value, comment, 0))
}

/// What of a quoted value and its line is not part of what is read.
fn left_out(inner: &str, quote: Quote, after: &str) -> Option<String> {
    let escapes = quote == '"' && (inner.contains("\\\"") || inner.contains("\\\\"));
    let parts = [if escapes { "backslashes that escape" } else { "" }, after];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// What stands between the marks, and after the second.
fn enclosed(text: &str, quote: Quote) -> Option<(&str, &str)> {
    let inner = text.strip_prefix(quote)?;
    let mut is_escaped = false;
    for (at, letter) in inner.char_indices() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' if quote == '"' => is_escaped = true,
            _ if letter == quote => return Some((inner.get(..at)?, inner.get(at + letter.len_utf8()..)?)),
            _ => {}
        }
    }
    None
}

/// Line breaks, marks and backslashes that stand as escapes in double quotes. All other backslashes are themselves.
fn unescaped(text: &str, quote: Quote) -> String {
    if quote != '"' {
        return text.to_owned();
    }
    let mut value = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (letter, letters.clone().next()) {
            ('\\', Some(escaped @ ('n' | 'r' | '"' | '\\'))) => {
                letters.next();
                value.push(match escaped {
                    'n' => '\n',
                    'r' => '\r',
                    other => other,
                });
            }
            _ => value.push(letter),
        }
    }
    value
}

/// JSON without quotation marks goes on until it is whole.
fn json(text: &str, following: &[&str]) -> Result<Read, &'static str> {
    let is_whole = |text: &str| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    let (line, comment) = without_comment(text);
    if is_whole(text.trim_end()) {
        return Ok(plain(text.trim_end(), None, 0));
    }
    if is_whole(line) {
        return Ok(plain(line, comment, 0));
    }
    let mut whole = text.to_owned();
    for (lines, more) in (1..).zip(following) {
        whole.push('\n');
        whole.push_str(more);
        if is_whole(whole.trim_end()) {
            return Ok(plain(whole.trim_end(), None, lines));
        }
    }
    let opened = |marks: [char; 2]| line.matches(marks[0]).count() > line.matches(marks[1]).count();
    if opened(['{', '}']) || opened(['[', ']']) {
        return Err("the JSON that begins here does not end. Quote the value if it is no JSON.");
    }
    Ok(plain(line, comment, 0))
}

#[cfg(test)]
mod tests {
    use super::super::super::env_line::assigned as written;
    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        lines(text).entries.into_iter().map(|entry| (entry.name, entry.value)).collect()
    }

    /// Whether a text is read as these names and values, without an error.
    #[track_caller]
    fn reads(text: &str, expected: &[(&str, &str)]) {
        let found = pairs(text);
        let found: Vec<(&str, &str)> = found.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(found, expected, "{text}");
        assert_eq!(lines(text).errors, Vec::<String>::new(), "{text}");
    }

    #[test]
    fn names_values_and_comments() {
        reads(
            "# comment\n\nexport A=1\nB = two words # why\nE=\nF=a=b#c\r\nG: yes\nH=x\t# tab\n",
            &[("A", "1"), ("B", "two words"), ("E", ""), ("F", "a=b#c"), ("G", "yes"), ("H", "x")],
        );
        reads("G:\tyes", &[("G", "yes")]);
        reads("exported=1", &[("exported", "1")]);
        reads("O1=1\rO2=2\r", &[("O1", "1"), ("O2", "2")]);
        reads("CACHE_DSN= # none yet\nNEXT=1", &[("CACHE_DSN", ""), ("NEXT", "1")]);
        reads("EMPTY=\nEMPTY2=\"\"\nFULL=x", &[("EMPTY", ""), ("EMPTY2", ""), ("FULL", "x")]);
    }

    #[test]
    fn what_is_left_out_is_said() {
        let left_out = |text: &str| lines(text).entries.pop().and_then(|entry| entry.left_out);
        assert_eq!(left_out("A=1 # why").as_deref(), Some("# why"));
        assert_eq!(left_out("A= # none").as_deref(), Some("# none"));
        assert_eq!(left_out("A=\"x\" # why").as_deref(), Some("# why"));
        assert_eq!(left_out("A=a#b"), None);
        // dotenv keeps them, and a shell does not.
        assert_eq!(left_out(r#"A="{\"a\": 1}""#).as_deref(), Some("backslashes that escape"));
        assert_eq!(left_out(r#"A="C:\\x" # why"#).as_deref(), Some("backslashes that escape, # why"));
        assert_eq!(left_out(r#"A="^\d+\n""#), None);
    }

    #[test]
    fn backslashes_stay_unless_they_escape() {
        reads(
            "SLUG_RULE=\"^\\d+-[\\w.]+$\"\nSHARE=\"D:\\media\\uploads\"",
            &[("SLUG_RULE", "^\\d+-[\\w.]+$"), ("SHARE", "D:\\media\\uploads")],
        );
        reads("C=\"a \\\"b\\\"\\nc\"\nD='as \\n it is'", &[("C", "a \"b\"\nc"), ("D", "as \\n it is")]);
        reads("E=\"ends in \\\\\"\nF=2", &[("E", "ends in \\"), ("F", "2")]);
        for rest in ["", " # why", "\nF=\"x\""] {
            let text = format!("SHARE=\"D:\\media\\\"{rest}");
            assert_eq!(pairs(&text).first().map(|(_, value)| value.as_str()), Some("D:\\media\\"), "{text}");
        }
    }

    #[test]
    fn what_follows_the_closing_mark_is_kept() {
        reads(
            "LIMITS=\"{\"day\": 5, \"week\": 20}\"\nAFTER=1",
            &[("LIMITS", "{\"day\": 5, \"week\": 20}"), ("AFTER", "1")],
        );
        reads("GREETING='it's open'\nAFTER=1", &[("GREETING", "it's open"), ("AFTER", "1")]);
        reads("PATHX=\"/opt/a\":\"/opt/b\"", &[("PATHX", "/opt/a\":\"/opt/b")]);
        reads("A=\"x\" y", &[("A", "\"x\" y")]);
        reads("A=\"{\"a\":\"x\\ny\"}\"", &[("A", "{\"a\":\"x\ny\"}")]);
    }

    #[test]
    fn a_quoted_value_goes_on_over_lines() {
        reads("A='x  \n y'  \nB=1 ", &[("A", "x  \n y"), ("B", "1")]);
        reads(
            "KEY=\"-----BEGIN\nabc\n-----END\"\nB=2\nC=`a\n'b'`",
            &[("KEY", "-----BEGIN\nabc\n-----END"), ("B", "2"), ("C", "a\n'b'")],
        );
    }

    #[test]
    fn a_mark_that_is_not_closed_takes_no_other_line() {
        for text in ["A='never\nB=2", "A=\"never\nB=\"x\"\nC=3"] {
            let read = lines(text);
            assert_eq!(read.errors, ["Line 1: the quotation mark is never closed."], "{text}");
            assert_eq!(read.entries.first().map(|entry| entry.name.as_str()), Some("B"), "{text}");
        }
    }

    #[test]
    fn json_without_marks_is_read_whole_or_refused_whole() {
        reads(
            "CREDS={\n  \"kind\": \"robot\",\n  \"url\": \"https://x.example/?a=b\"\n}\nAFTER=1",
            &[("CREDS", "{\n  \"kind\": \"robot\",\n  \"url\": \"https://x.example/?a=b\"\n}"), ("AFTER", "1")],
        );
        reads("A={\"a\": \" # \"}\nB=[1] # list\nC={x}", &[("A", "{\"a\": \" # \"}"), ("B", "[1]"), ("C", "{x}")]);
        assert_eq!(lines("A={\n  \"a\": 1").errors.len(), 2);
    }

    #[test]
    fn every_line_is_accounted_for() {
        let read = lines("A=1\nnonsense\n=x\nN=a\0b");
        assert_eq!(
            read.errors,
            [
                "Line 2 is not NAME=value: nonsense",
                "Line 4: the value has a NUL character, which no variable can hold."
            ]
        );
        assert_eq!(read.entries.last().map(|entry| entry.name.as_str()), Some(""));
    }

    #[test]
    fn any_value_that_is_written_out_reads_back() {
        let letters = ['a', ' ', '"', '\'', '`', '\\', '#', '\n', '\r', '=', '{', '}', '$', 'n', 'é', '\u{200b}', '\t'];
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let mut next = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % u64::try_from(below).unwrap_or(1)).unwrap_or_default()
        };
        for _ in 0..2_000 {
            let value: String = (0..next(24)).filter_map(|_| letters.get(next(letters.len()))).collect();
            let text = format!("{}\n{}", written("A", &value), written("B", "next"));
            reads(&text, &[("A", &value), ("B", "next")]);
        }
    }
}
