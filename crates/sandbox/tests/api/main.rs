//! The API as a client sees it, through the router, by resource.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod activities;
mod certificates;
mod common;
mod contract;
mod controls;
mod deployment_targets;
mod domains;
mod environment_variables;
mod environments;
mod integrations;
mod large;
mod made;
mod new_subscription;
mod offers;
mod organizations;
mod persistence;
mod project_discovery;
mod project_settings;
mod project_variables;
mod projects;
mod repository;
mod sign_in;
mod subscriptions;
mod system;
mod variables_model;
