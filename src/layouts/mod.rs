//! What surrounds pages: the shell, and the chrome of an organization, a project and an environment.

mod account_menu;
mod crumbs;
mod frame;
mod header;
mod place;
mod resource;
mod sidebar;
mod sign_in_again;
mod theme;
mod timeline;

pub use frame::Frame;
pub use place::Place;
pub use resource::resource_page;
