//! What happened to a project or an environment, and one such thing with its log.

mod detail;
mod list;
mod log;

pub use detail::ActivityPage;
pub use list::ActivitiesPage;
