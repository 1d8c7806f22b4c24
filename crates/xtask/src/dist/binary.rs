//! The program that is shipped: static, with the console within, and the same wherever it is built.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::packages::{Key, Package};
use crate::{Result, folders, process, setup};

/// Linux with a C library that is linked in.
pub const TARGET: &str = "x86_64-unknown-linux-musl";
const PROFILE: &str = "dist";

/// Builds it of `packages` around the console in `dist/`, and returns its bytes.
///
/// # Errors
/// When it does not compile, or names a folder of this machine.
pub fn build(packages: &BTreeMap<Key, Package>) -> Result<Vec<u8>> {
    let places = places(packages)?;
    let target = folders::native_target()?;
    let mut cargo = process::command("cargo")?;
    cargo.args(["build", "--locked", "--package", "wheelhouse-server", "--features", "embedded"]);
    cargo.args(["--target", TARGET, "--profile", PROFILE]).arg("--target-dir").arg(&target);
    let rust: Vec<String> =
        places.iter().map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display())).collect();
    let c: Vec<String> = places.iter().map(|(from, to)| format!("-ffile-prefix-map={}={to}", from.display())).collect();
    cargo.env("CARGO_ENCODED_RUSTFLAGS", rust.join("\u{1f}"));
    cargo.env(format!("CFLAGS_{}", TARGET.replace('-', "_")), c.join(" "));
    cargo.env("CARGO_INCREMENTAL", "0").env("SOURCE_DATE_EPOCH", "0");
    setup::tell_c_compiler(&mut cargo);
    setup::make_auditable(&mut cargo);
    process::run(&mut cargo)?;

    let path = target.join(TARGET).join(PROFILE).join("wheelhouse");
    let bytes = std::fs::read(&path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    match places.iter().find(|(place, _)| names(&bytes, &place.to_string_lossy())) {
        Some((place, _)) => Err(format!("the program names {}: elsewhere it would be another", place.display()).into()),
        None => Ok(bytes),
    }
}

/// Folders that compilers would write into the program, and what they write in their places. Of two that match, the later
/// one counts.
fn places(packages: &BTreeMap<Key, Package>) -> Result<Vec<(PathBuf, &'static str)>> {
    let sysroot = PathBuf::from(process::output(process::command("rustc")?.args(["--print", "sysroot"]))?);
    let others = packages.values().filter(|package| !package.is_own());
    // What is between a package and cargo's folder depends on where the registry is mirrored.
    let registries: BTreeSet<PathBuf> =
        others.filter_map(|package| Some(package.folder.parent()?.to_owned())).collect();
    let fixed = [(folders::root(), "/wheelhouse"), (folders::native_target()?, "/target"), (sysroot, "/rust")];
    Ok(fixed.into_iter().chain(registries.into_iter().map(|registry| (registry, "/crates"))).collect())
}

fn names(program: &[u8], place: &str) -> bool {
    program.windows(place.len().max(1)).any(|bytes| bytes == place.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_in_one_place_wherever_they_were_unpacked() {
        let package = |name: &str, folder: &str, checksum: Option<&str>| {
            let folder = PathBuf::from(folder).join(name);
            let package = Package { folder, checksum: checksum.map(str::to_owned), ..Package::default() };
            ((name.to_owned(), "1.0.0".to_owned()), package)
        };
        let all = BTreeMap::from([
            package("a", "/home/somebody/registry/src/mirror", Some("00")),
            package("b", "/home/somebody/registry/src/mirror", Some("11")),
            package("own", "/checkout/crates", None),
        ]);
        let found = places(&all).unwrap_or_default();
        let crates: Vec<_> = found.iter().filter(|(_, to)| *to == "/crates").collect();
        assert_eq!(crates, [&(PathBuf::from("/home/somebody/registry/src/mirror"), "/crates")]);
    }

    #[test]
    fn a_place_is_found_in_the_middle_of_a_program() {
        assert!(names(b"\0/home/somebody/src/main.rs\0", "/home/somebody"));
        assert!(!names(b"\0/wheelhouse/src/main.rs\0", "/home/somebody"));
        assert!(!names(b"", "/home/somebody"));
    }
}
