//! What is tested over all pages is tested over all of them: each address has an entry among the end-to-end tests' pages.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../crates/api-docs/src/pages.rs"]
mod registry;

use std::collections::BTreeSet;
use std::path::Path;

use wheelhouse::routes::templates;

/// Where the pages are.
const REGISTRY: &str = "tests/e2e/support/pages";
/// Pages that no route has: they stand for themselves.
const NO_ROUTES: &[&str] = &["/design", "/no/such/page"];

/// The templates that the registry's entries are for.
fn registered() -> BTreeSet<String> {
    let entries = registry::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(REGISTRY)).unwrap();
    entries.into_iter().map(|page| page.route).collect()
}

#[test]
fn every_address_has_an_entry_among_the_pages_of_the_end_to_end_tests() {
    let registered = registered();
    let paths = templates().map(|template| template.path);
    let templates: BTreeSet<String> = paths.chain(NO_ROUTES.iter().map(|&path| path.to_owned())).collect();
    let missing: Vec<&String> = templates.difference(&registered).collect();
    assert!(missing.is_empty(), "no entry in {REGISTRY} is for {missing:?}");
    let strange: Vec<&String> = registered.difference(&templates).collect();
    assert!(strange.is_empty(), "{REGISTRY} has entries for {strange:?}, which are no addresses");
}
