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
    ("api", &["reactive"]),
    ("access", &[]),
    ("data", &["api", "reactive"]),
    ("ui", &["reactive", "text"]),
    ("chunk", &["ui", "reactive"]),
    ("forms", &["access", "ui", "reactive", "text"]),
    ("components", &["routes", "api", "data", "ui", "forms", "chunk", "reactive", "text"]),
    ("layouts", &["routes", "api", "data", "ui", "forms", "components", "chunk", "reactive", "text"]),
    (
        "pages",
        &["access", "routes", "api", "data", "ui", "forms", "components", "layouts", "chunk", "reactive", "text"],
    ),
];

/// Modules of the sandbox by layer, from the top down: each may know those of the layers below its own.
const SANDBOX: &[&[&str]] = &[
    &["http"],
    &["resources", "seed"],
    &["activities"],
    &["request"],
    &["access", "billing", "code", "provisioning"],
    &["store"],
    &["config", "error", "integration_kinds", "setup", "x509"],
    &["git"],
    &["clock"],
];

/// Modules of the contract by layer, as [`SANDBOX`].
const CONTRACT: &[&[&str]] = &[
    &["expressions"],
    &["sections", "sign_in"],
    &["operation"],
    &["answer"],
    &["activity", "validate"],
    &["body", "pem", "resource"],
    &["address", "base64", "checks", "facts", "links", "patterns"],
    &["problem"],
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

/// What a source names of its crate's root: `a` in `crate::a`, in `use crate::{a::b, c}` and in `super::super::a`.
/// `module` is where the source stands, from the root down. With the word that the path starts with: inside a module
/// that is written inside another, `super` goes less far than it seems, and what it names may not be at the root.
fn named(module: &[&str], text: &str) -> Vec<(&'static str, String)> {
    let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let mut found = Vec::new();
    for (start, from) in [("crate", &[][..]), ("super", module)] {
        for (at, _) in code.match_indices(&format!("{start}::")) {
            let before = code.get(..at).unwrap();
            let is_word = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
            // Of `super::super::` the first says it all.
            if !is_word && !before.ends_with("super::") {
                let mut names = Vec::new();
                follow(from, code.get(at..).unwrap(), &mut names);
                found.extend(names.into_iter().map(|name| (start, name)));
            }
        }
    }
    found
}

/// Follows a path or a tree of paths from a module on, and notes what stands at the root. Answers what is left.
fn follow<'a>(from: &[&'a str], text: &'a str, found: &mut Vec<String>) -> &'a str {
    let mut at = from.to_vec();
    let mut rest = text.trim_start();
    loop {
        if rest.starts_with('{') {
            while let Some(next) = rest.strip_prefix(['{', ',']) {
                rest = follow(&at, next, found).trim_start();
            }
            return rest.strip_prefix('}').unwrap_or(rest);
        }
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        match name {
            "crate" | "self" | "" => {}
            "super" => drop(at.pop()),
            name => {
                at.push(name);
                if at.len() == 1 {
                    found.push(name.to_owned());
                }
            }
        }
        match behind.strip_prefix("::") {
            Some(next) => rest = next.trim_start(),
            None => return behind,
        }
    }
}

/// The module that a source is, from the root down.
fn module_of(source: &Path, file: &Path) -> Vec<String> {
    let path = file.strip_prefix(source).unwrap().with_extension("");
    let parts = path.iter().map(|part| part.to_string_lossy().into_owned());
    parts.filter(|part| part != "mod").collect()
}

/// Every module belongs to one layer, and names only what lies below it, whichever way it names it.
fn assert_layers(source: &Path, layers: &[&[&str]]) {
    let layer = |name: &str| layers.iter().position(|layer| layer.contains(&name));
    for name in layers.iter().copied().flatten() {
        assert!(source.join(name).is_dir() || source.join(name).with_extension("rs").is_file(), "there is no {name}");
    }
    for file in sources(source) {
        let module = module_of(source, &file);
        let module: Vec<&str> = module.iter().map(String::as_str).collect();
        let Some(own) = module.first().filter(|name| **name != "lib") else { continue };
        let own_layer = layer(own).unwrap_or_else(|| panic!("{own} belongs to no layer"));
        for (start, other) in named(&module, &fs::read_to_string(&file).unwrap()) {
            match layer(&other) {
                Some(below) => assert!(below > own_layer || other == *own, "{} knows {other}", file.display()),
                // What the root shows of its modules would be a way around.
                None => assert!(start == "super", "{} knows {other} through the root", file.display()),
            }
        }
    }
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
    for file in sources(&root().join("crates/contract/src")) {
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
            let module = module_of(&root().join("src"), &file);
            let module: Vec<&str> = module.iter().map(String::as_str).collect();
            for (start, other) in named(&module, &text) {
                let known = other == *part || allowed.contains(&other.as_str());
                assert!(known || start == "super", "{} knows {other}", file.display());
            }
        }
    }
}

