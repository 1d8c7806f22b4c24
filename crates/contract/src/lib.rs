//! The Platform.sh REST API, declared once: every operation with its path, query, request body and answer.
//!
//! Three readers share these declarations. The console renders forms from [`body::Body`], sends what
//! [`operation::Endpoint`] says and reads answers through [`resource`] views that no bad answer can break. The sandbox
//! routes by [`operations`] and refuses bodies by [`validate::validate`]. Tests enumerate both.
//!
//! No I/O, native and WebAssembly alike.
// The docs of a body's fields are shown to people as they are.
#![allow(rustdoc::bare_urls)]

mod activity;
pub mod address;
pub mod answer;
pub mod base64;
pub mod body;
pub mod checks;
pub mod expressions;
pub mod facts;
pub mod links;
pub mod operation;
pub mod patterns;
pub mod pem;
pub mod problem;
pub mod resource;
pub mod sections;
pub mod sign_in;
pub mod validate;

pub use answer::{Answer, Items, Page, Wrapped, Written};
pub use body::{Body, Described, Field, Kind};
pub use links::{Links, ReferenceSet, Relation, is_read_only, set_read_only};
pub use operation::{Endpoint, Method, Operation};
pub use problem::{FieldError, Problem};
pub use resource::Resource;
pub use sections::operations;
