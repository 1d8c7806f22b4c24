//! A standard library made for size along with the console, where its source is there.
//!
//! It leaves out what would word a panic, which ends the program either way, and what prints values for debugging (the
//! console prints none: `tests/architecture.rs` sees to it), and takes the smaller of two algorithms where the library
//! has both: about a twelfth less to download.

use std::process::Command;

use crate::toolchain::Wasm;

/// Has cargo, itself or through trunk, compile the standard library too.
///
/// Cargo and the compiler only do so on request of nightly versions or of this variable, with which the compiler's own
/// library is built as well.
pub fn standard_library(wasm: &Wasm, cargo: &mut Command) {
    if !wasm.has_std_source() {
        return;
    }
    cargo
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
        // In the place of those in .cargo/config.toml, which therefore come first.
        .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"));
}

const FLAGS: [&str; 6] = [
    "--cfg",
    "erase_components",
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zfmt-debug=none",
    "-Zlocation-detail=none",
];
