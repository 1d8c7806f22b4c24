//! `cargo xtask bench`: how quick the console is, measured in a browser over the release build.

use crate::build::Speed;
use crate::{Result, build, process, setup, test};

/// Measures what a person waits for and prints it beside its budget. Times mean something on an idle machine only, so
/// no test runs this.
///
/// # Errors
/// When a tool is missing, something does not build, or a budget is exceeded.
pub fn run() -> Result {
    let wasm = setup::everything()?;
    build::server(Speed::Compiling)?;
    build::console(&wasm)?;
    process::run(test::playwright()?.args(["--config", "bench.config.ts"]))
}
