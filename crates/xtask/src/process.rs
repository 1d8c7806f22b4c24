//! Starting other programs.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::{Result, folders};

/// A command for `program` that finds the project's own tools first.
///
/// # Errors
/// When the cache folder is not known.
pub fn command(program: impl AsRef<OsStr>) -> Result<Command> {
    let mut command = Command::new(resolve(program.as_ref()));
    // Cargo describes xtask's own package in these; to a nested cargo they would say wrong things.
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") || name == "CARGO" {
            command.env_remove(&*name);
        }
    }
    command.env("PATH", path_with(&[])?).current_dir(folders::root());
    Ok(command)
}

/// `PATH` with the project's tools and then `first` before everything else.
///
/// # Errors
/// When a folder's name cannot be part of `PATH`.
pub fn path_with(first: &[PathBuf]) -> Result<OsString> {
    let mut folders = vec![folders::tools_bin()?];
    folders.extend_from_slice(first);
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    Ok(env::join_paths(folders)?)
}

/// The path of `program`, where it is one of the project's tools or on `PATH`.
pub fn find(program: &str) -> Option<PathBuf> {
    let tools = folders::tools_bin().ok();
    let path = env::var_os("PATH").unwrap_or_default();
    tools
        .into_iter()
        .chain(env::split_paths(&path))
        .map(|folder| folder.join(program).with_extension(env::consts::EXE_EXTENSION))
        .find(|candidate| candidate.is_file())
}

fn resolve(program: &OsStr) -> OsString {
    // `Command` searches this process's PATH, not the child's.
    program.to_str().and_then(find).map_or_else(|| program.to_owned(), PathBuf::into_os_string)
}

/// Runs to the end, with the output on the terminal.
///
/// # Errors
/// When it cannot be started or does not succeed.
pub fn run(command: &mut Command) -> Result {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("{} ended with {status}", name(command)).into()) }
}

/// What it prints on standard output, without the surrounding white space.
///
/// # Errors
/// When it cannot be started or does not succeed.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| not_started(command, &error))?;
    if !output.status.success() {
        return Err(format!("{} ended with {}", name(command), output.status).into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs to the end with the output in `log`, ending it when it takes longer than `limit`.
///
/// # Errors
/// As `run`, with the log's last lines.
pub fn run_logged(command: &mut Command, log: &Path, limit: Duration) -> Result {
    let file = File::options().create(true).append(true).open(log)?;
    command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
    let child = command.spawn().map_err(|error| not_started(command, &error))?;
    let reason = match wait(child, limit)? {
        Some(status) if status.success() => return Ok(()),
        Some(status) => format!("ended with {status}"),
        None => format!("took longer than {} s", limit.as_secs()),
    };
    Err(format!("{} {reason}. {} ends with:\n{}", name(command), log.display(), tail(log)).into())
}

/// Runs to the end, passing each line of its output on to `each_line`. Returns whether it succeeded.
///
/// # Errors
/// When it cannot be started or read.
pub fn run_watched(command: &mut Command, mut each_line: impl FnMut(&str)) -> Result<bool> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| not_started(command, &error))?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            each_line(&String::from_utf8_lossy(&line?));
        }
    }
    Ok(child.wait()?.success())
}

fn wait(mut child: Child, limit: Duration) -> Result<Option<std::process::ExitStatus>> {
    let deadline = Instant::now() + limit;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= deadline {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(50));
    }
}

fn tail(log: &Path) -> String {
    let text = std::fs::read(log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let last = lines.len().saturating_sub(25);
    lines.get(last..).unwrap_or_default().join("\n")
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!("{} cannot be started: {error}", name(command))
}

fn name(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    match command.get_args().next() {
        Some(first) => format!("`{program} {}`", first.to_string_lossy()),
        None => format!("`{program}`"),
    }
}
