//! The console's pieces in a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod addresses;
mod forms;
mod listings;
mod pages;
mod ui;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
