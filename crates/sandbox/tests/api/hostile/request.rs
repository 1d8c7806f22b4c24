//! A hostile request: a good one for an operation, and what is done to it.

use std::io;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, Request};
use futures_util::stream;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;
use wheelhouse_contract::Operation;

use super::edit::{Edit, edited};
use super::values;
use crate::contract;

/// The greatest body that is read, in bytes.
const LIMIT: usize = 1024 * 1024;

/// A good request.
pub struct Good {
    pub operation: &'static Operation,
    /// With the query.
    pub path: String,
    /// Bodies of the operation, one that it takes first.
    pub bodies: Vec<Value>,
}

impl Good {
    pub fn new(operation: &'static Operation, path: String) -> Self {
        let mut bodies = Vec::from_iter(contract::body(operation));
        if let Some(body) = operation.body {
            let whole = |one: Value| if operation.takes_list { Value::from(vec![one]) } else { one };
            bodies.push(whole(contract::fields(body, true)));
            for variant in body.variants.into_iter().flat_map(|variants| variants.list) {
                let mut one = contract::fields(variant.body, true);
                if let Some(tag) = body.variants.and_then(|variants| variants.tag) {
                    one[tag] = Value::from(variant.value);
                }
                bodies.push(whole(one));
            }
        }
        Self { operation, path, bodies }
    }
}

/// What is done to a good request.
#[derive(Clone, Debug)]
pub struct Plan {
    among: Among,
    operation: Index,
    method: Option<&'static str>,
    /// Which part of the path becomes what.
    names: Vec<(Index, String)>,
    query: Vec<(Parameter, String)>,
    headers: Vec<(&'static str, Vec<u8>)>,
    body: Content,
    arrives: Arrives,
}

/// Which operations something is done to: those that look at it.
#[derive(Clone, Copy, Debug)]
enum Among {
    All,
    WithBody,
    WithNames,
    WithQuery,
}

#[derive(Clone, Debug)]
enum Parameter {
    Declared(Index),
    Named(&'static str),
}

#[derive(Clone, Debug)]
enum Content {
    /// As it should be.
    Good,
    Nothing,
    Bytes(Vec<u8>),
    /// Values of a good one of the operation, replaced.
    Edited(Index, Vec<(Index, Edit)>),
    /// An object that is so long.
    Sized(usize),
    /// A form with a file.
    Form(Vec<u8>),
}

/// How a body arrives.
#[derive(Clone, Copy, Debug)]
enum Arrives {
    Whole,
    InParts(usize),
    BreaksOff,
}

/// All of it good but for one or two things.
pub fn plan() -> impl Strategy<Value = Plan> {
    let good = any::<Index>().prop_map(|operation| Plan {
        among: Among::All,
        operation,
        method: None,
        names: Vec::new(),
        query: Vec::new(),
        headers: Vec::new(),
        body: Content::Good,
        arrives: Arrives::Whole,
    });
    let method = select(&["PUT", "HEAD", "OPTIONS", "TRACE", "PATCH", "POST", "DELETE", "GET", "MADE", "get"][..]);
    let names = || prop::collection::vec((any::<Index>(), values::name()), 1..3);
    let parameter =
        || prop_oneof![any::<Index>().prop_map(Parameter::Declared), values::parameter().prop_map(Parameter::Named),];
    let query = || prop::collection::vec((parameter(), values::query()), 1..4);
    let headers = || prop::collection::vec(values::header(), 1..4);
    let arrives = prop_oneof![
        4 => Just(Arrives::Whole),
        1 => (1..5_000_usize).prop_map(Arrives::InParts),
        1 => Just(Arrives::BreaksOff),
    ];
    let all = (names(), query(), headers(), content(), arrives.clone());
    prop_oneof![
        12 => (good.clone(), content()).prop_map(|(plan, body)| Plan { body, among: Among::WithBody, ..plan }),
        4 => (good.clone(), names()).prop_map(|(plan, names)| Plan { names, among: Among::WithNames, ..plan }),
        3 => (good.clone(), query()).prop_map(|(plan, query)| Plan { query, among: Among::WithQuery, ..plan }),
        2 => (good.clone(), headers()).prop_map(|(plan, headers)| Plan { headers, ..plan }),
        1 => (good.clone(), method).prop_map(|(plan, method)| Plan { method: Some(method), ..plan }),
        1 => (good.clone(), content(), arrives).prop_map(|(plan, body, arrives)| Plan { body, arrives, ..plan }),
        1 => (good, all).prop_map(|(plan, (names, query, headers, body, arrives))| {
            Plan { names, query, headers, body, arrives, ..plan }
        }),
    ]
}

/// Bodies that are no object with fields.
const RAW: &[&[u8]] = &[
    b"",
    b"{",
    b"}",
    b"null",
    b"[]",
    b"{}",
    b"\"\"",
    b"{} {}",
    b"\xef\xbb\xbf{}",
    b"\xff\xfe{\x00}\x00",
    b"NaN",
    b"{\"\":",
    b"a=b&c=d",
    b"<a/>",
    b"\x00",
    b"[{}]",
    b"[null]",
    b"{\"a\":1,}",
];

fn content() -> impl Strategy<Value = Content> {
    let edit = prop_oneof![
        16 => values::value().prop_map(Edit::Value),
        2 => values::value().prop_map(Edit::Twice),
        1 => Just(Edit::Gone),
        1 => any::<String>().prop_map(Edit::Beside),
    ];
    let raw = select(RAW);
    prop_oneof![
        16 => (any::<Index>(), prop::collection::vec((any::<Index>(), edit), 1..4))
            .prop_map(|(which, edits)| Content::Edited(which, edits)),
        2 => raw.prop_map(|bytes| Content::Bytes(bytes.to_vec())),
        2 => values::value().prop_map(Content::Bytes),
        1 => prop::collection::vec(any::<u8>(), 0..200).prop_map(Content::Bytes),
        1 => Just(Content::Nothing),
        1 => select(&[LIMIT - 1, LIMIT, LIMIT + 1, 2 * LIMIT][..]).prop_map(Content::Sized),
        1 => prop::collection::vec(any::<u8>(), 0..200).prop_map(Content::Form),
    ]
}

impl Among {
    fn has(self, operation: &Operation) -> bool {
        match self {
            Self::All => true,
            // Where there is none to be, any is refused but an empty one.
            Self::WithBody => !operation.method.is_read(),
            Self::WithNames => operation.path.contains('{'),
            Self::WithQuery => !operation.query.is_empty(),
        }
    }
}

const BOUNDARY: &str = "made-by-test";

impl Plan {
    /// The request; nothing where its address is none that a server is given.
    pub fn request(&self, all: &[Good], token: &str) -> Option<(&'static Operation, Request<Body>)> {
        let of_these: Vec<&Good> = all.iter().filter(|good| self.among.has(good.operation)).collect();
        let good = *self.operation.get(&of_these);
        let method = self.method.unwrap_or(good.operation.method.name());
        let mut request = Request::builder().method(method).uri(format!("/api{}", self.path(good)));
        if !self.headers.iter().any(|(name, _)| *name == "authorization") {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if matches!(self.body, Content::Form(_)) {
            request = request.header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, HeaderValue::from_bytes(value).ok()?);
        }
        let bytes = Bytes::from(self.body.bytes(good));
        let body = match self.arrives {
            Arrives::Whole => Body::from(bytes),
            Arrives::InParts(size) => {
                let parts: Vec<_> = bytes.chunks(size).map(|part| Ok::<_, io::Error>(bytes.slice_ref(part))).collect();
                Body::from_stream(stream::iter(parts))
            }
            Arrives::BreaksOff => {
                let half = bytes.slice(..bytes.len() / 2);
                Body::from_stream(stream::iter([Ok(half), Err(io::Error::from(io::ErrorKind::ConnectionReset))]))
            }
        };
        Some((good.operation, request.body(body).ok()?))
    }

