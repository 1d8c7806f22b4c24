//! The Wheelhouse console: a single-page app over the Platform.sh API.
//!
//! `routes`, `reactive`, `text` and `access` are leaves. `api` fetches, `data` caches, `ui` draws and knows neither, `chunk` fetches parts of
//! the program, `forms` renders what the contract declares, `components` and `layouts` join them, and `pages` are thin.

pub mod access;
pub mod api;
pub mod app;
mod chunk;
pub mod components;
pub mod data;
pub mod forms;
pub mod layouts;
pub mod pages;
pub mod reactive;
pub mod routes;
mod shell;
mod text;
pub mod ui;
