//! What the console says is said as a native speaker would: turns that were translated do not come back.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};

/// Turns that nobody says, in lower case.
const TURNS: &[&str] = &[
    "that you belong to",
    "domains of its own",
    "domain of its own",
    "value of its own",
    "none of its own",
    "talks to",
    "asked by",
    "asked for",
    "as if it were not there",
    "none named means",
    "together at most",
    "of the project’s own failed",
    "no address is known",
    "by half",
    "only in part",
    "being made",
    "by hand",
    "of now cannot",
    "brought back",
    "bring them back",
    "each in its own way",
    "away for moments",
    "always runs. make another",
    "stands for a",
    "an address of yours",
    "a script of yours",
    "machines of yours",
    "not told by",
    "as the api sees",
    "made in your account",
    "this can’t be sent yet",
    "stays as it is",
    "stay as they are",
    "how far it is",
    "which visitors it gets",
    "is told when",
    "gets the mails",
    "answers nowhere",
    "people read.",
    "says why",
    "go by them",
    "it may cost more",
    "as much as the",
    "nothing has changed",
    "leave as it is",
    "or not for you",
    "has all of the words",
    "is not known now",
    "goes on, and",
    "starts from nothing",
    "go on running",
    "none for the",
    "none for whichever",
    "; none for",
    "e-mail address, as in",
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            sources(&entry, found);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            found.push(entry);
        }
    }
}

/// The texts of a file, each on one line: what stands in quotes, and the documentation of a body's fields, which is the
/// help under them.
fn texts(source: &str, with_help: bool) -> Vec<String> {
    let mut texts = Vec::new();
    let mut help = String::new();
    let mut code = String::new();
    for line in source.lines().map(str::trim) {
        match line.strip_prefix("///") {
            Some(words) => help.push_str(words),
            None => {
                // Only what is followed by a field is shown.
                let is_field = line.starts_with("pub ") && line.ends_with(',');
                if with_help && (line.starts_with("#[field") || is_field) {
                    texts.push(help.clone());
                }
                help.clear();
                if !line.starts_with("//") {
                    code.push_str(line.trim_end_matches('\\'));
                    code.push('\n');
                }
            }
        }
    }
    let mut quoted = code.replace("\\\"", "”").split('"').map(str::to_owned).collect::<Vec<_>>().into_iter();
    while quoted.next().is_some() {
        texts.extend(quoted.next());
    }
    texts.iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()).collect()
}

#[test]
fn no_translated_turn_is_said() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for (folder, with_help) in [("src", false), ("crates/contract/src/sections", true), ("crates/contract/src", false)]
    {
        let mut files = Vec::new();
        sources(&root.join(folder), &mut files);
        for file in files.into_iter().filter(|file| !file.components().any(|part| part.as_os_str() == "tests")) {
            let source = fs::read_to_string(&file).unwrap();
            for text in texts(&source, with_help) {
                for turn in TURNS.iter().filter(|turn| text.contains(**turn)) {
                    found.push(format!("{}: “{turn}” in “{text}”", file.display()));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn texts_over_several_lines_are_read_as_one() {
    let source = "/// Help that goes\n/// on.\n#[field(label = \"A label\")]\npub x: u8,\nlet s = \"one \\\n    two\";\n// \"no\"";
    assert_eq!(texts(source, true), ["help that goes on.", "", "a label", "one two"]);
}
