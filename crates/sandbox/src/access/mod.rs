//! What a user may do, and how a refusal says what is missing.
//!
//! The truth about a project is what [`grants`] gathers, whatever it comes from. [`ProjectRights`] are its union, and what
//! every operation asks.

mod grants;
mod organization;
mod permissions;
mod project;

pub use grants::{Source, grants};
pub use organization::OrganizationRights;
pub use permissions::{Permissions, Role, TYPES};
pub use project::ProjectRights;
