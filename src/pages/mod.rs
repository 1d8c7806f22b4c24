//! One folder an area; pages are thin and never know each other: they meet through `routes`.

mod activity;
mod current;
mod design;
mod environments;
mod not_found;
mod organizations;
mod projects;
mod sign_in;
mod variables;

pub use current::Current;
pub use design::DesignPage;
pub use sign_in::SignIn;
