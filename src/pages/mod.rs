//! One folder an area; pages are thin and never know each other: they meet through `routes`.

mod activity;
mod certificates;
mod current;
mod deployment_targets;
mod design;
mod domains;
mod environments;
mod integrations;
mod not_found;
mod organizations;
mod projects;
mod repository;
mod sign_in;
mod variables;

pub use current::Current;
pub use design::DesignPage;
pub use sign_in::SignIn;
