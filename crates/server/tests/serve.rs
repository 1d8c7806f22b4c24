//! `wheelhouse serve` before `wheelhouse sandbox`: two processes, as an installation and an API.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[allow(dead_code)]
mod common;

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use common::{Server, dist};
use serde_json::{Value, json};
use tempfile::TempDir;

const TOKEN: &str = "secret-demo-token";

/// A gateway; gone with this value.
struct Gateway {
    process: Child,
    origin: String,
    said: BufReader<std::process::ChildStderr>,
}

fn command(upstream: &str, dist: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wheelhouse"));
    command.args(["serve", "--port", "0", "--dist"]).arg(dist.path()).args(arguments);
    command.args(["--upstream-api", &format!("{upstream}/api"), "--upstream-auth", &format!("{upstream}/auth")]);
    command
}

impl Gateway {
    fn start(upstream: &str, dist: &TempDir, arguments: &[&str]) -> Self {
        let mut command = command(upstream, dist, arguments);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(process.stderr.take().unwrap());
        let origin = after(&mut said, "Wheelhouse ");
        Self { process, origin, said }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// Asks it to stop as service managers do, and answers what it logged.
    #[cfg(unix)]
    fn stop(mut self) -> String {
        assert!(Command::new("kill").arg(self.process.id().to_string()).status().unwrap().success());
        let mut log = String::new();
        self.process.stdout.take().unwrap().read_to_string(&mut log).unwrap();
        assert!(self.process.wait().unwrap().success());
        log
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What is said behind the start of a line.
fn after(said: &mut impl BufRead, start: &str) -> String {
    let mut line = String::new();
    while said.read_line(&mut line).unwrap() > 0 {
        if let Some(rest) = line.strip_prefix(start) {
            return rest.trim().to_owned();
        }
        line.clear();
    }
    panic!("it ended before it said {start}");
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).build().into()
}

fn sign_in(gateway: &Gateway) -> String {
    let answer = ureq::post(gateway.url("/auth/oauth2/token"))
        .header("authorization", "Basic cGxhdGZvcm0tYXBpLXVzZXI6")
        .send_form([("grant_type", "api_token"), ("api_token", TOKEN)]);
    let answer: Value = answer.unwrap().body_mut().read_json().unwrap();
    answer["access_token"].as_str().unwrap().to_owned()
}

#[cfg(unix)]
#[test]
fn a_team_works_through_the_gateway() {
    let dist = dist();
    let sandbox = Server::start_with(dist.path(), &["--memory", "--token", TOKEN, "--pace", "0"]);
    let audit = dist.path().join("audit.log");
    let arguments = ["--sign-in", "token", "--audit-log", audit.to_str().unwrap(), "--metrics", "127.0.0.1:0"];
    let mut gateway = Gateway::start(&sandbox.origin, &dist, &arguments);
    let metrics = after(&mut gateway.said, "Metrics ");

    let config: Value = ureq::get(gateway.url("/config.json")).call().unwrap().body_mut().read_json().unwrap();
    let known_as = format!("{}/api", sandbox.origin);
    assert_eq!(config, json!({"api": "/api", "auth": "/auth", "known_as": known_as}));
    let access = sign_in(&gateway);
    let bearer = format!("Bearer {access}");
    let get = |path: &str| {
        let mut answer = agent().get(gateway.url(path)).header("authorization", &bearer).call().unwrap();
        (answer.status().as_u16(), answer.body_mut().read_to_string().unwrap())
    };
    let json = |path: &str| -> Value { serde_json::from_str(&get(path).1).unwrap() };

    // Read, following links as they come.
    let me = json("/api/users/me");
    let organizations = json(&format!("/api/users/{}/organizations", me["id"].as_str().unwrap()));
    assert!(!organizations["items"].as_array().unwrap().is_empty(), "{organizations}");
    let project = "/api/projects/shop4k2mq7xwa";
    let environments = json(&format!("{project}/environments"));
    let own = environments[0]["_links"]["self"]["href"].as_str().unwrap();
    assert_eq!(json(own)["id"], environments[0]["id"]);
    assert_eq!(get("/api/projects/shop4k2mq7xwa/git/refs/heads%2Fmain").0, 200);

    // Write.
    let variable = json!({"name": "THROUGH", "value": "secret-value"});
    let mut answer = agent()
        .post(gateway.url(&format!("{project}/variables")))
        .header("authorization", &bearer)
        .send_json(&variable)
        .unwrap();
    let written: Value = answer.body_mut().read_json().unwrap();
    assert_eq!(answer.status(), 201, "{written}");
    assert_eq!(json(&format!("{project}/variables/THROUGH"))["value"], "secret-value");

    // Stream its log.
    let activity = &written["_embedded"]["activities"][0];
    let activity = json(&format!("{project}/activities/{}", activity["id"].as_str().unwrap()));
    let log = activity["_links"]["log"]["href"].as_str().unwrap();
    let (status, lines) = get(&format!("{log}?start_at=0"));
    assert_eq!(status, 200);
    let last: Value = serde_json::from_str(lines.lines().last().unwrap()).unwrap();
    assert_eq!(last["seal"], true, "{lines}");

    // What the contract does not have is refused, although the sandbox has it.
    assert_eq!(get("/api/pictures/none").0, 404);
    assert_eq!(get("/_sandbox/coverage").0, 404);
    assert_eq!(agent().get(gateway.url("/git/shop4k2mq7xwa.git/info/refs")).call().unwrap().status(), 404);

    let numbers = ureq::get(&metrics).call().unwrap().body_mut().read_to_string().unwrap();
    assert!(numbers.contains("operation=\"get-the-current-user\",status=\"200\"} 1"), "{numbers}");
    let log = gateway.stop();
    assert!(log.lines().count() > 10, "{log}");
    let audit = std::fs::read_to_string(audit).unwrap();
    assert_eq!(audit.lines().count(), 2, "{audit}");
    for secret in ["secret", TOKEN, &access, "THROUGH"] {
        assert!(!log.contains(secret) && !audit.contains(secret), "{secret}");
    }
}

#[test]
fn through_one_that_is_for_looking_nothing_changes() {
    let dist = dist();
    let sandbox = Server::start_with(dist.path(), &["--memory", "--token", TOKEN]);
    let gateway = Gateway::start(&sandbox.origin, &dist, &["--sign-in", "token", "--read-only"]);
    let config: Value = ureq::get(gateway.url("/config.json")).call().unwrap().body_mut().read_json().unwrap();
    assert_eq!(config["read_only"], true);
    let bearer = format!("Bearer {}", sign_in(&gateway));
    let url = gateway.url("/api/projects/shop4k2mq7xwa/variables");
    let variable = json!({"name": "THROUGH", "value": "x"});
    let answer = agent().post(&url).header("authorization", &bearer).send_json(&variable).unwrap();
    assert_eq!((answer.status().as_u16(), answer.headers().get("allow").unwrap().to_str().unwrap()), (405, "GET"));
    let listed =
        agent().get(&url).header("authorization", &bearer).call().unwrap().body_mut().read_to_string().unwrap();
    assert!(listed.starts_with('[') && !listed.contains("THROUGH"), "{listed}");
}

/// The cookie of a new session.
fn session(gateway: &Gateway) -> String {
    let begun = agent()
        .post(gateway.url("/auth/session"))
        .header("x-wheelhouse", "1")
        .send_json(json!({"api_token": TOKEN}))
        .unwrap();
    let cookie = begun.headers().get("set-cookie").unwrap().to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

fn status_by(gateway: &Gateway, cookie: &str) -> u16 {
    let me = agent().get(gateway.url("/api/users/me")).header("x-wheelhouse", "1").header("cookie", cookie).call();
    me.unwrap().status().as_u16()
}

#[test]
fn who_signs_in_at_one_gateway_works_through_any_with_its_keys() {
    let dist = dist();
    let sandbox = Server::start_with(dist.path(), &["--memory", "--token", TOKEN]);
    let keys = dist.path().join("keys");
    std::fs::write(&keys, format!("a {}\n", "1".repeat(64))).unwrap();
    let arguments = ["--session-keys", keys.to_str().unwrap()];
    let one = Gateway::start(&sandbox.origin, &dist, &arguments);
    let cookie = session(&one);
    assert_eq!(status_by(&one, &cookie), 200);
    drop(one);
    let other = Gateway::start(&sandbox.origin, &dist, &arguments);
    assert_eq!(status_by(&other, &cookie), 200);
}

#[test]
fn without_keys_of_a_file_sessions_end_with_their_gateway() {
    let dist = dist();
    let sandbox = Server::start_with(dist.path(), &["--memory", "--token", TOKEN]);
    let one = Gateway::start(&sandbox.origin, &dist, &[]);
    let config: Value = ureq::get(one.url("/config.json")).call().unwrap().body_mut().read_json().unwrap();
    assert_eq!(config["sign_in"], "session");
    let cookie = session(&one);
    assert_eq!(status_by(&one, &cookie), 200);
    let other = Gateway::start(&sandbox.origin, &dist, &[]);
    assert_eq!(status_by(&other, &cookie), 401);
}

#[test]
fn an_installation_for_some_people_refuses_others_in_words() {
    let dist = dist();
    let sandbox = Server::start_with(dist.path(), &["--memory", "--token", TOKEN]);
    let open = Gateway::start(&sandbox.origin, &dist, &[]);
    let cookie = session(&open);
    let read = |path: &str| -> Value {
        let request = agent().get(open.url(path)).header("x-wheelhouse", "1").header("cookie", &cookie);
        request.call().unwrap().body_mut().read_json().unwrap()
    };
    let me = read("/api/users/me");
    let (id, email) = (me["id"].as_str().unwrap(), me["email"].as_str().unwrap());
    let organizations = read(&format!("/api/users/{id}/organizations"));
    let organization = organizations["items"][0]["name"].as_str().unwrap();
    for (arguments, status) in [
        (["--allow-person", id], 200),
        (["--allow-person", email], 200),
        (["--allow-organization", organization], 200),
        (["--allow-organization", organizations["items"][0]["id"].as_str().unwrap()], 200),
        (["--allow-person", "somebody.else"], 403),
        (["--allow-organization", "another"], 403),
    ] {
        let gateway = Gateway::start(&sandbox.origin, &dist, &arguments);
        let begin = agent().post(gateway.url("/auth/session")).header("x-wheelhouse", "1");
        let mut answer = begin.send_json(json!({"api_token": TOKEN})).unwrap();
        assert_eq!(answer.status(), status, "{arguments:?}");
        if status == 403 {
            let problem: Value = answer.body_mut().read_json().unwrap();
            assert!(problem["detail"].as_str().unwrap().starts_with(email), "{problem}");
        } else {
            assert_eq!(status_by(&gateway, &session(&gateway)), 200, "{arguments:?}");
        }
    }
}

#[test]
fn somebody_signs_in_by_oauth() {
    let dist = dist();
    let client = "console:secret-of-client:https://console.example/auth/callback";
    let sandbox = Server::start_with(dist.path(), &["--memory", "--token", TOKEN, "--oauth-client", client]);
    let secret = dist.path().join("secret");
    std::fs::write(&secret, "secret-of-client\n").unwrap();
    let arguments = ["--oauth-client", "console", "--oauth-secret-file", secret.to_str().unwrap()];
    let more = ["--public-url", "https://console.example", "--oauth-only"];
    let mut gateway = Gateway::start(&sandbox.origin, &dist, &[&arguments[..], &more].concat());
    assert_eq!(after(&mut gateway.said, "Redirect URI "), "https://console.example/auth/callback");
    let config: Value = ureq::get(gateway.url("/config.json")).call().unwrap().body_mut().read_json().unwrap();
    assert_eq!((&config["login"], &config["login_only"]), (&"/auth/login".into(), &true.into()));

    // It answers to its public name without being told so once more.
    let agent = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
    let agent: ureq::Agent = agent.into();
    let header = |answer: &ureq::http::Response<ureq::Body>, name: &str| {
        answer.headers()[name].to_str().unwrap().split(';').next().unwrap().to_owned()
    };
    let go = |url: String, cookie: &str| {
        let request = agent.get(url).header("host", "console.example").header("cookie", cookie);
        request.header("sec-fetch-mode", "navigate").header("x-wheelhouse", "1").call().unwrap()
    };
    let login = go(gateway.url("/auth/login?next=/projects"), "");
    let location = header(&login, "location");
    let page = agent.get(&location).call().unwrap().body_mut().read_to_string().unwrap();
    assert!(page.contains("<strong>console</strong>"), "{page}");
    let (endpoint, query) = location.split_once('?').unwrap();
    let form = format!("{query}&decision=allow&api_token={TOKEN}");
    let sent = agent.post(endpoint).header("content-type", "application/x-www-form-urlencoded").send(form).unwrap();
    let back = header(&sent, "location").replace("https://console.example", &gateway.origin);
    let signed_in = go(back, &header(&login, "set-cookie"));
    assert_eq!(signed_in.status(), 200);
    let policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    assert_eq!(signed_in.headers()["content-security-policy"], policy);
    let cookie = header(&signed_in, "set-cookie");
    assert_eq!(go(gateway.url("/api/users/me"), &cookie).status(), 200);
}

#[test]
fn what_is_wrong_is_said_at_the_start() {
    let dist = dist();
    let keys = dist.path().join("keys");
    std::fs::write(&keys, "a 12\n").unwrap();
    let keys = keys.to_str().unwrap();
    let empty = dist.path().join("empty");
    std::fs::write(&empty, "\n").unwrap();
    let empty = empty.to_str().unwrap();
    for (arguments, named) in [
        (&["--upstream-alias", "http://api.example.com"][..], "has to begin with https://"),
        (&["--upstream-alias", "https://me:secret@api.example.com"][..], "user name"),
        (&["--upstream-ca", "/nowhere/ca.pem"][..], "/nowhere/ca.pem"),
        (&["--upstream-ca", keys][..], "no certificate"),
        (&["--sign-in", "token", "--session-keys", keys][..], "--sign-in session"),
        (&["--sign-in", "token", "--allow-person", "ada"][..], "--sign-in session"),
        (&["--allow-person", ""][..], "nobody is named"),
        (&["--allow-host", "https://console.example.com"][..], "`https://console.example.com` is an address"),
        (&["--allow-host", "console.example.com:8443"][..], "has a port"),
        (&["--session-keys", keys][..], "line 1 of the session keys"),
        (&["--audit-log", "/nowhere/audit.log"][..], "/nowhere/audit.log"),
        (&["--session-idle", "0"][..], "--session-idle"),
        (&["--metrics", "here"][..], "--metrics"),
        (&["--oauth-client", "a"][..], "--public-url"),
        (&["--oauth-client", "a", "--public-url", "https://a.example"][..], "--oauth-secret-file"),
        (&["--public-url", "http://console.example"][..], "has to begin with https://"),
        (&["--public-url", "https://a.example"][..], "--public-url is for --oauth-client"),
        (&["--oauth-only"][..], "--oauth-only is for --oauth-client"),
        (&["--oauth-scope", "openid"][..], "--oauth-scope is for --oauth-client"),
        (&["--oauth-authorize", "/authorize"][..], "--oauth-authorize"),
        (&[&with_oauth("/nowhere/secret")[..], &[]].concat(), "/nowhere/secret"),
        (&[&with_oauth(empty)[..], &[]].concat(), "holds no secret"),
        (&[&with_oauth(keys)[..], &["--sign-in", "token"]].concat(), "--sign-in session"),
        (
            &[&with_oauth(keys)[..2], &["--oauth-secret-file", keys, "--public-url", "https://a.example/b"]].concat(),
            "path",
        ),
    ] {
        let output = command("http://127.0.0.1:1", &dist, arguments).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains(named), "{arguments:?}: {said}");
    }
    let without = Command::new(env!("CARGO_BIN_EXE_wheelhouse")).arg("serve").output().unwrap();
    let said = String::from_utf8(without.stderr).unwrap();
    assert!(said.contains("--upstream-api") && said.contains("--upstream-auth"), "{said}");
}

/// How a gateway is told of a client whose secret is in this file.
fn with_oauth(secret: &str) -> [&str; 6] {
    ["--oauth-client", "a", "--oauth-secret-file", secret, "--public-url", "https://a.example"]
}

#[test]
fn the_environment_says_what_options_do_not() {
    let dist = dist();
    let sandbox = Server::start_with(dist.path(), &["--memory", "--data-set", "empty"]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_wheelhouse"));
    command.arg("serve").env("WHEELHOUSE_PORT", "0").env("WHEELHOUSE_DIST", dist.path());
    command.env("WHEELHOUSE_UPSTREAM_API", format!("{}/api", sandbox.origin));
    command.env("WHEELHOUSE_UPSTREAM_AUTH", format!("{}/auth", sandbox.origin));
    command.env("WHEELHOUSE_READ_ONLY", "true").env("WHEELHOUSE_ALLOW_HOSTS", "one.example,two.example");
    let mut process = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(process.stderr.take().unwrap());
    let origin = after(&mut said, "Wheelhouse ");
    let gateway = Gateway { process, origin, said };
    for (host, status) in [("two.example", 200), ("three.example", 421)] {
        let answer = agent().get(gateway.url("/")).header("host", host).call().unwrap();
        assert_eq!(answer.status(), status, "{host}");
    }
    let config = ureq::get(gateway.url("/config.json")).call().unwrap().body_mut().read_to_string().unwrap();
    assert!(config.contains("read_only"), "{config}");
}

#[test]
fn a_file_says_what_neither_options_nor_the_environment_do() {
    let (dist, folder) = (dist(), tempfile::tempdir().unwrap());
    let file = folder.path().join("wheelhouse.toml");
    let dist = dist.path().to_str().unwrap();
    let upstream = "http://127.0.0.1:1";
    let text = format!(
        "dist = {dist:?}\nport = 1\nread-only = true\nupstream-api = \"{upstream}/file\"\nupstream-auth = \"{upstream}\"\n"
    );
    std::fs::write(&file, text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_wheelhouse"));
    command.args(["serve", "--port", "0"]).env("WHEELHOUSE_PORT", "2").env("WHEELHOUSE_CONFIG", &file);
    command.env("WHEELHOUSE_UPSTREAM_API", format!("{upstream}/environment"));
    let mut process = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(process.stderr.take().unwrap());
    let origin = after(&mut said, "Wheelhouse ");
    let gateway = Gateway { process, origin, said };
    let config = ureq::get(gateway.url("/config.json")).call().unwrap().body_mut().read_to_string().unwrap();
    assert!(config.contains("/environment") && config.contains("read_only"), "{config}");
}
