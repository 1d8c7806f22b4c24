//! One engine that renders any request body from its declaration in the contract.
//!
//! [`FormState`] holds what is entered and knows the body it makes; [`Form`] shows it, checks it, lets changes
//! be reviewed, sends it once and puts the answer's errors where they belong. Nothing here knows the API: what sends,
//! what reads again and what fields offer is passed in.

mod chain;
mod check;
mod controls;
mod copy_as;
mod diff;
mod domain;
mod draft;
mod draft_owner;
mod draft_view;
mod field_state;
mod fields;
mod flow;
mod form;
mod input;
mod meanwhile;
mod problem;
mod repeated;
mod request_text;
mod review;
mod rows;
mod state;
#[cfg(test)]
mod tests;
mod words;

pub use check::Wrong;
pub use draft::{Draft, DraftSlot};
pub use draft_owner::DraftOwner;
pub use field_state::FieldState;
pub use fields::{Options, Wanted};
pub use form::{Extras, Form, Fresh, Sending};
pub use input::Input;
pub use problem::{FormProblem, WayOut};
pub use request_text::Request;
pub use state::FormState;
