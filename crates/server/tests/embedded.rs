//! A console within the program is served as the same one in a folder is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::path::Path;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use tower::ServiceExt;
use wheelhouse_server::console::{Console, Files, LoadError, Table};

/// What a table in a program would hold of this folder.
fn table(folder: &Path) -> &'static Table {
    Box::leak(
        addresses(folder, "")
            .into_iter()
            .map(|address| {
                let bytes = std::fs::read(folder.join(&address[1..])).unwrap();
                (&*address.leak(), &*bytes.leak())
            })
            .collect(),
    )
}

fn addresses(folder: &Path, prefix: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let address = format!("{prefix}/{}", entry.file_name().to_str().unwrap());
        match entry.path().is_dir() {
            true => found.extend(addresses(&entry.path(), &address)),
            false => found.push(address),
        }
    }
    found
}

async fn answer(router: &Router, path: &str, accept: &str, encoding: &str) -> (StatusCode, HeaderMap, Bytes) {
    let request = Request::builder().uri(path).header("accept", accept).header("accept-encoding", encoding);
    let response = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (head, body) = response.into_parts();
    (head.status, head.headers, body.collect().await.unwrap().to_bytes())
}

async fn answer_the_same(folder: &Router, within: &Router, paths: &[String]) {
    for path in paths {
        for accept in ["*/*", "text/html"] {
            for encoding in ["br", "gzip", "identity"] {
                let wanted = answer(folder, path, accept, encoding).await;
                assert_eq!(answer(within, path, accept, encoding).await, wanted, "{path} {accept} {encoding}");
            }
        }
    }
}

fn build() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("design")).unwrap();
    for (name, content) in [
        ("index.html", "page"),
        ("index.html.br", "page in br"),
        ("config.json", r#"{"api":"/api","auth":"https://auth.example.com"}"#),
        ("console-4fb98cba65f8bbd6.js", "script"),
        ("console-4fb98cba65f8bbd6.js.gz", "script in gz"),
        ("design/index.html", "another page"),
    ] {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

#[tokio::test]
async fn every_address_has_the_same_answer_from_a_table_as_from_a_folder() {
    let folder = build();
    let mut paths = addresses(folder.path(), "");
    paths.extend(["/", "/design", "/projects/abc", "/gone.js", "/api/me"].map(str::to_owned));
    let within = Files::Within(table(folder.path()));
    let load = |files| Console::load(files).unwrap().router();
    answer_the_same(&load(Files::Folder(folder.path())), &load(within), &paths).await;

    let config = || r#"{"api":"/api","auth":"/auth"}"#.to_owned();
    let load = |files| Console::load_with(files, config()).unwrap().router();
    answer_the_same(&load(Files::Folder(folder.path())), &load(within), &paths).await;
}

#[test]
fn a_table_without_a_page_is_refused() {
    assert!(matches!(Console::load(Files::Within(&[])), Err(LoadError::NotABuild(_))));
}

#[test]
fn a_folder_that_is_named_comes_before_what_is_in_the_program() {
    let folder = build();
    assert!(matches!(Files::chosen(Some(folder.path())), Files::Folder(chosen) if chosen == folder.path()));
    assert_eq!(matches!(Files::chosen(None), Files::Within(_)), cfg!(feature = "embedded"));
}
