//! Where things are: the checkout, and the cache that checkouts share.

use std::env;
use std::path::{Path, PathBuf};

use crate::Result;

/// The checkout's root: of the one that cargo runs this from, since checkouts that share a target folder share this
/// program.
pub fn root() -> PathBuf {
    let own =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    own.ancestors().nth(2).unwrap_or(&own).to_owned()
}

/// The built console.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Files made on the way to `dist`, ignored by Git.
pub fn scratch() -> PathBuf {
    root().join("target")
}

/// What outlives a checkout: `$XDG_CACHE_HOME/wheelhouse`, by default `~/.cache/wheelhouse`.
///
/// # Errors
/// When neither that variable nor the home folder is known.
pub fn cache() -> Result<PathBuf> {
    if let Some(cache) = env::var_os("XDG_CACHE_HOME").filter(|path| !path.is_empty()) {
        return Ok(PathBuf::from(cache).join("wheelhouse"));
    }
    env::home_dir()
        .map(|home| home.join(".cache").join("wheelhouse"))
        .ok_or_else(|| "there is no home folder; set XDG_CACHE_HOME".into())
}

/// The project's own build tools.
pub fn tools() -> Result<PathBuf> {
    Ok(cache()?.join("tools"))
}

/// The executables among them.
pub fn tools_bin() -> Result<PathBuf> {
    Ok(tools()?.join("bin"))
}

/// Native build output: `$CARGO_TARGET_DIR`, else in the cache, so that a new checkout does not
/// compile every dependency again.
pub fn native_target() -> Result<PathBuf> {
    match env::var_os("CARGO_TARGET_DIR").filter(|path| !path.is_empty()) {
        Some(folder) => Ok(PathBuf::from(folder)),
        None => Ok(cache()?.join("target-native")),
    }
}

/// WebAssembly build output. It has its own folder because its compiler may be another one, and two
/// compilers in one folder rebuild each other's work.
pub fn wasm_target() -> Result<PathBuf> {
    Ok(cache()?.join("target-wasm"))
}

/// Every file under `folder`, in a fixed order.
///
/// # Errors
/// When a folder cannot be read.
pub fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{} cannot be read: {error}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_under(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
