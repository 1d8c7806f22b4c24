//! What everybody may do in the projects of an organization, and every grant that says so.

mod facts;
mod index;
#[cfg(test)]
mod tests;
mod write;

pub use facts::{Direct, Facts, Invited, Member, Part, Project, Team};
pub use index::{Access, Grant, Index, Lack, Source, Subject, Verdict};
pub use write::{TITLES, lines};
