//! The bill of materials, as CycloneDX 1.6. The same packages make the same document: it has no time and no serial number.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::packages::{Key, PARTS, Package};
use crate::Result;

/// Writes the document about `packages`, compiled by `compiler` (the version of rustc) into `version`.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn write(packages: &BTreeMap<Key, Package>, version: &str, compiler: &str) -> Result<String> {
    let mut components: Vec<Value> = packages.iter().map(|(key, package)| component(key, package)).collect();
    components.extend(runtime(compiler));
    let roots: Vec<String> = packages
        .iter()
        .filter(|((name, _), _)| PARTS.iter().any(|part| part.package == name))
        .map(|(key, package)| reference(key, package))
        .collect();
    let mut dependencies = vec![json!({"ref": "wheelhouse", "dependsOn": roots})];
    dependencies.extend(packages.iter().map(|(key, package)| {
        let on: Vec<String> =
            package.depends_on.iter().filter_map(|key| Some(reference(key, packages.get(key)?))).collect();
        json!({"ref": reference(key, package), "dependsOn": on})
    }));
    let document = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "tools": {"components": [{"type": "application", "name": "rustc", "version": compiler}]},
            "component": {
                "type": "application",
                "bom-ref": "wheelhouse",
                "name": "wheelhouse",
                "version": version,
                "licenses": [{"expression": "MIT"}],
            },
        },
        "components": components,
        "dependencies": dependencies,
    });
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn component(key: &Key, package: &Package) -> Value {
    let (name, version) = key;
    let mut component = json!({
        "type": "library",
        "bom-ref": reference(key, package),
        "name": name,
        "version": version,
        "scope": "required",
    });
    let mut set = |key: &str, value: Value| {
        if let Some(map) = component.as_object_mut() {
            map.insert(key.to_owned(), value);
        }
    };
    if let Some(description) = &package.description {
        set("description", description.trim().into());
    }
    if let Some(license) = &package.license {
        set("licenses", json!([{"expression": expression(license)}]));
    }
    if let Some(checksum) = &package.checksum {
        set("hashes", json!([{"alg": "SHA-256", "content": checksum}]));
        set("purl", purl(key).into());
    }
    if let Some(repository) = &package.repository {
        set("externalReferences", json!([{"type": "vcs", "url": repository}]));
    }
    let parts: Vec<Value> =
        package.parts.iter().map(|part| json!({"name": "wheelhouse:part", "value": part})).collect();
    set("properties", parts.into());
    component
}

/// What is linked in that no package names.
fn runtime(compiler: &str) -> [Value; 2] {
    [
        json!({
            "type": "library", "bom-ref": "rust-std", "name": "rust-std", "version": compiler, "scope": "required",
            "description": "The Rust standard library", "licenses": [{"expression": "MIT OR Apache-2.0"}],
        }),
        json!({
            "type": "library", "bom-ref": "musl", "name": "musl", "scope": "required",
            "description": "The C library that rustc brings for static programs", "licenses": [{"expression": "MIT"}],
        }),
    ]
}

fn reference(key: &Key, package: &Package) -> String {
    if package.is_own() { format!("{}@{}", key.0, key.1) } else { purl(key) }
}

fn purl((name, version): &Key) -> String {
    format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
}

/// Packages from before SPDX expressions write `MIT/Apache-2.0`.
fn expression(license: &str) -> String {
    license.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn packages() -> BTreeMap<Key, Package> {
        let key = |name: &str| (name.to_owned(), "1.0.0+x".to_owned());
        let own = Package {
            license: Some("MIT".into()),
            parts: BTreeSet::from(["server"]),
            depends_on: BTreeSet::from([key("other")]),
            ..Package::default()
        };
        let other = Package {
            license: Some("MIT/Apache-2.0".into()),
            checksum: Some("00ff".into()),
            parts: BTreeSet::from(["console", "server"]),
            ..Package::default()
        };
        BTreeMap::from([(key("wheelhouse-server"), own), (key("other"), other)])
    }

    #[test]
    fn it_names_packages_and_what_they_depend_on() {
        let document: Value = serde_json::from_str(&write(&packages(), "0.1.0", "1.90.0").unwrap()).unwrap();
        assert_eq!(document["specVersion"], "1.6");
        let other = &document["components"][0];
        assert_eq!(other["purl"], "pkg:cargo/other@1.0.0%2Bx");
        assert_eq!(other["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(other["properties"].as_array().unwrap().len(), 2);
        assert_eq!(document["components"][1]["purl"], Value::Null);
        assert_eq!(document["dependencies"][0]["dependsOn"], json!(["wheelhouse-server@1.0.0+x"]));
        assert_eq!(document["dependencies"][2]["dependsOn"], json!(["pkg:cargo/other@1.0.0%2Bx"]));
    }

    #[test]
    fn it_is_the_same_each_time_and_says_neither_when_nor_where() {
        let mut elsewhere = packages();
        for package in elsewhere.values_mut() {
            package.folder = "/home/somebody".into();
        }
        let document = write(&packages(), "0.1.0", "1.90.0").unwrap();
        assert_eq!(document, write(&elsewhere, "0.1.0", "1.90.0").unwrap());
        assert!(!document.contains("serialNumber") && !document.contains("timestamp"));
    }
}
