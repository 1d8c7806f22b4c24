//! What every page does, whatever it is about.

mod api;
mod faults;
mod inviting;
mod matrix;
mod samples;
mod words;

pub use api::{Api, fault_names, strike, strokes, written_paths};
pub use faults::TOKEN;
