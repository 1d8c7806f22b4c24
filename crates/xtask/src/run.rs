//! `cargo xtask run`: the console and its sandbox, from a clean checkout.

use std::process::Command;

use crate::build::Speed;
use crate::report::Timings;
use crate::{Result, build, folders, process, setup};

/// Sets up, builds what changed, and becomes the server.
///
/// # Errors
/// When a step fails, in its words.
pub fn run(arguments: &[String]) -> Result {
    let mut timings = Timings::default();
    let wasm = timings.time("setup", setup::for_run)?;
    timings.time("console", || build::console(&wasm))?;
    timings.time("server", || build::server(Speed::Running))?;
    println!("\n{}\n", timings.line());

    let mut server = process::command(build::server_binary(Speed::Running)?)?;
    server.arg("sandbox").arg("--dist").arg(folders::dist());
    build::keep_data(&mut server, arguments);
    become_program(server.args(arguments))
}

/// On Unix the server takes this process's place, so that signals reach it directly.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Result {
    use std::os::unix::process::CommandExt;
    Err(command.exec().into())
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Result {
    process::run(command)
}