    fn path(&self, good: &Good) -> String {
        let (path, query) = good.path.split_once('?').unwrap_or((&good.path, ""));
        let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
        let template = good.operation.path.split('/').enumerate();
        let parameters: Vec<usize> = template.filter(|(_, part)| part.contains('{')).map(|(at, _)| at).collect();
        for (which, name) in &self.names {
            let at = if parameters.is_empty() { parts.len() - 1 } else { *which.get(&parameters) };
            // A prefix before a parameter stays.
            let prefix = parts[at].split_once('=').map(|(prefix, _)| format!("{prefix}=")).unwrap_or_default();
            parts[at] = format!("{prefix}{name}");
        }
        let declared = good.operation.query;
        let mut pairs = vec![query.to_owned()];
        pairs.extend(self.query.iter().map(|(parameter, value)| match parameter {
            Parameter::Declared(which) if !declared.is_empty() => format!("{}={value}", which.get(declared).name),
            Parameter::Declared(_) => value.clone(),
            Parameter::Named(name) => format!("{name}={value}"),
        }));
        let query = pairs.into_iter().filter(|pair| !pair.is_empty()).collect::<Vec<_>>().join("&");
        format!("{}?{query}", parts.join("/"))
    }
}

impl Content {
    fn bytes(&self, good: &Good) -> Vec<u8> {
        let taken = good.bodies.first().map(Value::to_string).unwrap_or_default().into_bytes();
        match self {
            Content::Good => taken,
            Content::Nothing => Vec::new(),
            Content::Bytes(bytes) => bytes.clone(),
            Content::Edited(..) if good.bodies.is_empty() => b"{}".to_vec(),
            Content::Edited(which, edits) => edited(which.get(&good.bodies), edits),
            Content::Sized(length) => {
                let mut text = String::from_utf8(taken).unwrap();
                // White space behind a good body: all of it is read, or none.
                text.push_str(&" ".repeat(length.saturating_sub(text.len())));
                text.into_bytes()
            }
            Content::Form(file) => {
                let head =
                    format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"made\"\r\n\r\n");
                [head.as_bytes(), file, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat()
            }
        }
    }
}
