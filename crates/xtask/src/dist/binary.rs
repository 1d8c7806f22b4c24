//! The program that is shipped: static, with the console within, and the same wherever it is built.

use std::path::PathBuf;

use crate::{Result, folders, process, setup};

/// Linux with a C library that is linked in.
pub const TARGET: &str = "x86_64-unknown-linux-musl";
const PROFILE: &str = "dist";

/// Builds it around the console in `dist/`, and returns its bytes.
///
/// # Errors
/// When it does not compile, or names a folder of this machine.
pub fn build() -> Result<Vec<u8>> {
    let places = places()?;
    let target = folders::native_target()?;
    let mut cargo = process::command("cargo")?;
    cargo.args(["auditable", "build", "--locked", "--package", "wheelhouse-server", "--features", "embedded"]);
    cargo.args(["--target", TARGET, "--profile", PROFILE]).arg("--target-dir").arg(&target);
    let rust: Vec<String> =
        places.iter().map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display())).collect();
    let c: Vec<String> = places.iter().map(|(from, to)| format!("-ffile-prefix-map={}={to}", from.display())).collect();
    cargo.env("CARGO_ENCODED_RUSTFLAGS", rust.join("\u{1f}"));
    cargo.env(format!("CFLAGS_{}", TARGET.replace('-', "_")), c.join(" "));
    cargo.env("CARGO_INCREMENTAL", "0").env("SOURCE_DATE_EPOCH", "0");
    setup::tell_c_compiler(&mut cargo);
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
fn places() -> Result<[(PathBuf, &'static str); 4]> {
    let sysroot = PathBuf::from(process::output(process::command("rustc")?.args(["--print", "sysroot"]))?);
    let packages = std::env::var_os("CARGO_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    let packages = packages.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    Ok([
        (folders::root(), "/wheelhouse"),
        (folders::native_target()?, "/target"),
        (packages.ok_or("there is no home folder; set CARGO_HOME")?, "/cargo"),
        (sysroot, "/rust"),
    ])
}

fn names(program: &[u8], place: &str) -> bool {
    program.windows(place.len().max(1)).any(|bytes| bytes == place.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_in_the_middle_of_a_program() {
        assert!(names(b"\0/home/somebody/src/main.rs\0", "/home/somebody"));
        assert!(!names(b"\0/wheelhouse/src/main.rs\0", "/home/somebody"));
        assert!(!names(b"", "/home/somebody"));
    }
}
