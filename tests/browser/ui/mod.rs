//! What people rely on when they use the pieces of the design system, checked in a real browser.

mod buttons;
mod dialogs;
mod elements;
mod fields;
mod lists;
mod menus;
pub mod page;
mod tables;
mod toasts;
