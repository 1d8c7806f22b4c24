//! Debian's packages: installed where that is possible without asking for a password, or unpacked.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::log;
use crate::{Result, process};

const LIMIT: Duration = Duration::from_secs(1200);

/// Whether packages can be installed: apt is there and this is root.
pub fn can_install() -> bool {
    process::find("apt-get").is_some()
        && process::command("id").and_then(|mut id| process::output(id.arg("-u"))).is_ok_and(|user| user == "0")
}

/// # Errors
/// When apt fails, also after it has refreshed its lists.
pub fn install(packages: &[&str]) -> Result {
    if try_install(packages).is_ok() {
        return Ok(());
    }
    process::run_logged(apt_get()?.arg("update"), &log()?, LIMIT)?;
    try_install(packages)
}

fn try_install(packages: &[&str]) -> Result {
    process::run_logged(apt_get()?.args(["install", "--yes", "--no-install-recommends"]).args(packages), &log()?, LIMIT)
}

/// Has what is in packages below a folder, without what they depend on. Nothing is installed, so anybody may.
///
/// # Errors
/// When a package isn't available, or a file not be written.
pub fn unpack(packages: &[&str], folder: &Path) -> Result {
    let beside = folder.with_extension("packages");
    if beside.exists() {
        fs::remove_dir_all(&beside)?;
    }
    fs::create_dir_all(&beside)?;
    let download =
        || process::run_logged(apt_get()?.arg("download").args(packages).current_dir(&beside), &log()?, LIMIT);
    if let Err(error) = download() {
        if !can_install() {
            return Err(error);
        }
        process::run_logged(apt_get()?.arg("update"), &log()?, LIMIT)?;
        download()?;
    }
    for package in fs::read_dir(&beside)? {
        let mut unpack = process::command("dpkg-deb")?;
        process::run_logged(unpack.arg("--extract").arg(package?.path()).arg(folder), &log()?, LIMIT)?;
    }
    Ok(fs::remove_dir_all(beside)?)
}

fn apt_get() -> Result<std::process::Command> {
    let mut command = process::command("apt-get")?;
    command.env("DEBIAN_FRONTEND", "noninteractive");
    Ok(command)
}
