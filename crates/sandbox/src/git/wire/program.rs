//! Git's own program: what it is run with, so that nothing of whoever runs the sandbox reaches it.

use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::process::{Command, Stdio};

use tokio::process::{Child, Command as Async};

use crate::git::Error;

/// What a client asks a repository for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// To send what it has: clone, fetch.
    UploadPack,
    /// To take what it has not: push.
    ReceivePack,
}

impl Service {
    /// As addresses and clients call it.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "git-upload-pack" => Some(Self::UploadPack),
            "git-receive-pack" => Some(Self::ReceivePack),
            _ => None,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::UploadPack => "git-upload-pack",
            Self::ReceivePack => "git-receive-pack",
        }
    }
}

/// Git on a repository: with the repository's settings and these alone, no hooks, and nothing tidied up behind our back.
pub(super) fn command(repository: &Path) -> Command {
    let mut command = Command::new("git");
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("GIT_") {
            command.env_remove(name);
        }
    }
    command
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", nowhere())
        .env("GIT_TERMINAL_PROMPT", "0")
        // Every answer's sentences are the same, wherever the sandbox runs.
        .env("LC_ALL", "C")
        .env("HOME", repository)
        .env_remove("XDG_CONFIG_HOME");
    for setting in ["gc.auto=0", "maintenance.auto=false", "uploadpack.allowAnySHA1InWant=false"] {
        command.arg("-c").arg(setting);
    }
    let setting = |name: &str, value: &OsStr| {
        let mut setting = OsString::from(name);
        setting.push(value);
        setting
    };
    command.arg("-c").arg(setting("core.hooksPath=", nowhere()));
    // The folder may belong to another user, as in a container: it is the sandbox's all the same.
    command.arg("-c").arg(setting("safe.directory=", repository.as_os_str()));
    command.current_dir(repository).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn nowhere() -> &'static OsStr {
    OsStr::new(if cfg!(windows) { "NUL" } else { "/dev/null" })
}

/// What Git could not do: that it is not there, before anything else.
pub(super) fn failed(error: io::Error) -> Error {
    if error.kind() == ErrorKind::NotFound { Error::NoGit } else { Error::Files(error) }
}

/// Makes sure that Git can be run on a repository, before a client sends what nobody could read.
///
/// # Errors
/// [`Error::NoGit`] when it is not installed.
pub fn require(repository: &Path) -> Result<(), Error> {
    command(repository).arg("--version").output().map(|_| ()).map_err(failed)
}

/// What a repository offers to whoever fetches, but for what they may not know of. `protocol` is the one that the client asks
/// for, if any.
///
/// # Errors
/// [`Error::NoGit`] when Git is not installed.
pub fn advertise(repository: &Path, protocol: Option<&str>, hidden: &[String]) -> Result<Child, Error> {
    upload(repository, protocol, hidden, &["--advertise-refs"])
}

/// The same, when it is asked for something of that: what is asked goes to the program, and what it says to the client.
///
/// # Errors
/// As [`advertise`].
pub fn answer(repository: &Path, protocol: Option<&str>, hidden: &[String]) -> Result<Child, Error> {
    upload(repository, protocol, hidden, &[])
}

fn upload(repository: &Path, protocol: Option<&str>, hidden: &[String], how: &[&str]) -> Result<Child, Error> {
    let mut command = command(repository);
    for name in hidden {
        command.arg("-c").arg(format!("uploadpack.hideRefs={name}"));
    }
    command.args(["upload-pack", "--strict", "--stateless-rpc"]).args(how).arg(".");
    command.stdin(Stdio::piped()).stderr(Stdio::null());
    if let Some(protocol) = protocol {
        command.env("GIT_PROTOCOL", protocol);
    }
    Async::from(command).kill_on_drop(true).spawn().map_err(failed)
}
