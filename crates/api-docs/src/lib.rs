//! The API's documents, written from its declarations.
//!
//! [`openapi::document`] is for programs: generators of clients, and those that try an API out. [`markdown::documents`] is
//! for people: what each operation is for, what it takes, and where in the console it is done.

pub mod markdown;
pub mod openapi;
pub mod pages;
mod prose;
