//! What is a person's own.

mod api_tokens;

use leptos::prelude::*;

use crate::routes::page::Account as Page;

/// The page of an address.
pub fn page(page: Page) -> AnyView {
    match page {
        Page::ApiTokens { at } => api_tokens::page(at),
    }
}
