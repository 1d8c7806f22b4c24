//! The gateway, with an upstream that listens on this machine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod headers;
mod limits;
mod pairs;
mod streams;
mod upstream;
mod wire;
