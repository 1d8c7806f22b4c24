//! A gateway before the sandbox: what it adds to requests, and what it holds on to.

use std::io::BufReader;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::Duration;

use serde_json::json;

use crate::client::{Client, Server, told};
use crate::connection::Peer;
use crate::{overhead, soak};

/// How many files and connections each process has to be allowed: of them a server takes a quarter for those who ask.
#[cfg(unix)]
const FILES: u64 = 4096;

/// A gateway, with one session; gone with this value.
pub struct Gateway {
    process: Child,
    /// It goes on to say things.
    _said: BufReader<ChildStderr>,
    _console: tempfile::TempDir,
    /// Whoever is signed in.
    pub peer: Peer,
}

impl Gateway {
    fn start(binary: &str, upstream: &Server) -> Self {
        let console = tempfile::tempdir().unwrap();
        std::fs::write(console.path().join("index.html"), "").unwrap();
        let mut command = Command::new(binary);
        command.args(["serve", "--port", "0", "--dist"]).arg(console.path());
        command.args(["--upstream-api", &format!("{}/api", upstream.origin)]);
        command.args(["--upstream-auth", &format!("{}/auth", upstream.origin)]);
        // Its log is written, and nobody's to read.
        let mut process = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the gateway starts");
        let mut said = BufReader::new(process.stderr.take().unwrap());
        let origin = told(&mut said, "Wheelhouse ");
        let begun = ureq::post(format!("{origin}/auth/session")).header("x-wheelhouse", "1");
        let begun = begun.send_json(json!({"api_token": upstream.token})).unwrap();
        let cookie = begun.headers().get("set-cookie").expect("a session").to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let peer = Peer::new(&origin, vec![("x-wheelhouse", "1".to_owned()), ("cookie", cookie)]);
        Self { process, _said: said, _console: console, peer }
    }

    /// What it has in memory, in bytes.
    pub fn memory(&self) -> u64 {
        let path = format!("/proc/{}/status", self.process.id());
        let status = std::fs::read_to_string(path).expect("Linux says what a process has in memory");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its resident memory");
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Compares ways to the sandbox, has the gateway work for so many seconds, and says what is wrong.
pub fn measure(server: &Server, binary: &str, seconds: u64) -> Vec<String> {
    #[cfg(unix)]
    if rustix::process::getrlimit(rustix::process::Resource::Nofile).current.is_some_and(|most| most < FILES) {
        return vec![format!("there have to be more files and connections: `ulimit -n {FILES}`")];
    }
    let gateway = Gateway::start(binary, server);
    let admin = Client::of(server);
    let direct = Peer::new(&server.origin, vec![("authorization", admin.bearer.clone())]);
    let projects = admin.projects(16);
    // One thread: the processes that are measured need the others.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut failures = overhead::measure(&direct, &gateway.peer, &projects).await;
        failures.extend(soak::measure(&gateway, &projects, Duration::from_secs(seconds)).await);
        failures
    })
}
