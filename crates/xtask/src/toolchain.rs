//! The compiler for WebAssembly: the one in use where it can, else Debian's with a standard library
//! that setup built for it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Result, folders, process};

pub const TARGET: &str = "wasm32-unknown-unknown";

/// Where Debian's compiler is, whatever comes first on `PATH`.
const SYSTEM_BIN: &str = "/usr/bin";

/// A compiler that can compile to WebAssembly.
pub struct Wasm {
    /// Debian's folder, where its compiler must come before the one in use.
    first_on_path: Option<PathBuf>,
    /// The linker, where the compiler brings none.
    linker: Option<PathBuf>,
}

impl Wasm {
    /// The first compiler that works: the one in use, else Debian's.
    pub fn find() -> Option<Self> {
        Self::in_use().or_else(Self::debian)
    }

    /// The compiler on `PATH`.
    pub fn in_use() -> Option<Self> {
        let candidate = Self { first_on_path: None, linker: None };
        candidate.compiles().then_some(candidate)
    }

    /// Debian's compiler, once it has a standard library for WebAssembly and there is a linker.
    pub fn debian() -> Option<Self> {
        let candidate = Self::debian_unprepared();
        let works = debian_rustc().is_file() && candidate.compiles();
        Some(Self { linker: Some(find_linker()?), ..candidate }).filter(|_| works)
    }

    /// Debian's compiler as installed, for building that standard library with.
    pub fn debian_unprepared() -> Self {
        Self { first_on_path: Some(PathBuf::from(SYSTEM_BIN)), linker: None }
    }

    /// A line about which compiler it is: part of what decides whether a bundle is up to date.
    ///
    /// # Errors
    /// When the compiler does not run.
    pub fn version(&self) -> Result<String> {
        process::output(self.command("rustc")?.arg("--version"))
    }

    /// Whether the source of its standard library is there, so that a build can make its own.
    pub fn has_std_source(&self) -> bool {
        let sysroot = self.command("rustc").and_then(|mut rustc| process::output(rustc.args(["--print", "sysroot"])));
        sysroot.is_ok_and(|sysroot| Path::new(&sysroot).join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file())
    }

    /// A command that uses this compiler, itself or through cargo, trunk or wasm-pack.
    ///
    /// # Errors
    /// When the cache folder is not known.
    pub fn command(&self, program: &str) -> Result<Command> {
        let mut command = match &self.first_on_path {
            Some(folder) if folder.join(program).is_file() => process::command(folder.join(program))?,
            _ => process::command(program)?,
        };
        command.env("CARGO_TARGET_DIR", folders::wasm_target()?);
        if let Some(folder) = &self.first_on_path {
            command.env("PATH", process::path_with(std::slice::from_ref(folder))?);
            // The other compiler's libraries must not be loaded into this one.
            for name in ["LD_LIBRARY_PATH", "RUSTC", "RUSTUP_TOOLCHAIN"] {
                command.env_remove(name);
            }
        }
        if let Some(linker) = &self.linker {
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        Ok(command)
    }

    /// Whether a crate compiles. A folder that is merely there may hold the library of another version.
    fn compiles(&self) -> bool {
        let output = std::env::temp_dir().join(format!("wheelhouse-probe-{}.rmeta", std::process::id()));
        let Ok(mut command) = self.command("rustc") else { return false };
        command
            .args([
                "-",
                "--crate-name",
                "probe",
                "--crate-type",
                "rlib",
                "--emit",
                "metadata",
                "--target",
                TARGET,
                "-o",
            ])
            .arg(&output)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let compiled = command.status().is_ok_and(|status| status.success());
        // A leftover of a few bytes in the temporary folder does no harm.
        let _ = std::fs::remove_file(output);
        compiled
    }
}

pub fn debian_rustc() -> PathBuf {
    Path::new(SYSTEM_BIN).join("rustc")
}

/// rustup's linker, else LLVM's.
pub fn find_linker() -> Option<PathBuf> {
    rustup_linker().or_else(|| process::find("wasm-ld")).or_else(debian_linker)
}

fn rustup_linker() -> Option<PathBuf> {
    let sysroot = process::output(process::command("rustc").ok()?.args(["--print", "sysroot"])).ok()?;
    let hosts = std::fs::read_dir(Path::new(&sysroot).join("lib/rustlib")).ok()?;
    hosts.filter_map(|host| Some(host.ok()?.path().join("bin/rust-lld"))).find(|linker| linker.is_file())
}

/// Debian names it by version: `/usr/bin/wasm-ld-19`.
fn debian_linker() -> Option<PathBuf> {
    let programs = std::fs::read_dir(SYSTEM_BIN).ok()?;
    programs
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("wasm-ld")))
        .max()
}
