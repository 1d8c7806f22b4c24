//! One engine that renders any request body from its declaration in the contract.
//!
//! [`FormState`] holds what is typed and knows what it comes to as a body; [`Form`] shows it, checks it, sends it once
//! and puts the answer's errors where they belong. Nothing here knows the API: sending is given in.

mod field;
mod form;
mod input;
mod state;

pub use form::{Form, FormProblem, Sending};
pub use input::Input;
pub use state::{FieldState, FormState};
