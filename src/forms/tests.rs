//! What forms make of what is entered, without a page.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod bodies;
mod diffs;
mod drafts;
mod errors;
mod inputs;
mod sample;
