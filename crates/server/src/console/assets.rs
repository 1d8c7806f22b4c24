//! The files of a build, held in memory with what is said about each.

use std::collections::HashMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::PathBuf;

use axum::body::Bytes;
use axum::http::HeaderValue;

use super::files::Files;
use super::negotiate::Encoding;

/// Why the console's files cannot be served.
#[derive(Debug)]
pub enum LoadError {
    /// A file or the folder itself could not be read.
    Read(PathBuf, io::Error),
    /// The folder holds no `index.html`, so it is not a build of the console.
    NotABuild(PathBuf),
    /// `config.json` says something other than the hosts of the API and of sign-in.
    Config(String),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(path, error) => write!(f, "{} cannot be read: {error}", path.display()),
            Self::NotABuild(path) => {
                write!(f, "{} holds no index.html: build the console with `cargo xtask build`", path.display())
            }
            Self::Config(reason) => write!(f, "config.json is not valid: {reason}"),
        }
    }
}

impl std::error::Error for LoadError {}

/// One file, in each of the forms it was built in.
#[derive(Debug)]
pub(super) struct Asset {
    pub(super) content_type: HeaderValue,
    identity: Bytes,
    gzip: Option<Bytes>,
    brotli: Option<Bytes>,
    digest: u64,
    fingerprinted: bool,
}

impl Asset {
    /// The file's bytes in one encoding, where it was built in it.
    pub(super) fn body(&self, encoding: Encoding) -> Option<&Bytes> {
        match encoding {
            Encoding::Identity => Some(&self.identity),
            Encoding::Gzip => self.gzip.as_ref(),
            Encoding::Brotli => self.brotli.as_ref(),
        }
    }

    /// A strong validator: it differs by content, and by encoding because the bytes do.
    pub(super) fn etag(&self, encoding: Encoding) -> String {
        format!("\"{:016x}-{}\"", self.digest, encoding.token())
    }

    /// A file whose name carries its content's hash never changes; every other one is asked for again.
    pub(super) fn cache_control(&self) -> &'static str {
        if self.fingerprinted { "public, max-age=31536000, immutable" } else { "no-cache" }
    }
}

/// Every file of a build by its absolute path in the address, such as `/index.html`.
#[derive(Debug)]
pub(super) struct Assets(HashMap<String, Asset>);

impl Assets {
    /// With `config` in the place of the build's `config.json`, where it is given.
    pub(super) fn read(source: Files<'_>, config: Option<String>) -> Result<Self, LoadError> {
        let mut files = source.read()?;
        if let Some(config) = config {
            files.retain(|path, _| !path.starts_with("/config.json"));
            files.insert("/config.json".to_owned(), config.into());
        }
        if !files.contains_key("/index.html") {
            return Err(LoadError::NotABuild(source.name()));
        }
        let assets = files
            .iter()
            .filter(|(path, _)| !is_compressed_form(path, &files))
            .map(|(path, bytes)| {
                let asset = Asset {
                    content_type: content_type(path),
                    identity: bytes.clone(),
                    gzip: files.get(&format!("{path}.gz")).cloned(),
                    brotli: files.get(&format!("{path}.br")).cloned(),
                    digest: digest(bytes),
                    fingerprinted: is_fingerprinted(path),
                };
                (path.clone(), asset)
            })
            .collect();
        Ok(Self(assets))
    }

    pub(super) fn get(&self, path: &str) -> Option<&Asset> {
        self.0.get(path)
    }

    /// The hosts that `config.json` names: absolute ones such as `https://api.example.com/v1`, or
    /// paths on this host. No file means this host only.
    pub(super) fn api_hosts(&self) -> Result<Vec<String>, LoadError> {
        let Some(config) = self.get("/config.json") else { return Ok(Vec::new()) };
        let config: serde_json::Value =
            serde_json::from_slice(&config.identity).map_err(|error| LoadError::Config(error.to_string()))?;
        ["api", "auth"]
            .into_iter()
            .map(|key| match config.get(key) {
                Some(serde_json::Value::String(host)) => Ok(host.clone()),
                Some(_) => Err(LoadError::Config(format!("`{key}` must be a string"))),
                None => Err(LoadError::Config(format!("`{key}` is missing"))),
            })
            .collect()
    }
}

fn is_compressed_form(path: &str, files: &HashMap<String, Bytes>) -> bool {
    [".br", ".gz"].iter().filter_map(|end| path.strip_suffix(end)).any(|original| files.contains_key(original))
}

/// Whether the name carries a hash of the content: a part of at least twelve hexadecimal digits, as
/// in `console-4fb98cba65f8bbd6_bg.wasm`.
fn is_fingerprinted(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split(['-', '_', '.'])
        .skip(1)
        .any(|part| part.len() >= 12 && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')))
}

fn content_type(path: &str) -> HeaderValue {
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    let text = guess.type_() == "text" || guess.suffix().is_some_and(|suffix| suffix == "xml");
    let value = if text { format!("{}; charset=utf-8", guess.essence_str()) } else { guess.essence_str().to_owned() };
    HeaderValue::from_str(&value).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

fn digest(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}
