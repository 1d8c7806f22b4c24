//! Talking to the API: the only code that fetches.
//!
//! [`Api`] is the one handle: it knows the hosts, holds the session, sends requests and tells whether the API can be
//! reached. Everything above asks through `data`.

mod config;
mod connection;
mod early;
mod error;
mod exchange;
mod file;
mod handover;
mod session;
mod tabs;
mod transport;

pub use config::{Config, ConfigError, LOOKING_ONLY};
pub use connection::Connection;
pub use error::{ApiError, ErrorKind, Remedy};
pub use session::{Session, SessionState};
pub use transport::{Api, Payload, Request};
