//! `cargo xtask bench`: how quick the console is, measured in a browser over the release build; and what the server bears.

use crate::build::Speed;
use crate::{Result, build, folders, process, setup, test};

/// Measures what a person waits for, or with `sandbox` what many clients at once do, and prints it beside its budget.
/// Times mean something on an idle machine only, so no test runs this.
///
/// # Errors
/// When a tool is missing, something does not build, or a budget is exceeded.
pub fn run(arguments: &[String]) -> Result {
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => console(),
        ["sandbox"] => sandbox(),
        _ => Err("it takes nothing, or `sandbox`".into()),
    }
}

fn console() -> Result {
    let wasm = setup::everything()?;
    build::server(Speed::Running)?;
    build::console(&wasm)?;
    let server = build::server_binary(Speed::Running)?;
    process::run(test::playwright()?.args(["--config", "bench.config.ts"]).env("WHEELHOUSE_SERVER", server))
}

/// Needs no browser and no console. The requests come from a process of their own.
fn sandbox() -> Result {
    build::server(Speed::Running)?;
    let mut load = process::command("cargo")?;
    load.args(["run", "--release", "--package", "wheelhouse-server", "--example", "load", "--"]);
    load.arg(build::server_binary(Speed::Running)?);
    process::run(load.env("CARGO_TARGET_DIR", folders::native_target()?))
}
