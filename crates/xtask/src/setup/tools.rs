//! The build tools that cargo installs, each at the version that the project was made with.

use std::fs;
use std::process::Command;
use std::time::Duration;

use super::log;
use crate::report::Progress;
use crate::{Result, folders, process};

const LIMIT: Duration = Duration::from_secs(2400);

pub struct Tool {
    package: &'static str,
    program: &'static str,
    version: std::borrow::Cow<'static, str>,
    /// Whether the versions in its own lock file are still available.
    locked: bool,
    /// On two cores.
    minutes: u32,
}

pub const TRUNK: Tool = Tool {
    package: "trunk",
    program: "trunk",
    version: std::borrow::Cow::Borrowed("0.21.14"),
    locked: true,
    minutes: 5,
};

pub const STYLANCE: Tool = Tool {
    package: "stylance-cli",
    program: "stylance",
    version: std::borrow::Cow::Borrowed("0.8.4"),
    locked: true,
    minutes: 1,
};

pub const WASM_PACK: Tool = Tool {
    package: "wasm-pack",
    program: "wasm-pack",
    version: std::borrow::Cow::Borrowed("0.15.1"),
    locked: true,
    minutes: 2,
};

/// Says whether the crates may be what they are: by license, by name, and by where they come from.
pub const DENY: Tool = Tool {
    package: "cargo-deny",
    program: "cargo-deny",
    version: std::borrow::Cow::Borrowed("0.20.2"),
    locked: true,
    minutes: 6,
};

/// Writes into a program which packages it is made of, for scanners to read.
pub const AUDITABLE: Tool = Tool {
    package: "cargo-auditable",
    program: "cargo-auditable",
    version: std::borrow::Cow::Borrowed("0.7.7"),
    locked: true,
    minutes: 1,
};

/// Has cargo, when it builds with `--locked`, make programs that say which packages they are made of.
///
/// This is how `cargo auditable build --locked` starts cargo, except that the tool goes by its name alone: cargo derives the
/// names of symbols from what stands here, and the tool's path differs between machines.
pub fn make_auditable(cargo: &mut Command) {
    cargo.env("RUSTC_WORKSPACE_WRAPPER", AUDITABLE.program);
    cargo.env("CARGO_AUDITABLE_ORIG_ARGS", r#"{"offline":false,"locked":true,"frozen":false,"config":[]}"#);
}

/// Drives Firefox.
pub const GECKODRIVER: Tool = Tool {
    package: "geckodriver",
    program: "geckodriver",
    version: std::borrow::Cow::Borrowed("0.37.1"),
    locked: true,
    minutes: 3,
};

/// The command-line half of the `wasm-bindgen` crate: the two must be of one version, so it is read
/// from `Cargo.lock`.
///
/// # Errors
/// When `Cargo.lock` cannot be read or does not name the crate.
pub fn wasm_bindgen() -> Result<Tool> {
    let lock = fs::read_to_string(folders::root().join("Cargo.lock"))?;
    let version = locked_version(&lock, "wasm-bindgen").ok_or("Cargo.lock does not name wasm-bindgen")?;
    Ok(Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: version.to_owned().into(),
        locked: false,
        minutes: 2,
    })
}

impl Tool {
    pub fn title(&self) -> String {
        format!("{} {}", self.program, self.version)
    }

    /// # Errors
    /// When it is not there and cannot be compiled.
    pub fn ensure(&self, progress: &Progress) -> Result {
        if self.is_there() {
            return Ok(());
        }
        progress.doing(&format!("compiling (about {} min)", self.minutes));
        let mut cargo = process::command("cargo")?;
        cargo.args(["install", "--force", "--version", &self.version, "--root"]).arg(folders::tools()?);
        if self.locked {
            cargo.arg("--locked");
        }
        cargo
            .arg(self.package)
            .env("CARGO_TARGET_DIR", folders::cache()?.join("target-tools"))
            // Nobody waits for these tools: most of their release profiles' time would be wasted.
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "false");
        process::run_logged(&mut cargo, &log()?, LIMIT)
    }

    fn is_there(&self) -> bool {
        process::find(self.program).is_some() && (self.says_its_version() || self.is_installed())
    }

    fn says_its_version(&self) -> bool {
        process::command(self.program)
            .and_then(|mut program| process::output(program.arg("--version")))
            .is_ok_and(|said| said.split_whitespace().any(|word| word == self.version))
    }

    /// Whether cargo has put it among the project's tools, by cargo's own account.
    fn is_installed(&self) -> bool {
        let account = folders::tools().and_then(|tools| Ok(fs::read_to_string(tools.join(".crates.toml"))?));
        account.is_ok_and(|account| account.contains(&format!("\"{} {} (", self.package, self.version)))
    }
}

/// Removes what compiling the tools left behind: gigabytes that are never read again.
///
/// # Errors
/// When the folder cannot be removed.
pub fn forget_build_output() -> Result {
    let folder = folders::cache()?.join("target-tools");
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}

fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_that_of_the_package_itself() {
        let lock = "name = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
