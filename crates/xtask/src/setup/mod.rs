//! `cargo xtask setup`: finds or makes each tool, once for all checkouts. Doing it again changes nothing.

mod browser;
mod compiler;
mod debian;
mod engines;
mod musl;
mod node;
mod servers;
mod tools;

use std::path::PathBuf;

use crate::report::Steps;
use crate::toolchain::Wasm;
use crate::{Result, folders};

pub use browser::{chromedriver, chromium};
pub use engines::{engines, geckodriver};
pub use musl::tell_c_compiler;
pub use servers::servers;
pub use tools::make_auditable;

/// What `run` needs: the compiler and what turns its output into a bundle.
///
/// # Errors
/// When a tool is missing and cannot be made, saying what to install.
pub fn for_run() -> Result<Wasm> {
    prepare(&mut Steps::of(5))
}

/// What `run` and `test` need.
///
/// # Errors
/// As `for_run`.
pub fn everything() -> Result<Wasm> {
    let mut steps = Steps::of(12);
    let wasm = prepare(&mut steps)?;
    for tool in [tools::WASM_PACK, tools::DENY] {
        steps.step(&tool.title(), |progress| tool.ensure(progress))?;
    }
    steps.step("Chromium and chromedriver", browser::ensure)?;
    steps.step("Playwright", node::ensure_playwright)?;
    steps.step("Other clients", node::ensure_clients)?;
    steps.step("Firefox and WebKitGTK", engines::ensure)?;
    steps.step("nginx and Caddy", servers::ensure)?;
    tools::forget_build_output()?;
    Ok(wasm)
}

/// What `dist` needs beside a console.
///
/// # Errors
/// As `for_run`.
pub fn for_dist() -> Result {
    std::fs::create_dir_all(folders::tools_bin()?)?;
    let mut steps = Steps::of(2);
    steps.step("Compiler for static programs", musl::ensure)?;
    steps.step(&tools::AUDITABLE.title(), |progress| tools::AUDITABLE.ensure(progress))
}

fn prepare(steps: &mut Steps) -> Result<Wasm> {
    std::fs::create_dir_all(folders::tools_bin()?)?;
    let wasm = steps.step("Compiler for WebAssembly", compiler::ensure)?;
    let wasm_bindgen = tools::wasm_bindgen()?;
    for tool in [&wasm_bindgen, &tools::TRUNK, &tools::STYLANCE] {
        steps.step(&tool.title(), |progress| tool.ensure(progress))?;
    }
    steps.step(&node::title(), node::ensure_packages)?;
    Ok(wasm)
}

/// The tools that shape the bundle, with their versions.
///
/// # Errors
/// When `Cargo.lock` cannot be read.
pub fn tool_versions() -> Result<String> {
    let titles = [tools::wasm_bindgen()?.title(), tools::TRUNK.title(), tools::STYLANCE.title()];
    Ok(format!("{}, {}", titles.join(", "), node::title()))
}

/// Where the output of installations goes; read it when one fails.
fn log() -> Result<PathBuf> {
    Ok(folders::cache()?.join("setup.log"))
}
