//! The table of clauses and the tests that are named after them are of one mind.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;

/// The names in a text that begin as those of tests of clauses do, after `before`.
fn names(text: &str, before: &str) -> Vec<String> {
    let start = format!("{before}rfc10017_");
    let starts = text.split(&start).skip(1);
    let is_of_name = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    starts.map(|rest| rest.chars().take_while(|letter| is_of_name(*letter)).collect()).collect()
}

#[test]
fn each_clause_of_the_table_has_its_test_and_each_test_its_clause() {
    let server = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = std::fs::read_to_string(server.join("../../docs/rfc10017.md")).unwrap();
    let mut tests = Vec::new();
    for folder in [server.join("tests"), server.join("tests/gateway")] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "rs") {
                tests.extend(names(&std::fs::read_to_string(path).unwrap(), "\nasync fn "));
            }
        }
    }
    for row in table.lines().filter(|row| row.starts_with("| 6.")) {
        let clause = row.split('|').nth(1).unwrap().trim().replace('.', "_");
        for name in names(row, "`") {
            assert!(name.starts_with(&format!("{clause}_")), "{clause}: {name}");
        }
    }
    let told: BTreeSet<String> = names(&table, "`").into_iter().collect();
    assert!(told.len() > 20);
    assert_eq!(told, tests.into_iter().collect());
}
