//! `docs/api` says what the declarations say, and where in the console each operation is done.
#![allow(clippy::unwrap_used, clippy::panic)]

mod kept;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use wheelhouse_api_docs::{markdown, pages};
use wheelhouse_contract::operations;

use kept::assert_kept;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn all_pages() -> Vec<pages::Page> {
    pages::read(&root().join("tests/e2e/support/pages")).unwrap()
}

#[test]
fn every_operation_is_done_on_a_page_and_pages_do_nothing_else() {
    let ids: BTreeSet<String> = operations().map(|operation| operation.id.to_owned()).collect();
    let done: BTreeSet<String> = all_pages().into_iter().flat_map(|page| page.operations).collect();
    let missing: Vec<&String> = ids.difference(&done).collect();
    assert!(missing.is_empty(), "no page in tests/e2e/support/pages does {missing:?}");
    let strange: Vec<&String> = done.difference(&ids).collect();
    assert!(strange.is_empty(), "pages do {strange:?}, which are no operations");
}

#[test]
fn the_pages_about_the_api_are_up_to_date() {
    assert_kept("docs/api", "WRITE_API", markdown::README, &markdown::documents(&all_pages()));
}
