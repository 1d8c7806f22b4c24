//! `cargo xtask faults`: every read and every form of the console, with each thing that can go wrong.

use crate::toolchain::TARGET;
use crate::{Result, process, setup};

/// Tries every cell, of which `cargo xtask test` tries some, and prints how many were tried and how many failed. It takes
/// minutes.
///
/// # Errors
/// When a tool is missing, or a cell fails.
pub fn run() -> Result {
    let wasm = setup::everything()?;
    let mut cargo = wasm.command("cargo")?;
    cargo.args(["test", "--target", TARGET, "--test", "browser", "--", "--nocapture", "whatever_goes_wrong"]);
    cargo.env("WHEELHOUSE_EVERY_FAULT", "1");
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    // For all of them together, in seconds.
    cargo.env("WASM_BINDGEN_TEST_TIMEOUT", "3600");
    if let Some(driver) = setup::chromedriver() {
        cargo.env("CHROMEDRIVER", driver);
    }
    process::run(&mut cargo)
}
