//! One folder an area; pages are thin and never know each other: they meet through `routes`.

mod activity;
mod ahead;
mod backups;
mod certificates;
mod compare;
mod current;
mod deployment_targets;
mod deployments;
mod design;
mod domains;
mod environment_types;
mod environments;
mod integrations;
mod not_found;
mod operations;
mod organizations;
mod projects;
mod repository;
mod routing;
mod sign_in;
mod variables;
mod versions;

pub use current::Current;
pub use design::DesignPage;
pub use sign_in::SignIn;
