//! Projects.

mod overview;

pub use overview::ProjectOverviewPage;
