//! The gateway, with an upstream that listens on this machine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod audit;
mod headers;
mod limits;
mod oauth;
mod pairs;
mod people;
mod sessions;
mod streams;
mod tls;
mod upstream;
mod wire;
