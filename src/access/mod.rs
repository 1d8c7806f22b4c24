//! What people may do in projects: what roles allow, what a change of them means, and what follows from all that was
//! granted. Plain code over plain data, which fetches and draws nothing.

pub mod effective;
mod people;
mod permissions;
pub mod review;
mod words;

pub use people::{Warning, warning};
pub use permissions::{Permissions, Role, Type, are_permissions};
pub use words::{Difference, comes_to, difference, notes, on_project, on_type, role_on, role_word};
