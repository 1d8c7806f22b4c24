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
use std::process::Command;

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

/// Builds the style sheets that `index.html` links.
///
/// # Errors
/// As `styles::bundle`.
pub fn styles() -> Result {
    styles::bundle()
}

/// What the server is quick at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Speed {
    /// At being built: for tests, and while it is edited.
    Compiling,
    /// At answering.
    Running,
}

/// Builds the `wheelhouse` binary.
///
/// # Errors
/// When it does not compile, after the compiler's message.
pub fn server(speed: Speed) -> Result {
    let mut cargo = process::command("cargo")?;
    cargo.args(["build", "--package", "wheelhouse-server"]).env("CARGO_TARGET_DIR", folders::native_target()?);
    if speed == Speed::Running {
        cargo.arg("--release");
    }
    process::run(&mut cargo)
}

/// Where `server` leaves the binary.
///
/// # Errors
/// When the cache folder is not known.
pub fn server_binary(speed: Speed) -> Result<PathBuf> {
    let folder = if speed == Speed::Running { "release" } else { "debug" };
    let binary = folders::native_target()?.join(folder).join("wheelhouse");
    Ok(binary.with_extension(std::env::consts::EXE_EXTENSION))
}

/// Has the server keep its data in the checkout, unless the person says where.
pub fn keep_data(server: &mut Command, arguments: &[String]) {
    let says_where = arguments
        .iter()
        .any(|argument| matches!(argument.as_str(), "--memory" | "--data") || argument.starts_with("--data="));
    if !says_where {
        server.arg("--data").arg(folders::root().join("data"));
    }
}
