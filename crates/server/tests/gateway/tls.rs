//! An upstream is who its certificate says, or is not spoken to.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::http::StatusCode;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use wheelhouse_server::gateway::Gateway;

use crate::upstream::{get, options, text};

/// An upstream whose certificate is for `name`: its port, the certificate as PEM, and how many requests it read.
async fn start(name: &str) -> (u16, String, Arc<AtomicUsize>) {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed([name.to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let read = Arc::new(AtomicUsize::new(0));
    let count = read.clone();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            if stream.read(&mut [0; 4096]).await.is_ok_and(|length| length > 0) {
                count.fetch_add(1, Ordering::SeqCst);
                let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\nconnection: close\r\n\r\nsecret";
                stream.write_all(answer).await.unwrap();
            }
        }
    });
    (port, cert.pem(), read)
}

fn gateway(port: u16, authorities: Option<String>) -> Router {
    let mut options = options(&format!("https://localhost:{port}"));
    options.authorities = authorities.map(String::into_bytes);
    Gateway::new(options).unwrap().router()
}

#[tokio::test]
async fn an_upstream_that_is_trusted_is_asked() {
    let (port, certificate, _) = start("localhost").await;
    let response = get(&gateway(port, Some(certificate)), "/api/me").await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(text(response).await, "secret");
}

#[tokio::test]
async fn another_is_not_spoken_to() {
    let (port, _, read) = start("localhost").await;
    assert_eq!(get(&gateway(port, None), "/api/me").await.status(), StatusCode::BAD_GATEWAY);
    assert_eq!(read.load(Ordering::SeqCst), 0);
    let (port, certificate, read) = start("other.example").await;
    assert_eq!(get(&gateway(port, Some(certificate)), "/api/me").await.status(), StatusCode::BAD_GATEWAY);
    assert_eq!(read.load(Ordering::SeqCst), 0);
}
