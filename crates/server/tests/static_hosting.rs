//! The console's files over HTTP, through the router that the binary serves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use http_body_util::BodyExt;
use tempfile::TempDir;
use tower::ServiceExt;
use wheelhouse_server::console::{Console, LoadError};
use wheelhouse_server::security;

const NAVIGATION: &str = "text/html,application/xhtml+xml,*/*;q=0.8";

/// A build as trunk and xtask leave it, with contents that say which form was served.
fn dist() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in [
        ("index.html", "page"),
        ("index.html.br", "page in br"),
        ("config.json", r#"{"api":"/api","auth":"https://auth.example.com/oauth"}"#),
        ("icons.svg", "<svg/>"),
        ("console-4fb98cba65f8bbd6.js", "script"),
        ("console-4fb98cba65f8bbd6.js.br", "script in br"),
        ("console-4fb98cba65f8bbd6.js.gz", "script in gz"),
        ("console-4fb98cba65f8bbd6_bg.wasm", "wasm"),
        ("console-4fb98cba65f8bbd.css", "style"),
        ("design/index.html", "another page"),
    ] {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    folder
}

async fn send(method: &str, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
    let folder = dist();
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let router = Console::load(folder.path()).unwrap().router();
    router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

async fn get(path: &str, headers: &[(&str, &str)]) -> Response<Body> {
    send("GET", path, headers).await
}

fn header<'a>(response: &'a Response<Body>, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

async fn text(response: Response<Body>) -> String {
    String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

#[tokio::test]
async fn the_root_and_every_address_of_the_console_get_the_page() {
    for path in ["/", "/index.html", "/projects/abc/environments/release-1.0"] {
        let response = get(path, &[("accept", NAVIGATION)]).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(header(&response, "content-type"), "text/html; charset=utf-8");
        assert_eq!(header(&response, "cache-control"), "no-cache");
        assert_eq!(text(response).await, "page");
    }
}

#[tokio::test]
async fn a_folder_has_a_page_of_its_own_with_and_without_its_slash() {
    for path in ["/design", "/design/", "/design/index.html"] {
        let response = get(path, &[("accept", NAVIGATION)]).await;
        assert_eq!(header(&response, "content-type"), "text/html; charset=utf-8");
        assert_eq!(text(response).await, "another page", "{path}");
    }
}

#[tokio::test]
async fn a_missing_file_is_missing() {
    for path in ["/gone-0123456789abcdef.js", "/projects"] {
        assert_eq!(get(path, &[("accept", "*/*")]).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn an_unknown_address_of_the_api_is_not_the_page() {
    for path in ["/api", "/api/nothing", "/auth/nothing", "/_sandbox/nothing"] {
        assert_eq!(get(path, &[("accept", NAVIGATION)]).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(get("/apiary", &[("accept", NAVIGATION)]).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn each_kind_of_file_has_its_type() {
    for (path, expected) in [
        ("/console-4fb98cba65f8bbd6.js", "text/javascript; charset=utf-8"),
        ("/console-4fb98cba65f8bbd6_bg.wasm", "application/wasm"),
        ("/console-4fb98cba65f8bbd.css", "text/css; charset=utf-8"),
        ("/icons.svg", "image/svg+xml; charset=utf-8"),
        ("/config.json", "application/json"),
    ] {
        assert_eq!(header(&get(path, &[]).await, "content-type"), expected, "{path}");
    }
}

#[tokio::test]
async fn the_smallest_form_is_served_and_named() {
    let response = get("/console-4fb98cba65f8bbd6.js", &[("accept-encoding", "gzip, br")]).await;
    assert_eq!(header(&response, "content-encoding"), "br");
    assert_eq!(header(&response, "vary"), "accept-encoding");
    assert_eq!(text(response).await, "script in br");

    let response = get("/console-4fb98cba65f8bbd6.js", &[("accept-encoding", "gzip")]).await;
    assert_eq!(header(&response, "content-encoding"), "gzip");
    assert_eq!(text(response).await, "script in gz");

    let response = get("/console-4fb98cba65f8bbd6.js", &[]).await;
    assert_eq!(header(&response, "content-encoding"), "");
    assert_eq!(text(response).await, "script");

    let response = get("/icons.svg", &[("accept-encoding", "br, gzip")]).await;
    assert_eq!(header(&response, "content-encoding"), "");
}

#[tokio::test]
async fn compressed_forms_have_no_address_of_their_own() {
    assert_eq!(get("/index.html.br", &[]).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn hashed_names_are_kept_and_the_others_asked_for_again() {
    for path in ["/console-4fb98cba65f8bbd6.js", "/console-4fb98cba65f8bbd6_bg.wasm", "/console-4fb98cba65f8bbd.css"] {
        assert_eq!(header(&get(path, &[]).await, "cache-control"), "public, max-age=31536000, immutable", "{path}");
    }
    for path in ["/index.html", "/config.json", "/icons.svg"] {
        assert_eq!(header(&get(path, &[]).await, "cache-control"), "no-cache", "{path}");
    }
}

#[tokio::test]
async fn an_unchanged_file_is_not_sent_again() {
    let first = get("/index.html", &[("accept-encoding", "br")]).await;
    let etag = header(&first, "etag").to_owned();
    assert!(etag.starts_with('"') && etag.ends_with('"'), "{etag}");

    let again = get("/index.html", &[("accept-encoding", "br"), ("if-none-match", &etag)]).await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(header(&again, "etag"), etag);
    assert_eq!(text(again).await, "");

    let other_form = get("/index.html", &[("if-none-match", &etag)]).await;
    assert_eq!(other_form.status(), StatusCode::OK);
}

#[tokio::test]
async fn head_answers_without_a_body_and_other_methods_are_refused() {
    let head = send("HEAD", "/index.html", &[]).await;
    assert_eq!(head.status(), StatusCode::OK);
    assert_eq!(header(&head, "content-length"), "4");
    assert_eq!(text(head).await, "");

    let post = send("POST", "/index.html", &[]).await;
    assert_eq!(post.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(header(&post, "allow"), "GET, HEAD");
}

#[tokio::test]
async fn every_answer_carries_the_policy() {
    for path in ["/", "/gone.js"] {
        let response = get(path, &[]).await;
        let policy = header(&response, "content-security-policy");
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';"), "{policy}");
        assert!(policy.contains("connect-src 'self' https://auth.example.com;"), "{policy}");
        assert!(!policy.contains("unsafe-inline"), "{policy}");
        assert_eq!(header(&response, "x-content-type-options"), "nosniff");
        assert_eq!(header(&response, "referrer-policy"), "no-referrer");
    }
}

#[tokio::test]
async fn no_path_leads_out_of_the_folder() {
    for path in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "//etc/passwd"] {
        assert_eq!(get(path, &[]).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

/// Who serves the files otherwise is told the same, in each place where it is told.
#[tokio::test]
async fn the_headers_are_those_of_the_documentation() {
    let folder = dist();
    let config = r#"{"api":"/api","auth":"/auth"}"#.to_owned();
    let router = security::everywhere(Console::load_with(folder.path(), config).unwrap().router(), true);
    let response = router.oneshot(Request::get("/").body(Body::empty()).unwrap()).await.unwrap();
    let about_the_file = ["cache-control", "content-length", "content-type", "etag", "vary"];
    let sent = response.headers().iter().filter(|(name, _)| !about_the_file.contains(&name.as_str()));
    for (name, value) in sent.map(|(name, value)| (name, value.to_str().unwrap())) {
        for (told, line) in [
            (include_str!("../../../docs/deploying.md"), format!("{name}: {value}")),
            (include_str!("../../../packaging/nginx-headers.conf"), format!("add_header {name} \"{value}\" always;")),
            (include_str!("../../../packaging/Caddyfile"), format!("{name} \"{value}\"")),
        ] {
            assert!(told.lines().any(|found| found.trim().eq_ignore_ascii_case(&line)), "nowhere: {line}");
        }
    }
}

#[test]
fn a_folder_without_a_build_and_a_broken_config_are_refused() {
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(Console::load(empty.path()), Err(LoadError::NotABuild(_))));
    assert!(matches!(Console::load(&empty.path().join("gone")), Err(LoadError::Read(..))));

    let folder = dist();
    for broken in ["not json", r#"{"api":"/api"}"#, r#"{"api":"/api","auth":7}"#, r#"{"api":"/api","auth":"ftp://x"}"#]
    {
        std::fs::write(folder.path().join("config.json"), broken).unwrap();
        assert!(matches!(Console::load(folder.path()), Err(LoadError::Config(_))), "{broken}");
    }
}
