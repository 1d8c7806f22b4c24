//! The packages that go into what is shipped: those of the server, and those of the console within it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::{Result, process, toolchain};

/// The two programs that are shipped as one: their packages, what they are compiled for, and with which features.
pub const PARTS: [Part; 2] = [
    Part { name: "server", package: "wheelhouse-server", target: super::binary::TARGET, features: "embedded" },
    Part { name: "console", package: "wheelhouse", target: toolchain::TARGET, features: "chunks" },
];

/// A program that is shipped.
pub struct Part {
    pub name: &'static str,
    pub package: &'static str,
    target: &'static str,
    features: &'static str,
}

/// What tells packages apart: the name and the version.
pub type Key = (String, String);

/// A package that is compiled into a part.
#[derive(Debug, Default)]
pub struct Package {
    pub description: Option<String>,
    /// As it is declared, mostly an SPDX expression.
    pub license: Option<String>,
    pub repository: Option<String>,
    pub authors: Vec<String>,
    /// Where its files are.
    pub folder: PathBuf,
    /// SHA-256 of the package as it was published, in hexadecimal; none for those of this workspace.
    pub checksum: Option<String>,
    /// The parts that it is in.
    pub parts: BTreeSet<&'static str>,
    pub depends_on: BTreeSet<Key>,
}

impl Package {
    /// Whether it is one of this workspace.
    pub fn is_own(&self) -> bool {
        self.checksum.is_none()
    }
}

/// Every package that is compiled into a part. What only runs while it is built (macros, build scripts) is not among them.
///
/// # Errors
/// When cargo cannot say, or says of a package less than is needed.
pub fn shipped() -> Result<BTreeMap<Key, Package>> {
    let mut all = BTreeMap::<Key, Package>::new();
    for part in &PARTS {
        let tree = process::output(&mut part.tree()?)?;
        for key in tree.lines().filter_map(key_of_line) {
            all.entry(key).or_default().parts.insert(part.name);
        }
    }
    let mut metadata = process::command("cargo")?;
    metadata.args(["metadata", "--format-version", "1", "--locked", "--quiet"]);
    describe(&mut all, &serde_json::from_str(&process::output(&mut metadata)?)?)?;
    let lock = std::fs::read_to_string(crate::folders::root().join("Cargo.lock"))?;
    for (key, checksum) in checksums(&lock) {
        if let Some(package) = all.get_mut(&key) {
            package.checksum = Some(checksum);
        }
    }
    Ok(all)
}

impl Part {
    fn tree(&self) -> Result<Command> {
        let mut cargo = process::command("cargo")?;
        cargo.args(["tree", "--locked", "--quiet", "--package", self.package, "--features", self.features]);
        cargo.args(["--target", self.target, "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"]);
        Ok(cargo)
    }
}

/// Of a line such as `serde v1.0.228` or `wheelhouse v0.1.0 (/path) (*)`.
fn key_of_line(line: &str) -> Option<Key> {
    let mut words = line.split_whitespace();
    let name = words.next()?;
    Some((name.to_owned(), words.next()?.strip_prefix('v')?.to_owned()))
}

/// Adds what `cargo metadata` knows of the packages.
fn describe(all: &mut BTreeMap<Key, Package>, metadata: &Value) -> Result {
    let list = |value: &Value, key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let mut ids = BTreeMap::new();
    for found in list(metadata, "packages") {
        let key = (text(&found, "name").unwrap_or_default(), text(&found, "version").unwrap_or_default());
        ids.insert(text(&found, "id").unwrap_or_default(), key.clone());
        let Some(package) = all.get_mut(&key) else { continue };
        let manifest = PathBuf::from(text(&found, "manifest_path").ok_or("a package has no manifest")?);
        package.folder = manifest.parent().unwrap_or(&manifest).to_owned();
        package.description = text(&found, "description");
        package.license = text(&found, "license");
        package.repository = text(&found, "repository");
        let authors = list(&found, "authors");
        package.authors = authors.iter().filter_map(|author| Some(author.as_str()?.to_owned())).collect();
    }
    for node in list(metadata.get("resolve").unwrap_or(&Value::Null), "nodes") {
        let depends_on = list(&node, "dependencies").iter().filter_map(|id| ids.get(id.as_str()?).cloned()).collect();
        if let Some(key) = text(&node, "id").and_then(|id| ids.get(&id)) {
            let depends_on: BTreeSet<Key> = depends_on;
            let shipped = depends_on.into_iter().filter(|key| all.contains_key(key)).collect();
            if let Some(package) = all.get_mut(key) {
                package.depends_on = shipped;
            }
        }
    }
    match all.iter().find(|(_, package)| package.folder.as_os_str().is_empty()) {
        Some(((name, version), _)) => Err(format!("cargo does not describe {name} {version}").into()),
        None => Ok(()),
    }
}

/// Of each package of a `Cargo.lock` that came from a registry.
fn checksums(lock: &str) -> impl Iterator<Item = (Key, String)> {
    lock.split("[[package]]").filter_map(|entry| {
        let field = |name: &str| {
            let quoted = entry.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = "))?;
            Some(quoted.trim_matches('"').to_owned())
        };
        Some(((field("name")?, field("version")?), field("checksum")?))
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use serde_json::json;

    use super::*;

    fn key(name: &str, version: &str) -> Key {
        (name.to_owned(), version.to_owned())
    }

    #[test]
    fn lines_of_the_tree_name_a_package_and_a_version() {
        assert_eq!(key_of_line("serde v1.0.228"), Some(key("serde", "1.0.228")));
        assert_eq!(key_of_line("console v0.1.0 (/somewhere) (*)"), Some(key("console", "0.1.0")));
        assert_eq!(key_of_line(""), None);
    }

    #[test]
    fn packages_of_registries_have_checksums() {
        let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nchecksum = \"00ff\"\n\n\
                    [[package]]\nname = \"own\"\nversion = \"0.1.0\"\ndependencies = [\n \"a\",\n]\n";
        assert_eq!(checksums(lock).collect::<Vec<_>>(), [(key("a", "1.0.0"), "00ff".to_owned())]);
    }

    #[test]
    fn of_the_graph_only_what_is_shipped_stays() {
        let package =
            |name: &str| json!({"name": name, "version": "1.0.0", "id": name, "manifest_path": "/x/Cargo.toml"});
        let metadata = json!({
            "packages": [package("a"), package("b"), package("macro")],
            "resolve": {"nodes": [
                {"id": "a", "dependencies": ["macro", "b"]}, {"id": "b", "dependencies": []},
                {"id": "macro", "dependencies": ["b"]},
            ]},
        });
        let mut all = BTreeMap::from(["a", "b"].map(|name| (key(name, "1.0.0"), Package::default())));
        describe(&mut all, &metadata).unwrap();
        assert_eq!(all[&key("a", "1.0.0")].depends_on, BTreeSet::from([key("b", "1.0.0")]));
        assert_eq!(all[&key("b", "1.0.0")].folder, PathBuf::from("/x"));

        all.insert(key("unknown", "1.0.0"), Package::default());
        assert!(describe(&mut all, &metadata).is_err());
    }
}
