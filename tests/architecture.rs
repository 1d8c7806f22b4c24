//! Who may know whom, in the console and among the crates.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::{Path, PathBuf};

/// Each part of the console with the parts it may use.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("routes", &[]),
    ("reactive", &[]),
    ("text", &[]),
    ("api", &[]),
    ("data", &["api", "reactive"]),
    ("ui", &["reactive", "text"]),
    ("chunk", &["ui"]),
    ("forms", &["ui", "reactive", "text"]),
    ("components", &["routes", "api", "data", "ui", "forms", "chunk", "reactive", "text"]),
    ("layouts", &["routes", "api", "data", "ui", "forms", "components", "chunk", "reactive", "text"]),
    ("pages", &["routes", "api", "data", "ui", "forms", "components", "layouts", "chunk", "reactive", "text"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            found.extend(sources(&entry));
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            found.push(entry);
        }
    }
    found
}

/// The parts of this crate that a source names, with and without `use`.
fn named(text: &str) -> Vec<&str> {
    text.split("crate::")
        .skip(1)
        .filter_map(|rest| rest.split(|c: char| !c.is_ascii_lowercase() && c != '_').next())
        .filter(|part| !part.is_empty())
        .collect()
}

/// The bundle is built without what prints for debugging: such text would be empty.
#[test]
fn no_text_is_made_by_debug_formatting() {
    for file in sources(&root().join("src")).into_iter().chain(sources(&root().join("crates/contract/src"))) {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let is_test = file.components().any(|part| part.as_os_str() == "tests");
        assert!(is_test || !code.contains(":?}"), "{} prints for debugging", file.display());
    }
}

/// Whoever spells a relation instead of naming its declaration looks for a link that may never come.
#[test]
fn relations_are_spelt_in_the_contract_alone() {
    let relations = |text: &str| -> Vec<String> {
        let quoted = text.lines().flat_map(|line| line.split('"').skip(1).step_by(2));
        quoted.filter(|quoted| quoted.starts_with('#') && quoted.len() > 1).map(str::to_owned).collect()
    };
    let mut declared = Vec::new();
    for file in sources(&root().join("crates/contract/src/sections")) {
        declared.extend(relations(&fs::read_to_string(file).unwrap()));
    }
    assert!(declared.iter().any(|relation| relation == "#edit"));
    for file in sources(&root().join("src")).into_iter().chain(sources(&root().join("crates/sandbox/src"))) {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let spelt = declared.iter().find(|relation| code.contains(&format!("\"{relation}\"")));
        assert!(spelt.is_none(), "{} spells {spelt:?} that a resource declares", file.display());
    }
}

#[test]
fn parts_of_the_console_know_only_those_below_them() {
    for (part, allowed) in MAY_KNOW {
        let folder = root().join("src").join(part);
        let files = if folder.is_dir() { sources(&folder) } else { vec![folder.with_extension("rs")] };
        assert!(!files.is_empty());
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            for other in named(&text) {
                let known = other == *part || allowed.contains(&other);
                assert!(known, "{} knows {other}", file.display());
            }
        }
    }
}

#[test]
fn pages_meet_through_routes_alone() {
    let pages = root().join("src/pages");
    let areas: Vec<String> = fs::read_dir(&pages)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    for area in &areas {
        for file in sources(&pages.join(area)) {
            let text = fs::read_to_string(&file).unwrap();
            for other in areas.iter().filter(|other| *other != area) {
                assert!(!text.contains(&format!("pages::{other}")), "{} knows {other}", file.display());
            }
        }
    }
}

#[test]
fn crates_know_only_those_below_them() {
    for (name, forbidden) in [
        ("contract", &["wheelhouse-sandbox", "wheelhouse-server"][..]),
        ("contract-derive", &["wheelhouse-"][..]),
        ("sandbox", &["wheelhouse-server"][..]),
        ("server", &["wheelhouse-contract"][..]),
    ] {
        let manifest = fs::read_to_string(root().join("crates").join(name).join("Cargo.toml")).unwrap();
        let dependencies = manifest.split("[dependencies]").nth(1).unwrap();
        for other in forbidden {
            assert!(!dependencies.contains(other), "{name} knows {other}");
        }
    }
}
