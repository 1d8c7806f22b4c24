//! A server, and who asks it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

/// A request that takes longer is one that hangs.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Its own server, with a thousand projects; gone with this value.
pub struct Server {
    process: Child,
    /// It goes on to say things.
    _output: BufReader<ChildStdout>,
    _console: tempfile::TempDir,
    pub origin: String,
    pub token: String,
}

impl Server {
    pub fn start(binary: &str, data: &Path) -> Self {
        let console = tempfile::tempdir().unwrap();
        std::fs::write(console.path().join("index.html"), "").unwrap();
        let mut command = Command::new(binary);
        command.args(["sandbox", "--port", "0", "--data-set", "large", "--dist"]).arg(console.path());
        let mut process = command.arg("--data").arg(data).stdout(Stdio::piped()).spawn().expect("the server starts");
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let origin = told(&mut output, "Wheelhouse sandbox");
        let token = told(&mut output, "Sign in with");
        Self { process, _output: output, _console: console, origin, token }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The rest of the next line that starts so.
pub fn told(output: &mut impl BufRead, start: &str) -> String {
    loop {
        let mut line = String::new();
        assert!(output.read_line(&mut line).unwrap() > 0, "the server ended before it said {start}");
        if let Some(rest) = line.strip_prefix(start) {
            return rest.trim().to_owned();
        }
    }
}

/// An answer, read to its end.
pub struct Answer {
    pub status: u16,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }
}

/// The administrator, with their own connection.
pub struct Client {
    api: String,
    pub bearer: String,
    agent: ureq::Agent,
}

impl Client {
    pub fn of(server: &Server) -> Self {
        let config = ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE));
        let agent = config.build().new_agent();
        let request = agent.post(format!("{}/auth/oauth2/token", server.origin));
        // The API's public client, `platform-api-user:`.
        let request = request.header("authorization", "Basic cGxhdGZvcm0tYXBpLXVzZXI6");
        let form = [("grant_type", "api_token"), ("api_token", server.token.as_str())];
        let answer: Value = request.send_form(form).unwrap().body_mut().read_json().unwrap();
        let bearer = format!("Bearer {}", answer["access_token"].as_str().expect("a token"));
        Self { api: format!("{}/api", server.origin), bearer, agent }
    }

    /// What a request is answered with.
    ///
    /// # Errors
    /// When there is no answer in time.
    pub fn send(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Answer, ureq::Error> {
        let url = format!("{}{path}", self.api);
        let answer = match (method, body) {
            ("GET", _) => self.agent.get(url).header("authorization", &self.bearer).call(),
            ("DELETE", _) => self.agent.delete(url).header("authorization", &self.bearer).call(),
            ("PATCH", body) => self.agent.patch(url).header("authorization", &self.bearer).send_json(body),
            (_, body) => self.agent.post(url).header("authorization", &self.bearer).send_json(body),
        };
        let mut answer = answer?;
        let status = answer.status().as_u16();
        Ok(Answer { status, text: answer.body_mut().with_config().limit(64 << 20).read_to_string()? })
    }

    fn get(&self, path: &str) -> Value {
        let answer = self.send("GET", path, None).expect("the server answers");
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        answer.json()
    }

    /// Projects in which something can be done, so many.
    pub fn projects(&self, count: usize) -> Vec<String> {
        let me = self.get("/me");
        let active = me["projects"].as_array().unwrap().iter().filter(|project| project["status"] == "active");
        let ids: Vec<String> = active.map(|project| project["id"].as_str().unwrap().to_owned()).collect();
        // Spread over all organizations.
        ids.iter().step_by(ids.len() / count).take(count).cloned().collect()
    }

    pub fn organizations(&self) -> Vec<String> {
        let list = self.get("/organizations?page[size]=100");
        list["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    }
}
