//! What every page does, whatever it is about.

mod api;
mod faults;
mod inviting;
