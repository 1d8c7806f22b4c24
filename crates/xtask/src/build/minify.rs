//! Takes out of scripts and styles what only people read.

use std::path::Path;

use crate::{Result, folders, process};

/// Every script of `dist`, in place.
///
/// # Errors
/// As `file`.
pub fn scripts(dist: &Path) -> Result {
    for path in folders::files_under(dist)? {
        if path.extension().is_some_and(|extension| extension == "js") {
            file(&path)?;
        }
    }
    Ok(())
}

/// One script or style sheet, in place.
///
/// # Errors
/// When esbuild does not understand it, after esbuild's own message.
pub fn file(path: &Path) -> Result {
    let mut esbuild = process::command("esbuild")?;
    esbuild.args(["--minify", "--log-level=warning", "--charset=utf8", "--legal-comments=none", "--allow-overwrite"]);
    // wasm-bindgen names a module once for each function that it takes from it.
    esbuild.arg("--log-override:duplicate-object-key=silent");
    let mut outfile = std::ffi::OsString::from("--outfile=");
    outfile.push(path);
    process::run(esbuild.arg(outfile).arg(path))
}
