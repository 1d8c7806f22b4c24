//! What comes from npm: wasm-opt and esbuild, Playwright for the end-to-end tests, and clients that others wrote.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::log;
use crate::report::Progress;
use crate::{Result, folders, process};

const LIMIT: Duration = Duration::from_secs(600);

/// A package of which the build runs one program.
struct Package {
    name: &'static str,
    version: &'static str,
    /// Within the package.
    program: &'static str,
}

/// Distributions carry versions of binaryen too old for what the compiler emits; trunk's own minifier
/// does not know all of today's JavaScript.
const PACKAGES: [Package; 2] = [
    Package { name: "binaryen", version: "132.0.0", program: "bin/wasm-opt" },
    Package { name: "esbuild", version: "0.28.2", program: "bin/esbuild" },
];

/// `binaryen 132.0.0, esbuild 0.28.2`.
pub fn title() -> String {
    PACKAGES.map(|package| format!("{} {}", package.name, package.version)).join(", ")
}

/// A command that runs npm, quietly and without asking its registry for anything but packages.
///
/// # Errors
/// When Node is not installed.
fn npm() -> Result<Command> {
    if process::find("npm").is_none() {
        return Err("npm is missing: install Node 20 or newer (https://nodejs.org, or your system's package)".into());
    }
    let mut npm = process::command("npm")?;
    npm.env("npm_config_audit", "false").env("npm_config_fund", "false").env("npm_config_update_notifier", "false");
    Ok(npm)
}

/// wasm-opt and esbuild, which make the bundle small.
pub fn ensure_packages(progress: &Progress) -> Result {
    let folder = folders::tools()?.join("node");
    let packages = folder.join("node_modules");
    let bin = folders::tools_bin()?;
    let place = |package: &Package| bin.join(Path::new(package.program).file_name().unwrap_or_default());
    if PACKAGES.iter().all(|package| is_installed(package, &packages) && place(package).exists()) {
        return Ok(());
    }
    progress.doing("installing");
    fs::create_dir_all(&folder)?;
    let mut npm = npm()?;
    npm.args(["install", "--ignore-scripts", "--prefix"]).arg(&folder);
    npm.args(PACKAGES.map(|package| format!("{}@{}", package.name, package.version)));
    process::run_logged(&mut npm, &log()?, LIMIT)?;
    for package in &PACKAGES {
        link(&packages.join(package.name).join(package.program), &place(package))?;
    }
    Ok(())
}

fn is_installed(package: &Package, packages: &Path) -> bool {
    let manifest = fs::read_to_string(packages.join(package.name).join("package.json")).unwrap_or_default();
    manifest.contains(&format!("\"version\": \"{}\"", package.version))
}

/// Playwright, as locked in `tests/e2e`. It drives the Chromium that is there rather than its own.
pub fn ensure_playwright(progress: &Progress) -> Result {
    ensure_locked("tests/e2e", progress)
}

/// Clients of the API that others wrote, as locked in `tests/clients`.
pub fn ensure_clients(progress: &Progress) -> Result {
    ensure_locked("tests/clients", progress)
}

/// What the lock file of a folder names.
fn ensure_locked(folder: &str, progress: &Progress) -> Result {
    let tests = folders::root().join(folder);
    let lock = tests.join("package-lock.json");
    let lock = fs::read(&lock).map_err(|error| format!("{} cannot be read: {error}", lock.display()))?;
    let installed_from = tests.join("node_modules/.installed-from");
    if fs::read(&installed_from).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    progress.doing("installing");
    let mut npm = npm()?;
    npm.arg("ci").current_dir(&tests).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    process::run_logged(&mut npm, &log()?, LIMIT)?;
    fs::write(installed_from, lock)?;
    Ok(())
}

#[cfg(unix)]
fn link(target: &Path, place: &Path) -> Result {
    if place.symlink_metadata().is_ok() {
        fs::remove_file(place)?;
    }
    std::os::unix::fs::symlink(target, place)?;
    Ok(())
}

#[cfg(not(unix))]
fn link(target: &Path, place: &Path) -> Result {
    let script = format!("@node \"{}\" %*\r\n", target.display());
    fs::write(place.with_extension("cmd"), script)?;
    Ok(())
}
