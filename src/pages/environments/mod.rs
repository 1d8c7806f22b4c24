//! Environments of a project.

mod list;
mod overview;
mod tree;

pub use list::EnvironmentsPage;
pub use overview::EnvironmentOverviewPage;
