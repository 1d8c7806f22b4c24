//! nginx and Caddy with the configurations of `packaging/`: what they answer is what the project's own server does. They are
//! tried where `WHEELHOUSE_NGINX`, `WHEELHOUSE_NGINX_MODULES` and `WHEELHOUSE_CADDY` name them, as `cargo xtask test` does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use tempfile::TempDir;
use tower::ServiceExt;
use wheelhouse_server::console::Console;
use wheelhouse_server::security;

const NAVIGATION: &str = "text/html,application/xhtml+xml,*/*;q=0.8";
const PROGRAM: &str = "/console-4fb98cba65f8bbd6_bg.wasm";
const SCRIPT: &str = "/console-4fb98cba65f8bbd6.js";

/// What the documentation asks for by header.
const COMPARED: &[&str] = &[
    "cache-control",
    "content-encoding",
    "content-security-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "referrer-policy",
    "strict-transport-security",
    "x-content-type-options",
];

/// A small build, in a folder beside which lies what nobody may read.
fn dist() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("secret"), "secret").unwrap();
    let dist = folder.path().join("dist");
    for (name, is_compressed) in [
        ("index.html", true),
        ("design/index.html", true),
        (&PROGRAM[1..], true),
        (&SCRIPT[1..], true),
        ("console-4fb98cba65f8bbd6.css", true),
        ("icons.svg", false),
    ] {
        fs::create_dir_all(dist.join(name).parent().unwrap()).unwrap();
        fs::write(dist.join(name), name).unwrap();
        if is_compressed {
            fs::write(dist.join(format!("{name}.br")), format!("{name} in br")).unwrap();
            fs::write(dist.join(format!("{name}.gz")), format!("{name} in gzip")).unwrap();
        }
    }
    fs::write(dist.join("config.json"), r#"{"api": "/api", "auth": "/auth"}"#).unwrap();
    folder
}

#[derive(Debug)]
struct Answer {
    status: u16,
    /// By name in small letters, each as often as it was sent.
    headers: BTreeMap<String, Vec<String>>,
    body: Vec<u8>,
}

impl Answer {
    fn all(&self, name: &str) -> &[String] {
        self.headers.get(name).map_or(&[], Vec::as_slice)
    }

    fn one(&self, name: &str) -> &str {
        match self.all(name) {
            [] => "",
            [one] => one,
            more => panic!("{name} was sent {} times", more.len()),
        }
    }

    /// Without the charset, which says nothing new of what is no text.
    fn kind(&self) -> &str {
        let kind = self.one("content-type");
        if kind.starts_with("text/") { kind } else { kind.split(';').next().unwrap_or_default() }
    }
}

/// What the project's own server answers.
async fn own(router: &Router, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let mut sent: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in response.headers() {
        sent.entry(name.to_string()).or_default().push(value.to_str().unwrap().to_owned());
    }
    let status = response.status().as_u16();
    Answer { status, headers: sent, body: response.into_body().collect().await.unwrap().to_bytes().to_vec() }
}

/// A server of others', on its own port.
struct Server {
    process: Child,
    port: u16,
    /// What it keeps, and its configuration.
    _place: TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    /// Starts it, and waits until it listens.
    fn start(place: TempDir, port: u16, command: &mut Command) -> Self {
        let process = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
        let process = process.unwrap_or_else(|error| panic!("{command:?} cannot be started: {error}"));
        let mut server = Self { process, port, _place: place };
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if let Some(status) = server.process.try_wait().unwrap() {
                let mut said = String::new();
                server.process.stderr.take().unwrap().read_to_string(&mut said).unwrap();
                panic!("{command:?} ended with {status}: {said}");
            }
            std::thread::yield_now();
        }
        server
    }

    /// Sends a request as it is: libraries put paths in order before they do.
    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let host = ("host", "console.example.com");
        let lines: String = headers.iter().chain([&host]).map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        write!(stream, "{method} {path} HTTP/1.1\r\nconnection: close\r\n{lines}\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|found| found == b"\r\n\r\n").expect("no answer");
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let mut sent: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in lines.map(|line| line.split_once(':').unwrap()) {
            sent.entry(name.to_ascii_lowercase()).or_default().push(value.trim().to_owned());
        }
        Answer { status, headers: sent, body: bytes[end + 4..].to_vec() }
    }
}

