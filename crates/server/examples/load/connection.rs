//! Connections that are kept open, of which many are at work in one thread.

use std::net::SocketAddr;

use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::client::PATIENCE;

/// Whom to ask, and with which headers.
#[derive(Clone)]
pub struct Peer {
    address: SocketAddr,
    headers: Vec<(&'static str, String)>,
}

impl Peer {
    pub fn new(origin: &str, headers: Vec<(&'static str, String)>) -> Self {
        let address = origin.strip_prefix("http://").and_then(|address| address.parse().ok());
        Self { address: address.expect("an address"), headers }
    }

    /// The same with other headers.
    pub fn with(&self, headers: Vec<(&'static str, String)>) -> Self {
        Self { address: self.address, headers }
    }

    pub async fn connect(&self) -> Connection {
        let stream = TcpStream::connect(self.address).await.expect("the server takes connections");
        stream.set_nodelay(true).unwrap();
        let (sender, connection) = handshake(TokioIo::new(stream)).await.unwrap();
        // How it ends is said where it is used.
        tokio::spawn(async { drop(connection.await) });
        Connection { sender, peer: self.clone() }
    }
}

pub struct Connection {
    sender: SendRequest<Full<Bytes>>,
    peer: Peer,
}

impl Connection {
    /// The status of an answer, once all of it has come.
    ///
    /// # Errors
    /// When there is no whole answer in time, in words.
    pub async fn send(&mut self, method: &str, path: &str, body: &Bytes) -> Result<u16, String> {
        let wrong = |error: hyper::Error| format!("{method} {path}: {error}");
        let mut request = Request::builder().method(method).uri(path).header("host", self.peer.address.to_string());
        for (name, value) in &self.peer.headers {
            request = request.header(*name, value);
        }
        if !body.is_empty() {
            request = request.header("content-type", "application/json");
        }
        let request = request.body(Full::new(body.clone())).unwrap();
        let whole = async {
            self.sender.ready().await.map_err(wrong)?;
            let answer = self.sender.send_request(request).await.map_err(wrong)?;
            let status = answer.status().as_u16();
            answer.into_body().collect().await.map_err(wrong)?;
            Ok(status)
        };
        timeout(PATIENCE, whole).await.unwrap_or_else(|_| Err(format!("{method} {path}: no answer in time")))
    }
}
