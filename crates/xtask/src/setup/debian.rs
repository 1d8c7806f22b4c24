//! Installing Debian's packages, where that is possible without asking for a password.

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

fn apt_get() -> Result<std::process::Command> {
    let mut command = process::command("apt-get")?;
    command.env("DEBIAN_FRONTEND", "noninteractive");
    Ok(command)
}
