//! Building the console into `dist/`, and the server.

mod chunks;
mod compress;
mod exports;
mod inputs;
mod minify;
mod page;
mod small;
mod styles;

use std::fs;
use std::path::{Path, PathBuf};

pub use compress::beside;

use crate::toolchain::{TARGET, Wasm};
use crate::{Result, folders, process};

/// The folder in `dist` of the design system's page, which no visitor of the console downloads.
pub const DESIGN: &str = "design";

/// Builds the release bundle: static files that any web server can serve. Does nothing where no file
/// that goes into it has changed since. Returns whether it built.
///
/// # Errors
/// When a tool fails, after its own message.
pub fn console(wasm: &Wasm) -> Result<bool> {
    let stamp = folders::scratch().join("bundle.stamp");
    let library = if wasm.has_std_source() { " with its own library" } else { "" };
    let inputs = inputs::fingerprint(&format!("{}{library}", wasm.version()?))?;
    let dist = folders::dist();
    if dist.join("index.html").is_file() && fs::read_to_string(&stamp).is_ok_and(|built| built == inputs) {
        println!("The console in dist/ is up to date.");
        return Ok(false);
    }
    println!("Building the console (a first time takes minutes, later ones about one)");
    if stamp.exists() {
        fs::remove_file(&stamp)?;
    }
    styles::bundle()?;
    // trunk runs cargo offline, so that it never fetches a tool by itself.
    let mut fetch = wasm.command("cargo")?;
    small::standard_library(wasm, &mut fetch);
    process::run(fetch.args(["fetch", "--quiet", "--target", TARGET]))?;
    trunk(wasm, "index.html", &dist, "/", &["--features", chunks::FEATURE])?;
    chunks::split(&dist)?;
    styles::put_off_later(&dist)?;
    page::move_scripts_out(&dist, "/")?;
    let (design, address) = (dist.join(DESIGN), format!("/{DESIGN}/"));
    trunk(wasm, "design.html", &design, &address, &[])?;
    page::move_scripts_out(&design, &address)?;
    minify::scripts(&dist)?;
    compress::all(&dist)?;
    fs::write(stamp, inputs)?;
    Ok(true)
}

/// One page with its program, served at `base`.
fn trunk(wasm: &Wasm, source: &str, dist: &Path, base: &str, more: &[&str]) -> Result {
    let mut trunk = wasm.command("trunk")?;
    // trunk takes NO_COLOR's mere value for an option of its own, and refuses the usual `1`.
    trunk.args(["build", source, "--release", "--offline", "--public-url", base, "--dist"]).arg(dist);
    small::standard_library(wasm, &mut trunk);
    process::run(trunk.args(more).env_remove("NO_COLOR"))
}

/// Builds the `wheelhouse` binary, quickly rather than to run fast.
///
/// # Errors
/// When it does not compile, after the compiler's message.
pub fn server() -> Result {
    let mut cargo = process::command("cargo")?;
    cargo.args(["build", "--package", "wheelhouse-server"]).env("CARGO_TARGET_DIR", folders::native_target()?);
    process::run(&mut cargo)
}

/// Where `server` leaves the binary.
///
/// # Errors
/// When the cache folder is not known.
pub fn server_binary() -> Result<PathBuf> {
    Ok(folders::native_target()?.join("debug/wheelhouse").with_extension(std::env::consts::EXE_EXTENSION))
}
