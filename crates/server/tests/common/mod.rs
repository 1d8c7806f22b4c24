//! The real server, as its own process.

pub mod desk;

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The console is not asked for here; the server wants one all the same.
pub fn dist() -> TempDir {
    let dist = tempfile::tempdir().unwrap();
    std::fs::write(dist.path().join("index.html"), "").unwrap();
    dist
}

/// How a server is started.
pub fn command(dist: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wheelhouse"));
    command.args(["sandbox", "--port", "0", "--dist"]).arg(dist).args(arguments);
    command
}

/// A server; gone with this value.
pub struct Server {
    process: Child,
    output: BufReader<ChildStdout>,
    pub origin: String,
    pub token: String,
}

impl Server {
    pub fn start(dist: &Path, data: &Path) -> Self {
        Self::start_with(dist, &["--data", data.to_str().unwrap()])
    }

    pub fn start_with(dist: &Path, arguments: &[&str]) -> Self {
        Self::run(command(dist, arguments))
    }

    /// What a command starts, however it does.
    pub fn run(mut command: Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let origin = said(&mut output, "Wheelhouse sandbox");
        let token = said(&mut output, "Sign in with");
        Self { process, output, origin, token }
    }

    /// What it says next after this.
    #[allow(dead_code)]
    pub fn said(&mut self, start: &str) -> String {
        said(&mut self.output, start)
    }

    /// As `kill -9`, or a power cut: no handler runs.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Ends it, and answers what it complained of.
    #[allow(dead_code)]
    pub fn complaints(mut self) -> String {
        self.kill();
        let mut text = String::new();
        self.process.stderr.take().unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// What an API token is exchanged for.
    pub fn exchange(&self, token: &str) -> Result<Value, ureq::Error> {
        let answer = ureq::post(format!("{}/auth/oauth2/token", self.origin))
            // The API's public client, `platform-api-user:`.
            .header("authorization", "Basic cGxhdGZvcm0tYXBpLXVzZXI6")
            .send_form([("grant_type", "api_token"), ("api_token", token)]);
        answer?.body_mut().read_json()
    }
}

/// The rest of the next line that starts so.
fn said(output: &mut impl BufRead, start: &str) -> String {
    loop {
        let mut line = String::new();
        assert!(output.read_line(&mut line).unwrap() > 0, "the server ended before it said {start}");
        if let Some(rest) = line.strip_prefix(start) {
            return rest.trim().to_owned();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have been killed already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A start that is to fail, and what was said.
#[allow(dead_code)]
pub fn refused(dist: &Path, arguments: &[&str]) -> String {
    let Output { status, stderr, .. } = command(dist, arguments).output().unwrap();
    assert!(!status.success());
    String::from_utf8(stderr).unwrap()
}
