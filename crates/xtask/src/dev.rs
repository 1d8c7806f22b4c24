//! `cargo xtask dev`: the console as it is edited, in a browser that follows.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::process::Child;
use std::time::{Duration, SystemTime};

use crate::build::{self, Speed};
use crate::{Result, folders, process, setup};

/// Where the console is, unless `--port` says otherwise. The sandbox is at the next one.
const PORT: u16 = 7070;

/// What trunk builds the console from.
const CONSOLE: [&str; 10] = [
    "Cargo.toml",
    "Cargo.lock",
    "build.rs",
    "index.html",
    "boot",
    "public",
    "style",
    "src",
    "crates/contract",
    "crates/contract-derive",
];

/// What the server is built from.
const SERVER: [&str; 5] =
    ["Cargo.lock", "crates/contract", "crates/contract-derive", "crates/sandbox/src", "crates/server/src"];

/// How often the server's sources are looked at.
const INTERVAL: Duration = Duration::from_millis(300);

/// Serves the console, unoptimized and in one part, with a sandbox behind it. What is edited is built and shown: trunk
/// does so for the console, this loop for the sandbox. Ends when trunk does.
///
/// # Errors
/// When a tool is missing, or the first build of the server fails.
pub fn run(arguments: &[String]) -> Result {
    let (port, arguments) = port(arguments)?;
    let wasm = setup::for_run()?;
    build::server(Speed::Compiling)?;
    let mut seen = newest(&SERVER)?;
    let mut sandbox = Running(sandbox(port + 1, &arguments)?);

    let mut trunk = wasm.command("trunk")?;
    trunk.args(["serve", "--config"]).arg(configuration(port)?);
    // The hook that builds the style sheets is this program again, and has to know its checkout.
    trunk.env("CARGO_MANIFEST_DIR", folders::root().join("crates/xtask")).env_remove("NO_COLOR");
    let mut trunk = Running(trunk.spawn()?);
    loop {
        std::thread::sleep(INTERVAL);
        if let Some(status) = trunk.0.try_wait()? {
            return Err(format!("trunk ended with {status}").into());
        }
        let now = newest(&SERVER)?;
        if now == seen {
            continue;
        }
        seen = now;
        // What does not compile says why; the sandbox stays as it was until it does.
        if build::server(Speed::Compiling).is_ok() {
            drop(sandbox);
            sandbox = Running(self::sandbox(port + 1, &arguments)?);
        }
    }
}

/// A program that ends when this one lets go of it.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended by itself needs no more.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The port, and what else is meant for the sandbox.
fn port(arguments: &[String]) -> Result<(u16, Vec<String>)> {
    let mut rest = arguments.to_vec();
    let Some(at) = rest.iter().position(|argument| argument == "--port") else { return Ok((PORT, rest)) };
    let port = rest.get(at + 1).ok_or("--port needs a number")?.parse()?;
    rest.drain(at..=at + 1);
    Ok((port, rest))
}

fn sandbox(port: u16, arguments: &[String]) -> Result<Child> {
    // Its own page is nobody's: the console comes from trunk.
    let page = folders::scratch().join("dev-sandbox");
    fs::create_dir_all(&page)?;
    fs::write(page.join("index.html"), "<!DOCTYPE html><title>Sandbox</title>The console is at the port before.")?;
    let mut server = process::command(build::server_binary(Speed::Compiling)?)?;
    server.arg("sandbox").arg("--dist").arg(page).args(["--port", &port.to_string()]);
    build::keep_data(&mut server, arguments);
    Ok(server.args(arguments).spawn()?)
}

/// Writes what trunk has to know.
fn configuration(port: u16) -> Result<PathBuf> {
    let root = folders::root();
    let watched: Vec<String> = CONSOLE.iter().map(|name| quoted(&root.join(name))).collect();
    let mut text = format!(
        "[build]\ntarget = {}\ndist = {}\nno_sri = true\noffline = true\n\n[watch]\nwatch = [{}]\n\n[serve]\nport = {port}\n",
        quoted(&root.join("index.html")),
        quoted(&folders::scratch().join("dev")),
        watched.join(", "),
    );
    for path in ["api", "auth", "_sandbox"] {
        write!(text, "\n[[proxy]]\nbackend = \"http://127.0.0.1:{}/{path}\"\n", port + 1)?;
    }
    let xtask = quoted(&std::env::current_exe()?);
    write!(text, "\n[[hooks]]\nstage = \"pre_build\"\ncommand = {xtask}\ncommand_arguments = [\"styles\"]\n")?;
    let file = folders::scratch().join("dev.toml");
    fs::create_dir_all(folders::scratch())?;
    fs::write(&file, text)?;
    Ok(file)
}

/// A path as TOML writes it.
fn quoted(path: &std::path::Path) -> String {
    format!("'{}'", path.display())
}

/// When one of these was last written.
fn newest(names: &[&str]) -> Result<SystemTime> {
    let mut newest = SystemTime::UNIX_EPOCH;
    for name in names {
        let path = folders::root().join(name);
        let files = if path.is_dir() { folders::files_under(&path)? } else { vec![path] };
        for file in files {
            // An editor may have taken it away for a moment.
            let written = fs::metadata(&file).and_then(|metadata| metadata.modified());
            newest = written.map_or(newest, |written| newest.max(written));
        }
    }
    Ok(newest)
}