#[test]
fn modules_of_the_sandbox_know_only_those_below_them() {
    assert_layers(&root().join("crates/sandbox/src"), SANDBOX);
}

#[test]
fn modules_of_the_contract_know_only_those_below_them() {
    assert_layers(&root().join("crates/contract/src"), CONTRACT);
}

/// A handler is bound to its operation by the operation's type.
#[test]
fn the_sandbox_spells_no_operation() {
    for file in sources(&root().join("crates/sandbox/src")) {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let spelt = wheelhouse_contract::operations().find(|operation| code.contains(&format!("\"{}\"", operation.id)));
        assert!(spelt.is_none(), "{} spells {}", file.display(), spelt.unwrap().id);
    }
}

#[test]
fn however_a_module_is_named_it_is_found() {
    let text = "use crate::{a::b, c::{d, super::e}, f};\n use super::super::{g::h, self};\n super::i; crate::j::k(); mycrate::l;";
    let names: Vec<String> = named(&["x", "y"], text).into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["a", "c", "e", "f", "j", "g"]);
    let within = named(&["x"], "mod tests {\n use super::*;\n use super::m;\n // crate::n\n }");
    assert_eq!(within, [("super", "m".to_owned())]);
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

/// See docs/pages.md.
#[test]
fn modules_of_pages_have_one_shape() {
    let pages = root().join("src/pages");
    let without_frame = ["design", "sign_in"];
    for area in fs::read_dir(&pages).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let name = area.file_name().unwrap().to_string_lossy().into_owned();
        if !without_frame.contains(&name.as_str()) {
            let entry = fs::read_to_string(area.join("mod.rs")).unwrap();
            assert!(entry.contains("page(page: page::"), "{name} has no entry for the pages of an area");
        }
        for file in sources(&area) {
            let text = fs::read_to_string(&file).unwrap();
            assert!(!text.contains("_forbidden("), "{}: reasons are called cannot_…", file.display());
        }
    }
}

/// See docs/decisions/0004-elements-are-data.md. The design system's page is its own program, whose size matters to
/// nobody.
#[test]
fn components_are_drawn_by_view_and_elements_by_el() {
    for file in sources(&root().join("src")).iter().filter(|file| !file.starts_with(root().join("src/pages/design"))) {
        let text = fs::read_to_string(file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in code.lines().map(str::trim).filter(|line| !line.starts_with("//")) {
            let mut tags = line.split('<').skip(1).filter(|_| line.starts_with('<') || line.contains("view! {"));
            let is_element = |tag: &&str| {
                let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
                name.starts_with(|c: char| c.is_ascii_lowercase()) && !tag.contains("::")
            };
            let element = tags.find(is_element);
            assert!(element.is_none(), "{}: {line}", file.display());
        }
    }
}

#[test]
fn crates_know_only_those_below_them() {
    for (name, forbidden) in [
        ("contract", &["wheelhouse-sandbox", "wheelhouse-server"][..]),
        ("contract-derive", &["wheelhouse-"][..]),
        ("api-docs", &["wheelhouse-sandbox", "wheelhouse-server"][..]),
        ("sandbox", &["wheelhouse-server"][..]),
    ] {
        let manifest = fs::read_to_string(root().join("crates").join(name).join("Cargo.toml")).unwrap();
        let dependencies = manifest.split("[dependencies]").nth(1).unwrap();
        for other in forbidden {
            assert!(!dependencies.contains(other), "{name} knows {other}");
        }
    }
}

/// What `docs/fidelity.md` says of a rule, a test says as well.
#[test]
fn the_tests_that_fidelity_names_are_there() {
    let told = fs::read_to_string(root().join("docs/fidelity.md")).unwrap();
    let names: Vec<(&str, &str)> =
        told.split('`').skip(1).step_by(2).filter_map(|name| name.split_once("::")).collect();
    assert!(names.len() > 80, "only {} tests are named", names.len());
    for (file, test) in names.into_iter().filter(|(file, _)| *file != "file") {
        let tests = root().join("crates/sandbox/tests/api");
        let source = [format!("{file}.rs"), format!("{file}/mod.rs")];
        let source = source.iter().find_map(|name| fs::read_to_string(tests.join(name)).ok());
        let source = source.unwrap_or_else(|| panic!("there are no tests of {file}"));
        assert!(source.contains(&format!("fn {test}(")), "{file}.rs has no test {test}");
    }
}
