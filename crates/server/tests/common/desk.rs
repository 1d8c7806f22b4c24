//! A person's own Git, as they have it at their desk.
#![allow(dead_code)]

use std::path::Path;
use std::process::{Command, Output};

use super::Server;

pub const SHOP: &str = "shop4k2mq7xwa";

pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new("git");
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_TERMINAL_PROMPT", "0");
    command.args(["-c", "user.name=Ada", "-c", "user.email=ada@example.com"]);
    command.current_dir(folder).args(arguments).output().expect("these tests need git")
}

pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// The shop's repository at a server, with what opens it.
pub fn address(server: &Server) -> String {
    format!("{}/git/{SHOP}.git", server.origin.replace("http://", &format!("http://x-token:{}@", server.token)))
}

/// Commits a file, and answers the commit's id.
pub fn commit(folder: &Path, name: &str, bytes: &[u8]) -> String {
    std::fs::write(folder.join(name), bytes).unwrap();
    git(folder, &["add", name]);
    git(folder, &["commit", "--quiet", "-m", &format!("Change {name}")]);
    git(folder, &["rev-parse", "HEAD"])
}