fn named(variable: &str) -> PathBuf {
    let path = std::env::var_os(variable).map(PathBuf::from);
    path.unwrap_or_else(|| {
        panic!("{variable} does not say where it is: `cargo xtask setup` finds it, `cargo xtask test` says so")
    })
}

fn packaged(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packaging").join(name).canonicalize().unwrap()
}

/// A configuration as it is packaged, but for where things are on this machine.
fn configuration(name: &str, changes: &[(&str, &str, usize)]) -> String {
    let mut text = fs::read_to_string(packaged(name)).unwrap();
    for (from, to, times) in changes {
        assert_eq!(text.matches(from).count(), *times, "{from} in {name}");
        text = text.replace(from, to);
    }
    text
}

fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

fn nginx(dist: &Path) -> Server {
    let (program, modules) = (named("WHEELHOUSE_NGINX"), named("WHEELHOUSE_NGINX_MODULES"));
    let (place, port) = (tempfile::tempdir().unwrap(), free_port());
    let headers = format!("include {};", packaged("nginx-headers.conf").display());
    let site = configuration(
        "nginx.conf",
        &[
            ("listen 443 ssl http2;", &format!("listen 127.0.0.1:{port};"), 1),
            ("    ssl_certificate /etc/ssl/certs/console.example.com.pem;\n", "", 1),
            ("    ssl_certificate_key /etc/ssl/private/console.example.com.key;\n", "", 1),
            ("/srv/wheelhouse/dist", dist.to_str().unwrap(), 1),
            ("include /etc/nginx/wheelhouse-headers.conf;", &headers, 3),
        ],
    );
    let passing: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {};\n", place.path().join(name).display()))
        .concat();
    let main = format!(
        "load_module {}/ngx_http_brotli_static_module.so;\ndaemon off;\nmaster_process off;\npid {};\nevents {{}}\n\
         http {{\naccess_log off;\n{passing}{site}}}\n",
        modules.display(),
        place.path().join("pid").display(),
    );
    let file = place.path().join("nginx.conf");
    fs::write(&file, main).unwrap();
    let mut command = Command::new(program);
    command.arg("-e").arg("stderr").arg("-p").arg(place.path()).arg("-c").arg(&file);
    Server::start(place, port, &mut command)
}

fn caddy(dist: &Path) -> Server {
    let program = named("WHEELHOUSE_CADDY");
    let (place, port) = (tempfile::tempdir().unwrap(), free_port());
    let site = configuration(
        "Caddyfile",
        &[
            ("\nconsole.example.com {", &format!("\nhttp://console.example.com:{port} {{\n\tbind 127.0.0.1"), 1),
            ("/srv/wheelhouse/dist", dist.to_str().unwrap(), 1),
        ],
    );
    let file = place.path().join("Caddyfile");
    fs::write(&file, format!("{{\n\tadmin off\n}}\n{site}")).unwrap();
    let mut command = Command::new(program);
    for variable in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
        command.env(variable, place.path());
    }
    command.args(["run", "--adapter", "caddyfile", "--config"]).arg(&file);
    Server::start(place, port, &mut command)
}

