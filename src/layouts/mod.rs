//! What surrounds pages: the shell, and the chrome of an organization, a project and an environment.

mod account_menu;
mod arrival;
mod crumbs;
mod environment_tree;
mod frame;
mod header;
mod place;
mod reasons;
mod resource;
mod scope_actions;
mod search;
mod sidebar;
mod sign_in_again;
mod theme;
mod timeline;
mod update;
mod visits;

pub use arrival::arrivals;
pub use frame::Frame;
pub use place::Place;
pub use reasons::cannot;
pub use resource::resource_page;
pub use visits::{Remembered, Visit, Visits, forget_visits};
