//! Types of activities that have a meaning beyond their log.

/// A new project is set up in it.
pub const CREATE_PROJECT: &str = "project.create";

/// After it, the next build of each environment starts from nothing.
pub const CLEAR_BUILD_CACHE: &str = "project.clear_build_cache";

/// The project's Git server runs since its end.
pub const RESTART_GIT_SERVER: &str = "project.git_server.restart";