/// That a server answers as the project's own does.
async fn compare(server: &Server, dist: &Path) {
    let own_server = security::everywhere(Console::load(dist).unwrap().router(), true);
    let page = ("accept", NAVIGATION);
    let all = ("accept", "*/*");
    for (path, headers) in [
        ("/", &[page, ("accept-encoding", "gzip, deflate, br, zstd")][..]),
        ("/", &[page, ("accept-encoding", "gzip")]),
        ("/", &[all]),
        ("/index.html", &[all]),
        ("/organizations/acme/projects/release-1.0", &[page, ("accept-encoding", "br")]),
        ("/organizations/acme", &[page]),
        ("/organizations/acme", &[all]),
        ("/design", &[page]),
        (PROGRAM, &[all, ("accept-encoding", "br, gzip")]),
        (PROGRAM, &[all, ("accept-encoding", "gzip")]),
        (PROGRAM, &[all]),
        (SCRIPT, &[all, ("accept-encoding", "br")]),
        ("/console-4fb98cba65f8bbd6.css", &[all]),
        ("/icons.svg", &[all, ("accept-encoding", "br")]),
        ("/config.json", &[all]),
        ("/gone.svg", &[all]),
        ("/gone.svg", &[page]),
        ("/gone-4fb98cba65f8bbd6.js", &[all, ("accept-encoding", "br")]),
        ("/gone-4fb98cba65f8bbd6.js", &[page]),
        ("/index.html.br", &[all]),
        ("/index.html.gz", &[page]),
        ("/.index.html", &[all]),
        ("//secret", &[all]),
    ] {
        let expected = own(&own_server, "GET", path, headers).await;
        for method in ["GET", "HEAD"] {
            let (answer, what) = (server.ask(method, path, headers), format!("{method} {path} {headers:?}"));
            assert_eq!(answer.status, expected.status, "{what}");
            for name in COMPARED {
                assert_eq!(answer.all(name), expected.all(name), "{what}: {name}");
            }
            assert_eq!(answer.kind(), expected.kind(), "{what}");
            if expected.status == 200 {
                if method == "GET" {
                    assert_eq!(answer.body, expected.body, "{what}");
                }
                compare_copies(server, path, headers, &answer);
            }
            // What has one form only may say that there could be more.
            if !matches!(path, "/icons.svg" | "/config.json") && expected.status == 200 {
                assert_eq!(answer.one("vary").to_ascii_lowercase(), expected.one("vary"), "{what}");
            }
        }
    }
    for path in ["/../secret", "/%2e%2e/secret", "/design/..%2f..%2fsecret", "/design/../../secret", "/..%5csecret"] {
        let answer = server.ask("GET", path, &[all]);
        assert!((400..500).contains(&answer.status), "{path}: {}", answer.status);
        assert!(!String::from_utf8_lossy(&answer.body).contains("secret"), "{path}");
        assert!(!answer.one("content-security-policy").is_empty(), "{path}");
    }
    assert_eq!(server.ask("POST", "/", &[page, ("content-length", "0")]).status, 405);
}

/// That a browser's copy is good for the form that it has, and for no other.
fn compare_copies(server: &Server, path: &str, headers: &[(&str, &str)], answer: &Answer) {
    let etag = answer.one("etag");
    assert!(!etag.is_empty(), "{path} has no ETag");
    let again = [headers, &[("if-none-match", etag)]].concat();
    assert_eq!(server.ask("GET", path, &again).status, 304, "{path} {headers:?}");
    let other: Vec<_> = again.iter().filter(|(name, _)| *name != "accept-encoding").copied().collect();
    let expected = if answer.one("content-encoding").is_empty() { 304 } else { 200 };
    assert_eq!(server.ask("GET", path, &other).status, expected, "{path} {headers:?}: another form has another ETag");
}

#[tokio::test]
#[ignore = "needs nginx: `cargo xtask test` has it"]
async fn nginx_answers_as_the_own_server_does() {
    let folder = dist();
    let dist = folder.path().join("dist");
    compare(&nginx(&dist), &dist).await;
}

#[tokio::test]
#[ignore = "needs Caddy: `cargo xtask test` has it"]
async fn caddy_answers_as_the_own_server_does() {
    let folder = dist();
    let dist = folder.path().join("dist");
    compare(&caddy(&dist), &dist).await;
}
