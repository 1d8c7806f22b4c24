//! What makes a program that needs no library of the system.

use std::process::Command;
use std::time::Duration;

use super::{debian, log};
use crate::report::Progress;
use crate::{Result, dist, process};

/// A download of some 40 MB; beyond this the network does not let it through.
const RUSTUP_LIMIT: Duration = Duration::from_secs(180);

/// # Errors
/// When the standard library or a C compiler for it is missing and can't be installed, saying what to install.
pub fn ensure(progress: &Progress) -> Result {
    if !has_library() {
        if process::find("rustup").is_none() {
            return Err(format!("no standard library for {}: rustup has it", dist::TARGET).into());
        }
        progress.doing("asking rustup for its standard library");
        let mut rustup = process::command("rustup")?;
        rustup.args(["target", "add", dist::TARGET]).env("RUSTUP_MAX_RETRIES", "1");
        process::run_logged(&mut rustup, &log()?, RUSTUP_LIMIT)?;
    }
    if process::find("musl-gcc").is_none() {
        if !debian::can_install() {
            return Err("musl-gcc is missing: install it (on Debian, the package musl-tools)".into());
        }
        progress.doing("installing Debian's musl-tools");
        debian::install(&["musl-tools"])?;
    }
    Ok(())
}

fn has_library() -> bool {
    let library = process::command("rustc")
        .and_then(|mut rustc| process::output(rustc.args(["--print", "target-libdir", "--target", dist::TARGET])));
    library.is_ok_and(|library| std::path::Path::new(&library).is_dir())
}

/// Has packages compile their C with it.
pub fn tell_c_compiler(cargo: &mut Command) {
    cargo.env(format!("CC_{}", dist::TARGET.replace('-', "_")), "musl-gcc");
}
