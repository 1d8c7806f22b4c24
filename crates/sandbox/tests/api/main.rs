//! The API as a client sees it, through the router, by resource.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod activities;
mod common;
mod contract;
mod controls;
mod environment_variables;
mod environments;
mod large;
mod organizations;
mod persistence;
mod project_variables;
mod projects;
mod sign_in;
mod subscriptions;
mod variables_model;
