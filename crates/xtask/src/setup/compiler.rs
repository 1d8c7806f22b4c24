//! A compiler that can compile to WebAssembly, with a linker.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{debian, log};
use crate::report::Progress;
use crate::toolchain::{TARGET, Wasm, debian_rustc, find_linker};
use crate::{Result, folders, process};

/// A download of some 30 MB; beyond this the network does not let it through.
const RUSTUP_LIMIT: Duration = Duration::from_secs(180);
const STD_LIMIT: Duration = Duration::from_secs(1200);

const EMPTY_CRATE: &str = "\
[package]
name = \"empty\"
version = \"0.0.0\"
edition = \"2021\"

[workspace]

[profile.release]
panic = \"abort\"
";

pub fn ensure(progress: &Progress) -> Result<Wasm> {
    let wasm = compiler(progress)?;
    // The console is also made without it, only larger.
    if !wasm.has_std_source() && process::find("rustup").is_some() {
        progress.doing("asking rustup for its standard library's source");
        let mut rustup = process::command("rustup")?;
        rustup.args(["component", "add", "rust-src"]).env("RUSTUP_MAX_RETRIES", "1");
        process::run_logged(&mut rustup, &log()?, RUSTUP_LIMIT).ok();
    }
    Ok(wasm)
}

fn compiler(progress: &Progress) -> Result<Wasm> {
    if let Some(wasm) = Wasm::find() {
        return Ok(wasm);
    }
    if process::find("rustup").is_some() {
        progress.doing("asking rustup for it");
        let mut rustup = process::command("rustup")?;
        rustup.args(["target", "add", TARGET]).env("RUSTUP_MAX_RETRIES", "1");
        if process::run_logged(&mut rustup, &log()?, RUSTUP_LIMIT).is_ok()
            && let Some(wasm) = Wasm::in_use()
        {
            return Ok(wasm);
        }
    }
    debian_with_own_std(progress)
}

/// Debian carries a compiler and the matching source of the standard library, but not the library
/// built for WebAssembly: that is built here and laid beside the compiler's own.
fn debian_with_own_std(progress: &Progress) -> Result<Wasm> {
    let advice = format!(
        "no compiler for {TARGET}: run `rustup target add {TARGET}`, or on Debian run this as root to have Debian's"
    );
    let mut packages = vec!["rustc-web", "cargo-web", "rust-web-src"];
    if find_linker().is_none() {
        packages.push("lld");
    }
    let source = Path::new("/usr/lib/rustlib/src/rust/library");
    if !debian_rustc().is_file() || !source.is_dir() || packages.len() > 3 {
        if !debian::can_install() {
            return Err(advice.into());
        }
        progress.doing("installing Debian's (about 1 min)");
        debian::install(&packages)?;
    }
    progress.doing("building its standard library (about 1 min)");
    lay_std(&build_std()?)?;
    // It is of no use any more.
    fs::remove_dir_all(std_folder()?)?;
    Wasm::debian().ok_or_else(|| format!("Debian's compiler does not compile for {TARGET}; {advice}").into())
}

fn std_folder() -> Result<PathBuf> {
    Ok(folders::cache()?.join("std"))
}

/// Builds the standard library and returns the folder with its parts.
fn build_std() -> Result<PathBuf> {
    let folder = std_folder()?;
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("Cargo.toml"), EMPTY_CRATE)?;
    fs::write(folder.join("src/lib.rs"), "#![no_std]\n")?;
    let target = folder.join("target");
    if target.exists() {
        // The parts of another version would be laid down with it.
        fs::remove_dir_all(&target)?;
    }
    let mut cargo = Wasm::debian_unprepared().command("cargo")?;
    cargo
        .current_dir(&folder)
        .args(["build", "--release", "--target", TARGET, "-Z", "build-std=std,panic_abort,proc_macro,test"])
        .env("CARGO_TARGET_DIR", &target)
        // The compiler is a stable one; building its library is all that it is asked of nightly's.
        .env("RUSTC_BOOTSTRAP", "1")
        // Without bitcode in it, the console could not be optimized together with it.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes");
    process::run_logged(&mut cargo, &log()?, STD_LIMIT)?;
    Ok(target.join(TARGET).join("release/deps"))
}

fn lay_std(built: &Path) -> Result {
    let sysroot = process::output(Wasm::debian_unprepared().command("rustc")?.args(["--print", "sysroot"]))?;
    let target = Path::new(&sysroot).join("lib/rustlib").join(TARGET);
    let (staged, place) = (target.join("lib.new"), target.join("lib"));
    fs::create_dir_all(&staged)?;
    for entry in fs::read_dir(built)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libempty") {
            fs::copy(&path, staged.join(name))?;
        }
    }
    // In one move, so that an interruption leaves no half library.
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    fs::rename(&staged, &place)?;
    Ok(())
}
